"""A picture as bytes, the same each time: no date, no random ids.

In: axes. Out: SVG text or PNG bytes; the figure is closed. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

import io
from typing import Any


def svg(ax: Any) -> str:
    """The figure of `ax` as SVG on a transparent ground, its text as outlines that need no font. The figure is closed."""
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "libcode", "svg.fonttype": "path"}):
        return _written(ax, format="svg", transparent=True, metadata={"Date": None, "Creator": None}).decode("utf-8")


def png(ax: Any, dpi: int = 150) -> bytes:
    """The figure of `ax` as PNG. The figure is closed."""
    return _written(ax, format="png", dpi=dpi, metadata={"Software": None})


def _written(ax: Any, **options: Any) -> bytes:
    from matplotlib import pyplot

    to = io.BytesIO()
    ax.figure.savefig(to, **options)
    pyplot.close(ax.figure)
    return to.getvalue()

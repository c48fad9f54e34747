"""The pictures of a report page: each drawn for light and for dark, as SVG inside the page.

In: Codings, what to draw. Out: Markup. Needs matplotlib; its text becomes outlines, so that the page needs no font. Tested by
tests/python/test_page.py.
"""

from __future__ import annotations

import warnings
from base64 import b64encode
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from ._core import Codings
from ._markup import Markup, bdi, joined, tag

STYLES = {"light": ["default"], "dark": ["default", "dark_background"]}
Figures = Mapping[str, Callable[[Codings], Any]]


def usual(variables: list[tuple[str, Any]], per: str) -> Figures:
    """What is drawn where nothing else is asked for: groups, pairs and sets of themes. Nothing where there is no matplotlib."""
    if find_spec("matplotlib") is None:
        return {}
    from . import plots

    def by_group(by: Any) -> Callable[[Codings], Any]:
        return lambda codings: plots.groups(codings, by, per=per)

    found: dict[str, Callable[[Codings], Any]] = {f"Themes by {name}": by_group(by) for name, by in variables}
    found[f"Themes named together: {per}s with both, and whether more or less often than by chance"] = lambda codings: plots.cooccurrence(codings, per)
    found[f"The most frequent sets of themes, in {per}s"] = lambda codings: plots.sets(codings, per=per)
    return found


def figures(codings: Codings, chosen: Figures) -> Markup:
    return joined(tag("figure", tag("figcaption", bdi(caption)), _framed(caption, codings, draw)) for caption, draw in chosen.items())


def _framed(caption: str, codings: Codings, draw: Callable[[Codings], Any]) -> Markup:
    pictures = (tag("img", src=_drawn(codings, draw, style), alt=caption, class_=name) for name, style in STYLES.items())
    return tag("div", *pictures, class_="scroll", tabindex="0", role="region", aria_label=f"Picture: {caption}")


def _drawn(codings: Codings, draw: Callable[[Codings], Any], style: list[str]) -> str:
    import matplotlib.style

    from . import plots

    with matplotlib.style.context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+|Matplotlib currently does not support")  # the tables have the names
        drawn = plots.svg(draw(codings))
    return "data:image/svg+xml;base64," + b64encode(drawn.encode("utf-8")).decode("ascii")

"""Bars of how common each theme is, with the interval of each.

In: Codings. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._prevalence import HIDDEN
from ._canvas import COLORS, NARROW, column, ground_color, ink, nothing, slot_of, under
from ._rows import names, rows
from ._themes import asked_for, left_out, most, whole

BASES = {"usable": "with a usable answer", "answered": "who answered", "asked": "asked"}


def prevalence(
    codings: Codings,
    *,
    question: str | None = None,
    per: str = "respondent",
    base: str = "usable",
    codes: Sequence[str] | None = None,
    top: int = 30,
    order: str = "codebook",
    weights: Any = None,
    confidence: float = 0.95,
    suppress: int | None = None,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """One bar a theme, as long as its percent, with Wilson's interval and the counts behind it.

    Themes stand in the codebook's `order`, children under their parents, or from the greatest "percent" down. Of more than
    `top` the most frequent are shown. `codes` are those to show, by default all. The rest is as in `codings.prevalence`; what
    `suppress` hides has no bar and says so."""
    import numpy as np

    whole(top, "top")
    table = codings.prevalence(question=question, per=per, base=base, weights=weights, confidence=confidence, suppress=suppress)
    places = asked_for(codings, codes)
    percent, low, high, share, n = (column(table, name) for name in ("percent", "low", "high", "share", "base"))
    values = [percent[at] for at in places]
    short = weights is not None or slot_of(ax, width) < NARROW
    found = rows(
        ax, width, lambda top: most(places, values, top, order), names(codings, indented=order == "codebook"), top,
        beside=lambda shown: [brief(percent[at], share[at]) if short else share[at] for at in shown],
        furniture=0.95,
    )  # fmt: skip
    ax, shown = found.ax, found.shown
    if not shown:
        return nothing(ax, found.size, "The codebook has no themes.")
    ax.barh(found.at, np.nan_to_num([percent[at] for at in shown]), height=0.62, color=COLORS[0], zorder=2)
    for y, at in zip(found.at, shown):
        if percent[at] == percent[at]:
            interval(ax, y, low[at], high[at])
    ax.set_xlim(0, max(10.0, *np.nan_to_num([high[at] for at in shown])) * 1.02)
    notes = [f"Of those {BASES[base]}; lines are {100 * confidence:g} % intervals.", *left_out(len(shown), len(places))]
    if any(share[at] == HIDDEN for at in shown):
        notes.append(f"hidden: kept back, for the count is below {suppress}, leaves fewer out, or would give one away.")
    if any(n[at] == 0 for at in shown):
        notes.append("–: nobody answered.")
    under(ax, found.size, f"percent of {per}s", notes, width=found.width, left=found.left)
    return ax


def brief(percent: float, share: str) -> str:
    """A row's share where there is no room for its counts."""
    return share if share == HIDDEN else f"{percent:.0f} %" if percent == percent else "–"


def interval(ax: Any, y: float, low: float, high: float, color: Any = None, width: float = 1.2) -> None:
    """A line from low to high, drawn on its ground so that it shows inside a bar as well."""
    from matplotlib.patheffects import Normal, Stroke

    line = ax.plot([low, high], [y, y], color=color or ink(), linewidth=width, solid_capstyle="butt", zorder=4)[0]
    line.set_path_effects([Stroke(linewidth=width + 1.2, foreground=ground_color()), Normal()])

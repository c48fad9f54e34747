"""Small panels, one a theme, of how common it is from period to period.

In: Codings, a column of dates. Out: axes that hold the panels. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from ._canvas import COLORS, canvas, column, ink, inside, make_room, nothing, plain, slot_of, text_size, under
from ._labels import folded, set_labels, text_style
from ._rows import LINE, widest
from ._themes import asked_for, left_out, most, whole

PANEL, MOST_ACROSS = 1.4, 3  # inches across, or more
SIDE = 3.6  # of the numbers on the left, in sizes of their text


def over_time(
    codings: Codings,
    date: Any,
    every: str = "month",
    *,
    codes: Sequence[str] | None = None,
    top: int = 6,
    per: str = "respondent",
    question: str | None = None,
    weights: Any = None,
    confidence: float = 0.95,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """One panel a theme, all with the same axes: a line from period to period, with Wilson's interval as a band, and faint behind
    it the lines of the others.

    The `top` most frequent of `codes` are shown, by default of those with rules of their own. A period in which nobody answered breaks
    the line. The panels are axes in `ax` (`ax.child_axes`). The rest is as in `codings.over_time`."""
    whole(top, "top")
    places = asked_for(codings, codes, with_rules=codes is None)
    paths = [code.path for code in codings.codebook.codes]
    table = codings.over_time(date, every, codes=[paths[at] for at in places], per=per, question=question, weights=weights, confidence=confidence)
    periods = list(dict.fromkeys(column(table, "period")))
    slot = slot_of(ax, width)
    size = text_size(slot)
    if not periods:
        return nothing(canvas(ax, width, 1.2).ax, size, "There is no theme or no date, so there is no line.")
    steps = range(0, len(places) * len(periods), len(periods))
    cut = {name: [column(table, name)[i : i + len(periods)] for i in steps] for name in ("count", "base", "percent", "low", "high")}
    totals = [sum(counts) / max(sum(bases), 1) for counts, bases in zip(cut["count"], cut["base"])]
    across = max(1, min(len(places), top, MOST_ACROSS, int(slot / PANEL)))
    down = -(-min(len(places), top) // across)
    if ax is not None:
        down = min(down, max(1, int(inside(ax)[1] / 85)))
    kept = [places.index(at) for at in most(places, totals, min(top, across * down))]
    panel = (72 * slot - SIDE * size - 12) / across - 10  # points across
    titles = ["\n".join(folded(codings.codebook.codes[places[row]].name, panel, size, 2)) for row in kept]
    above = LINE * size * max(title.count("\n") + 1 for title in titles) + 6
    ground = canvas(ax, width, down * (above + min(0.75 * panel, 130) + 6) / 72 + 0.85)
    ax = ground.ax
    ax.set_axis_off()
    make_room(ax, SIDE * size)
    height = inside(ax)[1] if ground.ax.figure.get_layout_engine() is None else down * (above + min(0.75 * panel, 130) + 6)
    highest = max((value for row in kept for value in cut["high"][row] if value == value), default=100.0)
    for at, row in enumerate(kept):
        line, place = divmod(at, across)
        gap = 10 / (across * panel + 10 * across)
        box = (place / across, 1 - (line + 1) / down, 1 / across - gap, 1 / down - above / height)
        one = ax.inset_axes(box)
        for other in kept:
            one.plot(range(len(periods)), cut["percent"][other], color=ink(), alpha=0.18, linewidth=0.8)
        _draw(one, cut, row, len(periods))
        plain(one, size, grid="y")
        one.set(xlim=(-0.4, len(periods) - 0.6), ylim=(0, min(highest * 1.04, 102)))
        one.set_title(titles[at], fontsize=size, loc="left", pad=3, linespacing=1.1, **text_style(titles[at]))
        one.tick_params(axis="y", labelleft=place == 0)
        last = at + across >= len(kept)
        _periods(one, periods if last else [], panel, 0.9 * size)
    ax.annotate(
        f"percent of {per}s", (0, 0.5), (-(SIDE - 0.4) * size, 0), xycoords="axes fraction", textcoords="offset points", rotation=90, va="center",
        ha="right", fontsize=size, annotation_clip=False,
    )  # fmt: skip
    notes = [f"Of those with a usable answer; bands are {100 * confidence:g} % intervals."]
    notes += (["Faint: the other themes."] if len(kept) > 1 else []) + left_out(len(kept), len(places))
    under(ax, size, "", [" ".join(notes)], width=slot, left=SIDE * size)
    return ax


def _draw(ax: Any, cut: dict[str, list[list[float]]], row: int, periods: int) -> None:
    """A theme's line and band; a point without neighbours has its interval as a line."""
    percent, low, high = (cut[name][row] for name in ("percent", "low", "high"))
    there = [each == each for each in percent]
    alone = [at for at in range(periods) if there[at] and not any(there[max(at - 1, 0) : at] + there[at + 1 : at + 2])]
    ax.fill_between(range(periods), low, high, color=COLORS[0], alpha=0.25, linewidth=0)
    ax.vlines(alone, [low[at] for at in alone], [high[at] for at in alone], color=COLORS[0], alpha=0.5, linewidth=3)
    ax.plot(range(periods), percent, color=COLORS[0], linewidth=1.8, marker="o", markersize=2.5 if periods > 1 else 5)


def _periods(ax: Any, periods: list[str], across: float, size: float) -> None:
    """As many names of periods as stand beside each other, evenly spaced."""
    room = widest(periods, size) + 1.5 * size
    step = next((each for each in (1, 2, 3, 4, 6, 12, 24, 60, 120, 365) if -(-len(periods) // each) * room <= across), max(len(periods), 1))
    shown = range(0, len(periods), step)
    set_labels(ax.xaxis, shown, [folded(periods[at], max(across, 40), size, 1)[0] for at in shown], size)

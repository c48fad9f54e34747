"""Axes with one row a theme, its name on the left: what bars, dots and x-rays are drawn on.

In: themes, what there is room for. Out: axes with names set, the themes shown. Names are folded to two lines and take at most two
fifths of the width. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from .._core import Codings
from .._show import depths
from ._canvas import canvas, inside, make_room, plain, slot_of, text_size
from ._labels import folded, set_labels, width_of

MOST_OF_WIDTH = 0.4  # that names may take
LINE = 1.2  # line height, in sizes of its text
ROW_PAD = 5.0  # points between rows, where there is room
GAP = 6.0  # points between a name and the axes
INDENT = "\N{EM SPACE}"


class Rows(NamedTuple):
    ax: Any
    size: float  # points of the text
    width: float  # inches of the picture, names included
    shown: list[int]  # what the rows are of, from above
    at: list[float]  # where each row stands on the y axis, whose unit is a row of one line
    left: float  # points that the names take


def rows(
    ax: Any,
    width: float,
    choose: Callable[[int], list[int]],
    label: Callable[[list[int], float, float, int], list[str]],
    top: int,
    *,
    beside: Callable[[list[int]], list[str]] | None = None,
    lanes: float = 0.0,
    furniture: float = 0.75,
) -> Rows:
    """Axes with as many rows as `choose(top)` gives, or fewer where given axes lack the room.

    `label` gives the labels of what was chosen: (chosen, points across, size, most lines); `beside` texts for the right. A row is at
    least `lanes` points high; `furniture` is inches of what stands above and below the rows."""
    slot = slot_of(ax, width)
    size = text_size(slot)
    points = 72 * slot * MOST_OF_WIDTH
    shown = choose(top)
    labels = label(shown, points, size, 2)
    unit = max(LINE * size, lanes) + ROW_PAD
    heights = [max(LINE * size * (each.count("\n") + 1), lanes) + ROW_PAD for each in labels]
    if ax is not None and sum(heights) > inside(ax)[1]:
        unit = max(LINE * size, lanes) + 1
        shown = choose(min(top, max(1, int(inside(ax)[1] / unit))))
        labels = label(shown, points, size, 1)
        heights = [unit] * len(shown)
    ground = canvas(ax, width, max(sum(heights), 2 * unit) / 72 + furniture)
    plain(ground.ax, size)
    ends = [sum(heights[: i + 1]) / unit for i in range(len(heights))]
    at = [end - height / unit / 2 for end, height in zip(ends, heights)]
    left, right = widest(labels, size), 0.0
    set_labels(ground.ax.yaxis, at, labels, size)
    for text in ground.ax.get_yticklabels():
        text.set_horizontalalignment("left")
    ground.ax.tick_params(axis="y", pad=left + GAP)
    ground.ax.set_ylim(max(ends[-1] if ends else 0.0, 2.0), 0)
    if beside:
        texts = beside(shown)
        right = widest(texts, size)
        other = ground.ax.secondary_yaxis("right")
        set_labels(other.yaxis, at, texts, size)
        other.spines["right"].set_visible(False)
        other.tick_params(length=0, pad=GAP)
    make_room(ground.ax, left + 2 * GAP, right + 2 * GAP if right else 0.0)
    return Rows(ground.ax, size, slot, shown, at, left + GAP)


def widest(labels: Sequence[str], size: float) -> float:
    """Points that labels take; hinted letters may be somewhat wider than measured."""
    return 1.03 * max((width_of(line, size) for each in labels for line in each.split("\n")), default=0.0)


def names(codings: Codings, *, indented: bool) -> Callable[[list[int], float, float, int], list[str]]:
    """Labels of codes; `indented` under their parents."""
    deep = depths(codings.codebook)

    def label(shown: list[int], points: float, size: float, most_lines: int) -> list[str]:
        least = min((deep[at] for at in shown), default=0)
        found = []
        for at in shown:
            before = INDENT * min(deep[at] - least, 4) if indented else ""
            lines = folded(codings.codebook.codes[at].name, points - width_of(before, size), size, most_lines)
            found.append("\n".join(before + line for line in lines))
        return found

    return label

"""Dots of how common each theme is in each group, with the interval of each.

In: Codings, a survey variable. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._prevalence import HIDDEN
from ._canvas import COLORS, MARKERS, column, ink, lower, nothing, text_size, under
from ._labels import folded, text_style
from ._prevalence import BASES, interval
from ._rows import names, rows, widest
from ._themes import asked_for, left_out, most, whole

LANE = 8.0  # points from dot to dot in a row


def groups(
    codings: Codings,
    by: Any,
    *,
    question: str | None = None,
    per: str = "respondent",
    base: str = "usable",
    codes: Sequence[str] | None = None,
    top: int = 20,
    order: str = "codebook",
    weights: Any = None,
    confidence: float = 0.95,
    suppress: int | None = None,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """One row a theme, in it a dot a group at the percent of that group, with Wilson's interval.

    Groups differ in colour, in the shape of the dot and in their place in the row: from above, as in the legend. The first six
    groups of `by` are shown. Themes are chosen as in `plots.prevalence`, by their percent in all groups together. The
    rest is as in `codings.prevalence`; a dot that `suppress` hides is the word *hidden* in its place."""
    import numpy as np

    whole(top, "top")
    table = codings.prevalence(by, question, per=per, base=base, weights=weights, confidence=confidence, suppress=suppress)
    size = len(codings.codebook.codes)
    labels = list(dict.fromkeys(column(table, str(list(table.columns)[0]))))[:-1] if size else []  # the last row is of all groups
    cells = {name: np.array(column(table, name), dtype=object if name == "share" else float).reshape(-1, size or 1) for name in ("percent", "low", "high", "base", "share")}
    shown_groups = labels[: len(COLORS)]
    places = asked_for(codings, codes)
    values = [float(cells["percent"][-1][at]) for at in places]
    if not any(v == v for v in values):  # the total is hidden: by the mean of what is shown
        values = [float(np.nan_to_num(cells["percent"][:-1, at]).sum()) for at in places]
    found = rows(
        ax, width, lambda top: most(places, values, top, order), names(codings, indented=order == "codebook"), top,
        lanes=LANE * len(shown_groups), furniture=1.15 + 0.16 * _legend_rows(shown_groups, width),
    )  # fmt: skip
    ax, shown = found.ax, found.shown
    if not shown or not labels:
        return nothing(ax, found.size, "No group has an answer." if shown else "The codebook has no themes.")
    lane = LANE / _unit(found, LANE * len(shown_groups))
    greatest, handles = 10.0, []
    for group, label in enumerate(shown_groups):
        offset = (group - (len(shown_groups) - 1) / 2) * lane
        points = []
        for y, at in zip(found.at, shown):
            if cells["share"][group, at] == HIDDEN:
                ax.text(0.5, y + offset, HIDDEN, fontsize=min(0.75 * found.size, 0.85 * LANE), va="center_baseline", style="italic")
            elif not np.isnan(cells["percent"][group, at]):
                interval(ax, y + offset, cells["low"][group, at], cells["high"][group, at], COLORS[group], 1.4)
                points.append((cells["percent"][group, at], y + offset))
                greatest = max(greatest, cells["high"][group, at])
        x, y = zip(*points) if points else ((), ())
        handles += ax.plot(x, y, MARKERS[group], color=COLORS[group], markeredgecolor=ink(), markeredgewidth=0.5, markersize=5, zorder=5, label=_named(label, cells["base"][group, shown]))
    for y, after in zip(found.at, found.at[1:]):
        ax.axhline((y + after) / 2, color=ink(), alpha=0.12, linewidth=0.6, zorder=0)
    ax.set_xlim(0, min(greatest * 1.03, 101.5))
    legend(ax, handles, found.size, found.width, found.left)
    notes = [f"Of those {BASES[base]}; lines are {100 * confidence:g} % intervals.", *left_out(len(shown), len(places))]
    if len(labels) > len(shown_groups):
        notes.append(f"The first {len(shown_groups)} of {len(labels)} groups.")
    if any(HIDDEN in cells["share"][group, shown].tolist() for group in range(len(shown_groups))):
        notes.append(f"hidden: kept back, for the count is below {suppress}, leaves fewer out, or would give one away.")
    under(ax, found.size, f"percent of {per}s", notes, width=found.width, left=found.left)
    return ax


def _unit(found: Any, lanes: float) -> float:
    """Points of a row of one line, the unit of the y axis: as `rows` laid it out."""
    from ._canvas import inside

    return max(inside(found.ax)[1] / abs(found.ax.get_ylim()[0]), lanes) if found.ax.figure.get_layout_engine() is None else lanes + 5


def _named(label: str, bases: Any) -> str:
    """A group with its base; where themes have different ones with the greatest."""
    few, many = int(min(bases)), int(max(bases))
    return f"{label} (n = {many:,})" if few == many else f"{label} (n ≤ {many:,})"


def _legend_rows(labels: Sequence[str], width: float) -> int:
    """About how many lines a legend takes."""
    size = text_size(width)
    across = widest([folded(label, 72 * width - 5 * size, size, 1)[0] for label in labels], size) + 4 * size
    return -(-len(labels) // max(1, int(72 * width / across)))


def legend(ax: Any, handles: list[Any], size: float, width: float, left: float) -> Any:
    """A legend above the axes, in as many columns as its texts leave room for, from the left edge of the names."""
    from matplotlib.transforms import ScaledTranslation

    labels = ["\n".join(folded(handle.get_label(), 72 * width - 5 * size, size, 1)) for handle in handles]
    columns = max(1, min(len(labels), int((72 * width - 6) / (widest(labels, size) + 3.6 * size))))
    moved = ax.transAxes + ScaledTranslation(-left / 72, 3 / 72, ax.figure.dpi_scale_trans)
    box = ax.legend(
        handles, labels, loc="lower left", bbox_to_anchor=(0, 1), bbox_transform=moved, ncols=columns, fontsize=size, frameon=False,
        borderpad=0.1, borderaxespad=0, handlelength=1.8, handletextpad=0.5, columnspacing=1.2,
    )  # fmt: skip
    lower(ax, -(-len(labels) // columns) * 1.6 * size + 8)
    for text, label in zip(box.get_texts(), labels):
        text.set(**text_style(label))
    return box

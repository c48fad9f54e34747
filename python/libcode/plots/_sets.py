"""Which sets of themes people hold: an UpSet picture (Lex et al. 2014, IEEE TVCG 20:1983–1992).

In: Codings. Out: axes that hold three others. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._cells import cells
from .._core import Codings
from .._tables import PER, _one_of
from ._canvas import COLORS, canvas, ink, inside, make_room, nothing, plain, slot_of, text_size, under
from ._labels import folded, set_labels, width_of
from ._rows import LINE, widest
from ._themes import asked_for, left_out, most, whole

COLUMN = 1.9  # of a set, in sizes of its text


def sets(
    codings: Codings,
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    question: str | None = None,
    themes: int = 8,
    top: int = 15,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """The `top` most frequent sets of themes: a column each, its bar as high as there are respondents or responses (`per`) that hold
    just these of the themes shown, its dots the themes. Beside each theme a bar of how many hold it at all.

    The `themes` most frequent of `codes` are shown, by default of those with rules of their own. The picture is drawn in
    `ax`, in axes of its own that it holds (`ax.child_axes`: bars of sets, dots, bars of themes)."""
    import numpy as np

    for argument, value in (("themes", themes), ("top", top)):
        whole(value, argument)
    _one_of(per, PER, "per")
    places = asked_for(codings, codes, with_rules=codes is None)
    found = cells(codings, per, question)
    usable = found.usable[:, places].any(axis=1) if places else np.zeros(len(found.usable), dtype=bool)
    present = found.present[usable]
    held = present.sum(axis=0)
    slot = slot_of(ax, width)
    size = text_size(slot)
    kept = most(places, [float(held[at]) for at in places], themes, "percent")
    kept = [at for at in kept if held[at]]
    if not kept:
        return nothing(canvas(ax, width, 1.2).ax, size, "No theme was found, so there are no sets.")
    kinds, times = np.unique(present[:, kept], axis=0, return_counts=True)
    some = kinds.any(axis=1)
    none = int(times[~some].sum())
    kinds, times = kinds[some], times[some]
    order = sorted(range(len(kinds)), key=lambda at: (-times[at], kinds[at].sum(), [not each for each in kinds[at]]))
    labels = ["\n".join(folded(codings.codebook.codes[at].name, 72 * slot * 0.34, size, 1)) for at in kept]
    row = LINE * size + 6
    ground = canvas(ax, width, (len(kept) * row + 130) / 72 + 0.5)
    ax = ground.ax
    sides = widest(labels, size) + 6
    make_room(ax, sides + 4)
    total = _points_across(ax, slot, sides)
    beside = 0.2 * total  # of the bars of themes
    kept_sets = order[: min(top, max(1, int((total - beside - 12) / (COLUMN * size))))]
    tall = inside(ax)[1] if ax.figure.get_layout_engine() is None else max(inside(ax)[1], 60.0)
    low = min(len(kept) * row / max(tall, len(kept) * row + 30), 0.75)
    across = (total - beside - 12) / total
    ax.set_axis_off()
    bars, dots, sizes = ax.inset_axes((0, low + 0.02, across, 0.98 - low)), ax.inset_axes((0, 0, across, low)), ax.inset_axes((across + 12 / total, 0, beside / total, low))
    _bars(bars, [int(times[at]) for at in kept_sets], size, per)
    _dots(dots, [kinds[at] for at in kept_sets], labels, size)
    _sizes(sizes, [int(held[at]) for at in kept], size)
    shown = sum(int(times[at]) for at in kept_sets)
    notes = [f"{shown:,} of {len(present):,} {per}s with a usable answer are in these {len(kept_sets)} of {len(kinds)} sets; {none:,} hold none of the themes."]
    notes += left_out(len(kept), len(places))
    under(ax, size, "", notes, width=slot, left=sides, below=6)
    return ax


def _points_across(ax: Any, slot: float, left: float) -> float:
    """Points that the three have: what the names leave of the slot, where a layout engine will make it so."""
    return inside(ax)[0] if ax.figure.get_layout_engine() is None else 72 * slot - left - 12


def _bars(ax: Any, times: list[int], size: float, per: str) -> None:
    ax.bar(range(len(times)), times, width=0.6, color=COLORS[0])
    for at, number in enumerate(times):
        text = f"{number:,}"
        fits = min(1.0, COLUMN * size / max(width_of(text, 0.85 * size), 1e-9))
        ax.text(at, number, text, ha="center", va="bottom", fontsize=0.85 * size * fits)
    plain(ax, size, grid="")
    ax.set(xlim=(-0.6, len(times) - 0.4), ylim=(0, max(times) * 1.15), xticks=[], yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_title(f"{per}s with just these", fontsize=size, loc="left", pad=3)


def _dots(ax: Any, kinds: list[Any], labels: list[str], size: float) -> None:
    ax.set(xlim=(-0.6, len(kinds) - 0.4), ylim=(len(labels) - 0.5, -0.5), xticks=[])
    for row in range(0, len(labels), 2):
        ax.axhspan(row - 0.5, row + 0.5, color=ink(), alpha=0.07, linewidth=0)
    for at, kind in enumerate(kinds):
        held = [row for row, there in enumerate(kind) if there]
        gone = [row for row, there in enumerate(kind) if not there]
        ax.plot([at] * len(gone), gone, "o", color=ink(), alpha=0.25, markersize=0.35 * size, linestyle="none")
        ax.plot([at] * len(held), held, "o-", color=ink(), markersize=0.75 * size, linewidth=1.6)
    set_labels(ax.yaxis, range(len(labels)), labels, size)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _sizes(ax: Any, held: list[int], size: float) -> None:
    ax.barh(range(len(held)), held, height=0.6, color=COLORS[4], edgecolor=ink(), linewidth=0.5)
    widest_number = max(width_of(f"{number:,}", 0.85 * size) for number in held)
    for at, number in enumerate(held):
        ax.annotate(f"{number:,}", (number, at), (2, 0), textcoords="offset points", va="center", fontsize=0.85 * size)
    ax.set(ylim=(len(held) - 0.5, -0.5), xlim=(0, max(held) * (1 + widest_number / 60)), xticks=[], yticks=[])
    for side in ("top", "right", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_title("in all", fontsize=size, loc="left", pad=3)

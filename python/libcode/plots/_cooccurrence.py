"""A heat map of which themes stand together.

In: Codings. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._tables import _one_of
from ._canvas import COLORS, canvas, column, ground_color, make_room, nothing, plain, slot_of, text_on, text_size, under
from ._labels import folded, set_labels, width_of
from ._rows import widest
from ._themes import asked_for, left_out, most, whole

MEASURES = {"phi": "phi", "jaccard": "Jaccard", "lift": "lift"}
SAID = {
    "phi": "Colour: phi, 0 as by chance, 1 always together, −1 never.",
    "jaccard": "Colour: of those with either theme the share with both.",
    "lift": "Colour: how many times as often together as by chance.",
}
CHANCE = {"phi": 0.0, "jaccard": 0.0, "lift": 1.0}  # below it numbers are in italics, for eyes or prints without colour
PLACES = {"response": "responses", "respondent": "respondents", "paragraph": "paragraphs", "sentence": "sentences"}


def cooccurrence(
    codings: Codings,
    within: str | int = "respondent",
    *,
    measure: str | None = None,
    codes: Sequence[str] | None = None,
    top: int = 16,
    question: str | None = None,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """One cell a pair of themes: its number is in how many both stand, its colour by how much more (blue) or less (orange) often than by
    chance. A dash: no respondent, or whatever `within` says, was asked about both.

    `measure` is that of the colour: "phi" (by default), "jaccard" (by default within words, where there is no chance to compare with)
    or "lift" (on the logarithm). `codes` are by default those with rules of their own, of which the `top` most frequent are shown. The rest is
    as in `codings.cooccurrence`."""
    import numpy as np

    whole(top, "top")
    measure = measure or ("phi" if isinstance(within, str) else "jaccard")
    _one_of(measure, tuple(MEASURES), "measure")
    paths = [code.path for code in codings.codebook.codes]
    places = asked_for(codings, codes, with_rules=codes is None)
    chosen = [paths[at] for at in places]
    slot = slot_of(ax, width)
    size = text_size(slot)
    if len(chosen) < 2:
        return nothing(canvas(ax, width, 1.2).ax, size, "Fewer than two themes: there is no pair.")
    square = {name: _square(codings.cooccurrence(within, matrix=name, codes=chosen, question=question), chosen) for name in ("count", measure)}
    room = max(2, int((72 * slot * 0.6) / (2.2 * size)))
    kept = [places.index(at) for at in most(places, np.diag(square["count"]).tolist(), min(top, room))]
    count, value = (square[name][np.ix_(kept, kept)] for name in ("count", measure))
    related = [[_kin(chosen[a], chosen[b]) for b in kept] for a in kept]
    empty = np.triu(np.ones_like(count, dtype=bool)) | np.array(related)
    labels = ["\n".join(folded(codings.codebook[chosen[at]].name, 72 * slot * 0.36, size, 1)) for at in kept]
    cell = min(2.6 * size, 72 * slot * 0.6 / len(kept))
    ground = canvas(ax, width, max(len(kept), 3) * cell * 1.15 / 72 + 1.6)
    ax = ground.ax
    colors, norm = _scale(measure, value[~empty])
    shown = np.ma.masked_where(empty | ~np.isfinite(value), value)
    ax.imshow(shown, cmap=colors, norm=norm, aspect="auto", interpolation="nearest")
    digits = 0.9 * size * min(1.0, cell / (2.3 * size))
    for row, col in zip(*np.nonzero(~empty)):
        number = f"{int(count[row, col]):,}" if count[row, col] or np.isfinite(value[row, col]) else "–"
        small = min(1.0, 0.92 * cell / max(width_of(number, digits), 1e-9))
        back = colors(norm(value[row, col]))[:3] if np.isfinite(value[row, col]) else ground_color()
        ax.text(col, row, number, ha="center", va="center", fontsize=digits * small, color=text_on(back), style="italic" if value[row, col] < CHANCE[measure] else "normal")
    plain(ax, size, grid="")
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0)
    set_labels(ax.yaxis, range(1, len(kept)), labels[1:], size)
    set_labels(ax.xaxis, range(len(kept) - 1), labels[:-1], size)
    for text in ax.get_xticklabels():
        text.set(rotation=90)
    ax.set_xlim(-0.5, len(kept) - 1.5)
    ax.set_ylim(len(kept) - 0.5, 0.5)
    tall = widest(labels[:-1], size)
    make_room(ax, widest(labels[1:], size) + 10)
    _key(ax, colors, norm, measure, size, ground.width)
    where = PLACES[within] if isinstance(within, str) else f"answers with both, at most {within} words apart"
    notes = [f"Numbers: {where}{' with both' if isinstance(within, str) else ''}. {SAID[measure]}{' Italics: less often than by chance.' if measure != 'jaccard' else ''}", *left_out(len(kept), len(places))]
    under(ax, size, "", notes, width=ground.width, left=widest(labels[1:], size) + 6, below=tall + 4)
    return ax


def _square(table: Any, chosen: list[str]) -> Any:
    import numpy as np

    return np.array([column(table, path) for path in chosen], dtype=float).T


def _kin(a: str, b: str) -> bool:
    """Whether one is below the other, and so no pair with it."""
    return a.startswith(b + ".") or b.startswith(a + ".")


def _scale(measure: str, values: Any) -> tuple[Any, Any]:
    """Colours and their range: the ground is chance, or none."""
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap, LogNorm, Normalize

    finite = values[np.isfinite(values)]
    if measure == "jaccard":
        return LinearSegmentedColormap.from_list("share", [ground_color(), COLORS[0]]), Normalize(0, max(float(finite.max(initial=0.0)), 0.01))
    both = LinearSegmentedColormap.from_list("chance", [COLORS[1], ground_color(), COLORS[0]])
    if measure == "phi":
        far = max(float(np.abs(finite).max(initial=0.0)), 0.1)
        return both, Normalize(-far, far)
    far = max(float(np.abs(np.log2(finite[finite > 0])).max(initial=0.0)), 0.5)
    return both, LogNorm(2**-far, 2**far, clip=True)


def _key(ax: Any, colors: Any, norm: Any, measure: str, size: float, width: float) -> None:
    """What the colours mean, in the corner that the pairs leave empty."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    bar = ax.inset_axes((0.55, 0.9, 0.38, 0.035))
    bar.set_in_layout(False)
    key = ax.figure.colorbar(ScalarMappable(norm, colors), cax=bar, orientation="horizontal")
    key.outline.set_linewidth(0.5)
    middle = {"phi": 0.0, "lift": 1.0, "jaccard": norm.vmax / 2}[measure]
    key.ax.xaxis.set_major_locator(FixedLocator([norm.vmin, middle, norm.vmax]))
    key.ax.xaxis.set_minor_locator(NullLocator())
    key.ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.2g}".replace("-", "−")))
    key.ax.tick_params(labelsize=0.85 * size, length=2)
    key.ax.set_title(MEASURES[measure], fontsize=0.9 * size, pad=3)

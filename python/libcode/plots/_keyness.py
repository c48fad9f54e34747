"""Bars of the words that set one text apart from another.

In: Codings. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._show import visible
from .._tables import _one_of
from ._canvas import COLORS, column, ink, nothing, under
from ._labels import folded
from ._rows import rows
from ._themes import whole

MEASURES = {"g2": "log-likelihood G²", "log_ratio": "log ratio: 1 is twice as often"}


def keyness(
    codings: Codings,
    code: str | Sequence[str] | None = None,
    *,
    by: Any = None,
    target: str | None = None,
    reference: str | None = None,
    top: int = 15,
    measure: str = "g2",
    width: float = 6.5,
    ax: Any = None,
    **options: Any,
) -> Any:
    """Bars to the right for the `top` words most typical of the target, to the left for as many least typical of it.

    Bars are as long as Dunning's log-likelihood ("g2"), to the left where the word is rarer than in the reference, or Hardie's
    "log_ratio"; the words are in either case those of greatest log-likelihood. Beside them stands how often the word is used in the target
    and in the reference. With `by` and more than two groups `target` must name one. Other `options` are those of
    `codings.keyness`, which says what target and reference are."""
    whole(top, "top")
    _one_of(measure, tuple(MEASURES), "measure")
    table = codings.keyness(code, by=by, target=target, reference=reference, **options)
    names = [str(name) for name in table.columns]
    group = names[0] if names[0] != "word" else ""
    if group and target is None:
        found_groups = list(dict.fromkeys(column(table, group)))
        if len(found_groups) > 2:
            raise ValueError(f"by= has {len(found_groups)} groups; target= must name the one whose words are wanted")
        target = found_groups[0] if found_groups else None
        reference = found_groups[1] if len(found_groups) > 1 else None
    kept = [at for at in range(len(column(table, "word"))) if not group or column(table, group)[at] == target]
    word, g2, ratio, z, count, other = ([column(table, name)[at] for at in kept] for name in ("word", "g2", "log_ratio", "z", "count", "reference_count"))
    length = [each if (above > 0) else -each for each, above in zip(g2, z)] if measure == "g2" else ratio
    more = [at for at in range(len(word)) if z[at] > 0]
    less = [at for at in range(len(word)) if not z[at] > 0]

    def choose(top: int) -> list[int]:
        """Half of them of either kind, where there are as many."""
        both = min(2 * top, 2 * wanted)
        low = min(len(less), max(both // 2, both - len(more)), wanted)
        return more[: min(both - low, wanted)] + (less[-low:] if low else [])

    wanted = top
    found = rows(
        ax, width, lambda rows: choose(-(-rows // 2)), lambda shown, points, size, lines: ["\n".join(folded(word[at], points, size, lines)) for at in shown],
        2 * top, beside=lambda shown: [f"{count[at]:,} : {other[at]:,}" for at in shown], furniture=0.95,
    )  # fmt: skip
    ax, shown = found.ax, found.shown
    if not shown:
        return nothing(ax, found.size, "No word is used often enough to compare.")
    ax.barh(found.at, [length[at] for at in shown], height=0.62, color=[COLORS[0] if z[at] > 0 else COLORS[1] for at in shown], zorder=2)
    ax.axvline(0, color=ink(), linewidth=0.8, zorder=3)
    if measure == "g2":  # its sign only says the side
        ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    own, rest = _sides(codings, code, group, target, reference)
    notes = [f"Right: more typical of {own}. Left: of {rest}. Numbers: uses in {own} : in {rest}."]
    if len(shown) < len(word):
        notes.append(f"{len(shown)} of {len(word):,} words.")
    under(ax, found.size, MEASURES[measure], notes, width=found.width, left=found.left)
    return ax


def _sides(codings: Codings, code: Any, group: str, target: str | None, reference: str | None) -> tuple[str, str]:
    """What is compared with what, in words."""
    if group:
        return f"“{visible(str(target), 40)}”", f"“{visible(str(reference), 40)}”" if reference is not None else "all others"
    if code is None:
        return "what is coded", "what is not"
    asked = [code] if isinstance(code, str) else list(code)
    return " or ".join(f"“{visible(codings.codebook[each].name, 40)}”" for each in asked[:3]) + (" …" if len(asked) > 3 else ""), "all else"

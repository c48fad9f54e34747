"""The curve of how many themes are known after so many respondents.

In: Codings. Out: axes. Tested by tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._show import many
from ._canvas import COLORS, DASHES, NARROW, canvas, column, ink, nothing, plain, slot_of, under


def saturation(
    codings: Codings,
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    permutations: int = 1000,
    confidence: float = 0.95,
    up_to: int | None = None,
    seed: int = 0,
    width: float = 6.5,
    ax: Any = None,
) -> Any:
    """Themes known after 1, 2, 3 … units: the mean over all orders with the band in which `confidence` of the `permutations` lie, the
    order of the data as a thin stepped line, and where nine tenths of all themes found are known on average.

    The rest is as in `codings.saturation_curve`."""
    table = codings.saturation_curve(codes=codes, per=per, permutations=permutations, confidence=confidence, up_to=up_to, seed=seed)
    ground = canvas(ax, width, 0.5 * slot_of(ax, width) + (0.9 if width < NARROW else 0.3))
    ax, size = ground.ax, ground.size
    n, expected, percent = column(table, "n"), column(table, "expected"), column(table, "percent")
    if not n or not expected[-1] > 0:
        return nothing(ax, size, "No theme was found, so there is no curve.")
    plain(ax, size, grid="both")
    total = round(100 * expected[-1] / percent[-1])
    ax.fill_between(n, column(table, "low"), column(table, "high"), color=COLORS[0], alpha=0.25, linewidth=0, label=f"{100 * confidence:g} % of orders")
    ax.plot(n, expected, color=COLORS[0], linewidth=2, label="mean of all orders", marker="o" if len(n) == 1 else None)
    ax.plot(n, column(table, "themes"), color=COLORS[1], linewidth=1.2, linestyle=DASHES[1], drawstyle="steps-post", label="order of the data")
    ax.axhline(total, color=ink(), linewidth=0.8, linestyle=":")
    ax.set_ylim(0, total * 1.12)
    ax.set_xlim(min(n) - (1 if len(n) == 1 else 0), max(n) + (1 if len(n) == 1 else 0))
    ax.text(0.01, total, f"{many(total, 'theme')} found in all", transform=ax.get_yaxis_transform(), va="bottom", ha="left", fontsize=0.9 * size)
    known = next((at for at, share in zip(n, percent) if share >= 90), None)
    ax.legend(loc="lower right", fontsize=size, frameon=False)
    ax.set_ylabel("themes known", fontsize=size)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.xaxis.get_major_locator().set_params(integer=True)
    notes = [f"Nine tenths of the themes are known after {many(known, per)}, on average."] if known is not None else []
    under(ax, size, f"{per}s with a usable answer", notes, width=ground.width, left=3.6 * size)
    return ax

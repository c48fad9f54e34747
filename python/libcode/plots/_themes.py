"""Which themes a picture shows, and in which order.

In: Codings, what was asked for. Out: places of codes in the codebook, and a note of those left out. Tested by
tests/python/test_plots.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._core import Codings
from .._show import many
from .._tables import _one_of

ORDERS = ("codebook", "percent")


def asked_for(codings: Codings, codes: Sequence[str] | None, *, with_rules: bool = False) -> list[int]:
    """Places of `codes`, or of all (`with_rules`: of those with rules of their own), in the codebook's order."""
    book = codings.codebook
    if isinstance(codes, str):
        raise TypeError("codes= must be a list of codes; put the one in a list")
    if codes is None:
        return [at for at, code in enumerate(book.codes) if code.rules or not with_rules]
    paths = {book[code].path for code in codes}
    return [at for at, code in enumerate(book.codes) if code.path in paths]


def most(places: Sequence[int], values: Sequence[float], top: int, order: str = "codebook") -> list[int]:
    """The `top` of `places` with the greatest values, in the codebook's order or the greatest first."""
    _one_of(order, ORDERS, "order")
    by_value = sorted(range(len(places)), key=lambda at: (-(values[at] if values[at] == values[at] else -1.0), at))
    kept = by_value[:top] if order == "percent" else sorted(by_value[:top])
    return [places[at] for at in kept]


def left_out(shown: int, total: int, noun: str = "theme", how: str = "most frequent") -> list[str]:
    """A note of what is not in the picture."""
    return [f"The {shown} {how} of {many(total, noun)}."] if shown < total else []


def whole(value: Any, argument: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{argument}= must be a whole number of 1 or more")
    return value

"""One response with what was found in it, to be looked at.

In: Codings, the number of a response. Out: Response. Tested by tests/python/test_show.py.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

from ._core import Code, Codings


@dataclass(frozen=True, repr=False)
class Response:
    """A response and its codings, each a dict of the long table's columns."""

    row: int
    response: int
    respondent: Any
    question: str
    text: str | None  # None: not asked
    codings: list[dict[str, Any]]
    codes: dict[str, tuple[int, Code]]  # of the codings, by path: the code and its place in the codebook

    def __repr__(self) -> str:
        from ._show import response_text

        return response_text(self)

    def _repr_html_(self) -> str:
        from ._html import response_html

        return response_html(self)


def response(self: Codings, at: int) -> Response:
    """The response at place `at` of `responses`, its codings marked."""
    size = len(self.responses)
    at = operator.index(at)
    if not 0 <= at < size:
        raise IndexError(f"there is no response {at}; they are numbered from 0 to {size - 1}")
    own = {name: values[0] for name, values in self.responses._columns(at, at + 1).items()}
    table = self._columns(*self._codings_of(at))
    rows = [dict(zip(table, cells)) for cells in zip(*(_cells(values) for values in table.values()))]
    coded = {row["code"] for row in rows}
    codes = {code.path: (place, code) for place, code in enumerate(self.codebook.codes) if code.path in coded}
    return Response(int(own["row"]), int(own["response"]), own["respondent"], own["question"], own["text"], rows, codes)


def _cells(values: Any) -> list[Any]:
    if not isinstance(values, tuple):
        return values.tolist()
    return [None if is_missing else number for number, is_missing in zip(*(each.tolist() for each in values))]


Codings.response = response

"""Who was asked, who answered, and who holds each code: responses or respondents × codes, the ground of every table.

In: Codings. Out: Cells. What is present where is the core's (libcode/tables.hpp); here it is cut by question and folded
into respondents. Costs responses × codes, in memory too. Tested by tests/python/test_cells.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ._core import Codings
from ._variables import respondent_of_response


class Cells(NamedTuple):
    """Arrays of units (`per`: responses or respondents, in their order) × codes (as `codebook.codes`).

    `asked` ⊇ `answered` (not blank) ⊇ `usable` (holds a word) ⊇ `present`. A code's `where` keeps a unit out
    of all four."""

    asked: Any  # bool
    answered: Any  # bool
    usable: Any  # bool: the base of percents
    quotes: Any  # int32: the codings that count

    @property
    def present(self) -> Any:
        return self.quotes > 0


def cells(codings: Codings, per: str = "respondent", question: str | None = None, rollup: bool = True) -> Cells:
    """Of all responses, or of those to `question`. A parent holds what its descendants hold; without `rollup`
    what its own rules found."""
    import numpy as np

    table = codings.responses._columns()
    counted = codings._matrix(counted=True, per_respondent=False)
    asked = counted >= 0
    if question is not None:
        if question not in codings.responses.questions:
            raise ValueError(f"question= must be one of {', '.join(map(repr, codings.responses.questions))}")
        asked &= (table["question"] == question)[:, None]
    written = np.array([text is not None and bool(text.strip()) for text in table["text"]], dtype=bool)
    quotes = np.where(asked, counted, 0)
    if not rollup:
        quotes = _own(codings, quotes)
    found = Cells(asked, asked & written[:, None], asked & (table["answer"] == "usable")[:, None], quotes)
    return found if per == "response" else Cells(*_of_people(found, respondent_of_response(table)))


def _own(codings: Codings, quotes: Any) -> Any:
    """A parent's quotes are its own and those of all its descendants: take theirs away, deepest first."""
    import numpy as np

    own = quotes.copy()
    parents = [code.parent for code in codings.codebook.codes]
    for code in reversed(range(len(parents))):  # descendants stand after their ancestors
        up = parents[code]
        while up is not None:
            own[:, up] -= own[:, code]
            up = parents[up]
    return np.maximum(own, 0)


def _of_people(found: Cells, who: Any) -> list[Any]:
    """Any of a respondent's responses; quotes are summed."""
    import numpy as np

    people = int(who.max()) + 1 if len(who) else 0
    if people == len(who):  # then each has one, in the same order
        return list(found)
    order = np.argsort(who, kind="stable")
    starts = np.searchsorted(who[order], np.arange(people))
    folds = (np.logical_or, np.logical_or, np.logical_or, np.add)
    return [fold.reduceat(each[order], starts, axis=0) for fold, each in zip(folds, found)]

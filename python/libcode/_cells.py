"""Who was asked, who answered, and who holds each code: responses or respondents × codes, the ground of every table.

In: Codings. Out: Cells. What is present where is the core's (libcode/tables.hpp); here it is cut by question and folded
into respondents. Costs responses × codes, in memory too. Tested by tests/python/test_cells.py.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ._core import Codings
from ._tables import _a_question
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
        _a_question(codings, question)
        asked &= (table["question"] == question)[:, None]
    written = np.array([text is not None and bool(text.strip()) for text in table["text"]], dtype=bool)
    quotes = np.where(asked, counted, 0)
    if not rollup:
        quotes = _own(codings, quotes)
    found = Cells(asked, asked & written[:, None], asked & (table["answer"] == "usable")[:, None], quotes)
    return found if per == "response" else fold(found, respondent_of_response(table))


def by_status(codings: Codings, found: Cells, rollup: bool = True) -> list[tuple[str, Cells, Any]]:
    """(status, cells, how many of the quotes count) for each status that occurs, of the responses in `found`. Here
    `quotes` are the codings of that status whether they count or not."""
    import numpy as np

    table = codings._columns()
    response, code = table["response"] - _first_response(codings), codings._codes().astype(np.intp)
    statuses = sorted(set(table["status"].tolist()))
    return [(status, *_cells_of(codings, found, rollup, response, code, table["counts"], table["status"] == status)) for status in statuses]


def _cells_of(codings: Codings, found: Cells, rollup: bool, response: Any, code: Any, counts: Any, chosen: Any) -> tuple[Cells, Any]:
    import numpy as np

    parents = [each.parent for each in codings.codebook.codes]
    quotes = []
    for each in (chosen, chosen & counts):
        cells = np.zeros_like(found.quotes)
        np.add.at(cells, (response[each], code[each]), 1)
        if rollup:
            for at in reversed(range(len(parents))):  # descendants stand after their ancestors
                if parents[at] is not None:
                    cells[:, parents[at]] += cells[:, at]
        quotes.append(np.where(found.asked, cells, 0))
    return found._replace(quotes=quotes[0]), quotes[1]


def _first_response(codings: Codings) -> int:
    """Of a stream's batch, whose responses are numbered through all batches."""
    numbers = codings.responses._columns(0, min(1, len(codings.responses)))["response"]
    return int(numbers[0]) if len(numbers) else 0


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


def fold(found: Cells, who: Any) -> Cells:
    """Of responses the cells of respondents: any of theirs; quotes are summed. `who` is their ordinal, per response."""
    import numpy as np

    people = int(who.max()) + 1 if len(who) else 0
    if people == len(who):  # then each has one, in the same order
        return found
    order = np.argsort(who, kind="stable")
    starts = np.searchsorted(who[order], np.arange(people))
    folds = (np.logical_or, np.logical_or, np.logical_or, np.add)
    return Cells(*(one.reduceat(each[order], starts, axis=0) for one, each in zip(folds, found)))

"""The tables of Codings and Responses: what a researcher reads, counts and exports.

In: Codings. Out: frames of pandas or polars; numpy is imported when the first is made. What counts where is decided in the core
(libcode/tables.hpp); here it is only laid out. Tested by tests/python/test_codings.py.
"""

from __future__ import annotations

from numbers import Integral
from typing import Any

from . import _frames
from ._core import Codings, Responses

VALUES = ("present", "count")
PER = ("response", "respondent")
# The long table: one row a coding. Columns are only ever appended.
LONG_COLUMNS = (
    "row", "response", "respondent", "question", "coder", "code", "rule", "line", "start", "end", "text", "quote_start",
    "quote_end", "quote", "status", "negation", "time", "person", "certainty", "counts", "cue", "weight", "memo",
)


def _one_of(value: Any, words: tuple[str, ...], argument: str) -> None:
    if value not in words:
        raise ValueError(f"{argument}= must be {' or '.join(map(repr, words))}")


def _seed(seed: Any) -> None:
    if not isinstance(seed, Integral) or isinstance(seed, bool) or seed < 0:
        raise ValueError("seed= must be a whole number of 0 or more")


def _a_question(codings: Codings, question: Any) -> None:
    """Refuses what is no question. Those of long data are cells, which no message shows."""
    questions = codings.responses.questions
    if question not in questions:
        are_columns = codings.manifest["question"] is None
        known = ", ".join(map(repr, questions)) if are_columns else f"the {len(questions):,} that codings.responses.questions lists"
        raise ValueError(f"question= must be one of {known}")


def to_pandas(self: Any) -> Any:
    """The table as a pandas DataFrame."""
    try:
        import pandas  # noqa: F401
    except ImportError:
        raise ImportError("to_pandas() needs pandas: pip install 'libcode[pandas]'") from None
    return _frames.make("pandas", self._columns())


def to_polars(self: Any) -> Any:
    """The table as a polars DataFrame."""
    try:
        import polars
    except ImportError:
        raise ImportError("to_polars() needs polars: pip install 'libcode[polars]'") from None
    return polars.DataFrame(self)


def matrix(self: Codings, values: str = "present", per: str = "response") -> Any:
    """One row a response or respondent, one column a code: 1 or 0 (`present`) or how many quotes
    count (`count`), missing where it was not asked. Parents hold what their children hold.

    In pandas the index names the rows; in polars the first columns do."""
    import numpy as np

    _one_of(values, VALUES, "values")
    _one_of(per, PER, "per")
    cells = self._matrix(counted=values == "count", per_respondent=per == "respondent")
    cells = cells if values == "count" else cells.astype(np.int8)
    columns = {code.path: (np.where(column < 0, 0, column), column < 0) for code, column in zip(self.codebook.codes, cells.T)}
    return _frames.make(self.frame, columns, self._people() if per == "respondent" else _response_names(self))


def _response_names(codings: Codings) -> dict[str, Any]:
    table = codings.responses._columns()
    names = ["id"] if len(codings.responses.questions) < 2 else ["id", "question"]
    return {name: table[name] for name in names}


def counts(self: Codings, per: str = "respondent") -> Any:
    """One row a code: how often it was found, and in how many of those who answered.

    `quotes` are the codings that count; `responses` and `respondents` have the code. `base` is how many
    (`per`: respondents or responses) gave a usable answer of the `asked`, and `percent` the share of the
    base. Of the quotes, `negated`, `past`, `other` and `uncertain` say how many are so; `not_counted` were found
    but do not count. A parent holds what its descendants hold."""
    import numpy as np

    _one_of(per, PER, "per")
    found = self._counts()
    base, asked = found[f"usable_{per}s"], found[f"asked_{per}s"]
    share = np.divide(100.0 * found[f"{per}s"], base, out=np.full(len(base), np.nan), where=base > 0)
    first = {name: found[name] for name in ("code", "name", "quotes", "responses", "respondents")}
    last = {name: found[name] for name in ("units", "negated", "past", "other", "uncertain", "not_counted", "weight")}
    return _frames.make(self.frame, {**first, "base": base, "asked": asked, "percent": share, **last})


def quotes(self: Codings, code: str, n: int | None = None) -> Any:
    """The quotes that count for a code or its descendants, one row each; the first `n` of them."""
    table = self._columns()
    chosen = first_quotes(self, table, code, n)
    names = ("row", "response", "respondent", "question", "code", "text", "quote", "status")
    return _frames.make(self.frame, {name: table[name][chosen] for name in names})


def first_quotes(codings: Codings, table: dict[str, Any], code: str, n: int | None) -> list[int]:
    """Which rows of the long table hold the first `n` different quotes of a code and its descendants."""
    import numpy as np

    path = codings.codebook[code].path
    under = [i for i, each in enumerate(codings.codebook.codes) if each.path == path or each.path.startswith(path + ".")]
    seen: set[tuple[int, int, int]] = set()
    chosen: list[int] = []
    for i in np.flatnonzero(table["counts"] & np.isin(codings._codes(), under)):
        quote = (table["response"][i], table["quote_start"][0][i], table["quote_end"][0][i])
        if n is not None and len(chosen) == n:
            break
        if quote not in seen:
            seen.add(quote)
            chosen.append(i)
    return chosen


def uncoded(self: Codings) -> Any:
    """The usable responses in which no code is present, one row each."""
    import numpy as np

    table = self.responses._columns()
    present = (self._matrix(counted=False, per_respondent=False) > 0).any(axis=1)
    chosen = np.flatnonzero((table["answer"] == "usable") & ~present)
    names = ("row", "response", "id", "respondent", "question", "text")
    return _frames.make(self.frame, {name: table[name][chosen] for name in names})


Codings.to_pandas = to_pandas
Codings.to_polars = to_polars
Codings.matrix = matrix
Codings.counts = counts
Codings.quotes = quotes
Codings.uncoded = uncoded
Responses.to_pandas = to_pandas
Responses.to_polars = to_polars

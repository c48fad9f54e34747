"""Prevalence over time: who holds each theme in each week, month or wave, and whether it rises or falls.

In: Codings, a column of dates or waves. Out: a frame, one row a code and period, or one row a code with its trend.
Costs responses × codes. Tested by tests/python/test_over_time.py.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import _frames
from ._cells import cells
from ._core import Codings
from ._cross_table import adjusted
from ._intervals import quantile, wilson
from ._periods import periods
from ._prevalence import printed
from ._tables import PER, _one_of
from ._theme_tests import refuse_weights
from ._variables import respondent_of_response
from ._variables import weights as read_weights


class Units(NamedTuple):
    """Responses, or respondents in a period, that have a date: units × codes."""

    names: list[str]  # of the periods
    of: Any  # the place of each unit's period
    whose: Any  # its response or respondent
    asked: Any
    usable: Any
    present: Any

    def sums(self, values: Any) -> Any:
        """Of units × codes, over the units of each period."""
        import numpy as np

        table = np.zeros((len(self.names), values.shape[1]), dtype=np.int64 if values.dtype == bool else float)
        np.add.at(table, self.of, values)
        return table


def over_time(
    self: Codings,
    date: Any,
    every: str = "month",
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    question: str | None = None,
    weights: Any = None,
    confidence: float = 0.95,
) -> Any:
    """How common each code is in each period: one row a code and period, those without an answer included.

    `date` names a column of the data, or is one value a row: dates, datetimes, or text in ISO 8601 ("2024-03-01" with or
    without a time, or as little as says the period: "2024-03", "2024-W09", "2024-Q1", 2024). A time with a zone is taken in
    UTC; rows without a date are left out. `every` is "day", "week" (ISO 8601: from Monday, "2024-W09"), "month", "quarter",
    "year", or "wave", where the values themselves are the periods: numbers, dates and ordered categories in their order, others
    sorted ("Wave 2" before "Wave 10").

    A unit is a respondent in a period: whoever answers in two counts in both. `count` of the `base` (those with a usable
    answer to what the code looks at, of the `asked`) hold the code: `percent`, from `low` to `high` by Wilson's interval at
    `confidence`, and `share` as a paper prints it. With `weights`, one a response or respondent, percents are weighted, and their
    interval is that of the effective base (Σw)²/Σw² (Kish 1965, Survey Sampling, §11.7); counts stay those of people. Codes are
    all, or `codes`; a parent holds what its descendants hold."""
    import numpy as np

    quantile(confidence)
    chosen = _chosen(self, codes)
    units = _units(self, date, every, per, question)
    asked, base, count = (units.sums(each)[:, chosen].T.ravel() for each in (units.asked, units.usable, units.present))
    top, bottom, effective = count, base, base
    if weights is not None:
        weight = read_weights(self, weights, per)[units.whose]
        top, bottom, squares = (
            units.sums(each * factor[:, None])[:, chosen].T.ravel()
            for each, factor in ((units.present & units.usable, weight), (units.usable, weight), (units.usable, weight * weight))
        )
        effective = np.divide(bottom * bottom, squares, out=np.zeros(len(squares)), where=squares > 0)
    part = np.divide(top, bottom, out=np.full(len(base), np.nan), where=bottom > 0)
    low, high = wilson(np.nan_to_num(part) * effective if weights is not None else count, effective, confidence)
    size, book = len(units.names), self.codebook.codes
    columns = {
        "code": _texts([book[at].path for at in chosen for _ in range(size)]),
        "name": _texts([book[at].name for at in chosen for _ in range(size)]),
        "period": _texts(units.names * len(chosen)),
        "count": count, "base": base, "asked": asked, "percent": 100.0 * part, "low": 100.0 * low, "high": 100.0 * high,
        "share": _texts([printed(*cell) for cell in zip(count.tolist(), base.tolist(), (100.0 * part).tolist())]),
    }  # fmt: skip
    return _frames.make(self.frame, columns)


def trend(
    self: Codings,
    date: Any,
    every: str = "month",
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    question: str | None = None,
    weights: Any = None,
) -> Any:
    """Whether each code rises or falls: the Cochran–Armitage test of a linear trend, one row a code.

    Cochran (1954, Biometrics 10:417–451) and Armitage (1955, Biometrics 11:375–386): with x of n units in the period
    t = 0, 1, 2 … (periods without an answer keep their place), N = Σn and p = Σx/N,
    z = Σt(x − np) / √(p(1−p)(Σnt² − (Σnt)²/N)), and `p` is two-sided by the normal distribution. `slope` is the
    least-squares rise a period in percentage points, Σt(x − np)/(Σnt² − (Σnt)²/N). `p_holm` is corrected for the codes tested
    (Holm 1979, Scand J Stat 6:65–70). `periods` are those with a base.

    Missing where there is nothing to test: one period, or a code that nobody or everybody has. The test takes units as
    independent; `repeated` are the respondents who answer in more than one period, as in a panel, and with many of them the
    p-value is not to be relied on. `weights` are refused: the test knows none. The other arguments are those of
    `over_time`."""
    import numpy as np

    refuse_weights(weights)
    chosen = _chosen(self, codes)
    units = _units(self, date, every, per, question)
    x, n = (units.sums(each)[:, chosen].astype(float) for each in (units.present, units.usable))
    slope, z = cochran_armitage(x, n)
    p = [math.erfc(abs(each) / math.sqrt(2)) for each in z.tolist()]
    book = self.codebook.codes
    columns = {
        "code": _texts([book[at].path for at in chosen]), "name": _texts([book[at].name for at in chosen]),
        "count": x.sum(axis=0).astype(np.int64), "base": n.sum(axis=0).astype(np.int64), "periods": (n > 0).sum(axis=0),
        "slope": 100.0 * slope, "z": z, "p": np.array(p, dtype=float), "p_holm": np.array(adjusted(p, "holm"), dtype=float),
        "repeated": np.full(len(chosen), _repeated(self, units, per)),
    }  # fmt: skip
    return _frames.make(self.frame, columns)


def cochran_armitage(x: Any, n: Any) -> tuple[Any, Any]:
    """The slope a period (a share) and z of each column of periods × codes: x of n. NaN where there is no trend to test."""
    import numpy as np

    t = np.arange(len(x), dtype=float)[:, None]
    total = n.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x.sum(axis=0) / total
        rise = (t * (x - n * p)).sum(axis=0)
        middle = (n * t).sum(axis=0) / total
        spread = (n * (t - middle) ** 2).sum(axis=0)  # Σnt² − (Σnt)²/N, without its cancellation
        slope = np.where(spread > 0, rise / spread, np.nan)
        z = np.where((spread > 0) & (p > 0) & (p < 1), rise / np.sqrt(p * (1 - p) * spread), np.nan)
    return slope, z


def _units(codings: Codings, date: Any, every: str, per: str, question: str | None) -> Units:
    import numpy as np

    _one_of(per, PER, "per")
    time = periods(codings, date, every)
    found = cells(codings, "response", question)
    whose = np.flatnonzero(time.of >= 0)
    of = time.of[whose]
    held = [each[whose] for each in (found.asked, found.usable, found.present)]
    if per == "respondent" and len(whose):  # the responses of one respondent in one period are one unit
        whose = respondent_of_response(codings.responses._columns())[whose]
        people = int(whose.max()) + 1
        keys, group = np.unique(of * people + whose, return_inverse=True)
        order = np.argsort(group, kind="stable")
        starts = np.searchsorted(group[order], np.arange(len(keys)))
        held = [np.logical_or.reduceat(each[order], starts, axis=0) for each in held]
        of, whose = np.divmod(keys, people)
    return Units(time.names, of, whose, *held)


def _repeated(codings: Codings, units: Units, per: str) -> int:
    """How many respondents have usable answers in more than one period."""
    import numpy as np

    usable = units.usable.any(axis=1)
    whose = units.whose[usable]
    if per == "response":
        whose = respondent_of_response(codings.responses._columns())[whose]
    pairs = np.unique(np.stack([whose, units.of[usable]]), axis=1)
    return int((np.bincount(pairs[0]) > 1).sum())


def _chosen(codings: Codings, codes: Sequence[str] | None) -> list[int]:
    book = codings.codebook
    if isinstance(codes, str):
        raise TypeError("codes= must be a list of codes; put the one in a list")
    place = {code.path: at for at, code in enumerate(book.codes)}
    return list(range(len(book.codes))) if codes is None else [place[book[code].path] for code in codes]


def _texts(values: list[str]) -> Any:
    import numpy as np

    return np.array([*values, None], dtype=object)[:-1]


Codings.over_time = over_time
Codings.trend = trend

"""Prevalence over time: who holds each theme in each week, month or wave, and whether it rises or falls.

In: Codings, a column of dates or waves. Out: a frame, one row a code and period, or one row a code with its trend.
Costs responses × codes. Tested by tests/python/test_over_time.py.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import _frames
from ._cells import cells
from ._core import Codings
from ._data import shown
from ._intervals import quantile, wilson
from ._tables import PER, _one_of
from ._variables import respondent_of_response, variable

EVERY = ("day", "week", "month", "quarter", "year", "wave")
MOST_PERIODS = 10_000
MOST_ROWS_NAMED = 3
NO_DAY = -1
# ISO 8601, extended. A text that says less than a period (a month where weeks are asked for) is no date of it.
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII)
WEEK, MONTH = re.compile(r"(\d{4})-W(\d\d)", re.ASCII), re.compile(r"(\d{4})-(\d\d)", re.ASCII)
QUARTER, YEAR = re.compile(r"(\d{4})-?Q([1-4])", re.ASCII), re.compile(r"\d{4}", re.ASCII)


class Periods(NamedTuple):
    """`of`: per response the place of its period, -1 where it has none. `names` are all periods in order, with the empty ones between."""

    of: Any
    names: list[str]


def over_time(
    self: Codings,
    date: Any,
    every: str = "month",
    *,
    codes: Sequence[str] | None = None,
    per: str = "respondent",
    question: str | None = None,
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
    `confidence`. Codes are all, or `codes`; a parent holds what its descendants hold."""
    import numpy as np

    quantile(confidence)
    chosen = _chosen(self, codes)
    periods, asked, base, count = _counted(self, date, every, per, question)
    size, names = len(periods.names), periods.names
    book = self.codebook.codes
    count, base, asked = (each[:, chosen].T.ravel() for each in (count, base, asked))
    low, high = wilson(count, base, confidence)
    share = np.divide(100.0 * count, base, out=np.full(len(base), np.nan), where=base > 0)
    columns = {
        "code": _texts([book[at].path for at in chosen for _ in range(size)]),
        "name": _texts([book[at].name for at in chosen for _ in range(size)]),
        "period": _texts(names * len(chosen)),
        "count": count, "base": base, "asked": asked, "percent": share, "low": 100.0 * low, "high": 100.0 * high,
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
) -> Any:
    """Whether each code rises or falls: the Cochran–Armitage test of a linear trend, one row a code.

    Cochran (1954, Biometrics 10:417–451) and Armitage (1955, Biometrics 11:375–386): with x of n units in the period
    t = 0, 1, 2 … (periods without an answer keep their place), N = Σn and p = Σx/N,
    z = Σt(x − np) / √(p(1−p)(Σnt² − (Σnt)²/N)), and `p_value` is two-sided by the normal distribution. `slope` is the
    least-squares rise a period in percentage points, Σt(x − np)/(Σnt² − (Σnt)²/N). `p_holm` is corrected for the codes tested
    (Holm 1979, Scand J Stat 6:65–70). `periods` are those with a base.

    Missing where there is nothing to test: one period, or a code that nobody or everybody has. The test takes units as
    independent; `repeated` are the respondents who answer in more than one period, as in a panel, and with many of them the
    p-value is not to be relied on. Weights are not taken: the test has no meaning for them. The other arguments are those
    of `over_time`."""
    import numpy as np

    chosen = _chosen(self, codes)
    periods, _, base, count = _counted(self, date, every, per, question)
    x, n = count[:, chosen].astype(float), base[:, chosen].astype(float)
    slope, z = cochran_armitage(x, n)
    p_value = np.array([math.erfc(abs(each) / math.sqrt(2)) for each in z])
    book = self.codebook.codes
    columns = {
        "code": _texts([book[at].path for at in chosen]), "name": _texts([book[at].name for at in chosen]),
        "count": x.sum(axis=0).astype(np.int64), "base": n.sum(axis=0).astype(np.int64), "periods": (n > 0).sum(axis=0),
        "slope": 100.0 * slope, "z": z, "p_value": p_value, "p_holm": holm(p_value),
        "repeated": np.full(len(chosen), _repeated(self, periods)),
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


def holm(p_values: Any) -> Any:
    """Holm's step-down correction; NaN stays and is not counted among the tests."""
    import numpy as np

    corrected = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    corrected[order] = np.minimum(1.0, np.maximum.accumulate(p_values[order] * np.arange(len(order), 0, -1)))
    return corrected


def _counted(codings: Codings, date: Any, every: str, per: str, question: str | None) -> tuple[Periods, Any, Any, Any]:
    """The periods, and of each and code how many units were asked, answered usably and hold it."""
    import numpy as np

    _one_of(per, PER, "per")
    periods = _periods(codings, date, every)
    found = cells(codings, "response", question)
    dated = np.flatnonzero(periods.of >= 0)
    of = periods.of[dated]
    units = [each[dated] for each in (found.asked, found.usable, found.present)]
    if per == "respondent" and len(dated):  # fold the responses of one respondent in one period
        who = respondent_of_response(codings.responses._columns())[dated]
        keys, group = np.unique(of.astype(np.int64) * (int(who.max()) + 1) + who, return_inverse=True)
        order = np.argsort(group, kind="stable")
        starts = np.searchsorted(group[order], np.arange(len(keys)))
        units = [np.logical_or.reduceat(each[order], starts, axis=0) for each in units]
        of = keys // (int(who.max()) + 1)
    tables = []
    for each in units:
        table = np.zeros((len(periods.names), each.shape[1]), dtype=np.int64)
        np.add.at(table, of, each)
        tables.append(table)
    return periods, tables[0], tables[1], tables[2]


def _repeated(codings: Codings, periods: Periods) -> int:
    """How many respondents gave usable answers in more than one period."""
    import numpy as np

    table = codings.responses._columns()
    kept = np.flatnonzero((periods.of >= 0) & (table["answer"] == "usable"))
    who = respondent_of_response(table)[kept]
    pairs = np.unique(np.stack([who, periods.of[kept]], axis=1), axis=0) if len(kept) else np.zeros((0, 2), dtype=np.int64)
    return int((np.bincount(pairs[:, 0].astype(np.intp)) > 1).sum()) if len(pairs) else 0


def _chosen(codings: Codings, codes: Sequence[str] | None) -> list[int]:
    book = codings.codebook
    if isinstance(codes, str):
        raise TypeError("codes= must be a list of codes; put the one in a list")
    place = {code.path: at for at, code in enumerate(book.codes)}
    return list(range(len(book.codes))) if codes is None else [place[book[code].path] for code in codes]


def _texts(values: list[str]) -> Any:
    import numpy as np

    return np.array([*values, None], dtype=object)[:-1]


def _periods(codings: Codings, date: Any, every: str) -> Periods:
    """The period of each response."""
    import numpy as np

    _one_of(every, EVERY, "every")
    found = variable(codings, date, "response", "date")
    if every == "wave":
        is_ordered = found.values is not None or found.order != sorted(found.order)
        names = found.order if is_ordered else sorted(found.order, key=_by_size)
        place = {name: at for at, name in enumerate(names)}
        return Periods(np.array([place.get(label, -1) for label in found.labels], dtype=np.int64), names)
    days = _days(codings, found.labels, found.values, date, every)
    known = days != NO_DAY
    numbers = np.full(len(days), -1, dtype=np.int64)
    distinct, group = np.unique(days[known], return_inverse=True)
    numbers[known] = np.array([_number(int(day), every) for day in distinct], dtype=np.int64)[group] if len(distinct) else []
    if not known.any():
        return Periods(np.full(len(days), -1, dtype=np.int64), [])
    first, last = int(numbers[known].min()), int(numbers[known].max())
    if last - first >= MOST_PERIODS:
        raise ValueError(f"date= spans {last - first + 1:,} {every}s, {MOST_PERIODS:,} at most; a year may be mistyped, or every= too fine")
    return Periods(np.where(known, numbers - first, -1), [_name(number, every) for number in range(first, last + 1)])


def _by_size(label: str) -> list[Any]:
    """"Wave 2" before "Wave 10": text as text, numbers as numbers."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", label) if part]


def _days(codings: Codings, labels: Any, values: Any, date: Any, every: str) -> Any:
    """Per response the proleptic day number of its date; NO_DAY where it has none."""
    import numpy as np

    if values is not None and values.dtype.kind == "M":
        days = np.where(np.isnat(values), np.datetime64(0, "D"), values.astype("datetime64[D]")).astype(np.int64)
        return np.where(np.isnat(values), NO_DAY, days + datetime.date(1970, 1, 1).toordinal())
    read: dict[str | None, int | None] = {None: NO_DAY}
    for label in labels.tolist():
        if label not in read:
            read[label] = _iso_day(label.strip(), every)
    bad = [at for at, label in enumerate(labels.tolist()) if read[label] is None]
    if bad:
        rows = codings.responses._columns()["row"]
        lines = sorted({int(rows[at]) for at in bad})
        at = ", ".join(f"{line:,}" for line in lines[:MOST_ROWS_NAMED])
        more = f" and {len(lines) - MOST_ROWS_NAMED:,} more" if len(lines) > MOST_ROWS_NAMED else ""
        raise ValueError(
            f"date= {f'(the column {shown(date)}) ' if isinstance(date, str) else ''}must hold dates, or text in ISO 8601 such as "
            f"2024-03-01, that say which {every} it was; not so at row {at}{more} (from 0). Convert them first by the format they "
            'are in (pandas.to_datetime, polars str.to_date), or pass every="wave" to take the values as they are'
        )
    return np.array([read[label] for label in labels.tolist()], dtype=np.int64)


def _iso_day(text: str, every: str) -> int | None:
    """The day, or the first of the month or so that it says; None where it is no date, or does not say which period."""
    try:
        if (match := DAY.fullmatch(text)) is not None:
            year, month, day, hour, minute, second, zone = match.groups()
            moment = datetime.datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
            if zone and zone != "Z":
                away = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].lstrip(":") or 0))
                moment = moment - away if zone[0] == "+" else moment + away
            return moment.toordinal()
        if every == "week" and (match := WEEK.fullmatch(text)) is not None:
            return datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1).toordinal()
        if every in ("month", "quarter", "year") and (match := MONTH.fullmatch(text)) is not None:
            return datetime.date(int(match[1]), int(match[2]), 1).toordinal()
        if every in ("quarter", "year") and (match := QUARTER.fullmatch(text)) is not None:
            return datetime.date(int(match[1]), 3 * int(match[2]) - 2, 1).toordinal()
        return datetime.date(int(text), 1, 1).toordinal() if every == "year" and YEAR.fullmatch(text) else None
    except (ValueError, OverflowError):
        return None


def _number(day: int, every: str) -> int:
    """Periods numbered so that neighbours differ by one."""
    date = datetime.date.fromordinal(day)
    if every == "day":
        return day
    if every == "week":
        return (day - 1) // 7  # day 1, 0001-01-01, was a Monday
    if every == "month":
        return 12 * date.year + date.month - 1
    return 4 * date.year + (date.month - 1) // 3 if every == "quarter" else date.year


def _name(number: int, every: str) -> str:
    if every == "day":
        return datetime.date.fromordinal(number).isoformat()
    if every == "week":
        year, week, _ = datetime.date.fromordinal(7 * number + 1).isocalendar()
        return f"{year:04}-W{week:02}"
    if every == "month":
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return f"{number // 4:04}-Q{number % 4 + 1}" if every == "quarter" else f"{number:04}"


Codings.over_time = over_time
Codings.trend = trend

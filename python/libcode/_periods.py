"""Periods of time: which day, week, month, quarter, year or wave each response is of.

In: Codings, a column of dates, of ISO 8601 text or of waves. Out: Periods. What is no date is refused by row, never by what it
says. Costs one walk over the rows. Tested by tests/python/test_over_time.py.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

from ._core import Codings
from ._data import shown
from ._tables import _one_of
from ._variables import variable

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


def periods(codings: Codings, date: Any, every: str) -> Periods:
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

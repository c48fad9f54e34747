"""Survey variables beside the codings: groups, weights and dates, one value a response or a respondent.

In: Codings, and a column's name, one value a row, or a mapping from respondents. Out: Variable, or an array of weights. Costs
one walk over the rows. The data is kept by reference while its Codings live; it is read again here, never copied.
Messages name rows and columns, never a cell. Tested by tests/python/test_variables.py.
"""

from __future__ import annotations

import datetime
import math
import re
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from ._core import Codings
from ._data import near_names, shown

_DATA: WeakKeyDictionary[Codings, Any] = WeakKeyDictionary()  # what each was coded from
MOST_ROWS_NAMED = 3
SURROGATE = re.compile("[\ud800-\udfff]")


class Variable(NamedTuple):
    """One value a response, or a respondent, in their order in `codings.responses` or `codings._people()`."""

    name: str
    labels: Any  # object array of str as a table shows them; None where missing (null, NaN, blank)
    order: list[str]  # the labels that occur: as the categories are ordered, else by number or date, else sorted
    values: Any  # float64 (NaN: missing) of numbers, datetime64[us] (NaT: missing) of dates; None of anything else


def remember(codings: Codings, data: Any) -> None:
    """Keep, by reference, what `codings` was coded from."""
    _DATA[codings] = data


def variable(codings: Codings, by: Any, per: str = "response", argument: str = "by") -> Variable:
    """The values of `by`: the name of a column of the data that was coded, one value a row of the data
    (list, array, Series), or a mapping from respondents to values (who is not in it has none).

    With per="respondent" the rows of one person must agree; missing values don't count against that."""
    name, cells = _cells(codings, by, argument)
    labels, order, values = _read(cells)
    table = codings.responses._columns()
    if isinstance(by, Mapping):
        if per == "respondent":
            return Variable(name, labels, order, values)
        row_of = respondent_of_response(table)
        return Variable(name, labels[row_of], order, None if values is None else values[row_of])
    rows = table["row"] - (table["row"][0] if len(table["row"]) else 0)
    if per == "response":
        return Variable(name, labels[rows], order, None if values is None else values[rows])
    import numpy as np

    who = respondent_of_response(table)
    people = int(who.max()) + 1 if len(who) else 0
    first = np.full(people, -1)
    torn: set[int] = set()
    for person, row in zip(who.tolist(), rows.tolist()):
        if labels[row] is None:
            continue
        if first[person] < 0:
            first[person] = row
        elif labels[first[person]] != labels[row]:
            torn.add(person)
    if torn:
        raise ValueError(
            f"{argument}= {_called(name)}has different values in the rows of {len(torn):,} respondent{'s' * (len(torn) > 1)}; "
            'count responses with per="response", or give one value a respondent as a dict {respondent: value}'
        )
    known = first >= 0
    ones = np.full(people, None, dtype=object)
    ones[known] = labels[first[known]]
    if values is not None:
        missing = np.datetime64("NaT") if values.dtype.kind == "M" else np.nan
        numbers = np.full(people, missing, dtype=values.dtype)
        numbers[known] = values[first[known]]
        values = numbers
    return Variable(name, ones, order, values)


def weights(codings: Codings, weights: Any, per: str = "response") -> Any:
    """One weight a response or respondent, as `variable` reads them: numbers of 0 or more, none missing."""
    import numpy as np

    found = variable(codings, weights, per, "weights")
    size = len(found.labels)
    numbers = found.values if found.values is not None else np.full(size, np.nan)
    if size and (found.values is None or numbers.dtype.kind == "M"):
        raise TypeError(f"weights= {_called(found.name)}must hold numbers")
    bad = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
    if len(bad):
        unit = "response" if per == "response" else "respondent"
        at = ", ".join(f"{i:,}" for i in bad[:MOST_ROWS_NAMED])
        more = f" and {len(bad) - MOST_ROWS_NAMED:,} more" if len(bad) > MOST_ROWS_NAMED else ""
        raise ValueError(
            f"weights= must be a number of 0 or more for every {unit}; missing, negative or infinite at {unit} {at}{more} (from 0)"
        )
    if size and not numbers.any():
        raise ValueError("weights= are all 0")
    return numbers


def respondent_of_response(table: Mapping[str, Any]) -> Any:
    """Per response the ordinal of its respondent, in order of first appearance (as `codings._people()`).
    `table` is `codings.responses._columns()`."""
    import numpy as np

    ordinal: dict[Any, int] = {}
    return np.array([ordinal.setdefault(who, len(ordinal)) for who in table["respondent"].tolist()], dtype=np.intp)


def has_column(codings: Codings, name: Any) -> bool:
    """Whether `name` is that of a column of the data that was coded."""
    return isinstance(name, str) and name in map(str, _names(_DATA.get(codings)))


def _called(name: str) -> str:
    return f"(the column {shown(name)}) " if name else ""


def _names(data: Any) -> list[Any]:
    """The columns of `data`; none of a list, a Series or a stream, which is spent once read."""
    if isinstance(data, Mapping):
        return list(data)
    names = getattr(data, "columns", None)  # pandas, polars
    if names is not None and hasattr(data, "__getitem__") and not hasattr(data, "column_names"):
        return list(names)
    return list(getattr(data, "column_names", ()))  # pyarrow


def _cells(codings: Codings, by: Any, argument: str) -> tuple[str, Any]:
    """A name ("" where there is none) and one value a row, or for a mapping one a respondent."""
    if isinstance(by, str):
        return by, _column(codings, by, argument)
    if isinstance(by, Mapping):
        people = codings._people()["respondent"].tolist()
        if people and not any(person in by for person in people):
            kinds = {type(person).__name__ for person in people[:1]}
            raise ValueError(
                f"{argument}= maps respondents to values, but none of its {len(by):,} keys is a respondent; "
                f"respondents are of type {kinds.pop()} here, keys of type {type(next(iter(by), None)).__name__}"
            )
        return "", [by.get(person) for person in people]
    if by is None or not hasattr(by, "__len__") or isinstance(by, bytes | set | frozenset):
        raise TypeError(
            f"{argument}= must name a column of the data, or be a list, array or Series with one value a row, or a dict "
            f"{{respondent: value}}, not of type {type(by).__name__}"
        )
    rows = codings.responses.rows
    if len(by) != rows:
        raise ValueError(f"{argument}= has {len(by):,} values, but the data has {rows:,} rows; give one value a row")
    data = _DATA.get(codings)
    if _is_pandas(by) and _is_pandas(data) and not by.index.equals(data.index):
        raise ValueError(f"{argument}= is a Series with another index than the data's; reindex it like the data, or pass its to_numpy()")
    name = getattr(by, "name", None)
    return name if isinstance(name, str) else "", by


def _column(codings: Codings, name: str, argument: str) -> Any:
    data = _DATA.get(codings)
    names = {str(each): each for each in _names(data)}
    if not names:
        kind = "these codings" if data is None else f"the data that was coded (a {type(data).__name__})"
        raise ValueError(
            f"{argument}= names the column {shown(name)}, but {kind} kept no columns; code a frame or a dict of columns, "
            f"or give {argument}= one value a row"
        )
    if name not in names:
        raise ValueError(f"{argument}= names the column {shown(name)}, {near_names(name, list(names))}")
    return data[names[name]]


def _is_pandas(values: Any) -> bool:
    return "pandas" in sys.modules and isinstance(values, sys.modules["pandas"].Series | sys.modules["pandas"].DataFrame)


def _categories(cells: Any) -> list[Any]:
    """Of a column with categories these in their order, else none."""
    if _is_pandas(cells) and isinstance(cells.dtype, sys.modules["pandas"].CategoricalDtype):
        return cells.cat.categories.tolist()
    if type(cells).__module__.startswith("polars") and str(cells.dtype).startswith("Enum"):
        return list(cells.dtype.categories)
    return []


def _read(cells: Any) -> tuple[Any, list[str], Any]:
    """The labels, their order, and the numbers or dates behind them."""
    import numpy as np

    given = _values(cells)
    labels = np.array([None, *map(_label, given)], dtype=object)[1:]
    occur = set(labels.tolist()) - {None}
    there = [value for value, label in zip(given, labels) if label is not None]
    if there and all(isinstance(value, bool | np.bool_ | int | float | np.number) for value in there):
        values = np.array([np.nan if label is None else float(value) for value, label in zip(given, labels)])
    elif there and all(isinstance(value, datetime.date | np.datetime64) for value in there):
        values = np.array([np.datetime64("NaT") if label is None else _instant(value) for value, label in zip(given, labels)], dtype="datetime64[us]")
    else:
        values = None
    categories = [_label(each) for each in _categories(cells)]
    if categories:
        return labels, [each for each in categories if each in occur], values
    if values is not None:
        rank = dict(zip(labels.tolist(), values.tolist()))
        return labels, sorted(occur, key=lambda label: rank[label]), values
    return labels, sorted(occur, key=_written_order(occur)), values


def _written_order(labels: set[str]) -> Any:
    """By number where all labels are written numbers ("9" before "10"), else by letter."""
    try:
        return {label: float(label) for label in labels}.__getitem__
    except ValueError:
        return str


def _values(cells: Any) -> list[Any]:
    if _is_pandas(cells):
        return cells.astype(object).tolist()
    if getattr(getattr(cells, "dtype", None), "kind", "") == "M":  # of numpy, which lists nanoseconds as numbers
        cells = cells.astype("datetime64[us]")
    for method in ("to_list", "to_pylist", "tolist"):  # polars, pyarrow, numpy
        if hasattr(cells, method):
            return getattr(cells, method)()
    return list(cells)


def _label(value: Any) -> str | None:
    """As a table shows it: whole numbers without their .0, days without their midnight."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    text = writable(value)
    return text if text.strip() else None


def writable(value: Any) -> str:
    """As UTF-8 holds it: half a surrogate pair becomes U+FFFD, as in the core."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", str(value))


def _instant(value: Any) -> Any:
    import numpy as np

    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        value = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return np.datetime64(value, "us")

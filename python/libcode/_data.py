"""Reads whatever holds a survey as the core's Survey.

In: a list, a pandas or polars Series or frame, anything with Arrow's PyCapsule interface, or a dict
of columns. Out: `_core.Survey`, and which library its tables are given back in. Strings are viewed
where they lie. Messages name rows, columns and types, never a cell. Tested by tests/python/test_data.py.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any, NamedTuple

from . import _core
from ._core import ArrowTable, Labels, NumbersAre, Texts

MOST_REPEATS_NAMED = 3


class Reading(NamedTuple):
    survey: _core.Survey
    frame: str  # "pandas" or "polars": what tables are given as
    roles: dict[str, Any]  # which columns were read as what


def read(
    data: Any,
    *,
    text: Any,
    id: Any,
    respondent: Any,
    question: Any,
    where: Mapping[str, str],
    first_row: int,
    seen: _core.SeenLabels | None,
) -> Reading:
    """Lay `data` out as responses. `where` maps each column that rules look at to a code that does; `seen`
    are the ids of the batches before this one."""
    source = _source(data)
    source.first_row = first_row
    columns = _text_columns(source, text)
    if question is not None and len(columns) != 1:
        raise ValueError("question= names the naming column of long data, which has one text column; text= names several")
    texts = [source.texts(column, NumbersAre.refused) for column in columns.values()]
    naming = None
    if question is not None:
        naming = source.texts(source.find(question, "question"), NumbersAre.written)
        if naming.first_missing is not None:
            raise RowError("row {} of the question column is empty; every row needs its question", first_row + naming.first_missing)
    ids = _ids(source, id, respondent, first_row)
    if id is not None and seen is not None and (again := ids.first_seen_before(seen)) is not None:
        raise RowError(
            "id= must be different in every row, but row {} has that of an earlier batch; "
            "where a person has several rows (waves, long data) pass respondent=",
            first_row + again,
        )
    people = ids if respondent is None else _named(source, respondent, "respondent")
    variables = _columns(source, where)
    questions = [str(name) for name in columns] if naming is None else []
    survey = _core.Survey(texts, questions, naming, ids, people, variables, first_row)
    roles = {
        "text": {str(name): str(column) for name, column in columns.items()},
        "id": None if id is None else str(id),
        "respondent": None if respondent is None else str(respondent),
        "question": None if question is None else str(question),
    }
    return Reading(survey, source.frame, roles)


def columns(data: Any, where: Mapping[str, str]) -> dict[str, Texts]:
    """The columns of `data` that rules look at; `where` as in read()."""
    return _columns(_source(data), where) if where else {}


def _columns(source: _Source, where: Mapping[str, str]) -> dict[str, Texts]:
    columns = {}
    for name, code in where.items():
        if name not in map(str, source.names):
            raise ValueError(f"code {code} looks at the column {name!r} (its `where`), {source.lacks(name)}")
        columns[name] = source.texts(source.named(name), NumbersAre.written)
    return columns


class RowError(ValueError):
    """What is wrong with some rows: `words` with a {} for each. Rows count from 0, as Python counts; on the command
    line they count from 1, as in the export."""

    def __init__(self, words: str, *rows: int):
        super().__init__(words, *rows)
        self.words, self.rows = words, rows

    def __str__(self) -> str:
        # Said once, after the last row.
        last = self.words.rindex("{}") + 2
        return (self.words[:last] + " (from 0)" + self.words[last:]).format(*self.rows)

    def as_in_export(self) -> str:
        return self.words.format(*(row + 1 for row in self.rows))


class _Source:
    """Columns by name, whatever they are kept in."""

    frame = "pandas"
    names: list[Any]
    rows: int
    first_row = 0  # of a stream's batch: rows are named through all batches

    def texts(self, name: Any, numbers: NumbersAre) -> Texts:
        raise NotImplementedError

    def labels(self, name: Any) -> Labels:
        raise NotImplementedError

    def is_text(self, name: Any) -> bool:
        raise NotImplementedError

    def index(self) -> Labels | None:
        return None

    def named(self, name: str) -> Any:
        return next(each for each in self.names if str(each) == name)

    def find(self, name: Any, argument: str) -> Any:
        if not isinstance(name, str | Integral | tuple):
            raise TypeError(f"{argument}= must name a column, not be of type {type(name).__name__}")
        if name not in self.names:
            raise ValueError(f"{argument}= names the column {shown(name)}, {self.lacks(name)}")
        return name

    def lacks(self, name: Any) -> str:
        return near_names(name, self.names)


class _ArrowSource(_Source):
    def __init__(self, data: Any, frame: str):
        self.frame = frame
        self._table = ArrowTable(data)
        self.names = [getattr(data, "name", None) or "text"] if self._table.is_column else list(self._table.names)
        self.rows = len(self._table)
        _refuse_twins(self.names)

    def texts(self, name: Any, numbers: NumbersAre) -> Texts:
        return self._table.texts(self.names.index(name), numbers)

    def labels(self, name: Any) -> Labels:
        numbers = self._table.whole_numbers(self.names.index(name))
        return Labels.of_texts(self.texts(name, NumbersAre.written)) if numbers is None else Labels.of_numbers(numbers)

    def is_text(self, name: Any) -> bool:
        return self._table.is_text(self.names.index(name))


class _ColumnSource(_Source):
    """A dict of columns, each of any kind; a pandas frame is one with an index."""

    def __init__(self, columns: Mapping[Any, Any], frame: str = "pandas", index: Any = None):
        self.frame = frame
        self._columns = columns
        self._index = index
        self.names = list(columns)
        for name, values in columns.items():
            if isinstance(values, str | bytes) or not hasattr(values, "__len__"):
                raise TypeError(
                    f"{self._place(name)} must be a list, an array or a Series, not of type {type(values).__name__}"
                )
        self.rows = len(columns[self.names[0]]) if self.names else 0

    def _place(self, name: Any) -> str:
        batch = f" of the batch that starts at row {self.first_row}" if self.first_row else ""
        return f"column {str(name)!r}{batch}"

    def texts(self, name: Any, numbers: NumbersAre) -> Texts:
        return _texts(self._columns[name], self._place(name), numbers)

    def labels(self, name: Any) -> Labels:
        return _labels(self._columns[name], self._place(name))

    def is_text(self, name: Any) -> bool:
        values = self._columns[name]
        if _is_pandas(values):
            from pandas.api.types import infer_dtype, is_object_dtype, is_string_dtype

            return infer_dtype(values, skipna=True) == "string" if is_object_dtype(values) else is_string_dtype(values)
        if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__"):
            return ArrowTable(values).is_text(0)
        return any(isinstance(value, str) for value in values)

    def index(self) -> Labels | None:
        if self._index is None or getattr(self._index, "nlevels", 1) > 1:
            return None
        return _labels(self._index.to_series(), "the index")


def _is_pandas(values: Any) -> bool:
    return "pandas" in sys.modules and isinstance(values, sys.modules["pandas"].Series)


def _texts(values: Any, name: str, numbers: NumbersAre) -> Texts:
    if _is_pandas(values):
        arrow_backed = getattr(values.dtype, "storage", None) == "pyarrow" or hasattr(values.dtype, "pyarrow_dtype")
        if not (arrow_backed and hasattr(values, "__arrow_c_stream__")):
            return Texts(values.to_numpy(dtype=object), name, numbers)
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__"):
        return ArrowTable(values).texts(0, numbers)
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise TypeError(f"{name} must be a column of values, not of type {type(values).__name__}")
    return Texts(values, name, numbers)


def _labels(values: Any, name: str) -> Labels:
    numbers = None
    kind = getattr(getattr(values, "dtype", None), "kind", "O")
    if kind in "iu" and hasattr(values, "to_numpy") and not getattr(values, "hasnans", False):
        numbers = values.to_numpy().tolist()
    elif isinstance(values, list | tuple) and all(type(value) is int for value in values):
        numbers = values
    if numbers is not None and all(-(2**63) <= number < 2**63 for number in numbers):  # a hash may be larger
        return Labels.of_numbers(numbers)
    if not _is_pandas(values) and (hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__")):
        source = _ArrowSource(values, "pandas")
        return source.labels(source.names[0])
    return Labels.of_texts(_texts(values, name, NumbersAre.written))


def _source(data: Any) -> _Source:
    kind = type(data).__name__
    if isinstance(data, str | bytes) or data is None:
        raise TypeError(f"data must be a list, a Series, a frame or a dict of columns, not one {kind}; put it in a list")
    if "pandas" in sys.modules:
        pandas = sys.modules["pandas"]
        if isinstance(data, pandas.Series):
            return _ColumnSource({data.name if isinstance(data.name, str) else "text": data}, index=data.index)
        if isinstance(data, pandas.DataFrame):
            _refuse_twins(list(data.columns))
            return _ColumnSource({name: data[name] for name in data.columns}, index=data.index)
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return _ArrowSource(data, "polars" if type(data).__module__.startswith("polars") else "pandas")
    if hasattr(data, "collect") and hasattr(data, "collect_schema"):
        raise TypeError("data is a LazyFrame; collect() it first, or stream its batches")
    if isinstance(data, Mapping):
        frame = "polars" if any(type(each).__module__.startswith("polars") for each in data.values()) else "pandas"
        return _ColumnSource(data, frame)
    if isinstance(data, set | frozenset) or not isinstance(data, Iterable):
        raise TypeError(f"data must be a list, a Series, a frame or a dict of columns, not of type {kind}")
    values = data if isinstance(data, list | tuple) or hasattr(data, "__len__") else list(data)
    return _ColumnSource({"text": values})


def near_names(name: Any, columns: list[Any]) -> str:
    """What a message says of a column that is not there."""
    names = [str(each) for each in columns]
    near = difflib.get_close_matches(str(name), names, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"which the data lacks; its columns are {', '.join(map(shown, names))}{hint}"


def shown(name: Any) -> str:
    """A column's name as a message shows it: cut, since in an export without a header it is somebody's answer."""
    text = str(name)
    return repr(text if len(text) <= 40 else text[:30] + "…")


def _refuse_twins(names: list[Any]) -> None:
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two columns of the data are named {name!r}; rename one, or leave it out")
        seen.add(name)


def _text_columns(source: _Source, text: Any) -> dict[Any, Any]:
    """{question: column} as `text` names them."""
    if text is None:
        if len(source.names) == 1:
            return {source.names[0]: source.names[0]}
        found = [name for name in source.names if source.is_text(name)]
        if len(found) == 1:
            return {found[0]: found[0]}
        raise ValueError(
            f"text= must name the column to code: {len(found) or 'none'} of the columns "
            f"{'hold' if len(found) != 1 else 'holds'} text; the columns are {', '.join(map(shown, source.names))}"
        )
    if isinstance(text, Mapping):
        columns = {question: source.find(column, "text") for question, column in text.items()}
    elif isinstance(text, list):
        if len(text) > len(source.names):  # answers given for columns, say, which no message may show
            raise ValueError(f"text= lists {len(text)} names and the data has {len(source.names)} columns; give the answers first, as the data")
        columns = {source.find(column, "text"): column for column in text}
        if len(columns) != len(text):
            raise ValueError("text= names a column twice")
    else:
        columns = {source.find(text, "text"): text}
    if not columns:
        raise ValueError("text= names no column")
    return columns


def _named(source: _Source, name: Any, argument: str) -> Labels:
    labels = source.labels(source.find(name, argument))
    if labels.first_missing is not None:
        raise RowError(f"row {{}} has no {argument}; every row needs one", source.first_row + labels.first_missing)
    return labels


def _ids(source: _Source, id: Any, respondent: Any, first_row: int) -> Labels:
    """The name of each row: the column `id`, else the index, else the row's number."""
    ids = source.index() if id is None else _named(source, id, "id")
    if ids is not None and id is None and (ids.first_missing is not None or (respondent is not None and ids.repeats(1)[0])):
        ids = None
    if ids is None:
        return Labels.numbered(first_row, source.rows)
    count, pairs = ids.repeats(MOST_REPEATS_NAMED)
    if count:
        named = "; ".join(["rows {} and {}"] * len(pairs))
        more = f" and {count - len(pairs)} more" if count > len(pairs) else ""
        what, mend = ("id=", "") if id is not None else ("the index of the data", ", or reset_index(drop=True)")
        raise RowError(
            f"{what} must be different in every row, but is the same in {named}{more}; "
            f"where a person has several rows (waves, long data) pass respondent={mend}",
            *(first_row + row for pair in pairs for row in pair),
        )
    return ids

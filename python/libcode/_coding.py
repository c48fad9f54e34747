"""code(), Coder.code and Coder.stream: from data to Codings, in one call.

In: data, a codebook. Out: Codings. All the coding is the core's, without the GIL.
Tested by tests/python/test_code.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from numbers import Integral
from typing import Any

from . import _core, _data, _variables
from ._core import Codebook, Codings, Coder

MOST_THREADS = 1024


def code(
    data: Any,
    book: Any,
    *,
    text: Any = None,
    id: Any = None,
    respondent: Any = None,
    question: Any = None,
    threads: int | None = None,
    progress: Callable[[int, int], Any] | None = None,
) -> Codings:
    """Code a survey by a codebook.

    `data` is a list of str, a pandas or polars Series or DataFrame, anything with Arrow's
    `__arrow_c_stream__`, or a dict of columns; `book` a Codebook or the path of one. `text` is the
    column to code, a list of columns or `{question: column}`; `question` names the column that names
    the question in long data. `id` names each row (default: the index, or the row number) and
    `respondent` the person, who may have several rows. Missing values were not asked.
    `progress(done, total)` is called now and then.
    """
    return Coder(book).code(
        data, text=text, id=id, respondent=respondent, question=question, threads=threads, progress=progress
    )


def _code(
    self: Coder,
    data: Any,
    *,
    text: Any = None,
    id: Any = None,
    respondent: Any = None,
    question: Any = None,
    threads: int | None = None,
    progress: Callable[[int, int], Any] | None = None,
) -> Codings:
    """Code a survey; the arguments are those of `libcode.code`."""
    return _code_batch(self, data, 0, None, threads, progress, text=text, id=id, respondent=respondent, question=question)


def _stream(
    self: Coder,
    batches: Iterable[Any],
    *,
    text: Any = None,
    id: Any = None,
    respondent: Any = None,
    question: Any = None,
    threads: int | None = None,
    progress: Callable[[int, int], Any] | None = None,
) -> Iterator[Codings]:
    """Code batch after batch, in memory that does not grow, but for some bytes a row where `id` is given.
    Rows are numbered through all batches."""
    first_row = 0
    seen = _core.SeenLabels()
    for batch in batches:
        codings = _code_batch(
            self, batch, first_row, seen, threads, progress, text=text, id=id, respondent=respondent, question=question
        )
        first_row += codings.responses.rows
        yield codings


def _code_batch(
    coder: Coder,
    data: Any,
    first_row: int,
    seen: _core.SeenLabels | None,
    threads: int | None,
    progress: Any,
    **roles: Any,
) -> Codings:
    threads = checked(threads, progress)
    book = coder.codebook
    where = {name: each.path for each in book.codes for name in each.where if name != "question"}
    reading = _data.read(data, where=where, first_row=first_row, seen=seen, **roles)
    codings = coder._code(reading.survey, threads, progress, manifest_of(book, reading), reading.frame)
    _variables.remember(codings, data)
    return codings


def checked(threads: int | None, progress: Any) -> int:
    """`threads` as the core takes it: 0 is its own choice."""
    if threads is not None and (not isinstance(threads, Integral) or isinstance(threads, bool) or threads < 1):
        raise ValueError("threads= must be a whole number of 1 or more, or None")
    if progress is not None and not callable(progress):
        raise TypeError("progress= must be a function of (done, total)")
    return min(threads or 0, MOST_THREADS)


def manifest_of(book: Codebook, reading: _data.Reading) -> dict[str, Any]:
    """What Codings say of how they came about."""
    return {
        "libcode": _core.__version__,
        "unicode": "15.0",
        "codebook": {"name": book.name, "version": book.version, "file": book.file, "sha256": book.sha256},
        **reading.roles,
        "rows": reading.survey.rows,
        "responses": len(reading.survey),
    }


Coder.code = _code
Coder.stream = _stream

"""Survey: data read once and coded again as its codebook is edited.

In: data, and then one codebook after another. Out: Codings. What an edit changes is the core's to say (libcode/survey.hpp); here data
is read and columns are handed on when a codebook first looks at them. Tested by tests/python/test_survey.py.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from html import escape
from typing import Any

from . import _coding, _core, _data, _variables
from ._core import Codebook, Codings
from ._show import many


class Survey:
    """A survey whose text is read once, so that an edited codebook redoes only what the edit can change.

        survey = lc.Survey(answers, text="what_happened")
        survey.code(book).counts()
        survey.code(book.with_("bladder", "rules", "bladder~ | catheter*")).counts()

    `data`, `text`, `id`, `respondent`, `question`, `threads` and `progress` are those of `libcode.code`, and so are the errors. The data is held by
    reference: it must not be changed while the survey lives. Where its strings are viewed in place (Arrow, Python's own), reading copies none.

    Beside the text a survey holds an index of its words and the codings made last (`memory_bytes`): about as much again as answers of
    a few sentences take. It may be used from several threads, which take turns. It pickles as its data, which is read again.
    """

    def __init__(
        self,
        data: Any,
        *,
        text: Any = None,
        id: Any = None,
        respondent: Any = None,
        question: Any = None,
        threads: int | None = None,
        progress: Callable[[int, int], Any] | None = None,
    ):
        threads = _coding.checked(threads, progress)
        self._data = data
        self._given = {"text": text, "id": id, "respondent": respondent, "question": question}
        self._reading = _data.read(data, where={}, first_row=0, seen=None, **self._given)
        self._held = _core.HeldSurvey(self._reading.survey, threads, progress)

    def code(
        self, book: Codebook | Any, *, threads: int | None = None, progress: Callable[[int, int], Any] | None = None
    ) -> Codings:
        """Code by `book`, a Codebook or the path of one: the codings of `libcode.code(data, book)`, byte for byte.

        The first codebook codes every response. From then on only the codes whose rules changed, or what these point at
        with `@` and `$`, are coded again, in the responses where a changed rule matches or had matched; a codebook coded
        last, or just before, gives its codings at once. A change of language, unit or cues codes every response again, and a
        rule that is a regular expression is looked for in every response. `progress(done, total)` counts responses looked at.

        Raises CodebookError as Coder does, ValueError where a `where` names a column the data lacks.
        """
        threads = _coding.checked(threads, progress)
        if not isinstance(book, Codebook):
            book = _core.Coder(book).codebook
        self._read_columns({name: each.path for each in book.codes for name in each.where if name != "question"})
        manifest = _coding.manifest_of(book, self._reading)
        codings = self._held.code(book, threads, progress, manifest, self._reading.frame)
        _variables.remember(codings, self._data)
        return codings

    def _read_columns(self, where: dict[str, str]) -> None:
        missing = {name: code for name, code in where.items() if name not in self._held.columns}
        for name, texts in _data.columns(self._data, missing).items():
            if len(texts) != self._held.rows:
                raise ValueError(f"the data has {len(texts):,} rows now and had {self._held.rows:,} when the survey was read; make a new Survey of it")
            self._held.add(name, texts)

    def __len__(self) -> int:
        """How many responses there are: one a (row, question)."""
        return len(self._held)

    @property
    def rows(self) -> int:
        """How many rows the data has."""
        return self._held.rows

    @property
    def forms(self) -> int:
        """How many distinct spellings of words the responses hold."""
        return self._held.forms

    @property
    def text_bytes(self) -> int:
        """The size of all responses, in bytes of UTF-8."""
        return self._held.text_bytes

    @property
    def memory_bytes(self) -> int:
        """What the survey holds beside the text: its index of words and the codings made last."""
        return self._held.memory_bytes

    def __repr__(self) -> str:
        size = f"{_size(self.text_bytes)} of text, {_size(self.memory_bytes)} beside it"
        return f"Survey: {many(len(self), 'response')} in {many(self.rows, 'row')}, {many(self.forms, 'word form')}, {size}"

    def _repr_html_(self) -> str:
        head, _, rest = repr(self).partition(": ")
        return f"<p><b>{head}</b>: {escape(rest)}</p>"

    def __reduce__(self) -> tuple[Any, ...]:
        return functools.partial(Survey, **self._given), (self._data,)


def _size(count: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"

"""Keyword in context: each match between what stands before and behind it.

In: a rule and data, or Codings and a code. Out: a frame, one row a match, whose texts are exactly as written. Words are cut in the core
(libcode/contexts.hpp). Tested by tests/python/test_kwic.py.
"""

from __future__ import annotations

from numbers import Integral
from typing import Any

from . import _frames
from ._core import Codebook, CodebookError, Coder, Codings, _contexts

MOST_WORDS = 1_000_000
RULE_COLUMN = 7  # where a rule begins in the codebook made around it


class RuleError(ValueError):
    """A rule that cannot be read: str() is each fault with a caret under its place."""


def kwic(
    rule: str,
    data: Any,
    *,
    text: Any = None,
    id: Any = None,
    respondent: Any = None,
    question: Any = None,
    words: int = 8,
    chars: int | None = None,
    language: str = "en",
) -> Any:
    """Every match of a rule in its context: one row a match, in order.

    `rule` is one line of the codebook language, as `"bladder~ NEAR/4 (bag | removed)"`; what is denied is shown too. `data`, `text`, `id`,
    `respondent` and `question` are those of `libcode.code`. `left` and `right` are the `words` words on either side (or `chars`
    characters) as they stand in the response; `left + match + right` is a stretch of it. Raises RuleError (a ValueError) with the place
    of each fault of the rule."""
    codings = coder_of_rule(rule, language).code(data, text=text, id=id, respondent=respondent, question=question)
    return _kwic(codings, "found", words, chars=chars)


def _kwic(self: Codings, code: str, words: int = 8, *, chars: int | None = None) -> Any:
    """Every match that counts for a code or its descendants in its context, one row each, in order: `left`, `match` and `right` as
    they stand in the response, `words` words on either side, or `chars` characters."""
    import numpy as np

    for name, value in (("words", words), ("chars", chars)):
        if value is not None and (not isinstance(value, Integral) or isinstance(value, bool) or not 0 <= value <= MOST_WORDS):
            raise ValueError(f"{name}= must be a whole number from 0 to {MOST_WORDS:,}")
    book = self.codebook
    path = book[code].path
    under = [i for i, each in enumerate(book.codes) if each.path == path or each.path.startswith(path + ".")]
    table = self._columns()
    chosen = np.flatnonzero(table["counts"] & np.isin(self._codes(), under))
    start, end = table["start"][0][chosen], table["end"][0][chosen]
    response = table["response"][chosen]
    _, first = np.unique(np.array([response, start, end]), axis=1, return_index=True)  # several codes of a family may mark the same
    chosen, start, end, response = (each[first] for each in (chosen, start, end, response))
    answers = self.responses._columns()["text"]
    texts = [answers[at] for at in (response - (self.responses._columns(0, 1)["response"][0] if len(answers) else 0)).tolist()]
    if chars is None:
        left, right = _contexts(self, chosen.tolist(), int(words))
    else:
        left = np.maximum(start - chars, 0)
        right = np.minimum(end + chars, np.array([len(each) for each in texts], dtype=np.int64))
    columns: dict[str, Any] = {name: table[name][chosen] for name in ("row", "response", "respondent")}
    for name, begins, ends in (("left", left, start), ("match", start, end), ("right", end, right)):
        cut = [each[a:b] for each, a, b in zip(texts, begins.tolist(), ends.tolist())]
        columns[name] = np.array([*cut, None], dtype=object)[:-1]
    return _frames.make(self.frame, columns)


def coder_of_rule(rule: str, language: str = "en") -> Coder:
    """A codebook around one rule, its code named `found`, which looks for no status. Raises RuleError."""
    if "\n" in rule or "\r" in rule:
        raise RuleError("a rule is one line")
    if not rule.split("#")[0].strip():
        raise RuleError("the rule is empty; write for instance 'cramp* NEAR/8 ket'")
    head = f"codebook: find\nlanguage: {language}\nsettings:\n  negation: off\ncodes:\n  found:\n    rules: |\n"
    try:
        return Coder(Codebook.parse(f"{head}{' ' * (RULE_COLUMN - 1)}{rule}\n", name="rule"))
    except CodebookError as error:
        lines = []
        for fault in error.faults:
            if fault.line != head.count("\n") + 1:
                raise
            at = fault.column - RULE_COLUMN + 1
            lines.append(f"{at}: {fault.message}\n    {rule}\n    {' ' * (at - 1)}{'^' * fault.length_chars}")
            lines += [f"    {fault.hint}"] if fault.hint else []
        raise RuleError("\n".join(lines)) from None


Codings.kwic = _kwic

"""Words, phrases and pairs of words, counted: how often, in how many responses, in which group.

In: Codings. Out: frames, the most frequent first. Words are cut, folded and counted in the core (libcode/word_counts.hpp); here
a question becomes groups and counts become rates and measures. Tested by tests/python/test_words.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any, NamedTuple

from . import _frames
from ._association import log_dice, log_likelihood, npmi, pmi, t_score
from ._core import Codings, WordChoice, _count_pairs, _count_words
from ._tables import _a_question, _one_of
from ._variables import variable

PARTS = ("quotes", "responses")
MOST_WORDS, MOST_WINDOW = 5, 100
NO_GROUP = 0xFFFFFFFF


class Groups(NamedTuple):
    """Which group each response is of, as the core takes them."""

    of_response: Any  # uint32; NO_GROUP where in none
    names: list[str]
    column: str  # what tables call the group; "" where there is but one


def words(
    self: Codings,
    ngram: int = 1,
    *,
    by: Any = None,
    code: str | Sequence[str] | None = None,
    part: str = "quotes",
    question: str | None = None,
    min_count: int = 1,
    stopwords: Sequence[str] = (),
) -> Any:
    """How often each word is used: one row a word, or with `by` a word and group that uses it.

    `count` is how often, of `words` in all, and `per_1000` of a thousand; `responses` is in how many responses, of `base` with any
    word. Words are the library's own, folded as the codebook's settings say: as a rule sees them. With `ngram` of 2 to 5 they are
    phrases, words that follow one another as those of a rule may, and `words` is how many such phrases there are.

    `by` is a survey variable (see docs/results.md). `code` (one or several) takes only what is coded with it: the quotes that count, or
    with `part="responses"` all of the responses that have one. `question` takes the responses to one question. What was counted
    fewer than `min_count` times in all groups together, and what holds one of `stopwords`, is left out of the table, not of
    `words`."""
    import numpy as np

    groups = grouped(self, by, question)
    found = counted(self, groups, ngram, code, part, min_count, stopwords, rest=False)
    at, group = np.nonzero(found.counts)
    order = np.lexsort((at, -found.counts[at, group], group))
    at, group = at[order], group[order]
    columns: dict[str, Any] = {}
    if groups.column:
        columns[groups.column] = np.array(groups.names, dtype=object)[group]
    count, total = found.counts[at, group], found.total[group]
    columns |= {"word": found.words[at], "count": count, "words": total, "per_1000": 1000.0 * count / total}
    columns |= {"responses": found.responses[at, group], "base": found.base[group]}
    return _frames.make(self.frame, columns)


def ngrams(
    self: Codings,
    n: int = 2,
    *,
    by: Any = None,
    code: str | Sequence[str] | None = None,
    part: str = "quotes",
    question: str | None = None,
    min_count: int = 2,
    stopwords: Sequence[str] = (),
) -> Any:
    """How often each phrase of `n` words is used: `words(n)`, without what was said but once."""
    return words(self, n, by=by, code=code, part=part, question=question, min_count=min_count, stopwords=stopwords)


def collocations(
    self: Codings,
    window: int = 1,
    *,
    code: str | Sequence[str] | None = None,
    part: str = "quotes",
    question: str | None = None,
    min_count: int = 3,
    stopwords: Sequence[str] = (),
) -> Any:
    """Pairs of words that stand together more often than chance: one row a pair, the surest first.

    The first word stands before the second: side by side as in a phrase, or for a `window` above 1 at most so many words on, in one
    sentence. `count` is how often they do, of `pairs` in all; `first_count` and `second_count` are the pairs with this first word and with
    this second word. Of the table these four make (Evert 2005, The Statistics of Word Cooccurrences), `g2` is the log-likelihood, `pmi` the
    pointwise mutual information in bits, `npmi` the same from −1 to 1, `t` the t-score and `log_dice` logDice; their sources are in
    `libcode._association`. PMI favours the rare, t the frequent. Pairs that avoid each other come last.

    `code`, `part`, `question` and `stopwords` as in `words`; stop words and pairs below `min_count` are left out of the table, not of the
    counts."""
    import numpy as np

    _whole(window, "window", 1, MOST_WINDOW)
    choice = _choice(self, grouped(self, None, question), code, part, rest=False)
    found = _count_pairs(self, choice, int(window), _least(min_count), _stop(stopwords))
    first, second = (np.array(each, dtype=object) for each in found[:2])
    count, row, column = (each.astype(np.int64) for each in found[2:5])
    pairs = np.full(len(count), found[5], dtype=np.int64)
    g2 = log_likelihood(count, row, column, pairs)
    bits = pmi(count, row, column, pairs)
    order = np.argsort(-np.copysign(g2, bits), kind="stable")
    columns = {
        "first": first, "second": second, "count": count, "first_count": row, "second_count": column, "pairs": pairs, "g2": g2, "pmi": bits,
        "npmi": npmi(count, row, column, pairs), "t": t_score(count, row, column, pairs), "log_dice": log_dice(count, row, column),
    }  # fmt: skip
    return _frames.make(self.frame, {name: values[order] for name, values in columns.items()})


class Counted(NamedTuple):
    words: Any  # object
    counts: Any  # int64, words × groups
    responses: Any  # int64, words × groups
    total: Any  # int64, a group
    base: Any  # int64, a group: responses with anything counted


def counted(
    codings: Codings, groups: Groups, ngram: int, code: Any, part: str, min_count: int, stopwords: Any, *, rest: bool
) -> Counted:
    """Counts by group. With `rest`, words that are not coded are a last group more."""
    import numpy as np

    _whole(ngram, "ngram", 1, MOST_WORDS)
    choice = _choice(codings, groups, code, part, rest)
    found = _count_words(codings, choice, int(ngram), _least(min_count), _stop(stopwords))
    return Counted(np.array(found[0], dtype=object), *(each.astype(np.int64) for each in found[1:]))


def grouped(codings: Codings, by: Any, question: str | None) -> Groups:
    """The groups of `by`, or all responses in one; those to other questions are in none."""
    import numpy as np

    size = len(codings.responses)
    if by is None:
        groups = Groups(np.zeros(size, dtype=np.uint32), [""], "")
    else:
        found = variable(codings, by)
        number = {label: at for at, label in enumerate(found.order)}
        of = np.array([number.get(label, NO_GROUP) for label in found.labels.tolist()], dtype=np.uint32)
        groups = Groups(of, list(found.order), found.name if found.name and found.name not in TAKEN else "group")
    if question is not None:
        _a_question(codings, question)
        groups.of_response[codings.responses._columns()["question"] != question] = NO_GROUP
    return groups


TAKEN = {"word", "count", "words", "per_1000", "responses", "base", "reference_count", "reference_words", "reference_per_1000", "g2",
         "chi2", "p_value", "p_bh", "log_ratio", "log_odds", "z"}  # fmt: skip


def _choice(codings: Codings, groups: Groups, code: str | Sequence[str] | None, part: str, rest: bool) -> WordChoice:
    _one_of(part, PARTS, "part")
    book = codings.codebook
    places = {each.path: at for at, each in enumerate(book.codes)}
    asked = [] if code is None else [code] if isinstance(code, str) else list(code)
    if code is not None and not asked:
        raise ValueError("code= names no code; leave it out for all words")
    return WordChoice(groups.of_response, max(len(groups.names), 1), [places[book[each].path] for each in asked], part == "responses", rest)


def _whole(value: Any, argument: str, least: int, most: int) -> None:
    if not isinstance(value, Integral) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{argument}= must be a whole number from {least} to {most}")


def _least(min_count: Any) -> int:
    if not isinstance(min_count, Integral) or isinstance(min_count, bool) or min_count < 1:
        raise ValueError("min_count= must be a whole number of 1 or more")
    return int(min_count)


def _stop(stopwords: Any) -> list[str]:
    if isinstance(stopwords, str) or not all(isinstance(word, str) for word in stopwords):
        raise TypeError("stopwords= must be a list of words")
    return list(stopwords)


Codings.words = words
Codings.ngrams = ngrams
Codings.collocations = collocations

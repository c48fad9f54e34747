"""Which codes stand together, by how much more than chance, and which comes first.

In: Codings. Out: a frame, one row a pair of codes, or a square one. The units are cut and the pairs counted in the core
(libcode/cooccurrence.hpp). Tested by tests/python/test_cooccurrence.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

from . import _frames
from ._association import benjamini_hochberg, jaccard, lift, phi, sign_test_p
from ._core import Codings, _cooccurrence
from ._intervals import quantile
from ._tables import _a_question

UNITS = ("response", "respondent", "paragraph", "sentence")
MEASURES = ("count", "jaccard", "lift", "phi", "before")
MOST_WORDS = 1_000_000


def cooccurrence(
    self: Codings,
    within: str | int = "response",
    *,
    order: bool = False,
    matrix: bool | str = False,
    codes: Sequence[str] | None = None,
    question: str | None = None,
    rollup: bool = True,
    confidence: float = 0.95,
) -> Any:
    """Which codes stand together: one row a pair, the most frequent first.

    `within` says in what both must stand: a "response", a "respondent" (all of a person's responses), a "paragraph", a
    "sentence", or a number of words: at most so many between the two matches, of one response, whatever is between them (0:
    side by side or overlapping). A code is in a unit where a match of it that counts touches the unit; a match through two
    sentences is in both. `count` is in how many units both are; `n_a` and `n_b` are the units with each and `base` all units, of usable
    responses that both codes look at (their `where`). Within words the units are responses.

    `jaccard` is the share of units with both among those with either, with Wilson's interval; `lift` is how many times as often as
    by chance they stand together, with an interval on the logarithm; `phi` is their correlation, with an interval on Fisher's z.
    Formulas and sources: `libcode._association`. Within words there is no unit that chance could be reckoned in, so `lift` and `phi` are
    missing. Intervals take units as independent: sentences of one response, or several responses of one person, are not
    quite, and then the true interval is wider; within="respondent" has one unit a person.

    With `order`, `a_first` and `b_first` are in how many of those units the first match of the one begins before the other's (within
    words: in the first pair near enough; in a respondent through the responses, in the order of rows and of `text=`); `p_value` is the exact sign test of the two, `p_bh` that of Benjamini & Hochberg
    over the pairs shown. Needs scipy.

    A parent holds what its descendants hold, and pairs of a code with its own descendant are left out; without `rollup` a code holds
    what its own rules found. `codes` are those to pair, by default all; `question` takes the responses to one.

    `matrix=True` gives the counts as a square, each code's own on the diagonal; so do "jaccard", "lift", "phi" and "before" (how often
    the row's code begins first)."""
    import numpy as np

    quantile(confidence)
    unit, words = _unit(within)
    measure = _measure(matrix, unit)
    chosen = _chosen(self, codes)
    table = self.responses._columns()
    if question is not None:
        _a_question(self, question)
    included = np.ones(0) if question is None else table["question"] == question
    both, before, row, base = (each.astype(np.int64) for each in _cooccurrence(self, unit, words, bool(rollup), included))
    paths = [code.path for code in self.codebook.codes]
    if measure:
        column = row.T
        values = {
            "count": lambda: both,
            "before": lambda: np.where(np.eye(len(both), dtype=bool), 0, before),
            "jaccard": lambda: jaccard(both, row, column)[0],
            "lift": lambda: lift(both, row, column, base)[0],
            "phi": lambda: phi(both, row, column, base)[0],
        }[measure]()
        index = {"code": np.array([paths[i] for i in chosen], dtype=object)}
        return _frames.make(self.frame, {paths[i]: values[chosen, i] for i in chosen}, index)

    pairs = [(a, b) for at, a in enumerate(chosen) for b in chosen[at + 1 :] if not (rollup and _is_below(paths, a, b))]
    a, b = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    most_first = np.argsort(-both[a, b], kind="stable")
    a, b = a[most_first], b[most_first]
    count, n_a, n_b, units = both[a, b], row[a, b], row[b, a], base[a, b]
    named = np.array(paths, dtype=object)
    columns = {"a": named[a], "b": named[b], "count": count, "n_a": n_a, "n_b": n_b, "base": units}
    columns |= zip(("jaccard", "jaccard_low", "jaccard_high"), jaccard(count, n_a, n_b, confidence))
    for name, of in (("lift", lift), ("phi", phi)):
        found = of(count, n_a, n_b, units, confidence) if unit != "words" else (np.full(len(a), np.nan),) * 3
        columns |= zip((name, f"{name}_low", f"{name}_high"), found)
    if order:
        a_first, b_first = before[a, b], before[b, a]
        p_value = sign_test_p(a_first, b_first)
        columns |= {"a_first": a_first, "b_first": b_first, "p_value": p_value, "p_bh": benjamini_hochberg(p_value)}
    return _frames.make(self.frame, columns)


def _unit(within: Any) -> tuple[str, int]:
    if isinstance(within, str) and within in UNITS:
        return within, 0
    if isinstance(within, Integral) and not isinstance(within, bool) and 0 <= within <= MOST_WORDS:
        return "words", int(within)
    raise ValueError(f"within= must be {', '.join(map(repr, UNITS))} or a number of words from 0 to {MOST_WORDS:,}")


def _measure(matrix: Any, unit: str) -> str:
    if matrix is False or matrix is True:
        return "count" if matrix else ""
    if matrix not in MEASURES:
        raise ValueError(f"matrix= must be True, False or {', '.join(map(repr, MEASURES))}")
    if unit == "words" and matrix in ("lift", "phi"):
        raise ValueError(f"matrix={matrix!r} needs units that chance can be reckoned in; within words take 'count' or 'jaccard'")
    return str(matrix)


def _chosen(codings: Codings, codes: Sequence[str] | None) -> list[int]:
    """Places of codes in the codebook, in its order."""
    book = codings.codebook
    if codes is None:
        return list(range(len(book.codes)))
    if isinstance(codes, str):
        raise TypeError("codes= must be a list of codes")
    places = {code.path: at for at, code in enumerate(book.codes)}
    return sorted({places[book[code].path] for code in codes})


def _is_below(paths: list[str], a: int, b: int) -> bool:
    return paths[b].startswith(paths[a] + ".") or paths[a].startswith(paths[b] + ".")


Codings.cooccurrence = cooccurrence

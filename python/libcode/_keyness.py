"""Keyness: which words set coded text apart from uncoded, or one group of people from another.

In: Codings. Out: a frame, one row a word, those of the target first. Counted in the core, tested with the formulas of
`_association`. Tested by tests/python/test_keyness.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

from . import _frames
from ._association import benjamini_hochberg, chi_squared, chi_squared_p, log_likelihood, log_odds, log_ratio
from ._core import Codings
from ._words import Groups, counted, grouped


def keyness(
    self: Codings,
    code: str | Sequence[str] | None = None,
    *,
    by: Any = None,
    target: str | None = None,
    reference: str | None = None,
    part: str = "quotes",
    ngram: int = 1,
    question: str | None = None,
    min_count: int = 3,
    stopwords: Sequence[str] = (),
    prior: float = 500.0,
    yates: bool = False,
) -> Any:
    """Which words are used more, and which less, than elsewhere: one row a word, the most typical first, the least typical last.

    With `code` (one or several) the target is what is coded with it: the quotes that count, or with `part="responses"` the responses
    that have one. The reference is all else that those asked have written. Without arguments the target is what is coded at all: look
    last in the table for words that the codebook misses.

    With `by`, a survey variable, the target is a group and the reference another (`target`, `reference`); without `reference` all other
    groups, without `target` each group in turn. With `code` too, only what is coded is compared.

    `count` of `words` and `reference_count` of `reference_words` are how often each is used, `per_1000` of a thousand words;
    `responses` is in how many responses of the target. `g2` is Dunning's log-likelihood and `chi2` Pearson's χ² (`yates` with
    Yates' correction) of the 2 × 2 table of these; `p_value` is that of `g2`, `p_bh` that of Benjamini & Hochberg over the words of
    one target. How large the difference is say `log_ratio`, Hardie's (1 is twice as often, −1 half), and `log_odds`, with a prior
    worth `prior` words of both groups' language; `z` is its score, by which words may be ranked as well (Monroe, Colaresi &
    Quinn 2008). Formulas and sources: `libcode._association`.

    These tests take each word as drawn by itself. Words of one person are not: read `responses` beside `count`, and take p-values as
    an order of interest. `ngram`, `question`, `min_count` and `stopwords` as in `words`; the correction is over the words shown."""
    import numpy as np

    if isinstance(prior, bool) or not isinstance(prior, Real) or not 0 < prior < float("inf"):
        raise ValueError("prior= must be a number of words above 0")
    groups = grouped(self, by, question)
    if by is None:
        if target is not None or reference is not None:
            raise ValueError("target= and reference= are groups of by=, which is missing")
        asked = [each.path for each in self.codebook.codes] if code is None else code
        found = counted(self, groups, ngram, asked, part, min_count, stopwords, rest=True)
        comparisons = [("", 0, [1])]
    else:
        groups, comparisons = _compared(groups, target, reference)
        found = counted(self, groups, ngram, code, part, min_count, stopwords, rest=False)

    tables = []
    for name, own, others in comparisons:
        count, reference_count = found.counts[:, own], found.counts[:, others].sum(axis=1)
        used = np.flatnonzero((count + reference_count > 0))
        count, reference_count = count[used], reference_count[used]
        words, reference_words = int(found.total[own]), int(found.total[others].sum())
        margins = (count, count + reference_count, words, words + reference_words)
        g2 = log_likelihood(*margins)
        p_value = chi_squared_p(g2)
        ratio = log_ratio(count, words, reference_count, reference_words)
        odds, z = log_odds(count, words, reference_count, reference_words, float(prior))
        columns = {groups.column: np.full(len(used), name, dtype=object)} if groups.column else {}
        columns |= {
            "word": found.words[used], "count": count, "words": np.full(len(used), words), "per_1000": _per_1000(count, words),
            "reference_count": reference_count, "reference_words": np.full(len(used), reference_words),
            "reference_per_1000": _per_1000(reference_count, reference_words), "responses": found.responses[used, own],
            "g2": g2, "chi2": chi_squared(*margins, yates=yates), "p_value": p_value, "p_bh": benjamini_hochberg(p_value),
            "log_ratio": ratio, "log_odds": odds, "z": z,
        }  # fmt: skip
        order = np.argsort(-np.copysign(np.nan_to_num(g2), np.nan_to_num(z)), kind="stable")
        tables.append({name: values[order] for name, values in columns.items()})
    return _frames.make(self.frame, {name: np.concatenate([table[name] for table in tables]) for name in tables[0]})


def _compared(groups: Groups, target: str | None, reference: str | None) -> tuple[Groups, list[tuple[str, int, list[int]]]]:
    """Who is compared with whom: (name, its group, the groups of the reference)."""
    if len(groups.names) < 2:
        raise ValueError(f"by= has {len(groups.names)} groups; a comparison needs two")
    number = {name: at for at, name in enumerate(groups.names)}
    for argument, name in (("target", target), ("reference", reference)):
        if name is not None and str(name) not in number:
            raise ValueError(f"{argument}= is none of the {len(number)} groups of by=; they are given as text, as words(by=...) shows them")
    if reference is not None and (target is None or str(target) == str(reference)):
        raise ValueError("reference= needs another group as target=")
    own = range(len(number)) if target is None else [number[str(target)]]
    others = None if reference is None else [number[str(reference)]]
    return groups, [(groups.names[each], each, others or [other for other in range(len(number)) if other != each]) for each in own]


def _per_1000(count: Any, words: int) -> Any:
    import numpy as np

    return 1000.0 * count / words if words else np.full(len(count), np.nan)


Codings.keyness = keyness

"""How alike texts are: the cosine of their words, weighted by how rare they are in the survey.

In: texts, Codings. Out: unit vectors, one row a text. Words are the core's (libcode/word_counts.hpp). Costs one walk over the survey, and
texts × their distinct words in memory. Tested by tests/python/test_exemplars.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ._core import Codebook, Codings, WordChoice, _count_words
from ._excerpt import words_of


class Rarity(NamedTuple):
    """In how many of the survey's `responses` with a word each word is."""

    of: Mapping[str, int]
    responses: int


def rarity(codings: Codings) -> Rarity:
    import numpy as np

    everywhere = WordChoice(np.zeros(len(codings.responses), dtype=np.uint32), 1, [], True, False)
    words, _, responses, _, base = _count_words(codings, everywhere, 1, 1, [])
    return Rarity(dict(zip(words, responses[:, 0].tolist())), int(base[0]))


def vectors(texts: Sequence[str], rare: Rarity, book: Codebook) -> tuple[Any, Any]:
    """Unit vectors of texts × distinct words (all 0 for a text without a weighty word), and how many words each text has.

    A word's weight is how often it stands in the text times ln((1 + N)/(1 + d)), where d of the survey's N responses have it
    (Spärck Jones 1972, J Documentation 28:11–21; smoothed by one, so that a word that all have weighs nothing)."""
    import numpy as np

    each_own = WordChoice(np.arange(len(texts), dtype=np.uint32), len(texts), [], True, False)
    words, counts, _, total, _ = _count_words(words_of(book).code(list(texts)), each_own, 1, 1, [])
    weights = np.array([np.log((1 + rare.responses) / (1 + rare.of.get(word, 0))) for word in words])
    found = counts.T * weights
    length = np.sqrt((found * found).sum(axis=1, keepdims=True))
    return np.divide(found, length, out=np.zeros_like(found), where=length > 0), total.astype(np.int64)

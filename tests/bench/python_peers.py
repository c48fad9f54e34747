"""What one would use in Python for a list of words, each as its manual says. Texts are ASCII here, so that characters are bytes.

Each peer is made from the list of words and called with the texts; it gives rows of (response, word, start, end).
`boundaries` says what it takes for a word, as find_naively() names it, or None where no naive finder does the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Hits = list[tuple[int, int, int, int]]
Find = Callable[[list[str]], Hits]


@dataclass
class Peer:
    name: str
    make: Callable[[list[str]], Find]
    boundaries: str | None
    semantics: str
    most_words: int = 1_000_000
    has_positions: bool = True


def _flashtext(words: list[str]) -> Find:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for number, word in enumerate(words):
        processor.add_keyword(word, number + 1)  # it takes 0 for no name
    return lambda texts: [
        (response, word - 1, start, end)
        for response, text in enumerate(texts)
        for word, start, end in processor.extract_keywords(text, span_info=True)
    ]


def _ahocorasick(words: list[str]) -> Find:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, word in enumerate(words):
        automaton.add_word(word, (number, len(word)))
    automaton.make_automaton()
    inside = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")

    def find(texts: list[str]) -> Hits:
        hits = []
        for response, text in enumerate(texts):
            lower = text.lower()
            for last, (word, length) in automaton.iter(lower):
                start, end = last - length + 1, last + 1
                if (start == 0 or lower[start - 1] not in inside) and (end == len(lower) or lower[end] not in inside):
                    hits.append((response, word, start, end))
        return hits

    return find


def _re(words: list[str]) -> Find:
    numbers = {word: number for number, word in enumerate(words)}
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
    return lambda texts: [
        (response, numbers[match[0].lower()], match.start(), match.end())
        for response, text in enumerate(texts)
        for match in pattern.finditer(text)
    ]


def _split(words: list[str]) -> Find:
    numbers = {word: number for number, word in enumerate(words)}
    return lambda texts: [
        (response, numbers[word], 0, 0)
        for response, text in enumerate(texts)
        for word in text.lower().split()
        if word in numbers
    ]


def _spacy(words: list[str]) -> Find:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = {}
    for number, word in enumerate(words):
        matcher.add(str(number), [nlp.make_doc(word)])
        names[nlp.vocab.strings[str(number)]] = number

    def find(texts: list[str]) -> Hits:
        hits = []
        for response, doc in enumerate(nlp.tokenizer.pipe(texts)):
            for name, first, last in matcher(doc):
                span = doc[first:last]
                hits.append((response, names[name], span.start_char, span.end_char))
        return hits

    return find


def _polars(words: list[str]) -> Find:
    import polars as pl

    patterns = pl.Series(words).implode()
    numbers = {word: number for number, word in enumerate(words)}

    def find(texts: list[str]) -> Hits:
        met = pl.Series(texts).str.extract_many(patterns, ascii_case_insensitive=True, overlapping=True)
        return _Lazily(met, numbers)

    return find


class _Lazily:
    """polars' answer, made into hits only where they are asked for: a list of Python objects would cost more than finding."""

    def __init__(self, met, numbers: dict[str, int]) -> None:
        self.met, self.numbers = met, numbers

    def __len__(self) -> int:
        return int(self.met.list.len().sum())

    def __iter__(self):
        for response, words in enumerate(self.met.to_list()):
            for word in words:
                yield response, self.numbers[word.lower()], 0, 0


PEERS = [
    Peer("flashtext", _flashtext, "regex", "whole words"),
    Peer("pyahocorasick + boundary check", _ahocorasick, "regex", "whole words"),
    Peer("Python re, one alternation", _re, "regex", "whole words", most_words=10_000),
    Peer("spaCy blank tokenizer + PhraseMatcher", _spacy, None, "spaCy's own words", most_words=10_000),
    Peer("Python split() + lower() + dict", _split, None, "between white space: misses `pain,`; no places", has_positions=False),
    Peer("polars extract_many", _polars, "none", "substrings: `pain` in `painting`; no places", has_positions=False),
]

"""Cuts a quote that is too long to print: to whole sentences about its match, else at words. Marks the match.

In: quotes. Out: Excerpts. Words and sentences are the core's, so no cut falls inside a grapheme. Costs coding the quotes that are
too long once more. Tested by tests/python/test_exemplars.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ._core import Codebook, Coder
from ._forms import Code

ELLIPSIS = "…"


class Quote(NamedTuple):
    """A quote, its match inside it, and places that may not be cut, in code points."""

    text: str
    start: int
    end: int
    whole: Sequence[tuple[int, int]] = ()


class Excerpt(NamedTuple):
    """What is printed: `text` holds `first` to `last` of the quote, with an ellipsis where some is left out, and the match from
    `start` to `end`."""

    text: str
    start: int
    end: int
    first: int
    last: int

    @property
    def marked(self) -> str:
        return f"{self.text[: self.start]}[{self.text[self.start : self.end]}]{self.text[self.end :]}"


def excerpts(quotes: Sequence[Quote], max_chars: int, book: Codebook) -> list[Excerpt]:
    """Each quote in at most `max_chars` code points (ellipses aside): the sentences of the match, those after it and those before it
    while they fit; where the match's sentences do not, the words about it. A match is never cut, however long."""
    long = [at for at, quote in enumerate(quotes) if len(quote.text) > max_chars]
    words: dict[int, list[tuple[int, int, int, int]]] = {at: [] for at in long}
    if long:
        table = words_of(book).code([quotes[at].text for at in long])._columns()
        places = (table[name][0].tolist() for name in ("start", "end", "quote_start", "quote_end"))
        for response, *word in zip(table["response"].tolist(), *places):
            words[long[response]].append(tuple(word))
    found = []
    for at, quote in enumerate(quotes):
        first, last = _cut(quote, words[at], max_chars) if at in words else (0, len(quote.text))
        before = ELLIPSIS + " " if quote.text[:first].strip() else ""
        after = " " + ELLIPSIS if quote.text[last:].strip() else ""
        moved = len(before) - first
        found.append(Excerpt(before + quote.text[first:last] + after, quote.start + moved, quote.end + moved, first, last))
    return found


def words_of(book: Codebook) -> Coder:
    """A codebook that finds each word, in the sentence it stands in, by the language of `book`."""
    settings = {name: getattr(book.settings, name) for name in ("case", "accents", "inflections")}
    settings |= {"negation": "off", "quote": "sentence"}
    return Coder(Codebook.of(name="words", language=book.language, settings=settings, codes=[Code(key="word", rules=[r"/\S/"])]))


def _cut(quote: Quote, words: list[tuple[int, int, int, int]], max_chars: int) -> tuple[int, int]:
    sentences = _joined({(first, last) for _, _, first, last in words}, quote)
    first, last = _grown(sentences, quote, max_chars, (0, len(quote.text)), alternating=False)
    if last - first <= max_chars:
        return first, last
    pieces = _joined({(start, end) for start, end, _, _ in words}, quote)
    start, end = _grown(pieces, quote, max_chars, (first, last), alternating=True)
    inside = [piece for piece in pieces if first <= piece[0] and piece[1] <= last]
    if end == inside[-1][1] and last - start <= max_chars:  # the sentence's own full stop
        end = last
    if start == inside[0][0] and end - first <= max_chars:
        start = first
    return start, end


def _joined(places: Iterable[tuple[int, int]], quote: Quote) -> list[tuple[int, int]]:
    """The places in order; those that the match or what may not be cut lies across are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted([*places, (quote.start, quote.end), *quote.whole]):
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined[-1][1])
            joined.pop()
        joined.append((start, end))
    return joined


def _grown(places: list[tuple[int, int]], quote: Quote, most: int, limits: tuple[int, int], alternating: bool) -> tuple[int, int]:
    """From the place of the match on to its neighbours, to the right first, while they fit."""
    left = right = next(at for at, (start, end) in enumerate(places) if start <= quote.start and quote.end <= end)
    turn, stuck = 1, 0
    while stuck < 2:
        new_left, new_right = (left, right + 1) if turn == 1 else (left - 1, right)
        fits = new_left >= 0 and new_right < len(places) and limits[0] <= places[new_left][0] and places[new_right][1] <= limits[1]
        if fits and places[new_right][1] - places[new_left][0] <= most:
            left, right, stuck = new_left, new_right, 0
            turn = -turn if alternating else turn
        else:
            turn, stuck = -turn, stuck + 1
    return places[left][0], places[right][1]

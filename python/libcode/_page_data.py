"""The quotes of a report page, each with why it was coded, as the page's script reads them.

In: Codings and what the page may show. Out: Found, one a coding, and a dict for JSON that says every text once. Costs one explanation
a coding, about a tenth of a millisecond. All the reasoning is the core's. Tested by tests/python/test_page.py.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

from ._core import Codings, RuleMet, Why
from ._mask import Masked, Masker
from ._variables import Variable
from ._why import NOTES, _away


class Quote(NamedTuple):
    text: str
    row: int | None  # as in an export, from 1; None where ids are left out
    who: str | None
    question: str
    groups: list[str | None]


class Met(NamedTuple):
    """A part of a rule and what met it."""

    part: str
    words: list[str]
    through: str  # of a set, the alternative that was met
    note: str


class Cue(NamedTuple):
    status: str
    words: str
    away: str  # "directly before"
    place: str  # file:line


class Found(NamedTuple):
    """One coding. `start` and `end` are code points of the quote's text."""

    response: int  # tells quotes apart that read alike
    quote: Quote
    code: int
    start: int
    end: int
    status: str
    counts: bool
    rule: str
    line: int
    met: list[Met]
    cues: list[Cue]


class Chosen(NamedTuple):
    found: list[Found]
    of: list[int]  # by code, how many codings there are; the page may show fewer


def choose(codings: Codings, groups: list[Variable], most: int, ids: bool, masker: Masker | None) -> Chosen:
    """The codings that the page shows: all, or of the commoner codes so many, evenly spread, that there are `most` in all."""
    import numpy as np

    codes = codings._codes().astype(np.intp)
    of = np.bincount(codes, minlength=len(codings.codebook.codes)).tolist()
    cap = _cap(of, most)
    rows = np.sort(np.concatenate([_spread(np.flatnonzero(codes == code), cap) for code in range(len(of))] or [codes]))
    return Chosen(_found(codings, rows.tolist(), groups, ids, masker), of)


def _cap(of: list[int], most: int) -> int:
    """The largest number for one code by which all together are at most `most`."""
    low, high = 0, max(of, default=0)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(min(each, middle) for each in of) <= most else (low, middle - 1)
    return low


def _spread(rows: Any, cap: int) -> Any:
    return rows if len(rows) <= cap else rows[[at * len(rows) // cap for at in range(cap)]]


def _found(codings: Codings, rows: list[int], groups: list[Variable], ids: bool, masker: Masker | None) -> list[Found]:
    table, responses = codings._columns(), codings.responses._columns()
    first = int(responses["response"][0]) if len(responses["response"]) else 0
    at_code = codings._codes().tolist()
    place = {name: table[name][0].tolist() for name in ("start", "end", "line", "quote_start", "quote_end")}
    response = (table["response"] - first).tolist()
    named = codings.manifest["id"] is not None or codings.manifest["respondent"] is not None
    shown: dict[int, Masked] = {}
    if masker:
        touched = sorted({response[row] for row in rows})
        shown = {at: each for at, each in zip(touched, masker([responses["text"][at] for at in touched])) if each}
    reasons: dict[tuple[int, int], dict[tuple[int, int, int], Why]] = {}
    found = []
    for row in rows:
        at, code = response[row], at_code[row]
        start, end, line, quote_start, quote_end = (place[name][row] for name in ("start", "end", "line", "quote_start", "quote_end"))
        text = shown.get(at) or Masked(responses["text"][at], [])
        if (at, code) not in reasons:
            explained = codings.why(at, codings.codebook.codes[code].path).codings
            reasons[at, code] = {(each.start, each.end, each.rule.line): each for each in explained}
        why = reasons[at, code][start, end, line]
        new_start, new_end = text.span(start, end)
        new_quote_start, new_quote_end = text.span(quote_start, quote_end)
        quote = Quote(
            text.text[new_quote_start:new_quote_end],
            int(responses["row"][at]) + 1 if ids else None,
            str(responses["respondent"][at]) if ids and named else None,
            responses["question"][at],
            [group.labels[at] for group in groups],
        )
        found.append(Found(
            at, quote, code, new_start - new_quote_start, new_end - new_quote_start, why.status, why.counts, why.rule.text, why.rule.line,
            _met(why.rule, text), [_cue(each, text) for each in why.cues],
        ))  # fmt: skip
    return found


def _met(rule: RuleMet, text: Masked) -> list[Met]:
    return [
        Met(part.text, [_words(text, *place) for place in part.words], part.through if part.role == "met" else "", NOTES.get(part.role, ""))
        for part in rule.parts
    ]


def _cue(cue: Any, text: Masked) -> Cue:
    return Cue(cue.status, _words(text, cue.start, cue.end), _away(cue.words_away, cue.side), f"{cue.file}:{cue.line}")


def _words(text: Masked, start: int, end: int) -> str:
    first, last = text.span(start, end)
    return text.text[first:last]


class _Once:
    """A list that holds each value once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def at(self, key: Hashable, value: Any) -> int:
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(value)
        return self._places[key]


def columns(chosen: Chosen, groups: list[Variable]) -> dict[str, Any]:
    """For the script: rules, quotes and cues once each, and one row of small numbers a coding. Offsets count UTF-16 units, as
    JavaScript does. A missing group is -1."""
    quotes, rules, cues, statuses, questions = _Once(), _Once(), _Once(), _Once(), _Once()
    order = [{label: at for at, label in enumerate(group.order)} for group in groups]
    rows = []
    for each in chosen.found:
        quote = each.quote
        labels = [-1 if label is None else places[label] for places, label in zip(order, quote.groups)]
        key = (each.response, quote.text)
        at = quotes.at(key, [quote.text, quote.row, quote.who, questions.at(quote.question, quote.question), labels])
        rule = rules.at((each.code, each.line, each.rule), [each.line, each.rule])
        rows.append([
            at, each.code, _units(quote.text[: each.start]), _units(quote.text[: each.end]), statuses.at(each.status, each.status),
            int(each.counts), rule,
            [[met.part, met.words, met.through, met.note] if met.through or met.note else [met.part, met.words] for met in each.met],
            [[cues.at((cue.status, cue.away, cue.place), [cue.status, cue.away, cue.place]), cue.words] for cue in each.cues],
        ])  # fmt: skip
    return {
        "questions": questions.values, "quotes": quotes.values, "rules": rules.values, "cues": cues.values, "statuses": statuses.values,
        "groups": [[group.name, group.order] for group in groups], "codings": rows,
    }  # fmt: skip


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

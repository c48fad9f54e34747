"""why and why_not: the reason behind every yes and every no.

In: Codings and a response, or a text and a codebook. Out: Explanation, which prints as lines in a terminal and as a marked
response in a notebook. All the reasoning is the core's. Tested by tests/python/test_why.py.
"""

from __future__ import annotations

import operator
import re
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

from ._core import Codebook, Coder, Codings, Explanation, RuleMet, Why, _explain, _explain_response
from ._html import COLORS, FAINT, box
from ._marks import Stretch, depth, mark, marked
from ._response import Response

CUE, BARE = "#888888", "background:transparent;color:inherit"
WHOLE_CHARS, AROUND_CHARS = 600, 200
NOTES = {
    "there": "anywhere will do", "absent": "not there, as the rule wants", "missing": "not met",
    "nearly": "nearly", "in the way": "must not be there",
}  # fmt: skip

_coders: WeakKeyDictionary[Codings, Coder] = WeakKeyDictionary()


def why(text: str | None, code: str, book: Codebook | Coder | Any) -> Explanation:
    """Explain whether `code` counts in a text: the yes with its rules, or the no with what stopped it.

    `book` is a Codebook, a Coder or the path of a codebook. A `where` is set aside, as in a codebook's examples.
    """
    return _explain(book if isinstance(book, Coder) else Coder(book), text, code)


def why_not(text: str | None, code: str, book: Codebook | Coder | Any) -> Explanation | None:
    """What stopped `code` in a text; None where it counts."""
    explanation = why(text, code, book)
    return None if explanation else explanation


def _why(self: Codings, response: int | Response, code: str) -> Explanation:
    """Explain whether `code` counts in a response: the yes with its rules, or the no with what stopped it."""
    at = response.response if isinstance(response, Response) else operator.index(response)
    size = len(self.responses)
    if not 0 <= at < size:
        raise IndexError(f"there is no response {at}; they are numbered from 0 to {size - 1}")
    coder = _coders.get(self)
    if coder is None:
        coder = _coders[self] = Coder(self.codebook)
    return _explain_response(self, coder, at, code)


def _why_not(self: Codings, response: int | Response, code: str) -> Explanation | None:
    """What stopped `code` in a response; None where it counts."""
    explanation = _why(self, response, code)
    return None if explanation else explanation


def explanation_html(self: Explanation) -> str:
    name = f" <strong>{escape(self.code.name)}</strong>" if self.code.name != self.code.key else ""
    sign = "✓ yes" if self else "✗ no"
    reason = f", {_with_code(self.why_not.reason)}" if self.why_not else ""
    head = f"<div><strong>{sign}</strong>:{name} <code style=\"{BARE}\">{escape(self.code.path)}</code><bdi>{reason}</bdi></div>"
    blocks = [_coding_html(self, each) for each in self.codings]
    if self.why_not and not blocks and self.text:
        rules = [rule for rule in (self.why_not.rule, self.why_not.unless) if rule]
        marks = [each for rule in rules for each in _marks(rule, is_cue=rule is not rules[0])]
        blocks.append(_quote_html(self.text, 0, len(self.text), marks))
        blocks += [_rule_html(self, rule, "nearest rule" if len(rules) == 1 else "") for rule in rules[:1]]
        blocks += [_rule_html(self, rule, "unless", is_cue=True) for rule in rules[1:]]
        blocks += [_rules_html(self)] if not rules and self.why_not.stop == "missing" else []
    return box(head + "".join(blocks))


def _with_code(reason: str) -> str:
    """Escaped, with what stands between back quotes as code."""
    return re.sub("`([^`]*)`", rf'<code style="{BARE}">\1</code>', escape(reason))


def _rules_html(self: Explanation) -> str:
    """Where no rule is near: what would have been needed."""
    path = self.code.path
    family = [code for code in self.codebook.codes if code.path == path or code.path.startswith(path + ".")]
    lines = "".join(
        f'<div style="padding-left:1.2em"><span style="{FAINT}">line {rule.line}</span> <code style="{BARE}">{escape(rule.text)}</code></div>'
        for code in family for rule in code.rules
    )  # fmt: skip
    return f'<details><summary style="cursor:pointer;{FAINT}">its rules</summary>{lines}</details>'


def _coding_html(self: Explanation, coding: Why) -> str:
    marks = _marks(coding.rule) + [Stretch(cue.start, cue.end, CUE, False, cue.status, cue.cue) for cue in coding.cues]
    text = self.text or ""
    cues = "".join(
        f"<div style=\"{FAINT};padding-left:1.2em\"><bdi>{escape(cue.status)} by {mark(text[cue.start : cue.end], CUE, counts=False)}</bdi>, "
        f"{_away(cue.words_away, cue.side)}; a cue of {escape(cue.file)}:{cue.line}</div>"
        for cue in coding.cues
    )
    count = "" if coding.counts else f": <em>does not count</em>, <code style=\"{BARE}\">count: {escape(_count_of(self, coding))}</code>"
    status = f'<div style="padding-left:1.2em">{escape(coding.status)}{count}</div>{cues}'
    return _quote_html(text, coding.quote_start, coding.quote_end, marks) + _rule_html(self, coding.rule, "") + status


def _count_of(self: Explanation, coding: Why) -> str:
    return self.codebook[coding.rule.code].count


def _away(words: int, side: str) -> str:
    return f"directly {side}" if words == 1 else f"{words} words {side}"


def _marks(rule: RuleMet, *, is_cue: bool = False) -> list[Stretch]:
    """The words that met each part of a rule, in its colour and with its number."""
    return [
        Stretch(start, end, CUE, False, "unless" if is_cue else "in the way", part.text)
        if is_cue or part.role == "in the way"
        else Stretch(start, end, COLORS[at % len(COLORS)], True, _number(rule, at), part.text)
        for at, part in enumerate(rule.parts)
        for start, end in part.words
    ]


def _number(rule: RuleMet, at: int) -> str:
    """Of a rule's part, where it has several that words met: for who cannot tell the colours."""
    met = [place for place, part in enumerate(rule.parts) if part.words and part.role != "in the way"]
    return str(met.index(at) + 1) if at in met and len(met) > 1 else ""


def _quote_html(text: str, start: int, end: int, marks: list[Stretch]) -> str:
    """A stretch of the response with its marks; of a long one what stands around them."""
    marks = [each for each in marks if start <= each.start and each.end <= end]
    first, last = start, end
    if end - start > WHOLE_CHARS:
        first = max(start, min((each.start for each in marks), default=start) - AROUND_CHARS)
        last = min(end, max((each.end for each in marks), default=start) + AROUND_CHARS)
    inner = marked(text, first, last, marks)
    head, tail = "… " if first > start else "", " …" if last < end else ""
    style = f"margin:.5em 0 .2em;line-height:{1.5 + 0.3 * min(depth(marks), 8):.1f}"
    return f'<div style="{style}"><bdi style="white-space:pre-wrap;overflow-wrap:anywhere">{head}{inner}{tail}</bdi></div>'


def _rule_html(self: Explanation, rule: RuleMet, what: str, *, is_cue: bool = False) -> str:
    """The rule with its line, each part in the colour of the words that met it."""
    pieces, at = [], 0
    for start, end, html in sorted(_part_html(rule, i, is_cue) for i in range(len(rule.parts))):
        if start >= at:
            pieces += [escape(rule.text[at:start]), html]
            at = end
    text = "".join(pieces) + escape(rule.text[at:])
    owner = f", {escape(rule.code)}" if rule.code != self.code.path else ""
    notes = [f"{escape(part.text)}: {NOTES[part.role]}" for part in rule.parts if part.role in NOTES]
    notes += [f"{escape(part.text)}: by {escape(part.through)}" for part in rule.parts if part.through and part.role == "met"]
    note = f'<div style="{FAINT};padding-left:1.2em;font-size:.9em">{"; ".join(notes)}</div>' if notes else ""
    where = f'<span style="{FAINT}">{escape(what)} line {rule.line}{owner}</span>'
    return f'<div style="padding-left:1.2em">{where} <code style="{BARE}">{text}</code></div>{note}'


def _part_html(rule: RuleMet, at: int, is_cue: bool) -> tuple[int, int, str]:
    part = rule.parts[at]
    if part.role in ("missing", "absent"):
        style = f"{BARE};border-bottom:2px dotted {CUE}"
        return part.start, part.end, f'<span title="{NOTES[part.role]}" style="{style}">{escape(part.text)}</span>'
    is_cue = is_cue or part.role == "in the way"
    number = "" if is_cue else _number(rule, at)
    html = mark(part.text, CUE if is_cue else COLORS[at % len(COLORS)], counts=not is_cue, hint=NOTES.get(part.role, ""))
    return part.start, part.end, html + (f'<sup style="font-size:.7em">[{number}]</sup>' if number else "")


Codings.why = _why
Codings.why_not = _why_not
Explanation._repr_html_ = explanation_html

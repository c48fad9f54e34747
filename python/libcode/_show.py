"""How codebooks, codings and responses print in a terminal.

In: an object. Out: plain text. Signs that would steer a terminal are shown, not obeyed.
Tested by tests/python/test_show.py.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from ._core import Code, Codebook, Codings, Responses

BAR = 20
MOST_ROWS = 60  # of a display; what it leaves out it says
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def visible(text: str, width: int | None = None) -> str:
    """One line that a terminal can print, cut to `width` characters."""
    line = " ".join(text.translate(BIDI_CONTROLS).split())
    line = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign) == "Cc" else sign for sign in line)
    return line if width is None or len(line) <= width else line[: width - 1] + "…"


def many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def title(book: Codebook) -> str:
    return " ".join(filter(None, [visible(book.name) or "Codebook", book.version]))


def children(book: Codebook) -> dict[int | None, list[int]]:
    """The codes under each code, and under none."""
    under: dict[int | None, list[int]] = {}
    for at, code in enumerate(book.codes):
        under.setdefault(code.parent, []).append(at)
    return under


def most_frequent(counts: list[int], most_rows: int | None) -> list[int]:
    """Places of the greatest counts, in their own order."""
    if most_rows is None or len(counts) <= most_rows:
        return list(range(len(counts)))
    return sorted(sorted(range(len(counts)), key=lambda at: (-counts[at], at))[:most_rows])


def rules_of(code: Code) -> str:
    parts = [many(len(code.rules), "rule")] if code.rules else []
    if code.unless:
        parts.append(f"{len(code.unless)} unless")
    return ", ".join(parts)


def book_text(self: Codebook) -> str:
    codes = self.codes
    total = sum(len(code.rules) for code in codes)
    sets = f", {many(len(self.sets), 'set')}" if self.sets else ""
    lines = [f"{title(self)} ({self.language}): {many(len(codes), 'code')}, {many(total, 'rule')}{sets}"]
    under = children(self)

    def add(parent: int | None, before: str) -> None:
        for at in under.get(parent, []):
            if at >= MOST_ROWS:
                return
            last = at == under[parent][-1]
            code = codes[at]
            name = f"  {visible(code.name)}" if code.name != code.key else ""
            rules = f"  ({rules_of(code)})" if rules_of(code) else ""
            lines.append(f"{before}{'└─' if last else '├─'} {code.key}{name}{rules}")
            add(at, before + ("   " if last else "│  "))

    add(None, "")
    if len(codes) > MOST_ROWS:
        lines.append(f"… {len(codes) - MOST_ROWS:,} more")
    return "\n".join(lines)


def base_line(codings: Codings) -> str:
    responses = codings.responses
    people = "" if responses.respondents == len(responses) else f" from {many(responses.respondents, 'respondent')}"
    return (
        f"{many(len(responses), 'response')}{people}, {responses.asked:,} asked, {responses.usable:,} answered; "
        f"{many(len(codings), 'coding')}"
    )


def depths(book: Codebook) -> list[int]:
    found: list[int] = []
    for code in book.codes:
        found.append(0 if code.parent is None else found[code.parent] + 1)
    return found


def codings_text(self: Codings) -> str:
    lines = [f"{title(self.codebook)}: {base_line(self)}"]
    more = len(self.codebook.codes) - MOST_ROWS
    note = [f"the {MOST_ROWS} most frequent; {more:,} more are in counts()"] if more > 0 else []
    return "\n".join(lines + count_lines(self, "respondent", MOST_ROWS) + note)


def count_lines(codings: Codings, per: str, most_rows: int | None = None) -> list[str]:
    """The prevalence table, a line a code; of more than `most_rows` the most frequent."""
    found = codings._counts()
    names = ["  " * depth + visible(name, 40) for depth, name in zip(depths(codings.codebook), found["name"])]
    shown = most_frequent(found[f"{per}s"].tolist(), most_rows)
    width = max((len(names[at]) for at in shown), default=0)
    has, base, quotes = found[f"{per}s"], found[f"usable_{per}s"], found["quotes"]
    lines = []
    for at in shown:
        name = names[at]
        share = has[at] / base[at] if base[at] else 0.0
        bar = ("█" * round(share * BAR)).ljust(BAR, "·")
        percent = f"{100 * share:5.1f} %" if base[at] else "      –"
        lines.append(f"{name:<{width}}  {bar} {percent}  {has[at]:>6,} of {base[at]:,}  {many(quotes[at], 'quote')}{aside(found, at)}")
    return lines


def aside(found: dict[str, Any], at: int) -> str:
    """Of a code's quotes that count, how many a reader should not take for the writer's own present."""
    parts = [f"{found[word][at]:,} {word}" for word in ("negated", "past", "other", "uncertain") if found[word][at]]
    return f" ({', '.join(parts)})" if parts else ""


def responses_text(self: Responses) -> str:
    questions = f" to {many(len(self.questions), 'question')}" if len(self.questions) > 1 else ""
    return f"{many(len(self), 'response')}{questions} from {many(self.respondents, 'respondent')}: {self.asked:,} asked, {self.usable:,} answered"


def response_text(response: Any) -> str:
    if response.text is None:
        return f"Response {response.response}: not asked"
    lines = [f"Response {response.response} (row {response.row}, {visible(response.question)})", ""]
    lines += ["  " + visible(line) for line in response.text.splitlines() or [""]]
    lines.append("" if response.codings else "\n  no codings")
    for each in response.codings[:MOST_ROWS]:
        count = "" if each["counts"] else "  does not count"
        cue = f" by “{each['cue']}”" if each["cue"] else ""
        lines.append(
            f"  {each['start']:>4}–{each['end']:<4} {each['code']}: {visible(each['text'], 60)}"
            f"  [{each['status']}{cue}]{count}"
        )
    if len(response.codings) > MOST_ROWS:
        lines.append(f"  … {len(response.codings) - MOST_ROWS:,} more")
    return "\n".join(lines)


Codebook.__repr__ = book_text
Codings.__repr__ = codings_text
Responses.__repr__ = responses_text

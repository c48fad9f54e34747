"""Codebook.check: faults, lints and examples, of a codebook alone or on answers.

In: Codebook, and data where there is some. Out: Check, which prints like a compiler. All that is found is found by
the core; here it is laid out. Tested by tests/python/test_check.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from . import _core
from ._core import Codebook, Coder, ExampleResult, Fault, Lint, WideWord
from ._html import CELL, FAINT, box
from ._show import many, visible

FORMS_SHOWN = 8


@dataclass(frozen=True)
class Check:
    """What is wrong with a codebook, what is probably not meant, and what became of its examples."""

    faults: list[Fault]
    examples: list[ExampleResult]
    file: str = "<text>"
    lints: list[Lint] = field(default_factory=list)
    words: list[WideWord] = field(default_factory=list)  # wildcards and ~ on answers, and what each met

    @property
    def failures(self) -> list[ExampleResult]:
        """The examples that do not hold."""
        return [example for example in self.examples if not example.holds]

    def __bool__(self) -> bool:
        """True where nothing is wrong and every example holds; lints are no more than warnings."""
        return not self.faults and not self.failures

    def __repr__(self) -> str:
        return "\n".join(report(self))

    def _repr_html_(self) -> str:
        return _html(self)


def check(
    self: Codebook, data: Any = None, *, text: Any = None, question: Any = None, threads: int | None = None
) -> Check:
    """Look for what is probably not meant, and run the examples under `match` and `reject` as tests.

    With `data` (anything that `libcode.code` takes) also say which rules found nothing in these answers, and what
    the wildcards and `~` met in them.
    """
    coder = Coder(self)
    lints, words = list(_core._lint(coder)), []
    if data is not None:
        more, words = _core._lint_text(coder, coder.code(data, text=text, question=question, threads=threads))
        lints = sorted(lints + more, key=lambda lint: (lint.line, lint.column))
    return Check([], _core._run_examples(self), self.file, lints, words)


def report(result: Check, *, every_example: bool = False) -> Iterable[str]:
    """The lines of a check: faults, warnings, examples, what was met, and a last line that sums up."""
    yield from (located(fault, "error") for fault in result.faults)
    yield from (located(lint, "warning", lint.kind) for lint in result.lints)
    for each in result.examples:
        where = f"{result.file}:{each.line}:{each.column}: "
        if not each.holds:
            wanted = "should be coded, but is not" if each.kind == "match" else "should not count, but does"
            yield f"{where}error: {each.code}: {wanted}\n    {visible(each.text)}"
            yield from (f"    {line}" for line in each.why.split("\n") if line.strip())
        elif every_example:
            yield f"{where}holds: {each.code}: {each.kind}: {visible(each.text)}"
    if result.words:
        yield "wildcards and ~ in matches met (? looks unintended):"
        yield from (f"  {word.word}  (line {word.line})  {_forms(word)}" for word in result.words)
    yield summary(result)


def summary(result: Check) -> str:
    held = len(result.examples) - len(result.failures)
    parts = [many(len(result.faults), "error")] if result.faults else []
    if not result.faults:
        parts.append(f"{held} of {many(len(result.examples), 'example')} hold" if result.examples else "no examples")
    return ", ".join(parts + ([many(len(result.lints), "warning")] if result.lints else []))


def located(found: Fault | Lint, severity: str, kind: str = "") -> str:
    """A fault or lint as the core prints it, with its severity before the message and its kind after it."""
    before, message, after = str(found).partition(f": {found.message}")
    return f"{before}: {severity}{message}{f' [{kind}]' if kind else ''}{after}"


def _forms(word: WideWord) -> str:
    shown = [f"{visible(each.form)}{'?' if each.looks_unintended else ''} {each.count:,}" for each in word.forms[:FORMS_SHOWN]]
    more = word.distinct_forms - len(shown)
    return ", ".join(shown) + (f", {many(more, 'other form')}" if more > 0 else "")


def _html(result: Check) -> str:
    tone = "#3a9e5c" if result else "#c94f4f"
    parts = [f'<div><b style="color:{tone}">{"✓" if result else "✗"}</b> {escape(summary(result))}</div>']
    rows = [(fault.line, "error", "", fault.message, fault.hint) for fault in result.faults]
    rows += [(lint.line, lint.kind, lint.code, lint.message, lint.hint) for lint in result.lints]
    wanted = {"match": "should be coded, but is not", "reject": "should not count, but does"}
    rows += [(each.line, "example", each.code, f"{wanted[each.kind]}: {each.text}", each.why) for each in result.failures]
    parts.append(_table(("line", "", "code", "", ""), rows))
    if result.words:
        met = [(word.line, word.word, word.code, f"{word.met:,}", _forms(word)) for word in result.words]
        parts.append(_table(("line", "word", "code", "met", "forms (? looks unintended)"), met))
    return box("".join(parts))


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    if not rows:
        return ""
    top = "".join(f'<th style="{CELL};{FAINT}">{escape(name)}</th>' for name in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{CELL}"><bdi>{escape(str(cell)).replace(chr(10), "<br>")}</bdi></td>' for cell in row) + "</tr>" for row in rows
    )
    return f'<table style="border-collapse:collapse;margin:.4em 0"><tr>{top}</tr>{body}</table>'


Codebook.check = check

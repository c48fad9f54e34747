"""Codebooks as Python objects, to and from the file form.

In: Code objects and sets, or a Codebook. Out: the file's text, written by us, and the Codebook that the core reads
from it; or Code objects again. No rule is read here. Tested by tests/python/test_codebook_forms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import _core
from ._core import Codebook

Line = tuple[str, Any]  # a line of the file, and where its author wrote it (None where that does not matter)

INDENT = "  "
PLAIN = re.compile(r"[^\W_][\w |*/()'.!?&+\u2019-]*")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
COMMENT = re.compile(r"(^|[ \t])#")
DEFAULTS = {"quote": "sentence", "case": "ignore", "accents": "exact", "inflections": "exact", "negation": "on"}
BLOCKS = ("rules", "unless", "match", "reject")
TEXTS = ("definition", "use_when", "not_when", "memo", "color")


class Placed(str):
    """A text that knows where its author wrote it."""

    place: Any

    def __new__(cls, text: str, place: Any) -> Placed:
        placed = super().__new__(cls, text)
        placed.place = place
        return placed


@dataclass(frozen=True)
class Code:
    """A theme, as one writes it in Python. The fields are those of a codebook's file.

    A rule is a str, or a dict `{"rule": …, "weight": …, "memo": …}`.
    """

    key: str
    name: str = ""
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    memo: str = ""
    color: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    count: str = ""
    at_least: int = 1
    where: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    rules: str | Sequence[str | Mapping[str, Any]] = ()
    unless: str | Sequence[str] = ()
    match: str | Sequence[str] = ()
    reject: str | Sequence[str] = ()
    codes: Sequence[Code] = ()


def of(
    *,
    codes: Iterable[Any],
    name: str = "",
    version: str = "",
    language: str = "",
    memo: str = "",
    settings: Mapping[str, str] | None = None,
    sets: Mapping[str, str | Sequence[str]] | None = None,
    cues_file: str = "",
    cues: str | None = None,
    file: str = "<objects>",
) -> Codebook:
    """A codebook of Python objects: `codes` are Code objects, or those that another codebook's `codes` gives."""
    head = {"codebook": name, "version": version, "language": language, "memo": memo, "cues": cues_file}
    settings = dict(settings or {})
    lines = file_lines(head, settings, sets or {}, _as_tree(list(codes), DEFAULTS | settings))
    return Codebook.parse("".join(f"{line}\n" for line, _ in lines), file, cues)


def tree(self: Codebook) -> list[Code]:
    """The codes as Code objects, each with those below it."""
    return _as_tree(self.codes, _as_dict(self.settings))


def settings_of(self: Codebook) -> dict[str, str]:
    """The settings of the whole codebook that are not the defaults."""
    unit = {"unit": self.settings.unit} if self.settings.unit != "response" else {}
    return unit | _own(_as_dict(self.settings), DEFAULTS)


def sets_of(self: Codebook) -> dict[str, list[str]]:
    return {each.name: [line.text for line in each.alternatives] for each in self.sets}


def file_lines(head: Mapping[str, str], settings: Mapping[str, str], sets: Mapping[str, Any], codes: Iterable[Code]) -> list[Line]:
    lines = [line for name, text in head.items() if text for line in _text(name, text, "")]
    if settings:
        lines += [("settings:", None)] + [line for name in settings for line in _text(name, settings[name], INDENT)]
    if sets:
        lines.append(("sets:", None))
        for name, alternatives in sets.items():
            lines += _items(name, alternatives, INDENT, comments=True)
    lines.append(("codes:", None))
    for code in codes:
        lines += _code(code, INDENT)
    return lines


def _code(code: Code, at: str) -> list[Line]:
    lines: list[Line] = [(f"{at}{_scalar(code.key)}:", getattr(code.key, "place", None))]
    inner = at + INDENT
    if code.name and code.name != code.key:
        lines += _text("name", code.name, inner)
    for name in TEXTS:
        if getattr(code, name):
            lines += _text(name, getattr(code, name), inner)
    if code.settings:
        lines.append((f"{inner}settings:", None))
        for name, word in code.settings.items():
            lines += _text(name, word, inner + INDENT)
    if code.count:
        lines += _text("count", code.count, inner)
    if code.at_least != 1:
        lines += _text("at_least", code.at_least if isinstance(code.at_least, str) else str(code.at_least), inner)
    if code.where:
        lines.append((f"{inner}where:", None))
        for column, values in code.where.items():
            listed = [values] if isinstance(values, str) else list(values)
            lines.append((f"{inner}{INDENT}{_scalar(str(column))}:", getattr(column, "place", None)))
            lines += [(f"{inner}{INDENT * 2}- {_scalar(str(value))}", getattr(value, "place", None)) for value in listed]
    for name in BLOCKS:
        if getattr(code, name):
            lines += _items(name, getattr(code, name), inner, comments=name in ("rules", "unless"))
    if code.codes:
        lines.append((f"{inner}codes:", None))
        for child in code.codes:
            lines += _code(child, inner + INDENT)
    return lines


def _text(name: str, text: str, at: str) -> list[Line]:
    place = getattr(text, "place", None)
    rows = str(text).strip("\n").split("\n")
    as_block = len(rows) > 1 and rows[0] == rows[0].strip() and not any(UNPRINTABLE.search(row) for row in rows)
    if not as_block:
        return [(f"{at}{name}: {_scalar(str(text))}", place)]
    return [(f"{at}{name}: |", place)] + [((at + INDENT + row).rstrip(), place) for row in rows]


def _items(name: str, items: Any, at: str, *, comments: bool) -> list[Line]:
    """One item a line below a `|`; where that would change one of them, a list."""
    if isinstance(items, str):
        items = items.split("\n") if "\n" in items else [items]
        items = [item for item in items if item.strip()]
    items = list(items)
    head, inner = f"{at}{name}:", at + INDENT
    if len(items) == 1 and isinstance(items[0], str) and _scalar(items[0]) == items[0] and name not in BLOCKS:
        return [(f"{head} {items[0]}", getattr(items[0], "place", None))]
    if all(isinstance(item, str) and _fits_block(item, comments) for item in items):
        return [(f"{head} |", None)] + [(inner + item, getattr(item, "place", None)) for item in items]
    lines: list[Line] = [(head, None)]
    for item in items:
        if isinstance(item, str):
            lines.append((f"{inner}- {_quoted(item)}", getattr(item, "place", None)))
            continue
        opening = "- "
        for key, value in item.items():
            text = f"{value:g}" if isinstance(value, float) else str(value)
            lines.append((f"{inner}{opening}{key}: {_scalar(text)}", getattr(value, "place", None)))
            opening = INDENT
    return lines


def _fits_block(item: str, comments: bool) -> bool:
    return bool(item) and item == item.strip() and not UNPRINTABLE.search(item) and not (comments and COMMENT.search(item))


def _scalar(text: str) -> str:
    return str(text) if PLAIN.fullmatch(text) and text == text.strip() else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", escaped) + '"'


# ---- back to objects


def _as_tree(codes: Sequence[Any], settings: Mapping[str, str]) -> list[Code]:
    """Code objects as they are; codes of a codebook under their parents, without what is only passed down."""
    if any(isinstance(code, Code) for code in codes):
        return list(codes)
    below: dict[int | None, list[int]] = {}
    for at, code in enumerate(codes):
        below.setdefault(code.parent, []).append(at)

    def made(at: int) -> Code:
        code: _core.Code = codes[at]
        parent = None if code.parent is None else codes[code.parent]
        where = {} if parent is None else parent.where
        return Code(
            code.key, "" if code.name == code.key else code.name,
            **{name: getattr(code, name) for name in TEXTS},
            settings=_own(_as_dict(code.settings), settings if parent is None else _as_dict(parent.settings)),
            count="" if code.count == (parent.count if parent else "affirmed") else code.count,
            at_least=code.at_least,
            where={column: values for column, values in code.where.items() if where.get(column) != values},
            rules=[_rule(rule) for rule in code.rules],
            unless=[rule.text for rule in code.unless],
            match=[example.text for example in code.match],
            reject=[example.text for example in code.reject],
            codes=[made(child) for child in below.get(at, [])],
        )  # fmt: skip

    return [made(at) for at in below.get(None, [])]


def _as_dict(settings: Any) -> dict[str, str]:
    return {name: getattr(settings, name) for name in DEFAULTS}


def _own(settings: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    return {name: word for name, word in settings.items() if above[name] != word}


def _rule(rule: _core.Rule) -> Any:
    if rule.weight == 1 and not rule.memo:
        return rule.text
    return {"rule": rule.text, **({"weight": rule.weight} if rule.weight != 1 else {}), **({"memo": rule.memo} if rule.memo else {})}


Codebook.of = staticmethod(of)
Codebook.tree = tree

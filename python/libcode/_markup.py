"""HTML that cannot be broken out of: elements are built, and whatever is not an element is escaped.

In: any text. Out: Markup whose parsed text is that text, but for NUL and lone surrogates, which HTML cannot hold and which become
U+FFFD. A survey's and a codebook's texts go through `bdi`, so that none turns the text around it. Tested by tests/python/test_page.py.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

UNREADABLE = re.compile("[\0\ud800-\udfff]")
EMPTY = frozenset(("img", "meta", "rect", "path"))
IN_DATA = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Markup(str):
    """HTML, as against text."""


def text(value: Any) -> Markup:
    """Markup as it is, anything else escaped. A carriage return is written as a reference, or it would be parsed as a new line."""
    if isinstance(value, Markup):
        return value
    return Markup(escape(UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", str(value))).replace("\r", "&#13;"))


def tag(element: str, *children: Any, **attributes: Any) -> Markup:
    """An element. `class_` is `class`; an attribute that is None is left out, one that is True has no value."""
    parts = ["<", element]
    for name, value in attributes.items():
        if value is not None:
            name = name.rstrip("_").replace("_", "-")
            parts.append(f" {name}" if value is True else f' {name}="{text(str(value))}"')
    if element in EMPTY:
        parts.append("/>")  # without the stroke a shape of SVG would hold what follows it
    else:
        parts.append(">")
        if element == "pre":
            parts.append("\n")  # which a parser drops, where it would have dropped one of the text's
        parts += [*(text(child) for child in children), "</", element, ">"]
    return Markup("".join(parts))


def joined(parts: Any, between: Any = "") -> Markup:
    return Markup(text(between).join(text(part) for part in parts))


def bdi(*children: Any, **attributes: Any) -> Markup:
    return tag("bdi", *children, **attributes)


def data(id: str, value: Any) -> Markup:
    """A block of JSON that no parser of HTML can end early, take for a comment or run."""
    lines = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    lines = re.sub("[<>&\u2028\u2029]", lambda sign: IN_DATA[sign[0]], lines)
    lines = re.sub("[\ud800-\udfff]", lambda sign: f"\\u{ord(sign[0]):04x}", lines)
    return Markup(f'<script type="application/json" id="{id}">{lines}</script>')

"""schema(): the shape of codebook and cue files as JSON Schema, for editors.

In: the kind of file. Out: a schema of draft 2020-12. It says of the shape what the parser says; the language of the
rules is the parser's alone. That the two agree is tested by tests/python/test_schema.py.

    # yaml-language-server: $schema=codebook.schema.json
"""

from __future__ import annotations

import copy
from typing import Any

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAME = "^[A-Za-z][A-Za-z0-9_]{0,99}$"
NOT_BLANK = r"[^ \t\r\n]"
STATUS_WORDS = "affirmed|negated|current|past|self|other|certain|uncertain"


def schema(kind: str = "codebook") -> Schema:
    """The JSON Schema of a codebook's file, or of a cue file (`kind="cues"`)."""
    if kind not in KINDS:
        raise ValueError(f"kind must be {' or '.join(map(repr, KINDS))}, not {kind!r}")
    return copy.deepcopy(KINDS[kind])


def _text(description: str, pattern: str = NOT_BLANK) -> Schema:
    # Editors read `1.2` as a number and `on` as true; to libcode every scalar is a text.
    return {"description": description, "type": ["string", "number", "boolean"], "pattern": pattern}


def _choice(description: str, *words: str) -> Schema:
    both = [True, False] if "on" in words else []  # as YAML 1.1 reads on and off
    return {"description": description, "enum": [*words, *both]}


def _whole(description: str, most: int) -> Schema:
    return {
        "description": description,
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": most},
            {"type": "string", "pattern": f"^0*({'|'.join(_up_to(most))})$"},
        ],
    }


def _up_to(most: int) -> list[str]:
    """Patterns of the numbers from 1 to a power of ten."""
    return [f"[1-9][0-9]{{0,{len(str(most)) - 2}}}", str(most)]


def _lines(description: str, item: Schema) -> Schema:
    text = {"type": "string", "pattern": NOT_BLANK}
    return {"description": description, "anyOf": [text, {"type": "array", "minItems": 1, "items": item}]}


def _mapping(description: str, fields: dict[str, Schema], **more: Any) -> Schema:
    return {
        "description": description, "type": "object", "minProperties": 1, "properties": fields,
        "additionalProperties": False, **more,
    }  # fmt: skip


def _named(description: str, reference: Schema) -> Schema:
    return {
        "description": description, "type": "object", "minProperties": 1, "patternProperties": {NAME: reference},
        "additionalProperties": False,
    }  # fmt: skip


LINE = {"type": ["string", "number", "boolean"], "pattern": NOT_BLANK}
WEIGHTED = _mapping(
    "A rule with a weight or a memo.",
    {
        "rule": _text("The rule."),
        "weight": {
            "description": "Multiplies the rule's codings in weighted tables.",
            "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,2})?$"}],
        },
        "memo": _text("A note on the rule."),
    },
    required=["rule"],
)

SETTINGS = {
    "quote": _choice("What is shown around a match.", "sentence", "response", "match"),
    "case": _choice("Whether capitals matter.", "ignore", "exact"),
    "accents": _choice("Whether accents matter (Latin, Greek, Cyrillic).", "exact", "ignore"),
    "inflections": _choice("`stem`: a word also meets its inflections.", "exact", "stem"),
    "negation": _choice("Whether negation, time, person and doubt are looked for.", "on", "off"),
}
UNIT = _choice("Where a code counts once.", "response", "sentence")

CODE = _mapping(
    "A theme.",
    {
        "name": _text("What tables call the code."),
        "definition": _text("What the code means."),
        "use_when": _text("When to use it."),
        "not_when": _text("When not to use it."),
        "memo": _text("A note."),
        "color": _text("Of its marks, as #rrggbb."),
        "settings": _mapping("Settings of this code and those below it.", SETTINGS),
        "count": _text("The statuses that count, such as `affirmed self`, or `all`.", f"^ *(all|({STATUS_WORDS})( +({STATUS_WORDS}))*) *$"),
        "at_least": _whole("How many of its own codings must count in a unit.", 1_000_000),
        "where": {
            "description": "Columns of the data, each with the values that keep a row in the code's base.",
            "type": "object", "minProperties": 1, "maxProperties": 100, "propertyNames": {"minLength": 1},
            "additionalProperties": {"anyOf": [LINE, {"type": "array", "minItems": 1, "items": LINE}]},
        },
        "rules": _lines("What finds the code, one rule a line below a `|`.", {"anyOf": [LINE, WEIGHTED]}),
        "unless": _lines("Matches that one of these overlaps are set aside.", LINE),
        "match": _lines("Examples that must be coded, one a line below a `|`.", LINE),
        "reject": _lines("Examples that must not count, one a line below a `|`.", LINE),
        "codes": _named("The codes below this one.", {"$ref": "#/$defs/code"}),
    },
    anyOf=[{"required": ["rules"]}, {"required": ["codes"]}],
    dependentRequired={"unless": ["rules"], "at_least": ["rules"]},
)  # fmt: skip

CODEBOOK = {
    "$schema": DRAFT,
    "$id": "https://libcode.invalid/codebook.schema.json",
    "title": "libcode codebook",
    **_mapping(
        "The themes a researcher looks for, and in which words each shows itself.",
        {
            "codebook": _text("The codebook's name."),
            "version": _text("Its version."),
            "language": _text("Of the answers, as in `en`, `en-GB`, `fr`.", "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"),
            "memo": _text("A note."),
            "cues": _text("A cue file instead of the language's own, relative to this file."),
            "settings": _mapping("Settings of the whole codebook.", {"unit": UNIT, **SETTINGS}),
            "sets": _named("Named lists of alternatives, written `$name` in rules.", {"$ref": "#/$defs/set"}),
            "codes": _named("The codes.", {"$ref": "#/$defs/code"}),
        },
        required=["codes"],
    ),
    "$defs": {"code": CODE, "set": _lines("Alternatives, one a line or with | between.", LINE)},
}

REACH = {
    "looks": _choice("Where the cue looks for what it touches.", "ahead", "back", "both", "question"),
    "reach": _whole("How many words it reaches.", 100),
}
ENTRY = _mapping(
    "A cue, or what is none.",
    {
        "cue": _lines("Rules; each is a cue.", LINE),
        "pseudo": _lines("Rules; what they meet holds no cue of this axis.", LINE),
        "opening": _lines("No cue where it opens a sentence before a comma.", LINE),
        "ends": _lines("Every reach of this axis stops before these.", LINE),
        "afresh": _lines("Every reach of this axis stops before these where a comma stands before them.", LINE),
        "last": _lines("Every reach of this axis stops after these.", LINE),
        "memo": _text("A note."),
        **REACH,
    },
    oneOf=[{"required": [sort]} for sort in ("cue", "pseudo", "opening", "ends", "afresh", "last")],
    dependentRequired={"cue": ["looks", "reach"], "looks": ["cue"], "reach": ["cue"]},
)
AXES = {
    "negation": "What makes a coding negated.",
    "time": "What makes it past.",
    "person": "What makes it somebody else's.",
    "certainty": "What makes it uncertain.",
}

CUES = {
    "$schema": DRAFT,
    "$id": "https://libcode.invalid/cues.schema.json",
    "title": "libcode cue file",
    **_mapping(
        "The words by which writers deny, put into the past, into somebody else, or into doubt.",
        {
            "cues": _text("The file's name."),
            "language": _text("The language it is for."),
            "memo": _text("A note."),
            "ends": _lines("Rules; every reach stops before a match of one.", LINE),
            **{axis: {"description": text, "type": "array", "minItems": 1, "items": ENTRY} for axis, text in AXES.items()},
        },
        anyOf=[{"required": [axis], "properties": {axis: {"contains": {"required": ["cue"]}}}} for axis in AXES],
    ),
}

KINDS: dict[str, Schema] = {"codebook": CODEBOOK, "cues": CUES}

#!/usr/bin/env python3
"""Writes tables.hpp and tables.cpp, the character properties that libcode's text stages look at, and property_sets.cpp, the sets
of characters that a regular expression may name.

Reads the Unicode 15.0 data files (Debian 12's package `unicode-data`) from the folder given, by default
/usr/share/unicode, and refuses any other version: the tables are frozen, so that no system's Unicode can
move a count. Neither the build nor the library reads these files; this script is run by hand.

    python3 make_tables.py [FOLDER]

Word_Break carries libcode's tailorings (TAILORED below and the two rules beside it); sentence and
grapheme properties are Unicode's own.
"""

import pathlib
import sys
import textwrap

DATA = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode")
HERE = pathlib.Path(__file__).parent
CHARACTERS = 0x110000
BLOCK = 128

WORD = {
    "Other": "other", "CR": "cr", "LF": "lf", "Newline": "newline", "Extend": "extend", "ZWJ": "zwj",
    "Format": "format", "Regional_Indicator": "regional", "Hebrew_Letter": "hebrew_letter",
    "ALetter": "letter", "Single_Quote": "single_quote", "Double_Quote": "double_quote",
    "MidNumLet": "mid_num_let", "MidLetter": "mid_letter", "MidNum": "mid_num", "Numeric": "numeric",
    "WSegSpace": "space",
    "Stop": "stop",  # libcode's: a full stop, which joins digits, and letters only if they stand alone
}
SENTENCE = {
    "Other": "other", "CR": "cr", "LF": "lf", "Sep": "separator", "Extend": "extend", "Format": "format",
    "Sp": "space", "Lower": "lower", "Upper": "upper", "OLetter": "other_letter", "Numeric": "numeric",
    "ATerm": "stop", "STerm": "terminal", "SContinue": "continues", "Close": "close",
}
GRAPHEME = {
    "Other": "other", "CR": "cr", "LF": "lf", "Control": "control", "Extend": "extend", "ZWJ": "zwj",
    "Regional_Indicator": "regional", "Prepend": "prepend", "SpacingMark": "spacing_mark",
    "L": "l", "V": "v", "T": "t", "LV": "lv", "LVT": "lvt",
}
FLAGS = {
    "wordlike": "L or N, neither default-ignorable nor attached to what is before it: makes a segment a word",
    "uppercase": "Lu or Lt",
    "mark": "M",
    "accented_script": "Latin, Greek or Cyrillic: where Fold::bare drops marks",
    "pictographic": "Extended_Pictographic",
    "emoji": "Emoji but no keycap base: U+FE0F after it makes it an emoji",
    "emoji_alone": "an emoji without U+FE0F",
    "white": "White_Space",
    "line_break": "ends a line and a paragraph",
    "hyphen": "a hyphen",
    "steppable": "a slash, quotation mark, apostrophe, mark or invisible character: a phrase steps over it",
    "invisible": "default-ignorable, a format character or a mark",
    "closing": "a closing bracket or a quotation mark that may close",
    "opening": "a quotation mark that may open",
    "ender": "ends a sentence before white space",
    "ender_anywhere": "ends a sentence whatever follows",
}

STOPS = [0x002E, 0x2024, 0xFE52, 0xFF0E]
COLONS = [0x003A, 0xFE13, 0xFE55, 0xFF1A]
# Accents, primes and a quotation mark that respondents type as an apostrophe; 1FEF and 1FFD are canonically ` and ´.
TYPED_APOSTROPHES = [0x0060, 0x00B4, 0x1FEF, 0x1FFD, 0x201B, 0x2032]
TAILORED = {
    **{c: "Stop" for c in STOPS},
    **{c: "Other" for c in COLONS},
    **{c: "MidLetter" for c in TYPED_APOSTROPHES},
}
HYPHENS = [0x002D, 0x058A, 0x05BE, 0x1806, 0x2010, 0x2011, 0x2E17, 0xFE63, 0xFF0D]
SLASHES = [0x002F, 0x005C, 0x2044, 0xFF0F, 0xFF3C]
APOSTROPHES = [*TYPED_APOSTROPHES, 0x02BC, 0xFF40]
ENDERS_ANYWHERE = [0x3002, 0xFF01, 0xFF1F, 0xFF61]
LINE_BREAKS = [0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]


def lines(name):
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            yield [field.strip() for field in line.split(";")]


def span(field):
    first, _, last = field.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def property_of(name, default="Other"):
    values = [default] * CHARACTERS
    for where, value, *_ in lines(name):
        for character in span(where):
            values[character] = value
    return values


def having(name, *wanted):
    return {c for where, value, *_ in lines(name) if value in wanted for c in span(where)}


def categories():
    values = ["Cn"] * CHARACTERS
    first = 0
    for code, name, category, *_ in lines("UnicodeData.txt"):
        character = int(code, 16)
        if name.endswith(", First>"):
            first = character
        start = first if name.endswith(", Last>") else character
        for c in range(start, character + 1):
            values[c] = category
    return values


def flags_of(character, category, word, grapheme, sets):
    """The names of FLAGS that hold for one character."""
    invisible = character in sets["ignorable"] or category == "Cf" or category[0] == "M"
    pictographic = character in sets["pictographic"]
    # ‼ and ⁉ end sentences, also with U+FE0F.
    emoji = character in sets["emoji"] and pictographic and character not in sets["ender"]
    # Symbols and dingbats (☹ ❤ ✔) are emoji as they stand; © ™ ↔ ▪ ㊗ only with U+FE0F. What Unicode
    # attaches to any character before it, be it a space (skin tones, half-width ﾞ, Thai ำ), makes no word of it.
    alone = character in sets["emoji_presentation"] or emoji and (
        0x2600 <= character <= 0x27BF or character >= 0x1F000)
    attached = word in ("Extend", "Format", "ZWJ") or grapheme == "SpacingMark"
    holds = {
        "wordlike": category[0] in "LN" and character not in sets["ignorable"] and not attached,
        "uppercase": category in ("Lu", "Lt"),
        "mark": category[0] == "M",
        "accented_script": character in sets["accented"],
        "pictographic": pictographic,
        "emoji": emoji,
        "emoji_alone": alone and not attached,
        "white": character in sets["white"],
        "line_break": character in LINE_BREAKS,
        "hyphen": character in HYPHENS,
        "steppable": invisible or character in SLASHES or character in sets["quotation"] or character in APOSTROPHES,
        "invisible": invisible,
        "closing": category in ("Pe", "Pf", "Pi") or (
            category != "Ps" and (character in sets["quotation"] or character in APOSTROPHES)),
        "opening": category == "Pi",
        "ender": character in sets["ender"],
        "ender_anywhere": character in ENDERS_ANYWHERE,
    }
    assert holds.keys() == FLAGS.keys()
    return frozenset(name for name, value in holds.items() if value)


def records():
    """One (word, sentence, grapheme, flags) for each character."""
    for name in ("WordBreakProperty", "SentenceBreakProperty", "GraphemeBreakProperty"):
        head = (DATA / f"auxiliary/{name}.txt").read_text(encoding="utf-8")[:200]
        assert f"{name}-15.0.0" in head, f"{name} is not of Unicode 15.0"
    category = categories()
    script = property_of("Scripts.txt", "Unknown")
    word = property_of("auxiliary/WordBreakProperty.txt")
    sentence = property_of("auxiliary/SentenceBreakProperty.txt")
    grapheme = property_of("auxiliary/GraphemeBreakProperty.txt")
    line = property_of("LineBreak.txt", "XX")
    emoji = "emoji/emoji-data.txt"
    sets = {
        "ignorable": having("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point"),
        "white": having("PropList.txt", "White_Space"),
        "quotation": having("PropList.txt", "Quotation_Mark"),
        "pictographic": having(emoji, "Extended_Pictographic"),
        "emoji": having(emoji, "Emoji"),
        "emoji_presentation": having(emoji, "Emoji_Presentation"),
        "accented": {c for c in range(CHARACTERS) if script[c] in ("Latin", "Greek", "Cyrillic")},
        "ender": {c for c in range(CHARACTERS) if sentence[c] in ("ATerm", "STerm")} | {0x2026},
    }
    for c in range(CHARACTERS):
        tailored = TAILORED.get(c, word[c])
        if tailored == "ExtendNumLet":  # _ and its kin, and U+202F, which is white space
            tailored = "Other"
        # Written without spaces: each character is a word. UAX #29 leaves most of these scripts at Other already.
        if tailored == "Katakana" or tailored == "ALetter" and script[c] in ("Han", "Hiragana", "Katakana"):
            tailored = "Other"
        assert not (line[c] == "SA" and category[c][0] == "L" and tailored != "Other"), hex(c)
        yield WORD[tailored], SENTENCE[sentence[c]], GRAPHEME[grapheme[c]], flags_of(c, category[c], word[c], grapheme[c], sets)


def enum(name, values):
    body = "\n".join(textwrap.wrap(", ".join(values.values()), 100, initial_indent="    ", subsequent_indent="    "))
    return f"enum class {name} : std::uint8_t {{\n{body}\n}};\n"


def numbers(values):
    rows = [values[i:i + 32] for i in range(0, len(values), 32)]
    return "".join("    " + ",".join(map(str, row)) + ",\n" for row in rows)


def ranges(holds):
    """The characters for which holds(c), as (first, last)."""
    out = []
    for c in range(CHARACTERS):
        if holds(c):
            if out and out[-1][1] == c - 1:
                out[-1][1] = c
            else:
                out.append([c, c])
    return out


def write_property_sets():
    category = categories()
    script = property_of("Scripts.txt", "Unknown")
    white = having("PropList.txt", "White_Space")
    assigned = lambda c: category[c] != "Cn"
    sets = {"Assigned": ranges(assigned), "White_Space": ranges(white.__contains__)}
    for values in (category, script):
        # One walk for all values of a property.
        first = 0
        for c in range(1, CHARACTERS + 1):
            if c == CHARACTERS or values[c] != values[first]:
                if values[first] not in ("Cn", "Unknown"):
                    sets.setdefault(values[first], []).append([first, c - 1])
                first = c
    lists = "".join(
        f"constexpr Range of_{name}[] = {{\n" + "".join("    " + ",".join(row) + ",\n" for row in rows([f"{{{a},{b}}}" for a, b in sets[name]])) + "};\n"
        for name in sorted(sets))
    entries = "".join(f'    {{"{name}", of_{name}}},\n' for name in sorted(sets))
    (HERE / "property_sets.cpp").write_text(f"""\
// Sets of characters by name, of Unicode 15.0. Written by make_tables.py; do not edit.
#include "property_sets.hpp"

namespace libcode::unicode {{
namespace {{

{lists}
constexpr PropertySet sets[] = {{
{entries}}};

}}  // namespace

std::span<const PropertySet> property_sets() {{ return sets; }}

}}  // namespace libcode::unicode
""", encoding="utf-8")
    print(f"{len(sets)} sets of {sum(map(len, sets.values()))} ranges")


def rows(items, size=12):
    return [items[i:i + size] for i in range(0, len(items), size)]


def main():
    write_property_sets()
    kinds, of_character = {}, []
    for record in records():
        of_character.append(kinds.setdefault(record, len(kinds)))
    assert len(kinds) <= 256
    blocks, of_block = {}, []
    for start in range(0, CHARACTERS, BLOCK):
        block = tuple(of_character[start:start + BLOCK])
        of_block.append(blocks.setdefault(block, len(blocks)))
    assert len(blocks) <= 65536

    bits = {name: 1 << i for i, name in enumerate(FLAGS)}
    flag_lines = "".join(f"    {name} = 1u << {i},  // {FLAGS[name]}\n" for i, name in enumerate(FLAGS))
    (HERE / "tables.hpp").write_text(f"""\
// Character properties of Unicode 15.0 that libcode's text stages look at. Written by make_tables.py; do not edit.
#pragma once

#include <cstdint>

namespace libcode::unicode {{

// Word_Break with libcode's tailorings (words.cpp lists them).
{enum("WordBreak", WORD)}
{enum("SentenceBreak", SENTENCE)}
{enum("GraphemeBreak", GRAPHEME)}
enum Flag : std::uint16_t {{
{flag_lines}}};

struct Properties {{
    WordBreak word;
    SentenceBreak sentence;
    GraphemeBreak grapheme;
    std::uint16_t flags;

    constexpr bool is(Flag flag) const {{ return (flags & flag) != 0; }}
}};

extern const std::uint16_t block_of[{len(of_block)}];
extern const std::uint8_t kind_of[{len(blocks)}][{BLOCK}];
extern const Properties kinds[{len(kinds)}];

// The properties of a character up to U+10FFFF.
inline const Properties& properties(char32_t character) {{
    return kinds[kind_of[block_of[character / {BLOCK}]][character % {BLOCK}]];
}}

}}  // namespace libcode::unicode
""", encoding="utf-8")
    body = "".join(
        f"    {{WordBreak::{w}, SentenceBreak::{s}, GraphemeBreak::{g}, {sum(bits[f] for f in flags)}}},\n"
        for w, s, g, flags in kinds)
    table = "".join("    {\n" + numbers(block) + "    },\n" for block in blocks)
    (HERE / "tables.cpp").write_text(f"""\
// Character properties of Unicode 15.0. Written by make_tables.py; do not edit.
#include "tables.hpp"

namespace libcode::unicode {{

const std::uint16_t block_of[{len(of_block)}] = {{
{numbers(of_block)}}};

const std::uint8_t kind_of[{len(blocks)}][{BLOCK}] = {{
{table}}};

const Properties kinds[{len(kinds)}] = {{
{body}}};

}}  // namespace libcode::unicode
""", encoding="utf-8")
    print(f"{len(kinds)} kinds of character, {len(blocks)} blocks of {BLOCK}")


main()

// Character properties of Unicode 15.0 that libcode's text stages look at. Written by make_tables.py; do not edit.
#pragma once

#include <cstdint>

namespace libcode::unicode {

// Word_Break with libcode's tailorings (words.cpp lists them).
enum class WordBreak : std::uint8_t {
    other, cr, lf, newline, extend, zwj, format, regional, hebrew_letter, letter, single_quote,
    double_quote, mid_num_let, mid_letter, mid_num, numeric, space, stop
};

enum class SentenceBreak : std::uint8_t {
    other, cr, lf, separator, extend, format, space, lower, upper, other_letter, numeric, stop,
    terminal, continues, close
};

enum class GraphemeBreak : std::uint8_t {
    other, cr, lf, control, extend, zwj, regional, prepend, spacing_mark, l, v, t, lv, lvt
};

enum Flag : std::uint16_t {
    wordlike = 1u << 0,  // L or N, neither default-ignorable nor attached to what is before it: makes a segment a word
    uppercase = 1u << 1,  // Lu or Lt
    mark = 1u << 2,  // M
    accented_script = 1u << 3,  // Latin, Greek or Cyrillic: where Fold::bare drops marks
    pictographic = 1u << 4,  // Extended_Pictographic
    emoji = 1u << 5,  // Emoji but no keycap base: U+FE0F after it makes it an emoji
    emoji_alone = 1u << 6,  // an emoji without U+FE0F
    white = 1u << 7,  // White_Space
    line_break = 1u << 8,  // ends a line and a paragraph
    hyphen = 1u << 9,  // a hyphen
    steppable = 1u << 10,  // a slash, quotation mark, apostrophe, mark or invisible character: a phrase steps over it
    invisible = 1u << 11,  // default-ignorable, a format character or a mark
    closing = 1u << 12,  // a closing bracket or a quotation mark that may close
    opening = 1u << 13,  // a quotation mark that may open
    ender = 1u << 14,  // ends a sentence before white space
    ender_anywhere = 1u << 15,  // ends a sentence whatever follows
};

struct Properties {
    WordBreak word;
    SentenceBreak sentence;
    GraphemeBreak grapheme;
    std::uint16_t flags;

    constexpr bool is(Flag flag) const { return (flags & flag) != 0; }
};

extern const std::uint16_t block_of[8704];
extern const std::uint8_t kind_of[264][128];
extern const Properties kinds[89];

// The properties of a character up to U+10FFFF.
inline const Properties& properties(char32_t character) {
    return kinds[kind_of[block_of[character / 128]][character % 128]];
}

}  // namespace libcode::unicode

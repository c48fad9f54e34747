// Reads plain segments; the contract stands in plain_segments.hpp.
#include "plain_segments.hpp"

#include <array>

#include "../unicode/tables.hpp"
#include "utf8.hpp"

namespace libcode {
namespace {

using unicode::GraphemeBreak;
using unicode::Properties;
using unicode::WordBreak;

enum class Plain : std::uint8_t {
    none,       // the full rules must say
    letter,     // joins letters and digits, whatever else stands beside it
    digit,
    apostrophe, // joins two letters or two digits
    stop,       // may join what stands beside it
    word,       // a word of its own where nothing is attached to it
    sign,       // between words where nothing is attached to it
};

Plain plain_of(const Properties& properties) {
    const bool is_whole = properties.grapheme == GraphemeBreak::other || properties.grapheme == GraphemeBreak::lv || properties.grapheme == GraphemeBreak::lvt;
    const bool is_pictograph = properties.is(unicode::pictographic) || properties.is(unicode::emoji) || properties.is(unicode::emoji_alone);
    if (!is_whole || is_pictograph) return Plain::none;
    const bool is_wordlike = properties.is(unicode::wordlike);
    if (properties.word == WordBreak::letter) return is_wordlike ? Plain::letter : Plain::none;
    if (properties.word == WordBreak::numeric) return is_wordlike ? Plain::digit : Plain::none;
    if (properties.word == WordBreak::other) return is_wordlike ? Plain::word : Plain::sign;
    return Plain::none;
}

const std::array<Plain, 128> plain_ascii = [] {
    std::array<Plain, 128> table{};
    table.fill(Plain::sign);
    for (char32_t character = 0; character < 128; ++character)
        if (const Plain plain = plain_of(unicode::properties(character)); plain == Plain::letter || plain == Plain::digit) table[character] = plain;
    for (const char sign : {'.', ',', ';', '`'}) table[static_cast<std::size_t>(sign)] = Plain::stop;
    table['\''] = Plain::apostrophe;
    return table;
}();

// U+0080 to U+07FF, which two bytes write: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic.
const std::array<Plain, 0x800> plain_two_bytes = [] {
    std::array<Plain, 0x800> table{};
    for (char32_t character = 0x80; character < 0x800; ++character) table[character] = plain_of(unicode::properties(character));
    return table;
}();

struct Character {
    Plain plain;
    std::uint32_t length_bytes;
};

Character read(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {plain_ascii[first], 1};
    if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
        const auto second = static_cast<unsigned char>(text[at + 1]);
        if ((second & 0xC0) == 0x80) return {plain_two_bytes[(first & 0x1Fu) << 6 | (second & 0x3Fu)], 2};
    }
    constexpr char32_t right_quote = 0x2019;
    const utf8::Decoded next = utf8::decode(text, at);
    if (next.character == right_quote) return {Plain::apostrophe, next.length_bytes};
    return {plain_of(unicode::properties(next.character)), next.length_bytes};
}

bool is_alphanumeric(Plain plain) { return plain == Plain::letter || plain == Plain::digit; }

constexpr std::size_t not_plain = 0;

// The end of a word that starts with a letter or digit that ends at `at`, or not_plain.
std::size_t end_of_word(std::string_view text, std::size_t start, std::size_t at, Plain last) {
    const std::size_t limit = start + longest_word_chars - 8;  // in bytes, so well inside
    while (at < text.size()) {
        const Character next = read(text, at);
        if (at > limit || next.plain == Plain::none) return not_plain;
        if (is_alphanumeric(next.plain)) {
            last = next.plain;
            at += next.length_bytes;
            continue;
        }
        if (next.plain == Plain::sign || next.plain == Plain::word) return at;
        const std::size_t beyond = at + next.length_bytes;
        if (beyond == text.size()) return at;
        const Character after = read(text, beyond);
        if (after.plain == Plain::none || (next.plain == Plain::stop && is_alphanumeric(after.plain))) return not_plain;
        if (after.plain != last) return at;
        at = beyond + after.length_bytes;
    }
    return at;
}

}  // namespace

Segment plain_segment(std::string_view text, std::size_t start_bytes) {
    const Character first = read(text, start_bytes);
    const std::size_t end = start_bytes + first.length_bytes;
    if (is_alphanumeric(first.plain)) {
        if (const std::size_t word_end = end_of_word(text, start_bytes, end, first.plain); word_end != not_plain) return {word_end, true};
    } else if (first.plain != Plain::none) {
        const bool is_alone = end == text.size() || read(text, end).plain != Plain::none;
        if (is_alone) return {end, first.plain == Plain::word};
    }
    return next_segment(text, start_bytes);
}

}  // namespace libcode

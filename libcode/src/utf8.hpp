// Reads UTF-8 as it comes: any bytes decode, and positions convert between bytes, code points and UTF-16.
//
//     bytes       61  c3 a9  f0 9f 98 ad  ff        "aé😭" and a byte that is no UTF-8
//     code point  0   1      2            3
//     UTF-16      0   1      2            4
//
// Goes in: a text of any bytes. Comes out: its characters; each maximal part of an ill-formed sequence reads as one
// U+FFFD, and so does a surrogate written in three bytes (what Python's "surrogatepass" writes), so that a
// Python str with lone surrogates keeps its length. Linear. Tested by test_utf8.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace libcode::utf8 {

inline constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t character;
    std::uint32_t length_bytes;  // at least 1
};

// The character that starts at `at_bytes`, which must lie inside `text` and on a character's start.
Decoded decode_beyond_ascii(std::string_view text, std::size_t at_bytes);

inline Decoded decode(std::string_view text, std::size_t at_bytes) {
    const auto first = static_cast<unsigned char>(text[at_bytes]);
    if (first < 0x80) return {first, 1};
    return decode_beyond_ascii(text, at_bytes);
}

inline bool is_ascii(std::string_view text) {
    unsigned char any = 0;
    for (const char byte : text) any |= static_cast<unsigned char>(byte);
    return any < 0x80;
}

// Appends a character in UTF-8; surrogates and numbers beyond U+10FFFF become U+FFFD.
void append(std::string& text, char32_t character);

// How many characters decode() reads in `text`.
std::size_t count_chars(std::string_view text);

// A position in a text in its three units.
struct Position {
    std::size_t bytes = 0;
    std::size_t chars = 0;        // Unicode code points
    std::size_t utf16_units = 0;
};

// Converts positions of one text. Positions asked for in rising order cost one walk over the text in all; an
// earlier position starts the walk anew. A position inside a character counts as that character's start, and one
// beyond the text as its end.
class Positions {
  public:
    explicit Positions(std::string_view text) : text_(text) {}

    Position at_bytes(std::size_t offset_bytes);
    Position at_chars(std::size_t offset_chars);
    Position at_utf16_units(std::size_t offset_utf16_units);

  private:
    template <class Unit>
    Position walk_to(Unit unit, std::size_t offset);

    std::string_view text_;
    Position here_;
};

}  // namespace libcode::utf8

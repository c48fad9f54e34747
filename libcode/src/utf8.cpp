#include "utf8.hpp"

namespace libcode::utf8 {

namespace {

constexpr bool is_between(unsigned char byte, unsigned char low, unsigned char high) { return byte >= low && byte <= high; }

}  // namespace

Decoded decode_beyond_ascii(std::string_view text, std::size_t at_bytes) {
    const auto byte = [&](std::size_t i) -> unsigned char {  // NUL, which continues nothing, beyond the end
        return at_bytes + i < text.size() ? static_cast<unsigned char>(text[at_bytes + i]) : 0;
    };
    const unsigned char first = byte(0);
    std::uint32_t length = 0;
    unsigned char low = 0x80, high = 0xBF;  // what the second byte may be
    char32_t character = 0;
    if (is_between(first, 0xC2, 0xDF)) {
        length = 2;
        character = first & 0x1Fu;
    } else if (is_between(first, 0xE0, 0xEF)) {
        length = 3;
        character = first & 0x0Fu;
        if (first == 0xE0) low = 0xA0;
    } else if (is_between(first, 0xF0, 0xF4)) {
        length = 4;
        character = first & 0x07u;
        if (first == 0xF0) low = 0x90;
        if (first == 0xF4) high = 0x8F;
    } else {
        return {replacement, 1};
    }
    for (std::uint32_t i = 1; i < length; ++i) {
        if (!is_between(byte(i), low, high)) {
            // A surrogate's first two bytes alone are two ill-formed parts.
            return {replacement, i == 2 && first == 0xED && byte(1) >= 0xA0 ? 1 : i};
        }
        character = character << 6 | (byte(i) & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    if (character >= 0xD800 && character <= 0xDFFF) character = replacement;
    return {character, length};
}

void append(std::string& text, char32_t character) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if ((character >= 0xD800 && character <= 0xDFFF) || character > 0x10FFFF) character = replacement;
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | character >> 6);
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | character >> 12);
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | character >> 18);
        put(0x80 | (character >> 12 & 0x3F));
        put(0x80 | (character >> 6 & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

std::size_t count_chars(std::string_view text) {
    std::size_t chars = 0;
    for (std::size_t at = 0; at < text.size(); at += decode(text, at).length_bytes) ++chars;
    return chars;
}

template <class Unit>
Position Positions::walk_to(Unit unit, std::size_t offset) {
    if (here_.*unit > offset) here_ = {};
    while (here_.bytes < text_.size() && here_.*unit < offset) {
        const Decoded next = decode(text_, here_.bytes);
        Position after = here_;
        after.bytes += next.length_bytes;
        after.chars += 1;
        after.utf16_units += next.character >= 0x10000 ? 2 : 1;
        if (after.*unit > offset) break;
        here_ = after;
    }
    return here_;
}

Position Positions::at_bytes(std::size_t offset_bytes) { return walk_to(&Position::bytes, offset_bytes); }
Position Positions::at_chars(std::size_t offset_chars) { return walk_to(&Position::chars, offset_chars); }
Position Positions::at_utf16_units(std::size_t offset_utf16_units) {
    return walk_to(&Position::utf16_units, offset_utf16_units);
}

}  // namespace libcode::utf8

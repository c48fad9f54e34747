// Reads a rule's text character by character. Covered by tests/test_lexer.cpp.
#include "rule_chars.hpp"

#include <cstdio>

#include "utf8.hpp"

namespace libcode {

namespace {

constexpr std::size_t longest_shown_chars = 40;

bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F) || c == 0x3000 || c == 0xFEFF;
}

}  // namespace

bool is_white_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string shown(std::string_view piece) {
    std::string out = "`";
    std::size_t chars = 0;
    for (std::size_t at = 0; at < piece.size(); ++chars) {
        if (chars == longest_shown_chars) {
            out += "…";
            break;
        }
        const auto [character, length_bytes] = utf8::decode(piece, at);
        if (is_invisible(character)) {
            char name[16];
            std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
            out += name;
        } else {
            utf8::append(out, character);
        }
        at += length_bytes;
    }
    return out + "`";
}

}  // namespace libcode

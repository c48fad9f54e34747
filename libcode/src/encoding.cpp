// In: the bytes of a file; out: a fault for each that is no text, and a copy that YAML can read. Costs
// one pass. Tested in test_yaml.cpp.
#include "encoding.hpp"

#include <algorithm>

namespace libcode {
namespace {

// Of a character with four digits, as all have that are no text.
std::string code_point_name(std::uint32_t code_point) {
    std::string digits = "U+";
    for (int shift = 12; shift >= 0; shift -= 4) digits += "0123456789ABCDEF"[code_point >> shift & 15];
    return digits;
}

std::uint32_t decode(std::string_view text, std::size_t at, std::uint32_t length) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])); };
    if (length == 1) return byte(0);
    std::uint32_t code_point = byte(0) & (0xFFu >> (length + 1));
    for (std::uint32_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte(i) & 0x3F);
    return code_point;
}

bool is_line_break(std::uint32_t c) { return c == 0x85 || c == 0x2028 || c == 0x2029; }

// What is wrong with a character in a YAML file, or nothing.
std::optional<std::string> wrong_with(std::uint32_t c) {
    if (c == 0) return "a NUL character (U+0000) is not text";
    if (is_line_break(c)) return code_point_name(c) + " is an unusual line break";
    if (c == 0xFEFF) return "an invisible byte order mark (U+FEFF) inside the text";
    const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    if (control || c == 0xFFFE || c == 0xFFFF) return "the control character " + code_point_name(c) + " is not text";
    return std::nullopt;
}

}  // namespace

std::string cleaned(std::string_view text, FaultList& faults) {
    std::string out(text);
    const std::size_t first = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    for (std::size_t at = first; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte < 0x7F) {
            ++at;
            continue;
        }
        const auto length = utf8_length(text, at);
        const auto offset = static_cast<std::uint32_t>(at);
        if (length == 0) {
            const bool surrogate = byte == 0xED && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0;
            faults.add({offset, offset + 1}, surrogate ? "half of a surrogate pair is not UTF-8" : "these bytes are not UTF-8",
                       "save the file as UTF-8");
            out[at] = 'x';
        } else if (const auto wrong = wrong_with(decode(text, at, length))) {
            faults.add({offset, offset + length}, *wrong, "remove it, or put an ordinary space or line break");
            out.replace(at, length, length == 1 ? "x" : length == 2 ? "\u00B7" : "\uFFFD");
        }
        at += std::max<std::uint32_t>(length, 1);
    }
    return out;
}

bool looks_like_utf16(std::string_view text) {
    const auto starts = [&](char a, char b) { return text.size() >= 2 && text[0] == a && text[1] == b; };
    const bool marked = starts('\xFF', '\xFE') || starts('\xFE', '\xFF');
    return marked || (text.size() >= 4 && ((text[0] == 0) != (text[1] == 0)) && ((text[2] == 0) != (text[3] == 0)) &&
                      (text[0] == 0) == (text[2] == 0));
}

std::optional<std::string> wrong_escape_in(std::string_view scalar) {
    for (std::size_t at = 0; at < scalar.size();) {
        const auto length = utf8_length(scalar, at);
        if (length == 0) return "this is not UTF-8";
        const auto wrong = wrong_with(decode(scalar, at, length));
        if (wrong && !is_line_break(decode(scalar, at, length))) return wrong;
        at += length;
    }
    return std::nullopt;
}

}  // namespace libcode

// UTF-8 as it comes, and positions in bytes, code points and UTF-16.
#include <doctest/doctest.h>

#include "unicode_data.hpp"
#include "utf8.hpp"

using namespace libcode;

namespace {

std::u32string read(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        characters.push_back(next.character);
        at += next.length_bytes;
    }
    return characters;
}

}  // namespace

TEST_CASE("every character reads back as it was written") {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        std::string text;
        utf8::append(text, c);
        const utf8::Decoded read_back = utf8::decode(text, 0);
        const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (read_back.character != (is_surrogate ? utf8::replacement : c) || read_back.length_bytes != text.size()) {
            FAIL_CHECK("U+" << static_cast<unsigned>(c));
        }
    }
}

TEST_CASE("what is no character is written as U+FFFD") {
    for (const char32_t none : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}, char32_t{0xFFFFFFFF}}) {
        std::string out;
        utf8::append(out, none);
        CHECK(out == "\uFFFD");
    }
}

TEST_CASE("each maximal part of an ill-formed sequence reads as one U+FFFD") {
    struct Case {
        std::string_view text;
        std::u32string_view characters;
    };
    const Case cases[] = {
        {"\xFF", U"\uFFFD"},
        {"a\x80z", U"a\uFFFDz"},
        {"\xC0\xAF", U"\uFFFD\uFFFD"},
        {"\xE2\x82", U"\uFFFD"},
        {"\xE2\x82z", U"\uFFFDz"},
        {"\xE0\x80\x80", U"\uFFFD\uFFFD\uFFFD"},
        {"\xF0\x9F\x98", U"\uFFFD"},
        {"\xF0\x9F\x98z", U"\uFFFDz"},
        {"\xF4\x90\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", U"a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"},  // Unicode, table 3-8
        {"\xED\xA0\x80", U"\uFFFD"},                      // a lone surrogate is one character
        {"\xED\xA0\xBD\xED\xB8\xAD", U"\uFFFD\uFFFD"},
        {"\xED\xA0", U"\uFFFD\uFFFD"},
        {"\xED\xA0z", U"\uFFFD\uFFFDz"},
        {"\xED\x9F\xBF", U"\uD7FF"},
    };
    for (const Case& one : cases) {
        CHECK(read(one.text) == one.characters);
        CHECK(utf8::count_chars(one.text) == one.characters.size());
    }
}

TEST_CASE("positions agree in bytes, code points and UTF-16 over every emoji sequence") {
    for (const std::string& emoji : unicode_data::emoji()) {
        const std::string text = "é" + emoji + "z";
        utf8::Positions rising(text), by_chars(text), by_utf16(text);
        std::size_t bytes = 0, chars = 0, utf16_units = 0;
        while (true) {
            const utf8::Position position = rising.at_bytes(bytes);
            REQUIRE(position.bytes == bytes);
            REQUIRE(position.chars == chars);
            REQUIRE(position.utf16_units == utf16_units);
            REQUIRE(by_chars.at_chars(chars).bytes == bytes);
            REQUIRE(by_utf16.at_utf16_units(utf16_units).bytes == bytes);
            if (bytes == text.size()) break;
            const utf8::Decoded next = utf8::decode(text, bytes);
            bytes += next.length_bytes;
            chars += 1;
            utf16_units += next.character > 0xFFFF ? 2 : 1;
        }
    }
}

TEST_CASE("a position inside a character is its start, one beyond the text its end, an earlier one walks anew") {
    utf8::Positions positions("aé😭");
    CHECK(positions.at_bytes(5).chars == 2);
    CHECK(positions.at_bytes(99).chars == 3);
    CHECK(positions.at_bytes(99).utf16_units == 4);
    CHECK(positions.at_bytes(2).chars == 1);
    CHECK(positions.at_utf16_units(3).bytes == 3);
    CHECK(positions.at_chars(0).bytes == 0);
}

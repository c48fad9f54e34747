// How a fault is printed: place, line, carets, hint.
#include <doctest/doctest.h>

#include <libcode/fault.hpp>

#include "source.hpp"

using namespace libcode;

TEST_CASE("a fault is printed as a compiler prints it") {
    const Fault fault{"book.yaml", {3, 5}, "unknown key `rulez` in a code", "did you mean `rules`?", "    rulez: x", 5};
    CHECK(to_string(fault) ==
          "book.yaml:3:5: unknown key `rulez` in a code\n"
          "      rulez: x\n"
          "      ^^^^^\n"
          "  hint: did you mean `rules`?");
}

TEST_CASE("a fault without a place, a line or a hint is one line") {
    CHECK(to_string(Fault{"book.yaml", {}, "the file cannot be read", "", "", 1}) == "book.yaml: the file cannot be read");
}

TEST_CASE("the caret copies tabs, stays in the line, and stands after its end where the fault does") {
    CHECK(to_string(Fault{"b", {1, 3}, "m", "", "\ta\tb", 99}) == "b:1:3: m\n  \ta\tb\n  \t ^^");
    CHECK(to_string(Fault{"b", {1, 3}, "m", "", "ab", 1}) == "b:1:3: m\n  ab\n    ^");
}

TEST_CASE("of a long line only the part around the fault is shown") {
    const Fault fault{"b", {1, 501}, "m", "", std::string(500, 'x') + "HERE" + std::string(500, 'y'), 4};
    const auto text = to_string(fault);
    CHECK(text.size() < 400);
    const auto carets = text.substr(text.rfind('\n') + 1);
    const auto line = text.substr(0, text.rfind('\n'));
    const auto shown = line.substr(line.rfind('\n') + 1);
    CHECK(shown.starts_with("  …x"));
    CHECK(shown.ends_with("y…"));
    // The `…` takes three bytes and one column.
    CHECK(shown.substr(carets.find('^') + 2, 4) == "HERE");
}

TEST_CASE("places count code points, not bytes, and a byte order mark not at all") {
    const Source source("\xEF\xBB\xBF" "aé😭b\r\ncd\rx\n", "f");
    CHECK(source.place(3) == Place{1, 1});
    CHECK(source.place(6) == Place{1, 3});   // 😭
    CHECK(source.place(10) == Place{1, 4});  // b
    CHECK(source.place(13) == Place{2, 1});
    CHECK(source.place(16) == Place{3, 1});
    CHECK(source.line_count() == 4);
    for (std::uint32_t at : {3u, 4u, 6u, 10u, 13u, 14u, 16u}) CHECK(source.offset_bytes(source.place(at)) == at);
    for (std::uint32_t at : {0u, 1u, 2u}) CHECK(source.place(at) == Place{1, 1});
    CHECK(source.fault({0, 5}, "m").length_chars == 2);
    CHECK(source.fault({0, 0}, "m").place == Place{1, 1});
}

TEST_CASE("places are right in long lines beyond ASCII, and where bytes are no UTF-8") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "é";
    text += "\xFF\xFFz";
    const Source source(text, "f");
    CHECK(source.place(2000) == Place{1, 1001});
    CHECK(source.place(2002) == Place{1, 1003});
    CHECK(source.bytes_before(1002) == 2002);
    const auto fault = source.fault({2000, 2002}, "m");
    CHECK(fault.length_chars == 2);
    CHECK(fault.source_line.ends_with("\uFFFD\uFFFDz"));
    CHECK(Source("a\x7F\x1B\tb", "f").fault({0, 1}, "m").source_line == "a\uFFFD\uFFFD\tb");
    // Every byte that is in no character is one: stray, cut short, overlong, a surrogate, beyond U+10FFFF.
    for (const char* bytes : {"\x80\x80\x80\x80\x80", "\xC3(", "\xC0\xAF", "\xE0\x80\x80", "\xE2\x82(", "\xE2(", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF0\x9F\x98(",
                              "\xF0\x9F(", "\xF0(", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xE2\x82", "\xF0\x9F\x98"}) {
        const std::string line = "é" + std::string(bytes);
        CAPTURE(line);
        const Source wrong(line, "f");
        const auto size = static_cast<std::uint32_t>(line.size());
        CHECK(wrong.place(size) == Place{1, size});
    }
    for (const char* character : {"\u00E9", "\u0800", "\u20AC", "\uD7FF", "\uE000", "\uFFFD", "\U00010000", "\U0001F62D", "\U00040000", "\U0010FFFF"})
        CHECK(Source(character, "f").place(static_cast<std::uint32_t>(std::string(character).size())) == Place{1, 2});
}

TEST_CASE("a CodebookError says all its faults") {
    const CodebookError error({Fault{"b", {1, 1}, "one", "", "x", 1}, Fault{"b", {2, 1}, "two", "", "y", 1}});
    CHECK(error.faults().size() == 2);
    CHECK(std::string(error.what()) == "b:1:1: one\n  x\n  ^\nb:2:1: two\n  y\n  ^");
}

TEST_CASE("a thousand faults are kept, and the rest are counted") {
    const std::string text = "x";
    const Source source(text, "f");
    FaultList faults(source);
    for (int i = 0; i < 1500; ++i) faults.add({0, 1}, "m");
    const auto all = faults.take_sorted();
    CHECK(all.size() == 1001);
    CHECK(all.back().message == "there are 500 more faults, which are not shown");
    for (int i = 0; i < 1500; ++i) faults.add(Fault{"other file", {1, 1}, "m", "", "", 1});
    CHECK(faults.take_sorted().back().message == "there are 500 more faults, which are not shown");
}

// Edits: what an edited file looks like, byte for byte.
#include <doctest/doctest.h>

#include <stdexcept>

#include <libcode/codebook.hpp>

#include "codebook_impl.hpp"

using namespace libcode;

namespace {

const std::string book_text = R"(# A codebook
codebook: Test   # its name

sets:
  drug: k | ket  # street names
  belly: |
    gut

# the codes
codes:
  physical:
    name: Physical harm  # parent
    codes:
      cramps:
        # the rules of cramps
        rules: |  # one a line
          cramp*
          # a comment

        match: |
          my cramps

        # trailing
  other:
    rules:
      - rule: pain
        weight: 2
      - ache
    where:
      country: UK
)";

// The text with `before` (which stands there once) replaced.
std::string with(std::string text, const std::string& before, const std::string& after) {
    REQUIRE(text.find(before) != std::string::npos);
    REQUIRE(text.find(before) == text.rfind(before));
    return text.replace(text.find(before), before.size(), after);
}

void check_edit(std::string_view path, std::string_view field, std::string_view value, const std::string& expected) {
    CAPTURE(path);
    CAPTURE(field);
    CHECK(parse_codebook(book_text, "book.yaml").with(path, field, value).source() == expected);
}

}  // namespace

TEST_CASE("a text is replaced, and quoted where YAML asks for it") {
    const auto name = [](const std::string& written) { return with(book_text, "Physical harm", written); };
    check_edit("physical", "name", "Harm", name("Harm"));
    check_edit("physical", "name", "no", name("no"));
    check_edit("physical", "name", "a: b", name("'a: b'"));
    check_edit("physical", "name", "it's: so", name("\"it's: so\""));
    check_edit("physical", "name", "#1", name("'#1'"));
    check_edit("physical", "name", "é # 😭", name("'é # 😭'"));
    check_edit("physical", "name", "a\tb", name("\"a\\x09b\""));
    check_edit("physical", "name", R"(it's: "\")", name(R"("it's: \"\\\"")"));
    check_edit("physical", "name", "one\rtwo", with(book_text, "Physical harm  # parent", "|  # parent\n      one\n      two"));
    check_edit("physical", "name", "two\nlines", with(book_text, "Physical harm  # parent", "|  # parent\n      two\n      lines"));
    check_edit("physical", "name", " two\r\n\r\nlines\n", with(book_text, "Physical harm  # parent", "|2  # parent\n       two\n\n      lines"));
    check_edit("", "codebook", "Other", with(book_text, "Test ", "Other "));
}

TEST_CASE("a value is read back as it was given") {
    const auto book = parse_codebook(book_text);
    for (const std::string value :
         {"x", "no", "007", "- a", "a: b", "a #b", "'", "\"", "'\" : #", "|", ">", "{a}", "[b", "a, b", "*x", "&x", "!x", "%x", "@x", "`x`", "~",
          "?", "a:", "é😭", "back\\slash", "...", "---", "tab\there", "a\nb", "a\n\n  b", "  a\nb", "# x\ny", "=", "a\n#b", "x # y", " x "}) {
        CAPTURE(value);
        for (const auto* path : {"physical", "cramps", "other"}) {
            const auto edited = book.with(path, "definition", value);
            CHECK(edited.codes()[*edited.find(path)].definition == value);
            const auto again = edited.with(path, "definition", value + "!");
            CHECK(again.codes()[*again.find(path)].definition == value + "!");
            CHECK(again.with(path, "definition", "").source() == book_text);
        }
    }
}

TEST_CASE("rules, examples and sets are one item a line") {
    check_edit("cramps", "rules", "spasm*\n\n  k-cramp*  ",
               with(book_text, "|  # one a line\n          cramp*\n          # a comment", "|  # one a line\n          spasm*\n          k-cramp*"));
    check_edit("physical.cramps", "match", "it: cramps # 2", with(book_text, "my cramps", "it: cramps # 2"));
    check_edit("$drug", "", "ket", with(book_text, "k | ket  #", "ket  #"));
    check_edit("$drug", "", "ket\n[my] k", with(book_text, "k | ket  # street names", "|  # street names\n    ket\n    [my] k"));
    check_edit("$drug", "", "[my] k", with(book_text, "k | ket  # street names", "|  # street names\n    [my] k"));
    check_edit("$belly", "", "belly", with(book_text, "    gut", "    belly"));
    check_edit("other", "rules", "\"sore\" x\nache", with(book_text, "- rule: pain\n        weight: 2\n      - ache", "- '\"sore\" x'\n      - ache"));
}

TEST_CASE("a field that is not there is inserted in its place") {
    check_edit("cramps", "name", "Cramps", with(book_text, "        rules: |", "        name: Cramps\n        rules: |"));
    check_edit("cramps", "unless", "period", with(book_text, "          # a comment\n", "          # a comment\n        unless: period\n"));
    check_edit("cramps", "reject", "no cramps\nnone", with(book_text, "          my cramps\n", "          my cramps\n        reject: |\n          no cramps\n          none\n"));
    check_edit("physical", "definition", "x", with(book_text, "# parent\n", "# parent\n    definition: x\n"));
    check_edit("other", "settings", "{case: exact}", with(book_text, "  other:\n", "  other:\n    settings: {case: exact}\n"));
    check_edit("", "language", "en-GB", with(book_text, "# its name\n", "# its name\nlanguage: en-GB\n"));
    CHECK(parse_codebook("codes:\n  a:\n    rules: x").with("a", "match", "x").source() == "codes:\n  a:\n    rules: x\n    match: x");
    CHECK(parse_codebook("codes: {a: {rules: x}}").with("", "codebook", "N").source() == "codebook: N\ncodes: {a: {rules: x}}");
}

TEST_CASE("settings and where are YAML on one line") {
    check_edit("other", "where", "{country: [UK, US]}", with(book_text, "country: UK", "{country: [UK, US]}"));
    const auto book = parse_codebook(book_text).with("other", "settings", "{case: exact}");
    CHECK(book.with("other", "settings", "{case: ignore}").codes()[2].settings.letter_case == Case::ignore);
}

TEST_CASE("an empty value takes a field out") {
    check_edit("physical", "name", "", with(book_text, "    name: Physical harm  # parent\n", ""));
    check_edit("cramps", "match", " ", with(book_text, "        match: |\n          my cramps\n", ""));
    check_edit("cramps", "reject", "", book_text);
    check_edit("$drug", "", "", with(book_text, "  drug: k | ket  # street names\n", ""));
}

TEST_CASE("line breaks stay as they are in the file") {
    std::string text;
    for (const char c : book_text) text += c == '\n' ? "\r\n" : std::string(1, c);
    const auto edited = parse_codebook(text).with("cramps", "reject", "no\nnone").source();
    std::string expected;
    for (const char c : with(book_text, "          my cramps\n", "          my cramps\n        reject: |\n          no\n          none\n")) {
        expected += c == '\n' ? "\r\n" : std::string(1, c);
    }
    CHECK(edited == expected);
}

TEST_CASE("edits that cannot be") {
    const auto book = parse_codebook(book_text, "book.yaml");
    CHECK_THROWS_WITH_AS(book.with("none", "name", "x"), "the codebook has no code `none`", std::out_of_range);
    CHECK_THROWS_WITH_AS(book.with("$none", "", "x"), "the codebook has no set `$none`", std::out_of_range);
    CHECK_THROWS_WITH_AS(book.with("$drug", "name", "x"), "the codebook has no field of a set `name`", std::out_of_range);
    CHECK_THROWS_WITH_AS(book.with("other", "nmae", "x"), "the codebook has no field to edit called `nmae`", std::out_of_range);
    CHECK_THROWS_AS(book.with("other", "codes", "x"), std::out_of_range);
    CHECK_THROWS_AS(book.with("other", "sets", "x"), std::out_of_range);
    CHECK_THROWS_AS(book.with("", "rules", "x"), std::out_of_range);
    CHECK_THROWS_WITH_AS(parse_codebook("codes: {a: {rules: x}}").with("$drug", "", "x"), "the codebook has no set `$drug`", std::out_of_range);
    CHECK_THROWS_WITH_AS(book.with("other", "name", "a\x7f"), doctest::Contains("the control character U+007F is not text"), CodebookError);
    CHECK_THROWS_WITH_AS(book.with("cramps", "rules", "(x"), doctest::Contains("book.yaml:17:11: "), CodebookError);
    CHECK_THROWS_AS(book.with("cramps", "rules", ""), CodebookError);
    CHECK_THROWS_AS(book.with("other", "at_least", "none"), CodebookError);
    CHECK_THROWS_AS(book.with("other", "where", "{a: b}\ncodes: {}"), CodebookError);
    const auto flow = parse_codebook("codes: {a: {rules: x, name: y}}");
    CHECK(flow.with("a", "name", "a, b").source() == "codes: {a: {rules: x, name: 'a, b'}}");
    CHECK_THROWS_WITH_AS(flow.with("a", "memo", "x"), doctest::Contains("this field cannot be edited inside `{ }`"), CodebookError);
    CHECK_THROWS_AS(flow.with("a", "name", ""), CodebookError);
    CHECK_THROWS_AS(flow.with("a", "rules", "x\ny"), CodebookError);
}

TEST_CASE("an edit keeps the cue file") {
    const auto book = parse_codebook("cues: c.yaml\ncodes: {a: {rules: x}}\n", "b", "negation:\n  - cue: nix\n    looks: ahead\n    reach: 2\n");
    CHECK(book.with("", "codebook", "N").impl().cues.cues.size() == 1);
    CHECK(book.with("", "codebook", "N").cues_text() == book.cues_text());
    CHECK(book.cues_text()->starts_with("negation:"));
    CHECK_THROWS_AS(book.with("", "cues", "no such file.yaml"), CodebookError);
}

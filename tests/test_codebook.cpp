// Reading codebooks: what each key means, and where it stands.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include <libcode/codebook.hpp>

#include "codebook_impl.hpp"
#include "codebook_read.hpp"

using namespace libcode;

namespace {

// Rules or examples as "line:column text", joined by " / ".
template <class Items>
std::string shown(const Items& items) {
    std::string out;
    for (const auto& item : items) {
        out += (out.empty() ? "" : " / ") + std::to_string(item.place.line) + ":" + std::to_string(item.place.column) + " " + item.text;
    }
    return out;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a codebook with every key") {
    const std::string text = R"(# Kopf
codebook: Ketamine é
version: 1.20
language: en-GB
memo: "draft: 1"
settings: {unit: sentence, quote: match, case: ignore, accents: ignore, inflections: stem, negation: off}
sets:
  drug: k | ket
  no: |
    cramp*

    spasm*
codes:
  physical:
    name: Physical harm
    count: affirmed self
    where: {question: symptoms, country: [UK, US]}
    settings: {case: ignore}
    codes:
      k_cramps:
        name: 007
        definition: |
          Two
          lines.
        use_when: on
        not_when: off
        memo: yes
        color: "#ff0000"
        at_least: 2
        where:
          question: more
          age: 12
        settings:
          quote: response
        rules:
          - rule: $drug $no
            weight: 0.5
            memo: half
          - "pain \"x y\""
          - ket cramp*
        unless: period
        match: |
          it # hurts
        reject:
          - |
            two
            lines
          - one
  on:
    rules: x
)";
    const auto book = parse_codebook(text, "book.yaml");
    CHECK(book.name() == "Ketamine é");
    CHECK(book.version() == "1.20");
    CHECK(book.language() == "en-GB");
    CHECK(book.memo() == "draft: 1");
    CHECK(book.file() == "book.yaml");
    CHECK(book.source() == text);
    CHECK(book.settings() == Settings{Unit::sentence, QuoteScope::match, Case::ignore, Accents::ignore, Inflections::stem, Negation::off});
    REQUIRE(book.sets().size() == 2);
    CHECK(book.sets()[1].name == "no");
    CHECK(book.sets()[1].place == Place{9, 3});
    CHECK(shown(book.sets()[1].alternatives) == "10:5 cramp* / 12:5 spasm*");
    REQUIRE(book.codes().size() == 3);
    const auto& parent = book.codes()[0];
    CHECK(parent.path == "physical");
    CHECK(parent.rules.empty());
    CHECK_FALSE(parent.parent);
    const auto& cramps = book.codes()[1];
    CHECK(cramps.key == "k_cramps");
    CHECK(cramps.path == "physical.k_cramps");
    CHECK(*cramps.parent == 0);
    CHECK(cramps.place == Place{20, 7});
    CHECK(cramps.name == "007");
    CHECK(cramps.definition == "Two\nlines.");
    CHECK(cramps.use_when == "on");
    CHECK(cramps.not_when == "off");
    CHECK(cramps.memo == "yes");
    CHECK(cramps.color == "#ff0000");
    CHECK(cramps.at_least == 2);
    CHECK(cramps.count == *parse_counting("affirmed self"));
    CHECK(cramps.settings == Settings{Unit::sentence, QuoteScope::response, Case::ignore, Accents::ignore, Inflections::stem, Negation::off});
    REQUIRE(cramps.where.size() == 3);
    CHECK(cramps.where[0].column == "question");
    CHECK(cramps.where[0].values == Texts{"more"});
    CHECK(cramps.where[1].values == Texts{"UK", "US"});
    CHECK(cramps.where[2].values == Texts{"12"});
    CHECK(shown(cramps.rules) == "36:19 $drug $no / 39:13 pain \"x y\" / 40:13 ket cramp*");
    CHECK(cramps.rules[0].weight == 0.5);
    CHECK(cramps.rules[0].memo == "half");
    CHECK(cramps.rules[1].weight == 1.0);
    CHECK(shown(cramps.unless) == "41:17 period");
    CHECK(shown(cramps.match) == "43:11 it # hurts");
    CHECK(shown(cramps.reject) == "46:13 two\nlines / 48:13 one");
    CHECK(book.codes()[2].key == "on");
    CHECK(book.codes()[2].name == "on");
    CHECK(book.codes()[2].count == Counting{});
    CHECK(book.impl().code_rules[1].rules.size() == 3);
    CHECK(book.impl().code_rules[1].unless.size() == 1);
    CHECK(book.impl().set_rules.size() == 2);
    CHECK(book.impl().cues.cues.empty());  // negation is off throughout
}

TEST_CASE("a codebook is English and looks for negation, where it says nothing else") {
    const auto book = parse_codebook("codes: {a: {rules: x}}");
    CHECK(book.language() == "en");
    CHECK(book.name() == "");
    CHECK(book.file() == "<text>");
    CHECK(book.settings() == Settings{});
    CHECK_FALSE(book.impl().cues.cues.empty());
}

TEST_CASE("codes are found by path, or by a key that only one has") {
    const auto book = parse_codebook("codes:\n  a: {codes: {x: {rules: k}, b: {rules: k}}}\n  b: {codes: {y: {rules: k}, x: {rules: k}}}\n");
    CHECK(*book.find("a.x") == 1);
    CHECK(*book.find("b") == 3);  // a path comes before a key
    CHECK(*book.find("y") == 4);
    CHECK_FALSE(book.find("x"));
    CHECK_FALSE(book.find("a.y"));
    CHECK_FALSE(book.find(""));
}

TEST_CASE("rules know their place in the file, however they are written") {
    const std::string text =
        "codes:\n  a:\n    rules: |2\n"
        "      é a  # c\n"
        "\n"
        "      # whole line\n"
        "      b\n"
        "    unless: 'it''s'\n"
        "    match: 'é x'\n";
    for (const std::string line_break : {"\n", "\r\n", "\r"}) {
        std::string converted;
        for (const char c : text) converted += c == '\n' ? line_break : std::string(1, c);
        const auto book = parse_codebook(converted);
        CHECK(shown(book.codes()[0].rules) == "4:7 é a / 7:7 b");
        CHECK(shown(book.codes()[0].unless) == "8:13 it's");  // with escapes: where the scalar starts
        CHECK(shown(book.codes()[0].match) == "9:13 é x");
    }
}

TEST_CASE("a comment starts at a # after a space, but not inside quotes or a regex") {
    const std::pair<const char*, const char*> cases[] = {
        {"# all", ""}, {"a # b", "a "}, {"a#b", "a#b"}, {"a \"b # c\" # d", "a \"b # c\" "}, {"“a # b” # c", "“a # b” "},
        {"/a # b/ # c", "/a # b/ "}, {"/a\\/ # b/ # c", "/a\\/ # b/ "}, {"he/she # a/ b", "he/she "}, {"(/a #/) # b", "(/a #/) "},
        {"\u201Copen # c", "\u201Copen "}, {"\"open # c", "\"open "}, {"/a/b # c", "/a/b "}, {"/a/b/ # c", "/a/b/ "}, {"/a\\ # b", "/a\\ "}, {"[/a # b/]", "[/a # b/]"},
        {"a / b # c", "a / b "}, {"5\" # x", "5\" "}, {"a\t# b", "a\t"}};
    for (const auto& c : cases) {
        CAPTURE(c.first);
        CHECK(without_comment(c.first) == c.second);
    }
}

TEST_CASE("rules with a weight") {
    const auto book = parse_codebook("codes:\n  a:\n    rules:\n      - {rule: a, weight: 0}\n      - rule: |\n          b c\n");
    CHECK(shown(book.codes()[0].rules) == "4:16 a / 6:11 b c");
    CHECK(book.codes()[0].rules[0].weight == 0.0);
}

TEST_CASE("read_codebook reads the cue file beside the codebook") {
    const auto folder = std::filesystem::temp_directory_path() / "libcode_test_codebook";
    std::filesystem::create_directories(folder);
    const auto path = (folder / "book.yaml").string();
    std::ofstream(path) << "cues: cues.yaml\ncodes: {a: {rules: x}}";
    std::filesystem::remove(folder / "cues.yaml");
    CHECK_THROWS_WITH_AS(read_codebook(path), doctest::Contains("the cue file `cues.yaml` cannot be read"), CodebookError);
    std::ofstream(folder / "cues.yaml") << "cues: Mine\nnegation:\n  - cue: nix\n    looks: ahead\n    reach: 3\n";
    const auto book = read_codebook(path);
    CHECK(book.cues_file() == "cues.yaml");
    CHECK(book.impl().cues.name == "Mine");
    CHECK(book.file() == path);
    try {
        read_codebook((folder / "none.yaml").string());
        FAIL("there is no such file");
    } catch (const CodebookError& error) {
        REQUIRE(error.faults().size() == 1);
        CHECK(error.faults()[0].place == Place{});
        CHECK(error.faults()[0].message == "the file cannot be read");
    }
    CHECK_THROWS_AS(read_codebook(folder.string()), CodebookError);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a codebook of a million rules is read, in a block and in a list") {
    std::string block = "codes:\n  a:\n    rules: |\n";
    std::string list = "settings: {negation: off}\ncodes:\n  a:\n    rules:\n";
    for (int i = 0; i < 1000000; ++i) {
        block += "      word" + std::to_string(i) + "\n";
        list += "      - word" + std::to_string(i) + "\n";
    }
    for (const auto* text : {&block, &list}) {
        const auto start = std::chrono::steady_clock::now();
        const auto book = parse_codebook(*text);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        CHECK(book.codes()[0].rules.size() == 1000000);
        CHECK(book.codes()[0].rules.back().place.line == (text == &block ? 1000003 : 1000004));
        MESSAGE("a million rules: " << seconds.count() << " s");
    }
}

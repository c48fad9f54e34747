// What a lint says and, as much, what it does not say: each lint once where it must speak and once where it must be
// silent.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/lint.hpp>

#include "lint_operators.hpp"
#include "lint_signs.hpp"

namespace libcode {
namespace {

// A codebook with one code `theme`; `more` goes below it.
Coder coder_of(const std::string& rules, const std::string& more = {}, const std::string& head = {}) {
    std::string text = head + "codes:\n  theme:\n    rules: |\n";
    std::string line;
    for (const char c : rules + "\n") {
        if (c != '\n') line += c;
        else if (!line.empty()) text += "      " + std::exchange(line, {}) + "\n";
    }
    return Coder(parse_codebook(text + more, "book.yaml"));
}

// "shadowed cramps" for each lint: its kind and what it points at.
std::vector<std::string> said(const std::vector<Lint>& lints) {
    std::vector<std::string> out;
    for (const Lint& each : lints) {
        const Fault& fault = each.fault;
        CHECK(fault.place.line > 0);
        CHECK(!fault.message.empty());
        out.push_back(std::string(lint_word(each.kind)) + ' ' + fault.source_line.substr(fault.place.column - 1, fault.length_chars));
    }
    return out;
}

using Said = std::vector<std::string>;

TEST_CASE("lint: rules that mean the same, and rules that add nothing") {
    struct Row {
        std::string rules;
        Said expected;
    };
    const std::vector<Row> rows{
        {"cramps\nspasms", {}},
        {"cramps\nCRAMPS", {"duplicate CRAMPS"}},
        {"cramp* | cramps", {"shadowed cramps"}},
        {"cramps\ncramp*", {"shadowed cramps"}},
        {"cramp*\ncramps", {"shadowed cramps"}},
        {"cram*\ncramp*", {"shadowed cramp*"}},
        {"*amp*\ncramp*", {"shadowed cramp*"}},
        {"cr?mp\ncramp", {"shadowed cramp"}},
        {"cr?mp\ncr*mp", {"shadowed cr?mp"}},
        {"=NHS\nnhs", {"shadowed =NHS"}},
        {"=NHS\n=nhs", {}},
        {"bladder~\nbladdr", {"shadowed bladdr"}},
        {"bladder~2\nbladder~", {"shadowed bladder~"}},
        {"bladder~\nbladders", {"shadowed bladders"}},
        {"bladder~\nbutter", {}},
        {"ket\nket cramps", {}},  // the longer match is another match
        {"ket [bad] cramps\nket cramps", {"shadowed ket cramps"}},
        {"ket bad cramps\nket [bad] cramps", {"shadowed ket bad cramps"}},
        {"ket [bad] cramps\nket [very] bad cramps", {}},
        {"ket cramp*\nket cramps", {"shadowed ket cramps"}},
        {"(ket | k) cramp*\nk cramps", {"shadowed k cramps"}},
        {"k-cramps\nk cramps", {"shadowed k cramps"}},
        {"k-cramps\nkcramps", {"shadowed kcramps"}},
        {"[bad] cramps\ncramps", {"shadowed cramps"}},
        {"ket NEAR/8 cramps\nket NEAR/4 cramps", {"shadowed ket NEAR/4 cramps"}},
        {"ket NEAR/8 cramps\ncramps NEAR/8 ket", {"duplicate cramps NEAR/8 ket"}},
        {"ket NEAR/8 cramps\nket BEFORE/4 cramps", {}},
        {"ket NEAR/8 bad cramps\nket NEAR/4 bad cramps", {}},
        {"ket NEAR/sentence cramps\nket NEAR/4 cramps", {"shadowed ket NEAR/4 cramps"}},
        {"cramps\ncramps AND ket", {"shadowed cramps AND ket"}},
        {"cramps\ncramps NOT NEAR/3 ket", {"shadowed cramps NOT NEAR/3 ket"}},
        {"cramps AND ket\ncramps", {"shadowed cramps AND ket"}},
        {"(cramps | pain | cramps) NEAR/3 ket", {"duplicate cramps"}},
        {"(pain* | painful) NEAR/3 ket", {"shadowed painful"}},
        {"/cramps?/\ncramps", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rules);
        CHECK(said(lint(coder_of(row.rules))) == row.expected);
    }
}

TEST_CASE("lint: settings decide what means the same") {
    const std::string exact = "    settings: {case: exact}\n";
    CHECK(said(lint(coder_of("cramps\nCramps", exact))) == Said{});
    CHECK(said(lint(coder_of("cramps\ncramp", "    settings: {inflections: stem}\n"))) == Said{"duplicate cramp"});
    CHECK(said(lint(coder_of("cramps\ncramp"))) == Said{});
}

TEST_CASE("lint: a rule with a weight of its own that stands first has its use") {
    const auto book = [](const std::string& first, const std::string& second) {
        return Coder(parse_codebook("codes:\n  theme:\n    rules:\n      - " + first + "\n      - " + second + "\n", "book.yaml"));
    };
    CHECK(said(lint(book("{rule: cramps, weight: 2}", "cramp*"))) == Said{});
    CHECK(said(lint(book("cramp*", "{rule: cramps, weight: 2}"))) == Said{"shadowed cramps"});
    CHECK(said(lint(book("{rule: cramps, memo: the very word}", "cramp*"))) == Said{});
    CHECK(said(lint(book("{rule: cramps, weight: 2, memo: m}", "{rule: cramp*, weight: 2, memo: m}"))) == Said{"shadowed cramps"});
}

TEST_CASE("lint: rules that can never match or count") {
    CHECK(said(lint(coder_of("cramps AND NOT cramp*"))) == Said{"never-matches cramps AND NOT cramp*"});
    CHECK(said(lint(coder_of("cramp* AND NOT cramps"))) == Said{});
    CHECK(said(lint(coder_of("bad cramps NOT NEAR/5 cramp*"))) == Said{"never-matches bad cramps NOT NEAR/5 cramp*"});
    CHECK(said(lint(coder_of("(pain AND NOT ket) AND ket"))) == Said{"never-matches (pain AND NOT ket) AND ket"});
    const std::string unless = "    unless: |\n      (period | leg) cramp*\n";
    CHECK(said(lint(coder_of("bad period cramps\ncramps", unless))) == Said{"never-matches bad period cramps"});
    CHECK(said(lint(coder_of("period [bad] cramps", unless))) == Said{});
    CHECK(said(lint(coder_of("ket NEAR/3 (leg cramp | period cramps)", unless))) == Said{"never-matches ket NEAR/3 (leg cramp | period cramps)"});
    CHECK(said(lint(coder_of("spasms | leg cramps", unless))) == Said{"never-matches leg cramps"});
    CHECK(said(lint(coder_of("cramps", "    unless: |\n      cramps\n      cramp\n      cramps\n"))) ==
          Said{"never-matches cramps", "duplicate cramps"});
}

TEST_CASE("lint: a status that is never looked for") {
    CHECK(said(lint(coder_of("cramps", "    count: negated\n"))) == Said{});
    CHECK(said(lint(coder_of("cramps", "    count: negated\n    settings: {negation: off}\n"))) == Said{"never-counts theme"});
    const std::string cues = "cues: Mine\nlanguage: en\nnegation:\n  - cue: |\n      no\n    looks: ahead\n    reach: 3\n";
    const auto with_cues = [&](const std::string& count) {
        return Coder(parse_codebook("cues: mine.yaml\ncodes:\n  theme:\n    rules: cramps\n    count: " + count + "\n", "book.yaml", cues));
    };
    CHECK(said(lint(with_cues("negated"))) == Said{});
    CHECK(said(lint(with_cues("other"))) == Said{"never-counts theme"});
}

TEST_CASE("lint: sets") {
    const std::string sets = "sets:\n  drug: k | ket | KET\n  part: belly\n  deep: $part | gut\n";
    CHECK(said(lint(coder_of("$deep $drug", {}, sets))) == Said{"duplicate KET"});
    CHECK(said(lint(coder_of("$drug", {}, sets))) == Said{"duplicate KET", "unused-set part", "unused-set deep"});
    CHECK(said(lint(coder_of("$deep $drug", "    settings: {case: exact}\n", sets))) == Said{});
    CHECK(said(lint(coder_of("cramps", "    unless: $deep $drug\n", sets))) == Said{"duplicate KET"});
    CHECK(said(lint(coder_of("$part\nbelly", {}, "sets:\n  part: belly | gut\n"))) == Said{"shadowed belly"});
    // Read under two settings, KET may be another word than ket, in a bracket too; read twice under one it is not.
    const std::string bracket = "sets:\n  drug: (ket | KET) high | k | K\n";
    const std::string other = "  other:\n    rules: $drug | my $drug\n";
    CHECK(said(lint(coder_of("$drug", other, bracket))) == Said{"duplicate KET", "duplicate K"});
    CHECK(said(lint(coder_of("$drug", other + "    settings: {case: exact}\n", bracket))) == Said{});
}

TEST_CASE("lint: of very many alternatives only those that mean the same are found") {
    std::string rules;
    for (int i = 0; i < 1999; ++i) rules += "word" + std::to_string(i) + "\n";
    CHECK(said(lint(coder_of(rules + "word7*"))).size() == 111);  // word7, word70 … word79, word700 … word799
    CHECK(said(lint(coder_of(rules + "word7*\nWORD7"))) == Said{"duplicate WORD7"});
}

TEST_CASE("lint: words that stand like an operator") {
    struct Row {
        std::string rule, word, meant;
    };
    const std::vector<Row> rows{
        {"cramp* or spasm", "or", "OR"},
        {"(a | b) Or c", "Or", "OR"},
        {"$drug and (pain | ache)", "and", "AND"},
        {"(pain | ache) and not ket", "and not", "AND NOT"},
        {"ket near/5 cramps", "near/5", "NEAR/5"},
        {"ket Before/Sentence cramps", "Before/Sentence", "BEFORE/sentence"},
        {"$drug near $cramp", "near", "NEAR/5"},
        {"sick and tired", "", ""},
        {"more or less", "", ""},
        {"near miss*", "", ""},
        {"(pain | ache) and more", "", ""},
        {"cramp* \"or\" spasm*", "", ""},
        {"cramp* OR spasm*", "", ""},
        {"n/a near/by", "", ""},
        {"not (good | great)", "", ""},
        {"@physical or pain", "or", "OR"},
        {"/pains?/ and (ket | k)", "and", "AND"},
        {"[my] pain* after ket*", "after", "AFTER/5"},
        {"(pain | ache) before \"ket high\"", "before", "BEFORE/5"},
        {"ket Near/Paragraph cramps", "Near/Paragraph", "NEAR/paragraph"},
        {"pain and not (ket | k)", "and not", "AND NOT"},
        {"pain and not ket", "", ""},
        {"pain* and nothing else", "", ""},
        {"(pain | ache) and not", "", ""},
        {"and/or near/ both near/x5 here", "", ""},
        {"or pain* (and)", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        const auto found = find_words_like_operators(row.rule);
        REQUIRE(found.size() == (row.word.empty() ? 0 : 1));
        if (found.empty()) continue;
        CHECK(row.rule.substr(found[0].range.start_bytes, found[0].range.end_bytes - found[0].range.start_bytes) == row.word);
        CHECK(found[0].operator_ == row.meant);
    }
    CHECK(said(lint(coder_of("cramp* or spasm*"))) == Said{"lower-case-operator or"});
    const std::string no_rule = "pain* or ache* k--cramps " + std::string(1 << 20, 'x');
    CHECK(find_words_like_operators(no_rule).empty());
    CHECK(find_signs_read_as_written(no_rule).empty());
}

TEST_CASE("lint: signs that are read as written") {
    struct Row {
        std::string rule, sign, hint;
    };
    const std::vector<Row> rows{
        {"k--cramps", "--", "write one hyphen, or put the words in quotes if it is meant"},
        {"bad k---cramps", "---", "write one hyphen, or put the words in quotes if it is meant"},
        {"ketam~ine", "~", "write `ketamine~`, or put the words in quotes if it is meant"},
        {"ket's*", "'s*", "write `ket*`, which meets those as well"},
        {"(a | ket\u2019s?)", "\u2019s?", "write `ket*`, which meets those as well"},
        {"k-cramps", "", ""},
        {"bladder~ bladder~2", "", ""},
        {"ket's ket* *'s", "", ""},
        {"\"k--cramps\" \"a~b\"", "", ""},
        {"/k--x~y/", "", ""},
        {"a~b~ b~c2~ mum's-boy 's* -- ---", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        const auto found = find_signs_read_as_written(row.rule);
        REQUIRE(found.size() == (row.sign.empty() ? 0 : 1));
        if (found.empty()) continue;
        CHECK(row.rule.substr(found[0].range.start_bytes, found[0].range.end_bytes - found[0].range.start_bytes) == row.sign);
        CHECK(found[0].hint == row.hint);
    }
    CHECK(said(lint(coder_of("k--cramps\nketam~ine\nket's*"))) == Said{"read-as-written --", "read-as-written ~", "read-as-written 's*"});
}

TEST_CASE("lint: regular expressions that can touch no word") {
    CHECK(said(lint(coder_of("/[!?]+/"))) == Said{"wordless-regex /[!?]+/"});
    CHECK(said(lint(coder_of("/( |\\?){2,}$/"))) == Said{"wordless-regex /( |\\?){2,}$/"});
    CHECK(said(lint(coder_of("/\\d+%/"))) == Said{});
    CHECK(said(lint(coder_of("/'/"))) == Said{});
    CHECK(said(lint(coder_of("/\\W+/"))) == Said{});
    CHECK(said(lint(coder_of("/[!—]+/"))) == Said{});
}

TEST_CASE("lint: points at the right place, also in lists and below other codes") {
    const Coder coder(parse_codebook("codes:\n  a:\n    codes:\n      b:\n        rules:\n          - 'cramp*'\n          - \"pain | cramps\"\n", "x.yaml"));
    const auto lints = lint(coder);
    REQUIRE(lints.size() == 1);
    CHECK(lints[0].code == "a.b");
    CHECK(lints[0].rule == "pain | cramps");
    CHECK(to_string(lints[0].fault) ==
          "x.yaml:7:21: every match of this alternative is also one of `cramp*` on line 6\n"
          "            - \"pain | cramps\"\n"
          "                      ^^^^^^\n"
          "  hint: leave it out; it changes no count");
    // Where the file holds the rule with escapes, at the whole of it.
    const auto escaped = lint(Coder(parse_codebook("codes:\n  a:\n    rules:\n      - \"cramp* | \\x63ramps\"\n", "x.yaml")));
    REQUIRE(escaped.size() == 1);
    CHECK(escaped[0].fault.place == Place{4, 9});
    CHECK(escaped[0].fault.length_chars == 15);
}

TextLints on(const Coder& coder, const std::vector<std::string_view>& texts) { return lint(coder, coder.code(Responses{.text = texts}), texts); }

TEST_CASE("lint on answers: rules without a coding") {
    const Coder coder = coder_of("cramps\nket spasms\nbad cramps\ncatheter*\nperiod pain", "    unless: period\n");
    const TextLints found = on(coder, {"bad cramps", "ket, then spasms", "period pain", "cramps", ""});
    CHECK(said(found.lints) == Said{"never-fired ket spasms", "never-fired catheter*", "never-fired period pain"});
    CHECK(found.lints[0].fault.message == "this rule met nothing in 4 responses");
    CHECK(found.lints[0].fault.hint == "");
    CHECK(found.lints[1].fault.hint == "no response holds `catheter*`");
    CHECK(found.lints[2].fault.message == "this rule matches in 1 response, but no coding comes of it");
    CHECK(on(coder, {}).lints.empty());
}

TEST_CASE("lint on answers: the part of an idle rule that no response holds") {
    const std::pair<std::string, std::string> cases[] = {
        {"(ket | k) spasms", "no response holds `ket | k`"},
        {"(pain | k) spasms", "no response holds `spasms`"},
        {"[my] spasms", "no response holds `spasms`"},
        {"spasms NEAR/3 (pain | ket)", "no response holds `spasms`"},
        {"pain NEAR/sentence spasms", "no response holds `spasms`"},
        {"spasms AND NOT pain", "no response holds `spasms`"},
        {"spasms NOT NEAR/3 pain", "no response holds `spasms`"},
        {"pain AND spasm*", "no response holds `spasm*`"},
        {"pain AND NOT bad", ""},
        {"pain pain", ""},
        {"/spasms/", ""},
    };
    for (const auto& each : cases) {
        CAPTURE(each.first);
        const TextLints found = on(coder_of(each.first), {"a bad pain"});
        REQUIRE(found.lints.size() == 1);
        CHECK(found.lints[0].fault.hint == each.second);
    }
    // Only the responses of a code's base are its own.
    const Coder coder = coder_of("cramp*", "    where: {sex: f}\n");
    const std::vector<std::string_view> texts{"cramps", "fine", ""}, sex{"m", "f", "f"};
    const Codings codings = coder.code({.text = texts, .variables = std::vector<Variable>{{"sex", sex}}});
    const TextLints found = lint(coder, codings, texts);
    REQUIRE(found.lints.size() == 1);
    CHECK(found.lints[0].fault.message == "this rule met nothing in 1 response");
    CHECK(found.words.empty());
    CHECK_THROWS_AS(lint(coder, codings, std::span(texts).first(2)), std::invalid_argument);
    CHECK_THROWS_AS(lint(coder, codings, texts, {.progress = [](std::size_t) { return false; }}), Stopped);
    CHECK(lint(coder, codings, texts, {.progress = [](std::size_t) { return true; }}).lints.size() == 1);
}

TEST_CASE("lint on answers: a short stem that is a word by itself") {
    const std::vector<std::string_view> texts{"ket", "ketone", "ketone", "ketone", "ketone", "ketone", "craving", "craving", "craving", "craving", "craving"};
    const TextLints found = on(coder_of("ket*\ncrav*"), texts);
    CHECK(said(found.lints) == Said{"takes-in ket*"});
}

TEST_CASE("lint on answers: what looks unintended, and what does not") {
    const auto repeated = [](std::initializer_list<std::pair<const char*, int>> words) {
        std::vector<std::string_view> texts;
        for (const auto& [word, times] : words) texts.insert(texts.end(), static_cast<std::size_t>(times), word);
        return texts;
    };
    const auto said_on = [](const std::string& rules, const std::vector<std::string_view>& texts) { return said(on(coder_of(rules), texts).lints); };
    CHECK(said_on("ket*", repeated({{"ket", 1}, {"ketone", 4}})) == Said{});                   // too seldom
    CHECK(said_on("ket*", repeated({{"ketone", 9}})) == Said{});                               // ket itself is not met
    CHECK(said_on("ket*", repeated({{"ket", 1}, {"ketone", 5}, {"ketamine", 5}})) == Said{});  // one form among others
    CHECK(said_on("cramp*", repeated({{"cramp", 1}, {"crampon", 9}})) == Said{});              // a long stem
    CHECK(said_on("ache*", repeated({{"ache", 1}, {"aches", 9}})) == Said{});                  // the same word
    CHECK(said_on("k*t*", repeated({{"kt", 1}, {"kitten", 9}})) == Said{});
    CHECK(said_on("*ket", repeated({{"ket", 1}, {"basket", 9}})) == Said{});
    CHECK(said_on("can't*", repeated({{"can't've", 9}})) == Said{});                           // a contraction was asked for
    CHECK(said_on("shame~", repeated({{"share", 2}})) == Said{});
    CHECK(said_on("shame~", repeated({{"shame", 9}, {"share", 4}})) == Said{});                // rarer than the word
    CHECK(said_on("shame~", repeated({{"share", 3}})) == Said{"takes-in shame~"});
    // A word of a set is shown where it is written, once for all rules that use it; what `where` leaves out is not met.
    const std::string sets = "sets:\n  drug: ket* | k\n";
    const TextLints found = on(coder_of("$drug cramps\n$drug pain\nket* NEAR/3 ket*", {}, sets), repeated({{"ketone cramps", 2}, {"ketone pain", 1}}));
    REQUIRE(found.words.size() >= 1);
    CHECK(found.words[0].code == "$drug");
    CHECK(found.words[0].word == "ket*");
    CHECK(found.words[0].met == 3);
    // Of very many forms the most frequent are listed, and all are counted.
    std::string many;
    for (int i = 0; i < 300; ++i) many += "cramp" + std::to_string(i) + ". ";
    const TextLints listed = on(coder_of("cramp*"), {many, "cramp7"});
    REQUIRE(listed.words.size() == 1);
    CHECK(listed.words[0].distinct_forms == 300);
    CHECK(listed.words[0].met == 301);
    CHECK(listed.words[0].forms.size() == most_forms_listed);
    CHECK(listed.words[0].forms[0].form == "cramp7");
}

TEST_CASE("lint on answers: what wide words take in") {
    const Coder coder = coder_of("can* [not] sleep\nshame~\naddict*\nbladder~");
    std::vector<std::string_view> texts;
    for (int i = 0; i < 6; ++i) {
        texts.insert(texts.end(), {"I share", "addiction", "can't sleep", "cans sleep", "can't", "my bladder"});
    }
    texts.insert(texts.end(), {"shame", "shames", "addict", "bladdr"});
    const TextLints found = on(coder, texts);
    CHECK(said(found.lints) == Said{"takes-in can*", "takes-in shame~"});
    CHECK(found.lints[1].fault.message == "`shame~` takes in what looks like another word, 6 times of 8");
    REQUIRE(found.words.size() == 4);
    CHECK(found.words[0].word == "can*");
    REQUIRE(found.words[0].forms.size() == 2);
    CHECK(found.words[0].met == 12);  // only where the rule matched
    CHECK(found.words[0].forms[0].form == "can't");
    CHECK(found.words[0].forms[0].looks_unintended);
    CHECK(!found.words[0].forms[1].looks_unintended);
    for (const Lint& each : found.lints) CHECK(each.fault.message.find("share") == std::string::npos);
}

}  // namespace
}  // namespace libcode

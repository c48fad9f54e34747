// The faults of a codebook: each at its place, with its hint, all at once.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <libcode/codebook.hpp>

#include "encoding.hpp"
#include "near_words.hpp"

using namespace libcode;

namespace {

// The faults as "line:column+length message (hint)" lines.
std::string lines_of_faults(std::string_view text, std::optional<std::string_view> cues) {
    try {
        parse_codebook(text, "book.yaml", cues);
        return "";
    } catch (const CodebookError& error) {
        std::string out;
        for (const auto& fault : error.faults()) {
            if (fault.file != "book.yaml") out += fault.file + ":";
            out += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + "+" +
                   std::to_string(fault.length_chars) + " " + fault.message;
            if (!fault.hint.empty()) out += " (" + fault.hint + ")";
            out += "\n";
        }
        return out;
    }
}

// The same, which a byte order mark before the codebook does not change.
std::string faults_of(std::string_view text, std::optional<std::string_view> cues = std::nullopt) {
    auto out = lines_of_faults(text, cues);
    if (!text.starts_with(byte_order_mark)) CHECK(lines_of_faults(std::string(byte_order_mark) + std::string(text), cues) == out);
    return out;
}

// A codebook with one code `a` whose keys are given, indented by four spaces.
std::string code(const std::string& fields) { return "codes:\n  a:\n" + fields; }

const std::string block_hint = " (write one item a line below a `|`)\n";

}  // namespace

TEST_CASE("faults of the file's shape") {
    CHECK(faults_of("x") == "1:1+1 a codebook must be a mapping (`key: value` lines), not a text\n");
    CHECK(faults_of("- x") == "1:1+3 a codebook must be a mapping (`key: value` lines), not a list\n");
    CHECK(faults_of("codebook: x") == "1:1+1 the codebook has no `codes:` (write at least one code below it)\n");
    CHECK(faults_of("codes:") == "1:7+1 `codes` is empty (indent what belongs to it by two spaces more)\n");
    CHECK(faults_of("codes: {}") == "1:8+2 `codes` is empty (indent what belongs to it by two spaces more)\n");
    CHECK(faults_of("codes: [a]") == "1:8+3 `codes` must be a mapping (`key: value` lines), not a list\n");
    CHECK(faults_of("codes: {a: x}") == "1:12+1 the code `a` must be a mapping (`key: value` lines), not a text\n");
    CHECK(faults_of("sets: x\ncodes: {a: {rules: x}}") == "1:7+1 `sets` must be a mapping (`key: value` lines), not a text\n");
    CHECK(faults_of("codes: {a: {name: x}}") == "1:9+1 the code `a` has neither `rules` nor `codes` (write at least one rule)\n");
    const std::string nested = "codes: {a: {codes: {b: {rules: x}}, ";
    const auto own = [](const std::string& key) {
        return key + " concerns a code's own rules, and this code has none (move it to the codes below)\n";
    };
    CHECK(faults_of(nested + "unless: y}}") == "1:45+1 " + own("`unless`"));
    CHECK(faults_of(nested + "at_least: 2}}") == "1:47+1 " + own("`at_least`"));
}

TEST_CASE("unknown keys, with the key that was meant") {
    CHECK(faults_of("codebok: x\ncodes: {a: {rules: x, Rules: y, foo: z}}") ==
          "1:1+7 unknown key `codebok` in the codebook (did you mean `codebook`?)\n"
          "2:23+5 unknown key `Rules` in a code (did you mean `rules`?)\n"
          "2:33+3 unknown key `foo` in a code (the keys here are `name`, `definition`, `use_when`, `not_when`, `memo`, `color`, "
          "`settings`, `count`, `at_least`, `where`, `rules`, `unless`, `match`, `reject`, `codes`)\n");
    CHECK(faults_of("settings: {negations: off}\ncodes: {a: {rules: x}}") ==
          "1:12+9 unknown key `negations` in `settings` (did you mean `negation`?)\n");
    const std::string_view known[] = {"rules", "reject", "name"};
    CHECK(*nearest_word("rlues", known) == "rules");
    CHECK(*nearest_word("REJCET", known) == "reject");
    CHECK_FALSE(nearest_word("zzz", known));
    CHECK_FALSE(nearest_word(std::string(1000, 'r'), known));
    const std::string_view several[] = {"hallway", "halt", "hall", "halls", "hall's"};
    CHECK(*nearest_word("hal", several) == "halt");    // the first of the nearest
    CHECK(*nearest_word("halls", several) == "halls");
    const std::string much_too_long(65, 'h');
    const std::string_view long_ones[] = {much_too_long};
    CHECK_FALSE(nearest_word(std::string(64, 'h'), long_ones));
}

TEST_CASE("keys of codes and sets") {
    const auto hint = " (a letter from a to z, then letters, digits and `_`, at most 100; longer names go under `name:`)\n";
    CHECK(faults_of("sets:\n  7up: x\ncodes:\n  a b: {rules: x}\n  _c: {rules: x}\n  é: {rules: x}\n  a.b: {rules: x}\n  007: {rules: x}\n  A_1: {rules: x}\n") ==
          std::string("2:3+3 `7up` cannot be the key of a set") + hint + "4:3+3 `a b` cannot be the key of a code" + hint +
              "5:3+2 `_c` cannot be the key of a code" + hint + "6:3+1 `é` cannot be the key of a code" + hint +
              "7:3+3 `a.b` cannot be the key of a code" + hint + "8:3+3 `007` cannot be the key of a code" + hint);
    CHECK(faults_of("codes:\n  a: {rules: x}\n  b: {rules: x}\n  a: {rules: y}\n") ==
          "4:3+1 `a` stands twice: it is on line 2, column 3 already (join the two, or rename one)\n");
}

TEST_CASE("texts") {
    CHECK(faults_of(code("    rules: x\n    name: [é]\n    memo: {a: b}\n    color:\n    definition: \"\"\n")) ==
          "4:11+3 `name` must be a text, not a list (if it is a text, put it in quotes or below a `|`)\n"
          "5:11+6 `memo` must be a text, not a mapping (if it is a text, put it in quotes or below a `|`)\n"
          "6:11+1 `color` is empty (write something after it, or leave the key out)\n"
          "7:17+2 `definition` is empty (write something after it, or leave the key out)\n");
}

TEST_CASE("settings") {
    const std::string rest = "\ncodes: {a: {rules: x}}";
    CHECK(faults_of("settings: {unit: sentences}" + rest) ==
          "1:18+9 `unit` cannot be `sentences` (did you mean `sentence`? It is one of `response`, `sentence`)\n");
    CHECK(faults_of("settings: {quote: all}" + rest) == "1:19+3 `quote` cannot be `all` (It is one of `sentence`, `response`, `match`)\n");
    CHECK(faults_of("settings: {case: Exact}" + rest) == "1:18+5 `case` cannot be `Exact` (did you mean `exact`? It is one of `ignore`, `exact`)\n");
    CHECK(faults_of("settings: {accents: 1}" + rest) == "1:21+1 `accents` cannot be `1` (It is one of `exact`, `ignore`)\n");
    CHECK(faults_of("settings: {inflections: [stem]}" + rest) ==
          "1:25+6 `inflections` must be a text, not a list (if it is a text, put it in quotes or below a `|`)\n");
    CHECK(faults_of("settings: {negation: false}" + rest) == "1:22+5 `negation` cannot be `false` (It is one of `on`, `off`)\n");
    CHECK(faults_of("settings: off" + rest) == "1:11+3 `settings` must be a mapping (`key: value` lines), not a text\n");
    CHECK(faults_of("codes: {a: {rules: x, settings: {unit: response}}}") ==
          "1:34+4 `unit` is of the whole codebook and cannot differ between codes (move it to the `settings:` at the top of the file)\n");
    CHECK(faults_of("settings: {case: exact, accents: ignore}" + rest) ==
          "1:11+30 `case: exact` and `accents: ignore` cannot be in force together (write `accents: exact` or `case: ignore` here)\n");
    CHECK(faults_of("settings: {inflections: stem}\ncodes: {a: {rules: x, settings: {case: exact}}}") ==
          "2:33+13 `case: exact` and `inflections: stem` cannot be in force together (write `inflections: exact` or `case: ignore` here)\n");
    CHECK(faults_of("language: ja\nsettings: {negation: off, inflections: stem}" + rest) ==
          "2:11+34 `inflections: stem` needs a stemmer, and there is none for the language `ja` (write `inflections: exact` and use `*` for endings)\n");
    CHECK(faults_of("settings: {accents: ignore, inflections: stem}" + rest) == "");
}

TEST_CASE("the faults of regular expressions come with all the others") {
    CHECK(faults_of("sets: {s: '/a(/'}\ncodes: {a: {rules: 'foo(bar)', unless: $s}, b: {rules: '/sh(/'}}") ==
          "1:12+4 RE2 does not take this expression: missing ): a(\n"
          "2:21+4 `foo` stands against `(` without a space (put a space between them, or write each word out: `addiction | addicted`)\n"
          "2:57+5 RE2 does not take this expression: missing ): sh(\n");
}

TEST_CASE("count, at_least and where") {
    const auto hint = " (use affirmed, negated, current, past, self, other, certain, uncertain, with spaces between, or all)\n";
    CHECK(faults_of(code("    rules: x\n    count: affirmed slef\n")) == std::string("4:12+13 `slef` is no status to `count`") + hint);
    CHECK(faults_of(code("    rules: x\n    count: all self\n")) == "4:12+8 `count: all` stands alone (leave out the other words)\n");
    CHECK(faults_of(code("    rules: x\n    count:\n")) == "4:11+1 `count` is empty (write something after it, or leave the key out)\n");
    for (const std::string number : {"0", "-1", "1.5", "two", "1000001", "99999999999", "1x", "+1"}) {
        CHECK(faults_of(code("    rules: x\n    at_least: " + number + "\n")) ==
              "4:15+" + std::to_string(number.size()) + " `at_least` must be a whole number from 1 to 1000000, not `" + number + "`\n");
    }
    CHECK(faults_of(code("    rules: x\n    where: UK\n")) == "4:12+2 `where` must be a mapping (`key: value` lines), not a text\n");
    CHECK(faults_of(code("    rules: x\n    where: {country: []}\n")) == "4:22+2 `country` lists no value\n");
    CHECK(faults_of(code("    rules: x\n    where: {country: [[UK]]}\n")) ==
          "4:23+4 `country` must be a text, not a list (if it is a text, put it in quotes or below a `|`)\n");
    CHECK(faults_of(code("    rules: x\n    where: {\"\": UK}\n")) == "4:13+2 `where` names a column without a name\n");
    CHECK(parse_codebook(code("    rules: x\n    where:\n      a b:\n        - 1\n        - no\n")).codes()[0].where[0].values == std::vector<std::string>{"1", "no"});
}

TEST_CASE("lists of rules and examples") {
    CHECK(faults_of(code("    rules: [a, b]\n")) == "3:12+6 YAML's `[ ]` list would eat the commas and brackets of `rules`" + block_hint);
    CHECK(faults_of(code("    rules: {a: b}\n")) ==
          "3:12+6 `rules` must be lines of text, not a mapping (put a text with `: ` in quotes or below a `|`)\n");
    CHECK(faults_of(code("    rules: >\n      a\n      b\n")) == "3:12+1 `>` would join the lines of `rules` (write `|` instead)\n");
    CHECK(faults_of(code("    rules:\n")) == "3:11+1 `rules` is empty" + block_hint);
    CHECK(faults_of(code("    rules: |\n      # only this\n\n")) == "3:12+1 `rules` is empty" + block_hint);
    CHECK(faults_of(code("    rules: \" \"\n")) == "3:12+3 an item of `rules` is empty" + block_hint);
    CHECK(faults_of(code("    rules: \"a\\nb\"\n")) == "3:12+6 an item of `rules` must be one line" + block_hint);
    CHECK(faults_of(code("    rules: a\n      b\n")) == "3:12+1 YAML would join these lines of `rules` into one" + block_hint);
    CHECK(faults_of(code("    rules:\n      - [a]\n")) == "4:9+3 an item of `rules` must be a text, not a list" + block_hint);
    CHECK(faults_of(code("    rules:\n      - >\n        a\n")) == "4:9+1 `>` would join the lines of `rules` (write `|` instead)\n");
    CHECK(faults_of(code("    rules:\n      - |\n        a\n        b\n")) ==
          "4:9+1 an item of `rules` must be one line (start each item with its own `- `)\n");
    const auto dropped = " (put the item in quotes, or the comment on a line of its own)\n";
    CHECK(faults_of(code("    rules:\n      - é  # c\n      # fine\n      - b\n")) == std::string("4:12+3 YAML would drop what follows the `#`") + dropped);
    CHECK(faults_of(code("    rules:\n      - rule: a # c\n")) == std::string("4:17+3 YAML would drop what follows the `#`") + dropped);
    CHECK(faults_of(code("    rules: a  # a comment\n    match: I am # 1\n")) == std::string("4:17+3 YAML would drop what follows the `#`") + dropped);
    CHECK(faults_of(code("    rules: x\n    match:\n      - [a]\n")) == "5:9+3 an item of `match` must be a text, not a list (put it in quotes)\n");
    CHECK(faults_of(code("    rules: x\n    match:\n      - pain: bad\n")) ==
          "5:9+9 `match` must be lines of text, not a mapping (put a text with `: ` in quotes or below a `|`)\n");
    CHECK(faults_of(code("    rules: x\n    reject: |\n\n")) == "4:13+1 `reject` is empty" + block_hint);
    CHECK(parse_codebook("codes: {a: {rules: x, match: 'x', reject: \"y\"}}").codes()[0].reject[0].text == "y");
    CHECK(faults_of(code("    rules:\n      - rule: {a: b}\n")) ==
          "4:15+6 `rule` must be lines of text, not a mapping (put a text with `: ` in quotes or below a `|`)\n");
    CHECK(faults_of(code("    rules: x\n    match:\n      - |\n        one\n        two\n      - |2\n          \n")) ==
          "8:9+2 an item of `match` is empty" + block_hint);
    CHECK(faults_of(code("    rules: x\n    match: >\n      a\n")) == "4:12+1 `>` would join the lines of `match` (write `|` instead)\n");
    CHECK(faults_of("sets: {a: [b]}\n" + code("    rules: x\n")) ==
          "1:11+3 YAML's `[ ]` list would eat the commas and brackets of `a`" + block_hint);
}

TEST_CASE("faults of rules with weight and memo") {
    for (const std::string number : {"-1", "x", "nan", "inf", "1e999", "1,5"}) {
        CHECK(faults_of(code("    rules:\n      - rule: a\n        weight: " + number + "\n")) ==
              "5:17+" + std::to_string(number.size()) + " `weight` must be a number of at least 0, not `" + number + "` (as in `weight: 0.5`)\n");
    }
    CHECK(faults_of(code("    rules:\n      - weight: 2\n")) == "4:9+9 this item has no `rule:` (if it is a text with `: `, put it in quotes)\n");
    CHECK(faults_of(code("    rules:\n      - rule: a\n        wieght: 2\n")) ==
          "5:9+6 unknown key `wieght` in an item of `rules` (did you mean `weight`?)\n");
    CHECK(faults_of(code("    rules:\n      - rule:\n          - a\n")) == "5:11+3 `rule` must be one rule, not a list (start each item with its own `- rule:`)\n");
    CHECK(faults_of(code("    rules: x\n    unless:\n      - rule: a\n")) ==
          "5:9+7 `unless` must be lines of text, not a mapping (put a text with `: ` in quotes or below a `|`)\n");
}

TEST_CASE("a fault inside a rule is shown at its own characters") {
    try {
        parse_codebook(code("    rules: |\n      é é (pain  # c\n      $nosuch é\n    unless: \"it's (x\"\n"), "book.yaml");
        FAIL("these rules are wrong");
    } catch (const CodebookError& error) {
        std::string places;
        for (const auto& fault : error.faults()) places += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " ";
        CHECK(places == "4:11 5:7 6:19 ");
        CHECK(error.faults()[0].source_line == "      é é (pain  # c");
    }
    // Where the file holds the rule with escapes, from its start on.
    CHECK(faults_of(code("    rules:\n      - \"\\x70ain (x\"\n")) == "4:9+7 this bracket is never closed (write the closing `)`)\n");
}

TEST_CASE("languages and cues") {
    const std::string rest = "\ncodes: {a: {rules: x}}";
    for (const std::string tag : {"e", "english language", "en_GB", "en-", "-en", "123", "en--GB", "abcdefghi", "en-abcdefghi", "e1", "en-{1}", "en~", "en-a/b", "en-a.b", "en-a;b"}) {
        CHECK(faults_of("language: " + tag + rest) == "1:11+" + std::to_string(tag.size()) + " `" + tag + "` is no language tag (as in `en`, `en-GB`, `fr` or `de`)\n");
    }
    CHECK(faults_of("language: tlh-Latn-x-1" + rest) ==
          "1:11+12 the library has no cues of negation for the language `tlh-Latn-x-1` "
          "(write `negation: off` under `settings:`, or name a cue file of your own with `cues:`)\n");
    CHECK(faults_of("language: tlh\nsettings: {negation: off}" + rest) == "");
    CHECK(faults_of("language: EN-gb" + rest) == "");
    CHECK(faults_of("language: \"\"" + rest) == "1:11+2 `language` is empty (write something after it, or leave the key out)\n");
    CHECK(faults_of("cues: \"\"" + rest) == "1:7+2 `cues` is empty (write something after it, or leave the key out)\n");
    CHECK(faults_of("cues: my.yaml" + rest) == "1:7+7 the cue file `my.yaml` cannot be read (its path is relative to the codebook's)\n");
    CHECK(faults_of("language: tlh\ncues: my.yaml" + rest, "negation:\n  - cue: be\n    looks: ahead\n    reach: 3\n") == "");
    CHECK(faults_of("cues: my.yaml\ncode: 1" + rest, "negation:\n  - cue: be\n    look: ahead\n    reach: 3\n") ==
          "2:1+4 unknown key `code` in the codebook (did you mean `codes`?)\n"
          "my.yaml:2:10+2 this cue does not say where it looks (add `looks: ahead`, `looks: back`, `looks: both` or `looks: question`)\n"
          "my.yaml:3:5+4 unknown key `look` in an item of `negation` (did you mean `looks`?)\n");
}

TEST_CASE("faults of syntax come together with those read before them") {
    CHECK(faults_of("codebok: x\ncodes:\n  a:\n    rules: |\n      ok\n    nam: 1\n  b:\n    name: one: two\n") ==
          "1:1+7 unknown key `codebok` in the codebook (did you mean `codebook`?)\n"
          "6:5+3 unknown key `nam` in a code (did you mean `name`?)\n"
          "8:14+1 a `: ` is not expected here (if it is part of a text, put the text in quotes or below a `|`; else check the indentation)\n");
}

TEST_CASE("what is passed down cannot fill the memory") {
    std::string codes;
    for (int i = 0; i < 20000; ++i) codes += "x" + std::to_string(i) + ": {rules: k}, ";
    std::string columns;
    for (int i = 0; i < 100; ++i) columns += "c" + std::to_string(i) + ": v, ";
    CHECK(faults_of("codes: {" + std::string(500, 'a') + ": {codes: {" + codes + "}}}").starts_with("1:9+500 `aaa"));
    CHECK(faults_of("codes: {a: {where: {" + columns + "}, codes: {" + codes + "}}}")
              .find("`where` is passed down to too many codes (at most 1000000 values in all are read)") != std::string::npos);
    CHECK(faults_of("codes: {a: {rules: x, where: {" + columns + "more: v}}}") ==
          "1:30+799 `where` names too many columns (at most 100 are read)\n");
}

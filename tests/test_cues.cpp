// Reading cue files: what each key means, every fault, and the files that come with the library.
#include <doctest/doctest.h>

#include "cues.hpp"
#include "embedded_cues.hpp"

using namespace libcode;

namespace {

std::string faults_of(std::string_view text) {
    std::vector<Fault> faults;
    parse_cues(text, "cues.yaml", faults);
    std::string out;
    for (const auto& fault : faults) {
        CHECK(fault.file == "cues.yaml");
        out += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.message;
        if (!fault.hint.empty()) out += " (" + fault.hint + ")";
        out += "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a cue file, whole") {
    std::vector<Fault> faults;
    const auto cues = parse_cues(R"(cues: Mine
language: en
memo: of no use
ends: |
  but | however   # ends
  apart from
negation:
  - cue: |
      no | not
      free of
    looks: ahead
    reach: 6
    memo: the usual
  - pseudo: no doubt
  - opening: no
  - ends: why | where
  - last: help*
  - afresh: very
  - cue: nope
    looks: question
    reach: 9
certainty:
  - cue: maybe
    looks: both
    reach: 100
  - cue: I think
    looks: back
    reach: 1
)", "cues.yaml", faults);
    REQUIRE(faults.empty());
    CHECK(cues.name == "Mine");
    CHECK(cues.language == "en");
    CHECK(cues.file == "cues.yaml");
    CHECK(cues.ends.size() == 2);
    REQUIRE(cues.cues.size() == 5);
    CHECK(cues.cues[0].text == "no | not");
    CHECK(cues.cues[0].place == Place{9, 7});
    CHECK(cues.cues[0].rule.kind == ExprKind::either);
    CHECK(cues.cues[1].text == "free of");
    CHECK(cues.cues[1].looks == Looks::ahead);
    CHECK(cues.cues[1].reach_words == 6);
    CHECK(cues.cues[2].looks == Looks::question);
    CHECK(cues.cues[3].axis == Axis::certainty);
    CHECK(cues.cues[3].looks == Looks::both);
    CHECK(cues.cues[4].looks == Looks::back);
    REQUIRE(cues.pseudo.size() == 2);
    CHECK_FALSE(cues.pseudo[0].opening_only);
    CHECK(cues.pseudo[1].opening_only);
    CHECK(cues.pseudo[1].text == "no");
    REQUIRE(cues.stops.size() == 3);
    CHECK(cues.stops[0].side == StopSide::before);
    CHECK(cues.stops[1].side == StopSide::after);
    CHECK(cues.stops[1].axis == Axis::negation);
    CHECK(cues.stops[1].text == "help*");
    CHECK(cues.stops[2].side == StopSide::after_comma);
}

TEST_CASE("every fault of a cue file, all together") {
    CHECK(faults_of(R"(cues: [x]
negations: x
ends: but (
negation: no
time:
  - cue: past
  - cue: past
    looks: behind
    reach: 0
  - cue: past
    pseudo: past
  - looks: back
  - past
  - pseudo: past
    looks: back
    raech: 2
person:
  - cue: $set
    looks: back
    reach: 101
certainty: []
)") ==
          "1:7 `cues` must be a text, not a list (if it is a text, put it in quotes or below a `|`)\n"
          "2:1 unknown key `negations` in a cue file (did you mean `negation`?)\n"
          "3:11 these brackets are empty (write what to look for)\n"
          "3:11 this bracket is never closed (write the closing `)`)\n"
          "4:11 `negation` must be a list of cues (start each with `- cue:`, `- pseudo:` or `- opening:`)\n"
          "6:10 this cue does not say where it looks (add `looks: ahead`, `looks: back`, `looks: both` or `looks: question`)\n"
          "6:10 this cue does not say how far it reaches (add `reach:` and a number of words, as in `reach: 6`)\n"
          "8:12 `looks` cannot be `behind` (It is one of `ahead`, `back`, `both`, `question`)\n"
          "9:12 `reach` must be a whole number from 1 to 100, not `0`\n"
          "10:5 an item of `time` has one of `cue`, `pseudo`, `opening`, `ends`, `afresh` and `last`, not several (start each with its own `- `)\n"
          "12:5 an item of `time` has one of `cue`, `pseudo`, `opening`, `ends`, `afresh` and `last`, not none (start each with its own `- `)\n"
          "13:5 an item of `time` must be a mapping (`key: value` lines), not a text\n"
          "15:5 `looks` belongs to a `cue`, not to `pseudo` (take it out)\n"
          "16:5 unknown key `raech` in an item of `time` (did you mean `reach`?)\n"
          "18:10 there is no set `$set` (write the words out instead)\n"
          "20:12 `reach` must be a whole number from 1 to 100, not `101`\n"
          "21:12 `certainty` must be a list of cues (start each with `- cue:`, `- pseudo:` or `- opening:`)\n");
    CHECK(faults_of("ends: /(/\nnegation:\n  - cue: no | /no+(/\n    looks: ahead\n    reach: 3\n  - pseudo: |\n      doubt\n      no /[/\n") ==
          "1:7 RE2 does not take this expression: missing ): (\n"
          "3:15 RE2 does not take this expression: missing ): no+(\n"
          "8:10 RE2 does not take this expression: missing ]: [\n");
    // What stands twice is said once, and a text that cannot be read is not called a wrong one as well.
    CHECK(faults_of("negation:\n  - cue: no\n    cue: not\n  - pseudo: no\n    reach: 2\n    looks: back\ntime: *x\n") ==
          "3:5 `cue` stands twice: it is on line 2, column 5 already (join the two, or rename one)\n"
          "5:5 `reach` belongs to a `cue`, not to `pseudo` (take it out)\n"
          "6:5 `looks` belongs to a `cue`, not to `pseudo` (take it out)\n"
          "7:7 YAML reads `*x` as an alias, which is not part of a codebook (put the text in quotes, or below a `|`)\n");
    CHECK(faults_of("cues: Mine\n") == "1:1 a cue file without a cue (add `negation:` and below it `- cue:`)\n");
    CHECK(faults_of("") == "1:1 the file is empty\n");
    CHECK(faults_of("no") == "1:1 a cue file must be a mapping (`key: value` lines), not a text\n");
}

TEST_CASE("the cue files of the library have no fault, and say their language") {
    CHECK(embedded_cue_files().size() >= 1);
    for (const auto& file : embedded_cue_files()) {
        CAPTURE(file.language);
        std::vector<Fault> faults;
        const auto cues = parse_cues(file.text, "cues.yaml", faults);
        for (const auto& fault : faults) FAIL_CHECK(to_string(fault));
        CHECK(cues.language == file.language);
        CHECK(cues.cues.size() > 3);
        CHECK(cues.ends.size() > 0);
    }
}

TEST_CASE("cues are those of the language, whatever its region") {
    REQUIRE(embedded_cues("en"));
    CHECK(embedded_cues("en-GB")->data() == embedded_cues("en")->data());
    CHECK(embedded_cues("EN-Latn-US"));
    CHECK_FALSE(embedded_cues("enx"));
    CHECK_FALSE(embedded_cues("tlh"));
    CHECK_FALSE(embedded_cues(""));
}

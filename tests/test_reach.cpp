// Reach: which words the cues of a response cover, and the status that gives a match.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <libcode/coder.hpp>

#include "work.hpp"

using namespace libcode;

namespace {

const char* const small_cues = R"(cues: small
language: en
ends: but
negation:
  - cue: no
    looks: ahead
    reach: 3
  - cue: |
      free
      free of
    looks: back
    reach: 2
  - cue: never
    looks: both
    reach: 2
  - cue: nope
    looks: question
    reach: 3
  - pseudo: no doubt
  - opening: |
      no
      nope
  - last: helps
  - ends: why
time:
  - cue: used to
    looks: ahead
    reach: 9
person:
  - cue: mate
    looks: ahead
    reach: 9
certainty:
  - cue: maybe
    looks: both
    reach: 9
)";

Coder coder_of(const std::string& rule) { return Coder(parse_codebook("cues: my.yaml\ncodes:\n  a:\n    rules: |\n      " + rule + "\n", "book.yaml", small_cues)); }

// Each cue in place with what it covers: "back < cue > ahead".
std::string covers(std::string_view text) {
    const Coder coder = coder_of("cramps");
    Work work(coder.program());
    std::vector<Coding> codings;
    work.code(0, text, {}, codings);
    work.finish();
    const auto words = [&](Span span) {
        std::string out;
        for (std::uint32_t word = span.start; word < span.end; ++word) out += (out.empty() ? "" : " ") + std::string(work.tokens().form(word));
        return out;
    };
    std::string out;
    for (const CueInPlace& cue : work.reach().cues()) {
        if (!out.empty()) out += " / ";
        if (cue.back.start < cue.back.end) out += words(cue.back) + " < ";
        out += words(cue.own);
        if (cue.ahead.start < cue.ahead.end) out += " > " + words(cue.ahead);
    }
    return out;
}

// The status of the first span of a rule, and the cue behind it.
std::string status(const std::string& rule, std::string_view text) {
    const Coder coder = coder_of(rule);
    Work work(coder.program());
    std::vector<Coding> codings;
    work.code(0, text, {}, codings);
    work.finish();
    const NodeId node = coder.program().rules[0].node;
    const SpanView spans = work.found().spans(node);
    REQUIRE_FALSE(spans.empty());
    const StatusAndCue status = work.reach().status(node, spans[0]);
    std::string out = to_string(status.status);
    if (status.cue == no_cue) return out;
    out += " by `" + coder.program().book->cues.cues[status.cue].text + "`:";
    for (std::uint32_t word = status.cue_words.start; word < status.cue_words.end; ++word) out += " " + std::to_string(word);
    return out;
}

}  // namespace

TEST_CASE("what a cue covers, and what stops it") {
    struct {
        const char *text, *covers;
    } const cases[] = {
        {"a b c", ""},
        // ahead
        {"no a b c d", "no > a b c"},
        {"x no a. b", "no > a"},
        {"no a, b", "no > a b"},
        {"no a but b", "no > a"},
        {"no but a", "no"},
        {"a no", "no"},
        // back
        {"a b c free", "b c < free"},
        {"a. c free", "c < free"},
        {"a but c free", "c < free"},
        {"free", "free"},
        {"a free of b", "a < free of / a < free"},  // the longer first
        // both
        {"a b c never d e f", "b c < never > d e"},
        // the answer to a question
        {"Any bad cramps? Nope.", "Any bad cramps < Nope"},
        {"Any but cramps? Nope, a", "Any but cramps < Nope"},
        {"So any bad cramps? Nope.", "any bad cramps < Nope"},
        {"Cramps. Nope.", "Nope"},
        {"Cramps? Nope thing", "Nope"},
        {"Cramps? Thing nope", "nope"},
        // what negates nothing
        {"no doubt a", ""},
        {"a no doubt b no c", "no > c"},
        {"No, a", ""},
        {"No \xE2\x80\x93 a", ""},
        {"No - a", ""},
        {"No-a", "No > a"},
        {"No -", "No"},
        {"No, ", ""},
        {"No - ", ""},
        {"No \xE2\x80\x93" "a b", "No > a b"},
        {"no a; b c", "no > a"},
        {"no a\u037E b c", "no > a"},
        {"a no, b", "no > b"},
        {"a. No, b", ""},
        // the stops of one axis
        {"no a why b", "no > a"},
        {"used to a why b", "used to > a why b"},
        {"no a helps b", "no > a helps"},
        {"a helps b free", "helps b < free"},
        {"used to a helps b", "used to > a helps b"},
        {"never a no b", "never > a no / no > b"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        CHECK(covers(c.text) == c.covers);
    }
}

TEST_CASE("the status of a span and the cue behind it") {
    struct {
        const char *rule, *text, *status;
    } const cases[] = {
        {"cramps", "bad cramps", "affirmed current self certain"},
        {"cramps", "no cramps", "negated current self certain by `no`: 0"},
        {"cramps", "no a b c cramps", "affirmed current self certain"},
        {"cramps", "cramps? nope", "negated current self certain by `nope`: 1"},
        {"cramps", "my mate used to have cramps", "affirmed past other certain by `used to`: 2 3"},
        {"cramps", "maybe my mate used to have no cramps", "negated past other uncertain by `no`: 6"},
        // the nearest, then the earlier, then the longer
        {"cramps", "no a never cramps", "negated current self certain by `never`: 2"},
        {"cramps", "no cramps never", "negated current self certain by `no`: 0"},
        {"cramps", "no a cramps never", "negated current self certain by `never`: 3"},
        {"cramps", "cramps free of", "negated current self certain by `free of`: 1 2"},
        // a cue's own words met the rule
        {"no cramps", "no cramps", "affirmed current self certain"},
        {"no cramps", "never no cramps", "negated current self certain by `never`: 0"},
        // words in a gap do not count
        {"ket NEAR/9 cramps", "ket a b c free d e cramps", "affirmed current self certain"},
        {"ket NEAR/9 cramps", "ket a free d e cramps", "negated current self certain by `free`: 2"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.rule);
        CAPTURE(c.text);
        CHECK(status(c.rule, c.text) == c.status);
    }
}

TEST_CASE("the cues behind a status, one an axis, with the words between") {
    const Coder coder = coder_of("cramps");
    Work work(coder.program());
    std::vector<Coding> codings;
    const NodeId node = coder.program().rules[0].node;
    work.code(0, "used to have bad cramps but never. cramps a never", {}, codings);
    auto nearest = work.reach().nearest_cues(node, {4, 5});
    CHECK(nearest[static_cast<std::size_t>(Axis::negation)].cue == nullptr);
    CHECK(nearest[static_cast<std::size_t>(Axis::time)].words_between == 2);
    nearest = work.reach().nearest_cues(node, {7, 8});
    CHECK(nearest[static_cast<std::size_t>(Axis::negation)].words_between == 1);
    CHECK(nearest[static_cast<std::size_t>(Axis::negation)].cue->own == Span{9, 10});
    CHECK(nearest[static_cast<std::size_t>(Axis::time)].cue == nullptr);
    work.code(1, "cramps", {}, codings);  // nothing of the response before is left
    CHECK(work.reach().cues().empty());
    CHECK(work.reach().status(node, {0, 1}).status == Status{});
}

TEST_CASE("cues without a word of their own are found all the same") {
    const std::string cues = "negation:\n  - cue: |\n      /no+/\n    looks: ahead\n    reach: 2\n  - pseudo: |\n      /no+/ * doubt\n  - last: |\n      /help(s|ed)/\nends: /bu+t/\n";
    const Coder coder(parse_codebook("cues: my.yaml\ncodes:\n  a:\n    rules: cramps\n", "book.yaml", cues));
    const std::string_view text[] = {"nooo cramps", "cramps nooo", "nooo real doubt cramps", "noo buut cramps", "nooo helped cramps", "no a b cramps"};
    const Codings codings = coder.code({.text = text});
    std::string negated;
    for (const Coding& row : codings.rows) negated += row.status.is_marked(Axis::negation) ? "n" : "-";
    CHECK(negated == "n-----");
}

TEST_CASE("a cue that is written like a rule is a cue all the same") {
    const std::string cues = "cues: small\nlanguage: en\nnegation:\n  - cue: |\n      no | not at all\n    looks: ahead\n    reach: 3\n";
    const Coder coder(parse_codebook("cues: my.yaml\ncodes:\n  denial:\n    rules: |\n      no | not at all\n  pain:\n    rules: |\n      cramps\n", "book.yaml", cues));
    const std::string_view text[] = {"not at all cramps"};
    const Codings codings = coder.code({.text = text});
    REQUIRE(codings.rows.size() == 2);
    CHECK(to_string(codings.rows[1].status) == "negated current self certain");
}

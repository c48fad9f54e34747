// Selection: which spans a code is left with.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "select.hpp"

using namespace libcode;

namespace {

struct Given {
    Span span;
    std::uint32_t rule = 0;
    bool counts = true;
};

// The spans chosen, each with its rule; those that do not count in brackets.
std::string chosen(std::vector<Candidate> candidates) {
    select(candidates);
    std::string out;
    for (const Candidate& candidate : candidates) {
        const std::string text = std::to_string(candidate.span.start) + "-" + std::to_string(candidate.span.end) + " by " + std::to_string(candidate.rule);
        out += (out.empty() ? "" : ", ") + (candidate.counts ? text : "(" + text + ")");
    }
    return out;
}

}  // namespace

TEST_CASE("leftmost, then longest, then the earlier rule; those that do not count fill what is left") {
    struct {
        std::vector<Given> given;
        const char* chosen;
    } const cases[] = {
        {{}, ""},
        {{{{0, 1}}, {{2, 3}}}, "0-1 by 0, 2-3 by 0"},
        {{{{0, 1}}, {{0, 3}}}, "0-3 by 0"},
        {{{{1, 9}}, {{0, 2}}}, "0-2 by 0"},                                    // leftmost before longest
        {{{{0, 2}}, {{2, 3}}}, "0-2 by 0, 2-3 by 0"},                          // side by side
        {{{{0, 2}, 4}, {{0, 2}, 3}}, "0-2 by 3"},                              // the earlier rule
        {{{{0, 2}, 3}, {{0, 3}, 4}}, "0-3 by 4"},                              // longest before the rule
        {{{{0, 2}}, {{1, 4}}, {{3, 5}}}, "0-2 by 0, 3-5 by 0"},
        {{{{0, 5}, 0, false}, {{3, 4}}}, "3-4 by 0"},                          // what counts goes first
        {{{{0, 2}, 0, false}, {{3, 4}}}, "(0-2 by 0), 3-4 by 0"},
        {{{{0, 5}, 0, false}, {{0, 2}, 0, false}, {{3, 4}}}, "(0-2 by 0), 3-4 by 0"},
        {{{{0, 5}, 0, false}, {{0, 2}, 0, false}}, "(0-5 by 0)"},
        {{{{4, 5}}, {{0, 1}, 1, false}, {{6, 7}, 1, false}, {{2, 3}}}, "(0-1 by 1), 2-3 by 0, 4-5 by 0, (6-7 by 1)"},
        {{{{0, 2}, 1, true}, {{0, 2}, 0, false}}, "0-2 by 1"},
    };
    for (const auto& c : cases) {
        std::vector<Candidate> candidates;
        for (const Given& given : c.given) candidates.push_back({given.span, given.rule, {}, given.counts});
        CHECK(chosen(candidates) == c.chosen);
        std::reverse(candidates.begin(), candidates.end());
        CHECK(chosen(candidates) == c.chosen);
    }
}

TEST_CASE("a candidate keeps its status") {
    Candidate candidate{{3, 4}, 2, {Status{5}, 7, {1, 2}}, false};
    std::vector<Candidate> candidates = {candidate};
    select(candidates);
    REQUIRE(candidates.size() == 1);
    CHECK(candidates[0].status.status == Status{5});
    CHECK(candidates[0].status.cue == 7);
    CHECK(candidates[0].status.cue_words == Span{1, 2});
}

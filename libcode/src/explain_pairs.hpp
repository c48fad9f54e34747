// Pairs: two parts of a rule that are both met, but not as the rule ties them, and the two spans that come nearest.
//
// In: the spans of both, sorted, and how the rule ties them. Out: the pair with the smallest shortfall, in words, and
// what keeps it from being tied. Cost: one binary search per span. Tests: test_explain.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include <libcode/explain.hpp>

#include "spans.hpp"

namespace libcode {

enum class Asked : std::uint8_t { side_by_side, within_words, in_scope, apart };  // apart: A NOT NEAR B

struct Tie {
    Asked asked;
    Order order;
    Scope scope;
    std::uint32_t words;
    bool counts_between = false;  // written `..n`: what lies between counts, not how far apart
};

struct Pair {
    Span a, b;
    Stop stop = Stop::distance;
    std::uint32_t words_apart = 0;         // adjacent is 1, overlapping 0
    std::uint32_t shortfall = UINT32_MAX;  // of Asked::apart, how far apart a forbidden pair is; UINT32_MAX: not forbidden
};

// The spans among which others look for their nearest.
struct Neighbours {
    explicit Neighbours(SpanView all);
    SpanView spans;
    Spans by_end;
    std::vector<std::uint32_t> furthest;
};

// Neither list may be empty.
Pair nearest_pair(SpanView a, SpanView b, const Tie& tie, const Tokens& tokens);
Pair nearest_pair(Span a, const Neighbours& b, const Tie& tie, const Tokens& tokens);

}  // namespace libcode

// Selection: which of a code's spans it is left with.
//
// Among the spans that count, the leftmost-longest that do not overlap (of the same span the earlier rule);
// then the others fill what is left in the same way. In: candidates in any order. Out: those chosen, by start.
// Cost: a sort. Twin: tests/reference. Tests: test_select.cpp and corpus/selection.txt.
#pragma once

#include <cstdint>
#include <vector>

#include "reach.hpp"
#include "spans.hpp"

namespace libcode {

struct Candidate {
    Span span;
    std::uint32_t rule = 0;  // index into Program::rules, in the author's order within a code
    StatusAndCue status;
    bool counts = false;
};

void select(std::vector<Candidate>& candidates);

}  // namespace libcode

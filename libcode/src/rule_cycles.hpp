// Finds the rules that lead back to themselves.
#pragma once

#include <cstdint>
#include <vector>

#include <libcode/codebook.hpp>

#include "rule.hpp"

namespace libcode {

// That one thing needs another: because `rule` names it at `range`, or by its nature (null).
struct Need {
    std::uint32_t from;
    std::uint32_t to;
    const Rule* rule;
    RuleRange range;
};

struct Cycle {
    const Rule* rule;  // of the need that closes it
    RuleRange range;
    std::vector<std::uint32_t> chain;  // the first 64 things passed, and the first again at the end
};

struct Needs {
    std::vector<std::uint32_t> order;  // each thing after what it needs, but for cycles
    std::vector<Cycle> cycles;         // none where there is none, else at least one
};

// Follows `needs` between the things 0 to count - 1. Every cycle has a need with a rule. Linear.
Needs follow_needs(std::uint32_t count, std::vector<Need> needs);

}  // namespace libcode

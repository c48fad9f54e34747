// Finds words that stand where an operator would: `cramp* or spasm*`, `ket near/5 cramps`.
//
// In: a rule's text. Out: the words, with what was probably meant. Cost: one pass. Tests: test_lint.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule.hpp"

namespace libcode {

struct WordLikeOperator {
    RuleRange range;
    std::string operator_;  // "OR", "AND NOT", "NEAR/5"
};

// Words between plain words may be meant ("sick and tired"), so that `or` and `and` need a bracket, a set, a
// wildcard or the like beside them; `near/5` needs nothing. What is quoted is meant.
std::vector<WordLikeOperator> find_words_like_operators(std::string_view rule);

}  // namespace libcode

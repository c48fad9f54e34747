// Finds signs inside a word that are read as written, where they look like something else: `k--cramps`, `ketam~ine`,
// `ket's*`.
//
// In: a rule's text. Out: the signs, with what they mean there and what was probably meant. Cost: one pass. Tests:
// test_lint.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rule.hpp"

namespace libcode {

struct SignReadAsWritten {
    RuleRange range;
    std::string message, hint;
};

// What is quoted is meant, so that nothing is said of it.
std::vector<SignReadAsWritten> find_signs_read_as_written(std::string_view rule);

}  // namespace libcode

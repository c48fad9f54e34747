// Checks that every regular expression of a codebook can be compiled, so that its faults come with all the others.
//
// In: the rules as parsed. Out: a fault for each expression that RE2 refuses, with its place in the rule. Cost: each
// expression is compiled once per combination of settings. Tests: test_codebook_faults.cpp.
#pragma once

#include <vector>

#include "check_rules.hpp"

namespace libcode {

// Those of sets are checked under `settings`, the codebook's; compiling checks them again where a code's differ.
void check_regexes(const RuleBook& book, const Settings& settings, std::vector<CheckFault>& faults);

}  // namespace libcode

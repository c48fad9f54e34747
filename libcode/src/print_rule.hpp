// Writes a rule's tree as text again.
#pragma once

#include <string>

#include "rule.hpp"

namespace libcode {

// The rule in its plainest spelling: one space between words, brackets only where they are needed, distances
// by their names (`..3` is `BEFORE/4`). Parsed again it gives the same tree, but for ranges.
std::string print_rule(const Expr& rule);

}  // namespace libcode

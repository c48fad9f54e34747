// Finds the rules that are too much for any text, once their sets are written out.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "check_rules.hpp"

namespace libcode {

inline constexpr std::uint32_t highest_rule = 500;         // operators, brackets, sets and codes, one within the other
inline constexpr std::uint32_t most_ends_a_beginning = 1'000;  // spans of a rule that may begin at one word

// Adds a fault for every rule that is higher, or can have more spans at one word. Things are numbered: sets, codes by
// their own rules, codes with all below them; `order` has each after what it needs, and `thing_of` finds that of a set
// or code that an expression names (none: UINT32_MAX). Linear in the rules.
void check_rule_sizes(const RuleBook& book, const std::vector<std::uint32_t>& order,
                      const std::function<std::uint32_t(const Expr&)>& thing_of, std::vector<CheckFault>& faults);

}  // namespace libcode

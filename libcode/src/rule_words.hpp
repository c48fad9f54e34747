// Reads what a rule writes without white space: the words of a chunk or of a quoted phrase.
#pragma once

#include <string_view>
#include <vector>

#include "rule.hpp"
#include "rule_faults.hpp"

namespace libcode {

// Appends the items of a phrase that `range` of the rule stands for: at least one, where
// there is a fault a word without text. The first is Link::spaced.
void read_chunk(std::string_view rule, RuleRange range, std::vector<Expr>& items, RuleFaults& faults);

// The same for the inside of a quotation, where nothing is an operator, wildcard or joiner.
void read_quote(std::string_view rule, RuleRange inner, std::vector<Expr>& items, RuleFaults& faults);

}  // namespace libcode

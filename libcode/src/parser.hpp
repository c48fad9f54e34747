// Reads one rule's text into its tree, or says everything that is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule.hpp"

namespace libcode {

// A fault inside a rule, before anybody knows which file it stands in.
struct RuleFault {
    RuleRange range;
    std::string message;
    std::string hint;
};

// `text` is one rule line without its comment. Returns the tree, or nothing and at least one
// fault. Names of sets and codes are not looked up here (see check_rules.hpp).
std::optional<Expr> parse_rule(std::string_view text, std::vector<RuleFault>& faults);

}  // namespace libcode

// Checks the rules of a codebook against each other: the names they use, and what reaches what.
#pragma once

#include <span>
#include <vector>

#include <libcode/codebook.hpp>

#include "codebook_impl.hpp"
#include "parser.hpp"
#include "rule.hpp"

namespace libcode {

// A codebook's rules as written and as parsed. `set_rules` goes in step with `sets` and their
// alternatives, `code_rules` with `codes` and their rules. A word without text stands for a rule
// that could not be parsed.
struct RuleBook {
    std::span<const Set> sets;
    std::span<std::vector<Expr>> set_rules;
    std::span<const Code> codes;
    std::span<CodeRules> code_rules;
};

struct CheckFault {
    const Rule* rule;
    RuleFault fault;
};

// Adds a fault for every set and code that does not exist, every code named by a key that
// several have, every set or code that could never be met, every chain of rules that leads back to
// itself, every sentence or paragraph distance that a set carries into a phrase or a word
// distance, and every rule that is too high or too wide with its sets written out. Writes the full path into each reference to a code. Linear in the rules.
void check_rules(RuleBook book, std::vector<CheckFault>& faults);

}  // namespace libcode

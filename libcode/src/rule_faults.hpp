// Collects the faults of one rule: a hostile rule has at most `most_rule_faults` of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parser.hpp"

namespace libcode {

inline constexpr std::size_t most_rule_faults = 50;

class RuleFaults {
  public:
    // Faults beyond the limit are dropped: whoever has fifty will read again after mending them.
    void add(RuleRange range, std::string message, std::string hint);
    bool empty() const { return faults_.empty(); }
    std::vector<RuleFault> in_order() &&;  // by where they start

  private:
    std::vector<RuleFault> faults_;
};

// A piece of a rule as a message shows it: in backquotes, cut after 40 characters, with
// characters that cannot be seen written as U+200B.
std::string shown(std::string_view piece);

}  // namespace libcode

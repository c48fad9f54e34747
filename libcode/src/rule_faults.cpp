#include "rule_faults.hpp"

#include <algorithm>
#include <utility>

namespace libcode {

void RuleFaults::add(RuleRange range, std::string message, std::string hint) {
    if (faults_.size() < most_rule_faults) faults_.push_back({range, std::move(message), std::move(hint)});
}

std::vector<RuleFault> RuleFaults::in_order() && {
    std::stable_sort(faults_.begin(), faults_.end(), [](const RuleFault& a, const RuleFault& b) {
        return a.range.start_bytes < b.range.start_bytes;
    });
    return std::move(faults_);
}

}  // namespace libcode

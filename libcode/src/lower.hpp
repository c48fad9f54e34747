// Lowers the trees of rules to the shared nodes of a Program. In: an Expr and the settings of the code
// it stands in. Out: a NodeId; equal meanings get equal nodes, so a set or a word used by a hundred rules
// is one node. Cost: linear in the rules, with sets lowered once per combination of settings. Tests:
// test_compile.cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "program.hpp"

namespace libcode {

// What a word of a rule asks of word forms under the settings of its code.
Pattern word_pattern(std::string_view text, Match match, const Settings& settings, const Language& language);

class Lowering {
  public:
    explicit Lowering(Program& program);

    // The node of a rule: that of its expression, but where a word distance is the outermost operator of the rule
    // or of one of its top alternatives only its smallest spans are kept. What cannot be compiled goes to `faults`.
    NodeId lower_rule(const Expr& expr, const Settings& settings, std::vector<std::pair<RuleRange, std::string>>& faults);

  private:
    // Whether an expression is a whole alternative of its rule, whose word distance keeps its smallest spans.
    enum class Rank : std::uint8_t { part, alternative };
    using SetKey = std::tuple<std::uint32_t, std::uint32_t, Rank>;  // set, settings, rank

    NodeId lower(const Expr& expr);
    NodeId lower_word(const std::string& text, Match match, const Expr& source);
    NodeId lower_hyphened(const Expr& expr);
    NodeId lower_sequence(const Expr& expr);
    NodeId lower_distance(const Expr& expr);
    NodeId lower_set(const Expr& expr, Rank rank);
    NodeId lower_alternative(const Expr& expr);
    NodeId lower_regex(const Expr& expr);
    NodeId intern(Node node);
    PatternId intern(Pattern pattern);

    Program& program_;
    Settings settings_;
    std::vector<std::pair<RuleRange, std::string>>* faults_ = nullptr;
    std::unordered_map<std::string_view, std::uint32_t> set_index_, code_index_;
    std::unordered_map<std::string, PatternId> pattern_index_;
    std::unordered_multimap<std::size_t, NodeId> node_index_;
    std::map<SetKey, NodeId> lowered_sets_;
    std::map<std::string, std::uint32_t> regex_index_;
};

}  // namespace libcode

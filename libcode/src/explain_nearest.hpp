// Nearest: how far a response is from a rule that does not match in it, and the one clause that stopped it.
//
//     bladder~ NEAR/5 pain*     "my bladder was fine until I got this awful pain"     7 words apart, limit 5
//
// In: a PlainMatcher and a rule without a span. Out: a Miss, which can be compared with those of other rules.
// Cost: for each part without a span one test per word of the response; for each pair of parts one search per span.
// Tests: test_explain.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <libcode/explain.hpp>

#include "explain_pairs.hpp"
#include "explain_parts.hpp"

namespace libcode {

struct Miss {
    std::uint32_t clauses = 0;    // how many parts of the rule fail
    std::uint32_t shortfall = 0;  // by how much: words, edits; a part that nothing meets is far off
    std::uint32_t met = 0;        // how many parts are met, or nearly
    Stop stop = Stop::missing;
    std::string reason;           // of the first clause that fails
    std::vector<Part> parts;
    std::optional<std::uint32_t> measured, limit;

    // Whether at least as much of the rule is met as fails: else a stray "my" would make a rule the nearest.
    bool is_near() const { return met >= clauses; }
    // Rules that are near come first, then the fewest failing clauses, then the smallest shortfall, then the most parts met.
    bool is_nearer_than(const Miss& other) const;
};

class MissFinder {
  public:
    MissFinder(PlainMatcher& matcher, PartFinder& parts) : matcher_(matcher), parts_(parts) {}

    // How an expression misses; without failing clauses, and with the parts of its first span, where it does not.
    Miss find(const Expr& expr, const RuleText& rule);

  private:
    Miss met(const Expr& expr, Span span, const RuleText& rule);
    Miss missing(const Expr& expr, const RuleText& rule);
    Miss find_word(const Expr& expr, const RuleText& rule);
    Miss find_any_of(const Expr& expr, const std::vector<Expr>& alternatives, const RuleText& rule, const RuleText& inner);
    Miss find_set(const Expr& expr, const RuleText& rule);
    Miss find_phrase(const Expr& expr, const RuleText& rule);
    Miss find_operands(const Expr& expr, const RuleText& rule);
    Miss find_distance(const Expr& expr, const RuleText& rule);
    Miss find_forbidden(const Expr& expr, const RuleText& rule);
    Pair furthest_forbidden(const Expr& expr, SpanView a, SpanView b) const;
    std::string reason_of(const Pair& pair, const Tie& tie) const;
    std::string gap_reason(const Pair& pair) const;
    std::string quoted(Span span) const;
    std::string rule_part(const Expr& expr, const RuleText& rule) const;

    PlainMatcher& matcher_;
    PartFinder& parts_;
};

}  // namespace libcode

// Parts: which words met each part of a rule, on the leftmost way through one of its spans.
//
//     $drug [$belly] $cramp      "I get ket cramps"      $drug ← ket, $cramp ← cramps
//
// In: a PlainMatcher, a rule and one of its spans. Out: a Part per word, regex, set or code of the rule that took
// part. Cost: the smaller spans that lie inside. Tests: test_explain.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <libcode/explain.hpp>

#include "explain_match.hpp"

namespace libcode {

// A rule or a line of a set that is being explained: its text and the settings it is read under.
struct RuleText {
    std::string_view text;
    const Settings& settings;
};

class PartFinder {
  public:
    explicit PartFinder(PlainMatcher& matcher) : matcher_(matcher) {}

    // Appends the parts of one way to `span`; false, and nothing appended, where the expression does not have that span.
    bool find(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts);

    // The same for the first `items` items of a phrase.
    bool find_phrase(const Expr& phrase, std::size_t items, Span span, const RuleText& rule, std::vector<Part>& parts);

    // The part that a word, regex, set, code or whole expression is, without any words.
    static Part part_of(const Expr& expr, PartRole role);
    TextRange words_of(Span span) const;

  private:
    std::vector<TextRange> met_words(const std::vector<Part>& inner) const;
    bool find_set(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts);
    bool find_code(const Expr& expr, Span span, std::vector<Part>& parts);
    bool find_distance(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts);

    PlainMatcher& matcher_;
};

// A stretch of a rule's text, cut where it is long: "(pain* | ruin* | …)".
std::string shown_rule(std::string_view text, std::size_t most_chars = 60);

}  // namespace libcode

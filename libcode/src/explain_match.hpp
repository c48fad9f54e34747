// The plain matcher: the spans of a rule in one response, straight from the rule's tree.
//
// In: a response that has been coded, and any Expr. Out: its spans, kept per expression, so that an explanation
// can ask for those of every part. It shares the algebra of spans and the test of one word against one form with the
// engine, and neither its nodes, its lexicon nor its waking. Only what other codes were left with (@) is read
// from the coding. Cost: a test per word of the rule and word of the response. Tests: test_explain.cpp, against the engine.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "found.hpp"
#include "program.hpp"
#include "spans.hpp"

namespace libcode {

class PlainMatcher {
  public:
    // `found` holds the response and what its codes were left with; both must outlive the matcher.
    PlainMatcher(const Program& program, const Found& found);

    // The spans of an expression in a rule of a code with these settings; the view holds as long as the matcher.
    SpanView spans(const Expr& expr, const Settings& settings);

    // Those of a whole rule: as lower_rule says, of an outermost word distance only the smallest.
    Spans rule_spans(const Expr& rule, const Settings& settings);

    // The spans that joining the first `items` items of a phrase gives.
    Spans phrase_spans(const Expr& phrase, std::size_t items, const Settings& settings);

    // The rules of a set, and the lines they stand on.
    std::uint32_t set_index(std::string_view name) const;
    std::uint32_t code_index(std::string_view path) const;

    // A word of the response as a view shows it.
    const Form& form(std::size_t word, View view);

    const Program& program() const { return program_; }
    const Found& found() const { return found_; }
    const Tokens& tokens() const { return found_.tokens(); }

  private:
    using Key = std::pair<const Expr*, std::uint32_t>;  // expression, what of the settings matters

    Spans compute(const Expr& expr, const Settings& settings);
    Spans word_spans(std::string_view text, Match match, const Settings& settings);
    Spans hyphened_spans(const Expr& expr, const Settings& settings);
    Spans regex_spans(const Expr& expr, const Settings& settings);
    Spans code_spans(const Expr& expr) const;

    const Program& program_;
    const Found& found_;
    std::map<Key, Spans> known_;
    std::array<std::vector<std::optional<Form>>, view_count> forms_;
};

}  // namespace libcode

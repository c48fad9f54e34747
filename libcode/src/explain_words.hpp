// Words of explanations: how they quote and count, and the word of a response that nearly meets a rule's.
//
// In: a word of a rule that no word meets. Out: the nearest word of the response and what keeps it from meeting.
// Cost: one test per word and number of edits, of those words only that begin alike. Tests: test_explain.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <libcode/explain.hpp>

#include "explain_match.hpp"

namespace libcode {

struct NearestForm {
    std::uint32_t word = 0;   // of the response
    std::uint32_t edits = 0;  // 1 or 2; 1 for another form of the word
    std::string reason;       // goes after the word: "is one edit from `bladder`"
};

// Nothing where no word is another form of the rule's, or written otherwise, or within two edits.
std::optional<NearestForm> nearest_form(PlainMatcher& matcher, const Expr& word, const Settings& settings);

// The words in “ ”, on one line, cut where they are long.
std::string quoted_words(std::string_view words);
std::string count_words(std::uint32_t words);  // "1 word", "2 words"

std::string distance_words(const CueFound& cue);  // "directly before", "2 words after"

// The words of `count`: "affirmed self", or "all".
std::string counting_words(Counting count);

// The text on one line with nothing in it that would steer a terminal.
std::string visible(std::string_view text);

}  // namespace libcode

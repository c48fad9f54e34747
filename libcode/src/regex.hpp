// A regular expression of a rule, and where it matches in a response: the only file that knows RE2.
//
// The expression sees the folded text of one sentence at a time (as written under `case: exact`), in
// which `\b \w \d \s` and their opposites have their Unicode sense. Matches are successive, leftmost-longest
// and non-empty; each is carried back to the original text and snapped out to the whole words it touches.
// Time is linear in the text; the program is bounded, so that no expression can hang or exhaust anything.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <libcode/codebook.hpp>

#include "spans.hpp"
#include "tokens.hpp"

namespace libcode {

class Regex {
  public:
    virtual ~Regex() = default;

    // Adds the matches in `tokens` to `out`, which is then sorted and holds no span twice. A match that
    // touches no word gives nothing. Thread-safe; never throws for any text.
    virtual void find(const Tokens& tokens, Spans& out) const = 0;
};

// Compiles `pattern` (without its slashes). Nothing and a sentence in `error` (without a full stop) where
// RE2 refuses it, it could only match the empty text, or its program is over the budget.
std::unique_ptr<const Regex> compile_regex(std::string_view pattern, Case letter_case, Accents accents, std::string& error);

}  // namespace libcode

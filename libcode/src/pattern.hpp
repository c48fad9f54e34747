// A pattern: what one rule word asks of one word form. Patterns meet distinct word forms, never texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "language.hpp"

namespace libcode {

enum class PatternKind : std::uint8_t { literal, wildcard, fuzzy };

// Which fold of a form a pattern looks at. `stem_bare` is the stem without its accents.
enum class View : std::uint8_t { exact, caseless, bare, stem, stem_bare };
inline constexpr int view_count = 5;

// Which of a form's two foldings a pattern looks at: with a final 's, if the rule word has one, or without.
enum class Side : std::uint8_t { base, full };

struct Pattern {
    PatternKind kind = PatternKind::literal;
    View view = View::caseless;
    Side side = Side::base;
    std::uint8_t edits = 0;   // fuzzy only: 1 or 2
    std::string text;         // folded as `view` says; wildcards keep their * and ?

    friend bool operator==(const Pattern&, const Pattern&) = default;
};

// A form as a view shows it: `full`, and `base` without a final 's where the language sets it aside.
Form view_form(std::string_view form, View view, const Language& language);

// The side that a rule word looks at; seen before any stemmer takes its 's away.
Side side_of(std::string_view rule_word, const Language& language);

// Whether a pattern is met by a form already folded by the pattern's view. `*` is any run of characters or none, `?` exactly one; a fuzzy pattern
// takes forms within `edits` edits (optimal string alignment), of five letters or more, first letter alike.
bool meets(const Pattern& pattern, const Form& form);

}  // namespace libcode

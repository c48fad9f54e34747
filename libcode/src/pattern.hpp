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

struct Pattern {
    PatternKind kind = PatternKind::literal;
    View view = View::caseless;
    std::uint8_t edits = 0;   // fuzzy only: 1 or 2
    std::string text;         // folded as `view` says; wildcards keep their * and ?

    friend bool operator==(const Pattern&, const Pattern&) = default;
};

// A form as a view shows it: `full`, and `base` without a final 's where the language sets it aside.
Form view_form(std::string_view form, View view, const Language& language);

// Whether a pattern is met by a form already folded by the pattern's view. A pattern that ends in 's looks
// at `full`, any other at `base`. `*` is any run of characters or none, `?` exactly one; a fuzzy pattern
// takes forms within `edits` edits (optimal string alignment), of five letters or more, first letter alike.
bool meets(const Pattern& pattern, const Form& form);

}  // namespace libcode

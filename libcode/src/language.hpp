// What the library knows of a language beside its cues: abbreviations, contractions, 's.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fold.hpp"

namespace libcode {

struct Language {
    std::string_view tag;  // "en"; "" for a language without any of this
    std::span<const std::string_view> abbreviations;  // lower case with full stop, sorted: "dr.", "e.g."
    // Spellings without their apostrophe, lower case, sorted, and where it belongs: {"didnt", 4}.
    struct Contraction {
        std::string_view spelling;
        std::uint8_t apostrophe_at;
    };
    std::span<const Contraction> contractions;
    bool sets_aside_s = false;  // a final 's is set aside unless the rule word has it
    std::string_view stemmer;   // Snowball's name, "" where there is none
};

// By the primary subtag of a BCP 47 tag ("en-GB" is "en"). Always returns a language.
const Language& language_of(std::string_view tag);

// One folded word form. `base` is `full` without a final 's where the language sets it aside, else
// equal to it. Contractions have their apostrophe in both, whatever their case.
struct Form {
    std::string full;
    std::string base;
};
Form fold_form(std::string_view form, Fold fold, const Language& language);

}  // namespace libcode

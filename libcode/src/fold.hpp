// Folds word forms: what makes two spellings of a word the same to a rule. The only file,
// with stem.cpp's Snowball, that knows a normaliser (ICU). Texts are never folded, only forms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace libcode {

// The four folds of a word form. `exact`: NFC with all apostrophes as U+0027. `caseless`:
// NFKC_Casefold of NFD (Unicode's D147) of Unicode 15.0 characters, others untouched, then `exact`; what does not
// show (soft hyphens, ZWJ, U+FE0F) goes. `bare`: caseless without accents on Latin, Greek and Cyrillic
// letters. `stem`: Snowball of the language on `caseless`.
enum class Fold : std::uint8_t { exact, caseless, bare, stem };

// Folds one form. Any bytes are accepted; those that are not UTF-8 become U+FFFD. `stemmer` is Snowball's
// name of the language ("english"), used by Fold::stem only; where it is empty a stem is the caseless form.
std::string fold(std::string_view form, Fold fold, std::string_view stemmer = {});

// Whether caseless folding may join a character to the one before it (a combining mark, a Hangul vowel).
bool joins_previous(char32_t character);

}  // namespace libcode

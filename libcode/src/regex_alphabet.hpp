// Gives every character a symbol of one byte, so that RE2 sees an expression of bytes with Unicode's meaning.
//
// Characters that no set of the expression tells apart share a symbol: /\d+ ?g/ needs four (digits, the space,
// g, all else). Where the expression asks for word boundaries, word characters get letters, digits or _ as symbols
// and the others get the rest, so that RE2's own ASCII \b is Unicode's \b. In goes the list of sets; out comes
// the alphabet, or nothing where the expression tells too many characters apart. Tests: test_regex_automaton.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "char_set.hpp"

namespace libcode {

inline constexpr int most_symbols = 256;
// Where the expression asks for boundaries: what RE2 takes for word characters.
inline constexpr std::string_view word_symbols = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

class RegexAlphabet {
  public:
    static std::optional<RegexAlphabet> make(std::span<const CharSet> sets, bool asks_for_boundaries);

    std::uint8_t symbol(char32_t character) const {
        return character < low_.size() ? low_[character] : symbol_beyond(character);
    }

    // The symbols of the characters of sets[index], sorted.
    const std::vector<std::uint8_t>& symbols_of_set(std::size_t index) const { return sets_[index]; }

  private:
    struct Run {
        char32_t first;  // up to the next run
        std::uint8_t symbol;
    };
    std::uint8_t symbol_beyond(char32_t character) const;

    std::vector<Run> runs_;               // from U+0000
    std::array<std::uint8_t, 0x800> low_{};  // the symbols of Latin, Greek, Cyrillic, Hebrew and Arabic, for speed
    std::vector<std::vector<std::uint8_t>> sets_;
};

}  // namespace libcode

// What the library knows of a language beside its cues: abbreviations, contractions, 's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fold.hpp"

namespace libcode {

// Lower case with full stop, sorted: "dr.", "e.g.". Most of what is asked for is none, by its first letter and length.
class Abbreviations {
  public:
    static constexpr std::size_t longest_bytes = 16;

    constexpr Abbreviations() = default;
    template <std::size_t size>
    constexpr Abbreviations(const std::array<std::string_view, size>& list) : list_(list) {
        for (const std::string_view each : list) sizes_[static_cast<unsigned char>(each[0])] |= 1u << each.size();
    }
    constexpr bool empty() const { return list_.empty(); }
    // Whether `word`, in any case and with its full stop, is listed.
    bool hold(std::string_view word) const;

  private:
    std::span<const std::string_view> list_;
    std::array<std::uint32_t, 256> sizes_{};  // by first byte: bit n is set where one of n bytes is listed
};

struct Language {
    std::string_view tag;  // "en"; "" for a language without any of this
    Abbreviations abbreviations = {};
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

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

// Which first bytes and sizes the entries of a short list have: tells at once of most words that they are none of them.
class ListedSizes {
  public:
    static constexpr std::size_t longest_bytes = 16;

    constexpr void add(std::string_view entry) { sizes_[static_cast<unsigned char>(entry[0])] |= 1u << entry.size(); }  // not covered: runs when compiling
    constexpr bool may_have(char first, std::size_t size_bytes) const {
        return size_bytes <= longest_bytes && (sizes_[static_cast<unsigned char>(first)] >> size_bytes & 1) != 0;
    }

  private:
    std::array<std::uint32_t, 256> sizes_{};  // by first byte: bit n is set where one of n bytes is listed
};

// Lower case with full stop, sorted: "dr.", "e.g.".
class Abbreviations {
  public:
    constexpr Abbreviations() = default;
    template <std::size_t size>
    constexpr Abbreviations(const std::array<std::string_view, size>& list) : list_(list) {
        for (const std::string_view each : list) sizes_.add(each);
    }
    constexpr bool empty() const { return list_.empty(); }
    // Whether `word`, in any case and with its full stop, is listed.
    bool hold(std::string_view word) const;

  private:
    std::span<const std::string_view> list_;
    ListedSizes sizes_;
};

// Spellings without their apostrophe, lower case, sorted, and where it belongs: {"didnt", 4}.
struct Contraction {
    std::string_view spelling;
    std::uint8_t apostrophe_at;
};
class Contractions {
  public:
    constexpr Contractions() = default;
    template <std::size_t size>
    constexpr Contractions(const std::array<Contraction, size>& list) : list_(list) {
        for (const Contraction& each : list) sizes_.add(each.spelling);
    }
    constexpr auto begin() const { return list_.begin(); }
    constexpr auto end() const { return list_.end(); }
    // The one that `word`, in any case, is; null where it is none.
    const Contraction* find(std::string_view word) const;

  private:
    std::span<const Contraction> list_;
    ListedSizes sizes_;
};

struct Language {
    std::string_view tag;  // "en"; "" for a language without any of this
    Abbreviations abbreviations = {};
    Contractions contractions = {};
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

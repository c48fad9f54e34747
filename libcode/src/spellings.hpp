// Spellings: the word forms of a survey in order of their folding, so that the forms a pattern meets stand side by side.
//
//     cramp, Cramp, cramps, CRAMPS, crane ...        "cramp*" looks at the four from "cramp" on
//
// In: a WordIndex. Out: the forms that a pattern meets, as meets() of pattern.hpp says. Cost: each view is folded and sorted once, when
// a pattern first looks at it; then two searches and a test for each form that begins alike. Tests: test_spellings.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pattern.hpp"
#include "word_index.hpp"

namespace libcode {

class Spellings {
  public:
    Spellings(const WordIndex& words, const Language& language) : words_(words), language_(language) {}

    const Language& language() const { return language_; }

    // Makes ready what find() makes ready for a pattern like this.
    void prepare(const Pattern& pattern) { order(pattern); }

    // The forms that meet `pattern`, in order of their numbers.
    std::vector<std::uint32_t> find(const Pattern& pattern);

    std::size_t memory_bytes() const;

  private:
    struct Spelling {
        std::uint64_t start;
        std::uint32_t bytes, form;
    };
    struct Order {
        std::string text;
        std::vector<Spelling> spellings;  // in order of their bytes

        std::string_view of(const Spelling& spelling) const { return std::string_view(text).substr(spelling.start, spelling.bytes); }
    };
    const Order& order(const Pattern& pattern);

    const WordIndex& words_;
    const Language& language_;
    std::array<std::optional<Order>, view_count * 2> orders_;  // by view and side
};

}  // namespace libcode

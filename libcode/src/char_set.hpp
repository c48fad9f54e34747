// Sets of characters, as sorted ranges: what the classes of a regular expression stand for.
//
// Properties and cases are those of Unicode 15.0: a character that is younger has none, so that no ICU changes a
// count. Costs are linear in the number of ranges. Tests: test_regex.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace libcode {

inline constexpr char32_t last_char = 0x10FFFF;

struct CharRange {
    char32_t first;
    char32_t last;  // included
    friend bool operator==(CharRange, CharRange) = default;
    friend auto operator<=>(CharRange, CharRange) = default;
};

// Sorted ranges that neither overlap nor touch.
using CharSet = std::vector<CharRange>;

// The set of ranges in any order.
CharSet set_of(std::vector<CharRange> ranges);
CharSet complement(const CharSet& set);
CharSet unite(const CharSet& left, const CharSet& right);

// A general category or script ("L", "Lu", "Greek", "Any"), or "White_Space" or "Assigned". Nothing for a name that
// is not known.
std::optional<CharSet> property_set(std::string_view name);

// The Unicode sense of \w (letters, marks, numbers and _), \d and \s. Made once.
const CharSet& word_chars();
const CharSet& digit_chars();
const CharSet& space_chars();

// A POSIX class as RE2 reads it, in ASCII: "alpha" of [[:alpha:]]. The name must be one of the fourteen.
CharSet posix_set(std::string_view name);

// The set with the other cases of its characters, one character for one.
CharSet close_over_case(const CharSet& set);

}  // namespace libcode

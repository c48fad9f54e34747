// Status: how the writer stands to what a coding found, on four axes.
//
// Each axis has a plain value (bit clear) and a marked one (bit set):
//
//     axis        plain      marked
//     negation    affirmed   negated
//     time        current    past
//     person      self       other
//     certainty   certain    uncertain
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <libcode/export.hpp>

namespace libcode {

enum class Axis : std::uint8_t { negation, time, person, certainty };
inline constexpr int axis_count = 4;

// The four axes as one byte; bit `1 << axis` is set where the axis holds its marked value.
struct Status {
    std::uint8_t marked = 0;

    constexpr bool is_marked(Axis axis) const { return marked >> static_cast<int>(axis) & 1; }
    constexpr void mark(Axis axis) { marked |= static_cast<std::uint8_t>(1u << static_cast<int>(axis)); }
    friend constexpr bool operator==(Status, Status) = default;
};

LIBCODE_API std::string_view axis_name(Axis axis);                 // "negation", "time", "person", "certainty"
LIBCODE_API std::string_view status_word(Axis axis, bool marked);  // "affirmed", "negated", "current", ...
LIBCODE_API std::string to_string(Status status);                  // "affirmed current self certain"

// Which statuses count: a list of status words. Each axis that the list names must hold
// one of the words named; axes not named are free.
struct Counting {
    std::uint8_t forbidden_marked = 1;  // axes that may not hold their marked value
    std::uint8_t forbidden_plain = 0;   // axes that may not hold their plain value

    constexpr bool counts(Status status) const {
        return (status.marked & forbidden_marked) == 0 && (~status.marked & forbidden_plain & 15) == 0;
    }
    friend constexpr bool operator==(Counting, Counting) = default;
};

// Reads "affirmed self" or "all" (words in any order, separated by spaces). Nothing where a
// word is no status word; `unknown`, if given, then receives that word.
LIBCODE_API std::optional<Counting> parse_counting(std::string_view words,
                                                   std::string* unknown = nullptr);

}  // namespace libcode

// What an edit can change: two codebooks, code by code.
//
//     before        after
//     cramps  ────► cramps      rule 2 edited       redone where the old rule or the new one matches
//     bladder ────► bladder     same                kept
//     pain    ────► pain        points at @cramps   redone where cramps is
//     old                       taken out           dropped
//                   new         added               redone where it matches
//
// Codes are the same code where they have the same path. Names, definitions, memos, colours, examples, weights and at_least are read from
// the codebook and change no coding. In doubt a code is anew. In: the parsed books. Cost: one comparison a rule. Tests:
// test_book_changes.cpp, and twin --survey, which holds every edit to coding anew.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "codebook_impl.hpp"

namespace libcode {

inline constexpr std::uint32_t no_code = 0xFFFFFFFF;

// Rules [first, last) of a code.
struct RuleSpan {
    std::uint32_t first = 0, last = 0;
    bool holds(std::uint32_t rule) const { return first <= rule && rule < last; }
};

struct BookChanges {
    std::vector<std::uint32_t> new_code;   // by code before: its number after, or no_code
    std::vector<RuleSpan> old_rules;       // by code before: the rules that are gone or edited
    std::vector<RuleSpan> new_rules;       // by code after: the rules that are new or edited
    std::vector<std::int64_t> later_rules; // by code before: added to the number of a rule after old_rules
    std::vector<std::uint8_t> is_redone;   // by code after: what it was left with can change
    std::vector<std::uint8_t> is_needed;   // by code after: it is redone, or one that is points at it

    bool keeps_order = true;    // kept codes stand in the same order
    bool renumbers = false;     // a kept code or rule has another number
    bool drops = false;         // a code was taken out
};

// Nothing where everything can have changed: another language, unit, or cues.
std::optional<BookChanges> changes_of(const Codebook::Impl& before, const Codebook::Impl& after);

}  // namespace libcode

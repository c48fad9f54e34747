// The proofs that the program `twin` runs. Each prints what it counted and returns how many
// differences it found; at the first it also prints the smallest world that shows it.
#pragma once

#include <cstdint>

namespace reference {

int random_pairs(std::uint64_t pairs, std::uint64_t seed);    // P2: random worlds, engine against twin
int exhaustive_pairs(int tokens);                             // P3: all small rules on all small texts
int metamorphic_cases(std::uint64_t cases, std::uint64_t seed);  // P8: what must not change a coding
int explained_pairs(std::uint64_t pairs, std::uint64_t seed);    // explanations agree with the engine
int edited_surveys(std::uint64_t edits, std::uint64_t seed);     // a held survey after an edit, against coding anew

}  // namespace reference

// Codebooks of a wanted size that find a wanted number of themes a response: the two are set apart from each other.
//
//     corpus ─► words, prefixes, pairs with their frequencies ─► those that add up to the themes wanted ─► YAML
//
// At most `most_firing` rules find anything; the others hold made words that no response holds. Ten rules make a code.
// In: a corpus and the wishes. Out: YAML, and for codebooks of single words these words, in the order of the rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "corpora.hpp"

namespace bench {

inline constexpr std::size_t rules_per_code = 10;
inline constexpr std::size_t most_firing = 1000;

struct Rules {
    std::vector<std::string> words;  // of the mix `words` only; rule i belongs to code i / rules_per_code
    std::size_t rules = 0, firing = 0;
    std::string yaml;
};

// `mix` is words, wildcards, phrases, proximity, regex or all (40 % words, 30 % wildcards, 15 % phrases, 15 % proximity).
// Throws std::invalid_argument for any other.
Rules make_rules(const Corpus& corpus, std::size_t rules, double themes_a_response, std::string_view mix, bool negation);

}  // namespace bench

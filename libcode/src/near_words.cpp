// In: a mistyped word and the words known; out: the one probably meant. Costs |word| × |known|
// steps, and nothing for a word too long to be a slip. Tested in test_codebook_faults.cpp.
#include "near_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace libcode {
namespace {

constexpr std::size_t longest_bytes = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment, case set aside, of two words of at most longest_bytes.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::array<std::array<std::uint8_t, longest_bytes + 1>, longest_bytes + 1> cost;
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<std::uint8_t>(i + j);
                continue;
            }
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            int least = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1])) {
                least = std::min(least, cost[i - 2][j - 2] + 1);
            }
            cost[i][j] = static_cast<std::uint8_t>(least);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::optional<std::string_view> nearest_word(std::string_view word, std::span<const std::string_view> known) {
    if (word.size() > longest_bytes) return std::nullopt;
    std::optional<std::string_view> best;
    std::size_t best_edits = 0;
    for (const auto candidate : known) {
        if (candidate.size() > longest_bytes) continue;
        const auto shorter = std::min(word.size(), candidate.size()), longer = std::max(word.size(), candidate.size());
        const auto most_edits = std::max<std::size_t>(1, shorter / 3);
        if (longer - shorter > most_edits) continue;
        const auto edits = edits_between(word, candidate);
        if (edits > most_edits) continue;
        if (!best || edits < best_edits) best = candidate, best_edits = edits;
    }
    return best;
}

}  // namespace libcode

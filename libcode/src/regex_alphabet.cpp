// Cuts the characters into classes that no set tells apart; the contract stands in regex_alphabet.hpp.
#include "regex_alphabet.hpp"

#include <algorithm>
#include <map>

namespace libcode {
namespace {

// Every character at which some set begins or has ended.
std::vector<char32_t> edges_of(std::span<const CharSet> sets) {
    std::vector<char32_t> edges{0};
    for (const CharSet& set : sets) {
        for (const CharRange range : set) {
            edges.push_back(range.first);
            if (range.last < last_char) edges.push_back(range.last + 1);
        }
    }
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

// The sets that hold the characters from each edge to the next.
std::vector<std::vector<bool>> memberships(std::span<const CharSet> sets, std::span<const char32_t> edges) {
    std::vector<std::vector<bool>> members(edges.size(), std::vector<bool>(sets.size()));
    for (std::size_t set = 0; set < sets.size(); ++set) {
        for (const CharRange range : sets[set]) {
            const auto from = std::lower_bound(edges.begin(), edges.end(), range.first);
            for (auto at = from; at != edges.end() && *at <= range.last; ++at)
                members[static_cast<std::size_t>(at - edges.begin())][set] = true;
        }
    }
    return members;
}

}  // namespace

std::optional<RegexAlphabet> RegexAlphabet::make(std::span<const CharSet> sets, bool asks_for_boundaries) {
    std::vector<CharSet> told_apart(sets.begin(), sets.end());
    if (asks_for_boundaries) told_apart.push_back(word_chars());

    std::string words, others;  // the symbols still to be given away, the last first
    for (int symbol = most_symbols - 1; symbol >= 0; --symbol) {
        const bool is_word = asks_for_boundaries && word_symbols.find(static_cast<char>(symbol)) != std::string_view::npos;
        (is_word ? words : others).push_back(static_cast<char>(symbol));
    }

    const auto edges = edges_of(told_apart);
    const auto members = memberships(told_apart, edges);
    RegexAlphabet alphabet;
    alphabet.sets_.resize(sets.size());
    std::map<std::vector<bool>, std::uint8_t> symbols;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto [known, is_new] = symbols.try_emplace(members[i], std::uint8_t{0});
        if (is_new) {
            std::string& free = asks_for_boundaries && members[i].back() ? words : others;
            if (free.empty()) return std::nullopt;
            known->second = static_cast<std::uint8_t>(free.back());
            free.pop_back();
            for (std::size_t set = 0; set < sets.size(); ++set)
                if (members[i][set]) alphabet.sets_[set].push_back(known->second);
        }
        alphabet.runs_.push_back({edges[i], known->second});
    }
    for (auto& set : alphabet.sets_) std::sort(set.begin(), set.end());
    for (char32_t c = 0; c < alphabet.low_.size(); ++c) alphabet.low_[c] = alphabet.symbol_beyond(c);
    return alphabet;
}

std::uint8_t RegexAlphabet::symbol_beyond(char32_t character) const {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), character,
                                        [](char32_t c, const Run& run) { return c < run.first; });
    return (after - 1)->symbol;
}

}  // namespace libcode

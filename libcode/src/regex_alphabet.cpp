// Cuts the characters into classes that no set tells apart; the contract stands in regex_alphabet.hpp.
#include "regex_alphabet.hpp"

#include <algorithm>

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

// Calls `visit` with the index of each edge at which characters of the set stand.
template <class Visit>
void each_edge_within(const CharSet& set, std::span<const char32_t> edges, const Visit& visit) {
    for (const CharRange range : set)
        for (auto at = std::lower_bound(edges.begin(), edges.end(), range.first); at != edges.end() && *at <= range.last; ++at)
            visit(static_cast<std::size_t>(at - edges.begin()));
}

// The class of the characters from each edge to the next, numbered as they first come: two are of one class where no set tells them apart.
// Each set cuts the classes before it in two, those within it and those without.
std::vector<std::uint32_t> classes_of(std::span<const CharSet> sets, std::span<const char32_t> edges) {
    constexpr std::uint32_t none = ~0u;
    std::vector<std::uint32_t> classes(edges.size(), 0), halves;
    std::uint32_t count = 1;
    for (const CharSet& set : sets) {
        for (auto& each : classes) each *= 2;
        each_edge_within(set, edges, [&](std::size_t edge) { ++classes[edge]; });
        halves.assign(2 * count, none);
        count = 0;
        for (auto& each : classes) {
            if (halves[each] == none) halves[each] = count++;
            each = halves[each];
        }
    }
    return classes;
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
    const auto classes = classes_of(told_apart, edges);
    std::vector<char> is_word(edges.size(), 0);
    if (asks_for_boundaries) each_edge_within(told_apart.back(), edges, [&](std::size_t edge) { is_word[edge] = 1; });

    RegexAlphabet alphabet;
    std::vector<std::uint8_t> symbols;  // by class
    for (std::size_t i = 0; i < edges.size(); ++i) {
        if (classes[i] == symbols.size()) {
            std::string& free = is_word[i] ? words : others;
            if (free.empty()) return std::nullopt;
            symbols.push_back(static_cast<std::uint8_t>(free.back()));
            free.pop_back();
        }
        alphabet.runs_.push_back({edges[i], symbols[classes[i]]});
    }
    for (const CharSet& set : sets) {
        std::array<bool, most_symbols> holds{};
        each_edge_within(set, edges, [&](std::size_t edge) { holds[alphabet.runs_[edge].symbol] = true; });
        auto& of_set = alphabet.sets_.emplace_back();
        for (std::size_t symbol = 0; symbol < holds.size(); ++symbol)
            if (holds[symbol]) of_set.push_back(static_cast<std::uint8_t>(symbol));
    }
    for (std::size_t c = 0, run = 0; c < alphabet.low_.size(); ++c) {
        if (run + 1 < alphabet.runs_.size() && alphabet.runs_[run + 1].first == c) ++run;
        alphabet.low_[c] = alphabet.runs_[run].symbol;
    }
    return alphabet;
}

std::uint8_t RegexAlphabet::symbol_beyond(char32_t character) const {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), character,
                                        [](char32_t c, const Run& run) { return c < run.first; });
    return (after - 1)->symbol;
}

}  // namespace libcode

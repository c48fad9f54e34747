// Finds the words around codings. In: Codings, their texts. Out: one Context each. Cost: the cutting of the responses. Tests: test_places.cpp.
#include <libcode/contexts.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include "places.hpp"

namespace libcode {

std::vector<Context> find_contexts(const Codings& codings, std::span<const std::string_view> text, std::span<const std::size_t> rows, std::uint32_t words) {
    if (text.size() != codings.answers.size())
        throw std::invalid_argument("`text` has " + std::to_string(text.size()) + " entries for " + std::to_string(codings.answers.size()) + " responses");
    PlaceCutter cutter(codings.codebook);
    std::optional<std::uint32_t> cut;
    std::vector<Context> contexts;
    for (const std::size_t row : rows) {
        const Coding& coding = codings.rows.at(row);
        if (cut != coding.response) {
            cutter.cut(text[coding.response]);
            cut = coding.response;
        }
        const WordPlace place = cutter.place(coding.start_bytes, coding.end_bytes);
        const auto& all = cutter.tokens().words;
        const std::size_t first = place.first_word - std::min(place.first_word, words);
        const std::size_t last = std::min(all.size() - 1, std::size_t{place.end_word} - 1 + words);
        contexts.push_back({all[first].start_bytes, all[last].end_bytes});
    }
    return contexts;
}

}  // namespace libcode

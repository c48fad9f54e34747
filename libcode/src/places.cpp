// Finds the words of a stretch; the contract stands in places.hpp.
#include "places.hpp"

#include <algorithm>

namespace libcode {

WordPlace PlaceCutter::place(std::uint32_t start_bytes, std::uint32_t end_bytes) const {
    const auto& words = tokens_.words;
    const auto first = std::ranges::upper_bound(words, start_bytes, {}, &Word::end_bytes) - words.begin();
    const auto end = std::ranges::lower_bound(words, end_bytes, {}, &Word::start_bytes) - words.begin();
    const auto first_word = static_cast<std::uint32_t>(first), end_word = static_cast<std::uint32_t>(end);
    const std::uint32_t last_word = end_word > first_word ? end_word - 1 : first_word;
    return {first_word, last_word + 1, tokens_.sentence_of[first_word], tokens_.sentence_of[last_word],
            tokens_.paragraph_of(first_word), tokens_.paragraph_of(last_word)};
}

}  // namespace libcode

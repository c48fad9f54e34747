// The naive finders that every engine's answer is held to before it is timed. They share nothing with the engines but, for
// the Unicode one, cut_words().
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Hit {
    std::uint32_t response, word;      // which word of the list
    std::uint32_t start_bytes, end_bytes;
    friend auto operator<=>(const Hit&, const Hit&) = default;
};

enum class Boundaries {
    unicode,  // words of UAX #29 as libcode cuts them, NFKC case folded, a final 's set aside
    regex,    // runs of A-Z, a-z, 0-9 and _, ASCII case folded: what \bword\b finds
    none,     // anywhere in the text, ASCII case folded: what a search for substrings finds
};

// All hits of `words` (folded, none twice) in order.
std::vector<Hit> find_naively(std::span<const std::string_view> texts, std::span<const std::string> words, Boundaries boundaries);

// The words of `text` by cut_words(), folded as above.
std::vector<std::string> folded_words(std::string_view text);
std::string fold(std::string_view form);

}  // namespace bench

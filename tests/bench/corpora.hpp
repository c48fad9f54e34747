// Corpora: seeded responses in the likeness of survey answers, so that anybody measures the same text.
//
//     words by rank, Zipf's frequencies ─► sentences ─► a response of about 40 words, 217 bytes
//
// The function words of English and Russian are real, so that cues of negation meet what they would; all other words are made of
// syllables. One word in 300 is misspelt: the number of distinct forms grows with the text, as it does in the world.
// In: a kind, a number of rows, a seed. Out: the same bytes on every machine. Cost: about 100 MB/s.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Corpus {
    std::string name;
    std::shared_ptr<const std::string> bytes;  // all responses, one after another
    std::vector<std::int64_t> offsets;         // where each starts, and where the last ends
    std::vector<std::string_view> texts;

    std::size_t rows() const { return texts.size(); }
    std::size_t size_bytes() const { return static_cast<std::size_t>(offsets.back()); }
    // Its first responses; shares the bytes.
    Corpus head(std::size_t rows) const;
};

// `kind` is english (ASCII), mixed (curly quotes, accents, emoji), cyrillic, cjk (Chinese with kana) or thai.
// Throws std::invalid_argument for any other.
Corpus make_corpus(std::string_view kind, std::size_t rows, std::uint64_t seed);
Corpus corpus_of(std::string name, const std::vector<std::string>& texts);

// A made word of English look that is not among the words of make_corpus().
std::string made_word(std::uint64_t number);

}  // namespace bench

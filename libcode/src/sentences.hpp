// Cuts a text into sentences and paragraphs, for people who write "my gp was great. my mum has no clue".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "language.hpp"
#include "words.hpp"

namespace libcode {

struct Sentence {
    std::uint32_t start_bytes;  // of its first character that is not white space
    std::uint32_t end_bytes;    // after its last character that is not white space
    std::uint32_t paragraph;    // ordinal among the paragraphs that hold a word, from 0
    std::uint32_t first_word;   // index into the words given
    std::uint32_t end_word;     // one past its last word
};

inline constexpr std::uint32_t longest_sentence_chars = 10000;  // a longer one ends at a word's end before that

// The words after which something else than one U+0020 and a word stands, in order; the last word is one. Replaces `wide`.
void find_wide_gaps(std::string_view text, std::span<const Word> words, std::vector<std::uint32_t>& wide);

// Replaces `sentences` by the sentences of `text` that hold at least one word, in order; every
// word lies in exactly one. A sentence does not end after one of `abbreviations`. `wide` is what find_wide_gaps() found.
void cut_sentences(std::string_view text, std::span<const Word> words, std::span<const std::uint32_t> wide,
                   const Abbreviations& abbreviations, std::vector<Sentence>& sentences);

// Whether the full stop directly after words[word] is that of a listed abbreviation, which may be
// of several words ("Ph.D.").
bool is_abbreviation(std::string_view text, std::span<const Word> words, std::size_t word,
                     const Abbreviations& abbreviations);

// Boundaries of UAX #29 sentences, untailored, for the Unicode break tests only.
void sentence_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes);

}  // namespace libcode

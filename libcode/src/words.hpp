// Cuts a text into words by the default boundaries of UAX #29, Unicode 15.0, on frozen tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace libcode {

// A word: a segment with a letter or digit (any Unicode L or N that shows), or an emoji sequence.
// A character of a script written without spaces is a word with its marks.
struct Word {
    std::uint32_t start_bytes;
    std::uint32_t end_bytes;
    friend bool operator==(Word, Word) = default;
};

inline constexpr std::uint32_t longest_word_chars = 1000;  // a word ends after so many

// Replaces `words` by the words of `text`, in order. Linear in the text. Bytes that are not
// UTF-8 read as U+FFFD and belong to no word. No word starts or ends inside a grapheme cluster, unless one
// cluster alone is longer than the longest word.
void cut_words(std::string_view text, std::vector<Word>& words);

// What stands between two boundaries: a word, or what is between words.
struct Segment {
    std::size_t end_bytes;
    bool is_word;
};

// The segment that starts at `start_bytes`, a boundary inside `text`, by the full rules.
Segment next_segment(std::string_view text, std::size_t start_bytes);

// All boundaries of UAX #29 words with libcode's tailorings, the words and what is between
// them, as byte offsets from 0 to text.size(), none where it is empty: what the Unicode break tests ask for.
void word_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes);

}  // namespace libcode

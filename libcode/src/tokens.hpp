// A response as the rules see it: words, how each is tied to the one before it, sentences.
//
//     "No cramps. K‐cramps, badly"
//      0  1       2  3      4        tokens
//       s       -  h      x          gap before token 1, 2, 3, 4: s and h can be stepped over, - and x not
//      └── 0 ──┘ └───── 1 ──────┘    sentences
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "language.hpp"
#include "sentences.hpp"
#include "words.hpp"

namespace libcode {

// What stands between a word and the word before it in the same response.
enum class Gap : std::uint8_t {
    barrier,    // a phrase does not step over it: , ; : ( ) [ ], a dash, any other sign, a sentence's end
    spaced,     // can be stepped over and holds white space
    unspaced,   // can be stepped over and holds none: empty, a hyphen, a slash, quotation marks
    sign,       // a barrier without white space inside one sentence: "A&E"
};

struct Tokens {
    std::string_view text;
    std::vector<Word> words;
    std::vector<Gap> gaps;                     // gaps[i] stands before words[i]; gaps[0] is barrier
    std::vector<std::uint32_t> sentence_of;    // index into sentences, per word
    std::vector<Sentence> sentences;
    std::vector<std::uint32_t> wide;           // words after which more or else than one U+0020 stands, and the last word

    std::string_view form(std::size_t word) const {
        return text.substr(words[word].start_bytes, words[word].end_bytes - words[word].start_bytes);
    }
    // The text between a word and the one before it.
    std::string_view gap_text(std::size_t word) const {
        return text.substr(words[word - 1].end_bytes, words[word].start_bytes - words[word - 1].end_bytes);
    }
    // Whether that is one U+0020.
    bool is_one_space(std::size_t word) const {
        return words[word].start_bytes - words[word - 1].end_bytes == 1 && text[words[word - 1].end_bytes] == ' ';
    }
    std::uint32_t paragraph_of(std::size_t word) const { return sentences[sentence_of[word]].paragraph; }
};

// Cuts `text` (which must outlive `tokens`) anew into `tokens`, whose memory is used again.
void tokenize(std::string_view text, const Language& language, Tokens& tokens);

// The second half of tokenize(): from `text` and `words` the sentences and what is tied to them. The engine takes this
// step only where a rule can match.
void lay_sentences(const Language& language, Tokens& tokens);

}  // namespace libcode

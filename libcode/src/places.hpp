// Places: where a coding stands in its response, counted in the library's own words, sentences and paragraphs.
//
//     "No cramps. K cramps, badly"      the match at bytes 11 to 19 is words 2 to 4, sentence 1, paragraph 0
//
// A response is cut anew, as it was for coding; so codings need not carry what few ask for. In: a text and stretches of it
// that begin and end with a word. Cost: the cutting, and two look-ups a stretch. Test: test_places.cpp.
#pragma once

#include <cstdint>
#include <string_view>

#include <libcode/codebook.hpp>

#include "tokens.hpp"

namespace libcode {

struct WordPlace {
    std::uint32_t first_word, end_word;  // end_word is one past the last
    std::uint32_t first_sentence, last_sentence;
    std::uint32_t first_paragraph, last_paragraph;
};

class PlaceCutter {
  public:
    explicit PlaceCutter(const Codebook& codebook) : language_(language_of(codebook.language())) {}

    void cut(std::string_view text) { tokenize(text, language_, tokens_); }

    // Of the text cut last.
    const Tokens& tokens() const { return tokens_; }
    std::uint32_t sentences() const { return static_cast<std::uint32_t>(tokens_.sentences.size()); }
    std::uint32_t paragraphs() const { return tokens_.sentences.empty() ? 0 : tokens_.sentences.back().paragraph + 1; }
    WordPlace place(std::uint32_t start_bytes, std::uint32_t end_bytes) const;

  private:
    const Language& language_;
    Tokens tokens_;
};

}  // namespace libcode

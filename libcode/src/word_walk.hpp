// WordWalk: the answers as numbered words, one response after another, each word with its group. What counting words
// and counting pairs have in common. In: texts, WordGroups. Costs the cutting of the texts that have a group. Tests: test_word_counts.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <libcode/word_counts.hpp>

#include "tokens.hpp"
#include "word_ids.hpp"

namespace libcode {

class WordWalk {
  public:
    // Throws std::invalid_argument where `groups` does not fit `text`.
    WordWalk(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options);

    // Goes to the next response that has a word of a group; false after the last. Throws Stopped.
    bool next();

    // Of the response gone to; `group` is no_group for words that are not counted.
    std::uint32_t response() const { return response_; }
    std::span<const std::uint32_t> ids() const { return ids_; }
    std::span<const std::uint32_t> group() const { return group_; }
    bool follows(std::size_t word) const { return tokens_.gaps[word] == Gap::spaced || tokens_.gaps[word] == Gap::unspaced; }
    std::uint32_t sentence_of(std::size_t word) const { return tokens_.sentence_of[word]; }

    const std::string& word(std::uint32_t id) const { return words_.word(id); }
    // The words of `stop`, as numbers. They are folded as the answers' words are.
    std::unordered_set<std::uint32_t> numbers_of(std::span<const std::string> stop);

  private:
    bool number_words();

    std::span<const std::string_view> text_;
    const WordGroups& groups_;
    const Language& language_;
    std::function<bool(std::size_t)> progress_;
    WordIds words_;
    Tokens tokens_;
    std::vector<std::uint32_t> ids_, group_;
    std::size_t coming_ = 0, part_ = 0, bytes_ = 0;
    std::uint32_t response_ = 0;
};

}  // namespace libcode

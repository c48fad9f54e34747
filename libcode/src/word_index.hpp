// Word index: the distinct word forms of a survey, and which responses hold each.
//
//     responses  0 ... 65,535 | 65,536 ...              a block: its forms in order, and of each the responses
//     "cramps"   [3, 17, 940] | (none)                  few: their places in the block, 2 bytes each
//     "the"      01101110...  | 11011...                many: a bit a response
//
// So a form costs at most a bit for each response, and 10 bytes where it stands in one. In: texts. Cost: the cutting of the texts,
// one look-up and one step of a sort for each word. Read once, then only looked at. Tests: test_word_index.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

#include "response_set.hpp"

namespace libcode {

class WordIndex {
  public:
    // Throws Stopped.
    WordIndex(std::span<const std::string_view> texts, const Options& options);

    std::size_t size() const { return form_starts_.size() - 1; }
    std::string_view form(std::size_t number) const {
        return std::string_view(form_bytes_).substr(form_starts_[number], form_starts_[number + 1] - form_starts_[number]);
    }

    // Adds all responses that hold one of these forms, which are in order.
    void add_responses(std::span<const std::uint32_t> forms, ResponseSet& responses) const;

    std::size_t memory_bytes() const;

  private:
    // Responses from a multiple of 64 on.
    struct Block {
        std::uint32_t first_response = 0, responses = 0;
        std::vector<std::uint32_t> forms;   // in order
        std::vector<std::uint32_t> starts;  // of forms[i]: places[starts[i]] to places[starts[i + 1]]
        std::vector<std::uint16_t> places;

        // As many places as have a bit for each response are such bits.
        std::size_t bit_places() const { return (responses + 15) / 16; }
        void add(std::size_t form, ResponseSet& set) const;
        void renumber(std::span<const std::uint32_t> numbers);
    };
    class Reader;

    std::vector<Block> blocks_;
    std::string form_bytes_;
    std::vector<std::uint64_t> form_starts_;
};

}  // namespace libcode

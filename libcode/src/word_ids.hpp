// Numbers for words: each distinct spelling is folded once, and spellings that fold alike share a number. So are
// numbered the rows of words that make a phrase. Memory grows with what is distinct, not with the text.
//
//     "Cramps" ─┐
//     "cramps" ─┴─► 7 ─┐
//     "hurt" ─────► 9 ─┴─► (7, 9) is row 0
//
// A number is given in order of first appearance. Test: test_word_counts.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pattern.hpp"

namespace libcode {

class WordIds {
  public:
    WordIds(View view, const Language& language) : view_(view), language_(language) {}

    std::uint32_t id(std::string_view form);
    const std::string& word(std::uint32_t id) const { return *words_[id]; }
    std::size_t size() const { return words_.size(); }

  private:
    struct Slot {
        std::string_view form;
        std::uint32_t hash = 0, id = 0;
    };
    std::uint32_t id_of_new(std::string_view form);
    void grow();

    View view_;
    const Language& language_;
    std::vector<Slot> slots_ = std::vector<Slot>(1024);  // a form without data(): free
    std::size_t used_ = 0;
    std::deque<std::string> forms_;
    std::unordered_map<std::string, std::uint32_t> id_of_word_;
    std::vector<const std::string*> words_;
};

// The numbers of rows of `width` numbers.
class RowIds {
  public:
    explicit RowIds(std::size_t width) : width_(width) {}

    std::uint32_t id(const std::uint32_t* row);
    std::span<const std::uint32_t> row(std::uint32_t id) const { return {rows_.data() + id * width_, width_}; }
    std::size_t size() const { return rows_.size() / width_; }

  private:
    std::size_t place_of(const std::uint32_t* row) const;

    std::size_t width_;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(1024);  // number and one; 0: free
    std::vector<std::uint32_t> rows_;
};

}  // namespace libcode

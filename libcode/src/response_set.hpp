// A set of responses, a bit each. All sets that meet are of the same survey.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace libcode {

class ResponseSet {
  public:
    explicit ResponseSet(std::size_t responses) : words_((responses + 63) / 64), responses_(responses) {}

    void add(std::size_t response) { words_[response / 64] |= std::uint64_t{1} << (response % 64); }
    // Adds `bits`, the first of which is that of response 64 * word.
    void add_word(std::size_t word, std::uint64_t bits) { words_[word] |= bits; }
    void add_all() {
        for (auto& word : words_) word = ~std::uint64_t{0};
        if (responses_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (responses_ % 64)) - 1;
    }
    ResponseSet& operator|=(const ResponseSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
        return *this;
    }
    ResponseSet& operator&=(const ResponseSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
        return *this;
    }
    bool contains(std::size_t response) const { return (words_[response / 64] >> (response % 64) & 1) != 0; }

    // In order.
    std::vector<std::uint32_t> list() const {
        std::size_t count = 0;
        for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
        std::vector<std::uint32_t> out;
        out.reserve(count);
        for (std::size_t i = 0; i < words_.size(); ++i)
            for (std::uint64_t bits = words_[i]; bits != 0; bits &= bits - 1)
                out.push_back(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
        return out;
    }

  private:
    std::vector<std::uint64_t> words_;
    std::size_t responses_;
};

}  // namespace libcode

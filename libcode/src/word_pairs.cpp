// Counts pairs of words. In: texts, WordGroups. Out: WordPairs. Cost: the cutting of the texts, and one look-up for each
// word and each word of the window behind it. Tests: test_word_counts.cpp.
#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include <libcode/word_counts.hpp>

#include "word_walk.hpp"

namespace libcode {
namespace {

class PairCounter {
  public:
    explicit PairCounter(unsigned window) : window_(window) {}

    void add(const WordWalk& walk) {
        const auto ids = walk.ids(), group = walk.group();
        for (std::size_t first = 0; first < ids.size(); ++first) {
            if (group[first] == no_group) continue;
            for (std::size_t second = first + 1; second < ids.size() && second - first <= window_; ++second) {
                if (walk.sentence_of(second) != walk.sentence_of(first)) break;
                if (group[second] != group[first] || (window_ == 1 && !walk.follows(second))) continue;
                const std::array pair = {ids[first], ids[second]};
                const std::uint32_t id = pairs_.id(pair.data());
                if (id == counts_.size()) counts_.push_back(0);
                ++counts_[id];
            }
        }
    }

    WordPairs counts(WordWalk& walk, const WordOptions& options) const {
        const auto stop = walk.numbers_of(options.stop);
        std::vector<std::uint64_t> as_first, as_second;  // per word
        const auto add = [](std::vector<std::uint64_t>& sums, std::uint32_t word, std::uint64_t count) {
            if (word >= sums.size()) sums.resize(std::size_t{word} + 1);
            sums[word] += count;
        };
        std::vector<std::uint32_t> listed;
        WordPairs out;
        for (std::uint32_t pair = 0; pair < counts_.size(); ++pair) {
            const auto words = pairs_.row(pair);
            add(as_first, words[0], counts_[pair]);
            add(as_second, words[1], counts_[pair]);
            out.total += counts_[pair];
            if (counts_[pair] >= options.least && !stop.contains(words[0]) && !stop.contains(words[1])) listed.push_back(pair);
        }
        std::ranges::sort(listed, [&](std::uint32_t a, std::uint32_t b) {
            if (counts_[a] != counts_[b]) return counts_[a] > counts_[b];
            const auto in_a = pairs_.row(a), in_b = pairs_.row(b);
            if (in_a[0] != in_b[0]) return walk.word(in_a[0]) < walk.word(in_b[0]);
            return walk.word(in_a[1]) < walk.word(in_b[1]);
        });
        for (const std::uint32_t pair : listed) {
            const auto words = pairs_.row(pair);
            out.first.push_back(walk.word(words[0]));
            out.second.push_back(walk.word(words[1]));
            out.counts.push_back(counts_[pair]);
            out.first_counts.push_back(as_first[words[0]]);
            out.second_counts.push_back(as_second[words[1]]);
        }
        return out;
    }

  private:
    std::size_t window_;
    RowIds pairs_{2};
    std::vector<std::uint64_t> counts_;  // per pair
};

}  // namespace

WordPairs count_pairs(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options) {
    if (options.window < 1) throw std::invalid_argument("a window is 1 word or more");
    WordWalk walk(text, groups, options);
    PairCounter counter(options.window);
    while (walk.next()) counter.add(walk);
    return counter.counts(walk, options);
}

}  // namespace libcode

// Counts words and phrases. In: texts, WordGroups. Out: WordCounts. Cost: the cutting of the texts, and for each word one
// look-up of its spelling and one of its phrase. Tests: test_word_counts.cpp.
#include <libcode/word_counts.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include "word_walk.hpp"

namespace libcode {
namespace {

struct Cell {
    std::uint64_t count = 0;
    std::uint32_t responses = 0;
    std::uint32_t last_response = no_group;  // that was counted
};

class Counter {
  public:
    Counter(std::uint32_t groups, unsigned words) : groups_(groups), words_(words), phrases_(words), total_(groups) {}

    void add(const WordWalk& walk) {
        const auto ids = walk.ids(), group = walk.group();
        std::size_t run = 0;  // how many words of one group follow one another up to here
        for (std::size_t word = 0; word < ids.size(); ++word) {
            if (group[word] == no_group) {
                run = 0;
                continue;
            }
            run = run > 0 && walk.follows(word) && group[word] == group[word - 1] ? run + 1 : 1;
            if (run < words_) continue;
            const std::size_t first = word + 1 - words_;
            const std::size_t phrase = words_ == 1 ? ids[word] : phrases_.id(&ids[first]);
            if (phrase >= cells_.size() / groups_) cells_.resize((phrase + 1) * groups_);
            add(cells_[phrase * groups_ + group[word]], walk.response());
            add(total_[group[word]], walk.response());
        }
    }

    WordCounts counts(WordWalk& walk, const WordOptions& options) const {
        const auto stop = walk.numbers_of(options.stop);
        std::vector<std::tuple<std::uint64_t, std::string, std::size_t>> listed;
        for (std::size_t phrase = 0; phrase < cells_.size() / groups_; ++phrase) {
            const Cell* cells = &cells_[phrase * groups_];
            const std::uint64_t count = std::accumulate(cells, cells + groups_, std::uint64_t{0}, [](std::uint64_t sum, const Cell& cell) { return sum + cell.count; });
            if (count == 0 || count < options.least) continue;
            const auto only = static_cast<std::uint32_t>(phrase);
            const std::span<const std::uint32_t> ids = words_ == 1 ? std::span(&only, 1) : phrases_.row(only);
            if (std::ranges::any_of(ids, [&](std::uint32_t id) { return stop.contains(id); })) continue;
            std::string written;
            for (const std::uint32_t id : ids) written += (written.empty() ? "" : " ") + walk.word(id);
            listed.emplace_back(count, std::move(written), phrase);
        }
        std::ranges::sort(listed, [](const auto& a, const auto& b) {
            return std::get<0>(a) != std::get<0>(b) ? std::get<0>(a) > std::get<0>(b) : std::get<1>(a) < std::get<1>(b);
        });
        WordCounts out;
        out.groups = groups_;
        for (auto& [count, written, phrase] : listed) {
            out.words.push_back(std::move(written));
            for (std::uint32_t group = 0; group < groups_; ++group) {
                out.counts.push_back(cells_[phrase * groups_ + group].count);
                out.responses.push_back(cells_[phrase * groups_ + group].responses);
            }
        }
        for (const Cell& cell : total_) {
            out.total.push_back(cell.count);
            out.total_responses.push_back(cell.responses);
        }
        return out;
    }

  private:
    static void add(Cell& cell, std::uint32_t response) {
        ++cell.count;
        cell.responses += cell.last_response != response;
        cell.last_response = response;
    }

    std::size_t groups_, words_;
    RowIds phrases_;
    std::vector<Cell> cells_;  // phrases × groups
    std::vector<Cell> total_;  // per group
};

}  // namespace

WordCounts count_words(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options) {
    if (options.words < 1 || options.words > most_words_of_phrase)
        throw std::invalid_argument("a phrase has 1 to " + std::to_string(most_words_of_phrase) + " words, not " + std::to_string(options.words));
    if (groups.count == 0) throw std::invalid_argument("there must be a group of words to count");
    WordWalk walk(text, groups, options);
    Counter counter(groups.count, options.words);
    while (walk.next()) counter.add(walk);
    return counter.counts(walk, options);
}

}  // namespace libcode

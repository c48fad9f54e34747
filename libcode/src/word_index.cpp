// Reads the words of a survey; the contract stands in word_index.hpp. Each thread reads a run of responses with numbers of its own
// for the forms; the runs are then put together under the first one's numbers.
#include "word_index.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>

#include "forms.hpp"
#include "instructions.hpp"
#include "on_threads.hpp"
#include "segmenter.hpp"

namespace libcode {
namespace {

constexpr std::size_t most_responses = 1 << 16;  // of a block: a place has 16 bits
constexpr std::size_t most_pairs = 1 << 21;      // then a block ends early: what is sorted at once stays small

}  // namespace

class WordIndex::Reader {
  public:
    explicit Reader(Instructions instructions) : segmenter_(instructions) {}

    // `first` is a multiple of 64.
    void read(std::span<const std::string_view> texts, std::size_t first, std::size_t last, Pace& pace) {
        std::size_t bytes = 0, unreported = 0;
        first_response_ = first;
        for (std::size_t i = first; i < last; ++i) {
            if (i % 64 == 0 && (i - first_response_ == most_responses || pairs_.size() >= most_pairs)) close_block(i);
            read_one(texts[i], static_cast<std::uint32_t>(i));
            ++unreported;
            bytes += texts[i].size() + 1;
            if (bytes < bytes_between_looks) continue;
            if (!pace.go_on(unreported)) return;
            bytes = unreported = 0;
        }
        close_block(last);
    }

    std::uint32_t number_of(std::string_view form) {
        const FormKey key = FormKey::of(form);
        std::uint32_t number = forms_.find(form, key);
        if (number != Forms::unknown) return number;
        number = static_cast<std::uint32_t>(last_response_.size());
        forms_.add(form, key, number);
        form_bytes.append(form);
        form_starts.push_back(form_bytes.size());
        last_response_.push_back(UINT32_MAX);
        return number;
    }

    std::vector<Block> blocks;
    std::string form_bytes;
    std::vector<std::uint64_t> form_starts{0};

  private:
    struct Pair {
        std::uint32_t form, place;
    };

    void read_one(std::string_view text, std::uint32_t response) {
        if (text.empty()) return;
        segmenter_.cut(text, words_);
        for (const Word& word : words_) {
            const std::uint32_t form = number_of(text.substr(word.start_bytes, word.end_bytes - word.start_bytes));
            if (last_response_[form] == response) continue;
            last_response_[form] = response;
            pairs_.push_back({form, response - static_cast<std::uint32_t>(first_response_)});
        }
    }

    // Sorts the pairs by form, by counting; of one form they are in order already.
    void close_block(std::size_t end_response) {
        Block block;
        block.first_response = static_cast<std::uint32_t>(first_response_);
        block.responses = static_cast<std::uint32_t>(end_response - first_response_);
        first_response_ = end_response;
        counts_.resize(last_response_.size());
        for (const auto& [form, place] : pairs_)
            if (counts_[form]++ == 0) block.forms.push_back(form);
        std::sort(block.forms.begin(), block.forms.end());
        block.forms.shrink_to_fit();
        block.starts.reserve(block.forms.size() + 1);
        std::uint32_t total = 0;
        for (const std::uint32_t form : block.forms) {
            block.starts.push_back(total);
            total += std::min(counts_[form], static_cast<std::uint32_t>(block.bit_places()));
        }
        block.starts.push_back(total);
        block.places.resize(total);
        for (std::size_t i = 0; i < block.forms.size(); ++i) {
            const bool has_bits = counts_[block.forms[i]] >= block.bit_places();
            counts_[block.forms[i]] = block.starts[i] * 2 + has_bits;
        }
        for (const auto& [form, place] : pairs_) {
            std::uint32_t& at = counts_[form];
            if (at % 2 != 0) {
                block.places[at / 2 + place / 16] |= static_cast<std::uint16_t>(1u << (place % 16));
            } else {
                block.places[at / 2] = static_cast<std::uint16_t>(place);
                at += 2;
            }
        }
        for (const std::uint32_t form : block.forms) counts_[form] = 0;
        pairs_.clear();
        blocks.push_back(std::move(block));
    }

    Segmenter segmenter_;
    Forms forms_;
    std::vector<Word> words_;
    std::vector<std::uint32_t> last_response_;  // by form: the last response that held it
    std::vector<std::uint32_t> counts_;         // by form
    std::vector<Pair> pairs_;                   // of the block that is being read, by response
    std::size_t first_response_ = 0;
};

void WordIndex::Block::add(std::size_t form, ResponseSet& set) const {
    const std::size_t first = starts[form], last = starts[form + 1];
    if (last - first != bit_places()) {
        for (std::size_t i = first; i < last; ++i) set.add(first_response + places[i]);
        return;
    }
    for (std::size_t i = first; i < last; ++i)
        if (places[i] != 0) set.add_word(first_response / 64 + (i - first) / 4, std::uint64_t{places[i]} << ((i - first) % 4 * 16));
}

void WordIndex::Block::renumber(std::span<const std::uint32_t> numbers) {
    std::vector<std::uint32_t> order(forms.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return numbers[forms[a]] < numbers[forms[b]]; });
    Block sorted{first_response, responses, {}, {0}, {}};
    sorted.forms.reserve(forms.size());
    sorted.starts.reserve(starts.size());
    sorted.places.reserve(places.size());
    for (const std::uint32_t i : order) {
        sorted.forms.push_back(numbers[forms[i]]);
        sorted.places.insert(sorted.places.end(), places.begin() + starts[i], places.begin() + starts[i + 1]);
        sorted.starts.push_back(static_cast<std::uint32_t>(sorted.places.size()));
    }
    *this = std::move(sorted);
}

WordIndex::WordIndex(std::span<const std::string_view> texts, const Options& options) {
    std::size_t bytes = 0;
    for (const std::string_view text : texts) bytes += text.size() + 1;
    const std::size_t parts = threads_worth(bytes, options.threads);
    // Where each part begins: at about equal text, and at a whole word of a ResponseSet.
    std::vector<std::size_t> begins{0};
    std::size_t before = 0;
    for (std::size_t i = 0; i < texts.size() && begins.size() < parts; ++i) {
        if (i % 64 == 0 && i > begins.back() && before * parts >= bytes * begins.size()) begins.push_back(i);
        before += texts[i].size() + 1;
    }
    begins.push_back(texts.size());
    std::vector<std::unique_ptr<Reader>> readers(begins.size() - 1);
    on_threads(readers.size(), options, [&](std::size_t part, Pace& pace) {
        readers[part] = std::make_unique<Reader>(usable_instructions(options.instructions));
        readers[part]->read(texts, begins[part], begins[part + 1], pace);
    });
    Reader& first = *readers[0];
    blocks_ = std::move(first.blocks);
    for (std::size_t part = 1; part < readers.size(); ++part) {
        Reader& reader = *readers[part];
        std::vector<std::uint32_t> numbers;
        for (std::size_t form = 0; form + 1 < reader.form_starts.size(); ++form)
            numbers.push_back(first.number_of(std::string_view(reader.form_bytes).substr(reader.form_starts[form], reader.form_starts[form + 1] - reader.form_starts[form])));
        for (Block& block : reader.blocks) {
            block.renumber(numbers);
            blocks_.push_back(std::move(block));
        }
        readers[part].reset();
    }
    form_bytes_ = std::move(first.form_bytes);
    form_starts_ = std::move(first.form_starts);
    form_bytes_.shrink_to_fit();
    form_starts_.shrink_to_fit();
}

void WordIndex::add_responses(std::span<const std::uint32_t> forms, ResponseSet& responses) const {
    for (const Block& block : blocks_) {
        // Few forms are looked up, many are gone through side by side.
        const bool is_few = forms.size() * 16 < block.forms.size();
        auto at = block.forms.begin();
        for (const std::uint32_t form : forms) {
            if (is_few) at = std::lower_bound(at, block.forms.end(), form);
            else while (at != block.forms.end() && *at < form) ++at;
            if (at == block.forms.end()) break;
            if (*at == form) block.add(static_cast<std::size_t>(at - block.forms.begin()), responses);
        }
    }
}

std::size_t WordIndex::memory_bytes() const {
    std::size_t bytes = form_bytes_.capacity() + form_starts_.capacity() * sizeof form_starts_[0] + blocks_.capacity() * sizeof(Block);
    for (const Block& block : blocks_)
        bytes += block.forms.capacity() * sizeof block.forms[0] + block.starts.capacity() * sizeof block.starts[0] +
                 block.places.capacity() * sizeof block.places[0];
    return bytes;
}

}  // namespace libcode

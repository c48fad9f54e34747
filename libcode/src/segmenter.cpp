// Finds words by masks; the contract stands in segmenter.hpp.
#include "segmenter.hpp"

#include <algorithm>
#include <bit>

#include "plain_segments.hpp"

namespace libcode {

void Segmenter::cut(std::string_view text, std::vector<Word>& words) {
    text_ = text;
    const std::size_t blocks = (text.size() + block_bytes - 1) / block_bytes;
    blocks_.resize(blocks + 2);  // a block of nothing on each side
    edges_.resize(blocks + 1);   // a word may end with the text
    blocks_.front() = blocks_[blocks + 1] = {};
    if (found_.size() < text.size() + spare_words) found_.resize(text.size() + spare_words);
    const Scanned scanned = scan_(text, blocks_.data(), edges_.data(), found_.data());
    ended_ = scanned.words;
    if (!scanned.is_ascii || (text.size() > longest_word_chars && may_hold_long_word())) read_chunks();
    words.assign(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(ended_));
}

// Whether as many bytes as the longest word has characters could stand without a space.
bool Segmenter::may_hold_long_word() const {
    constexpr std::size_t blocks_within = longest_word_chars / block_bytes - 1;
    std::size_t run = 0;
    for (std::size_t i = 1; i + 1 < blocks_.size(); ++i) {
        run = blocks_[i].spaces != 0 ? 0 : run + 1;
        if (run >= blocks_within) return true;
    }
    return false;
}

// The words that start in [first_byte, end_byte); both stand at a space or at an end of the text.
void Segmenter::emit(std::size_t first_byte, std::size_t end_byte) {
    if (first_byte >= end_byte) return;
    const std::size_t first = first_byte / block_bytes, last = end_byte / block_bytes;
    for (std::size_t block = first; block <= last && block < edges_.size(); ++block) {
        std::uint64_t starts = edges_[block].starts, ends = edges_[block].ends;
        // A word that starts after first_byte, which is a space or the text's start, ends after it too.
        if (block == first) {
            const std::uint64_t from = ~std::uint64_t{0} << (first_byte % block_bytes);
            starts &= from;
            ends &= from & ~(std::uint64_t{first_byte != 0 ? 1u : 0u} << (first_byte % block_bytes));
        }
        if (block == last) {
            const std::uint64_t upto = end_byte % block_bytes == 63 ? ~std::uint64_t{0} : (std::uint64_t{2} << (end_byte % block_bytes)) - 1;
            starts &= upto;
            ends &= upto;
        }
        write_words({starts, ends}, static_cast<std::uint32_t>(block * block_bytes), found_.data(), started_, ended_);
    }
}

std::size_t Segmenter::next_beyond(std::size_t at) const {
    for (std::size_t block = at / block_bytes; block + 2 < blocks_.size(); ++block) {
        std::uint64_t beyond = blocks_[block + 1].beyond;
        if (block == at / block_bytes) beyond &= ~std::uint64_t{0} << (at % block_bytes);
        if (beyond != 0) return block * block_bytes + static_cast<std::size_t>(std::countr_zero(beyond));
    }
    return text_.size();
}

// The last space before `at`, or 0.
std::size_t Segmenter::space_before(std::size_t at) const {
    for (std::size_t block = at / block_bytes + 1; block-- > 0;) {
        std::uint64_t spaces = blocks_[block + 1].spaces;
        if (block == at / block_bytes) spaces &= (std::uint64_t{1} << (at % block_bytes)) - 1;
        if (spaces != 0) return block * block_bytes + 63 - static_cast<std::size_t>(std::countl_zero(spaces));
    }
    return 0;
}

// The next space from `at` on, or the text's end.
std::size_t Segmenter::chunk_end(std::size_t at) const {
    for (std::size_t block = at / block_bytes; block + 2 < blocks_.size(); ++block) {
        std::uint64_t spaces = blocks_[block + 1].spaces;
        if (block == at / block_bytes) spaces &= ~std::uint64_t{0} << (at % block_bytes);
        if (spaces != 0) return block * block_bytes + static_cast<std::size_t>(std::countr_zero(spaces));
    }
    return text_.size();
}

// Words by masks up to the space before the next chunk that is not plain; then that chunk, from its space (a mark after a
// space belongs to the space), segment by segment until one ends where a plain chunk's space stands.
void Segmenter::read_chunks() {
    const bool looks_for_long_words = may_hold_long_word();
    started_ = ended_ = 0;
    std::size_t at = 0;
    while (at < text_.size()) {
        std::size_t beyond = next_beyond(at);
        std::size_t chunk = beyond == text_.size() ? beyond : std::max(at, space_before(beyond));
        for (std::size_t from = at; looks_for_long_words && from < chunk;) {
            const std::size_t end = chunk_end(from + 1);
            if (end - from > longest_word_chars) {
                chunk = from;
                beyond = end;
                break;
            }
            from = end;
        }
        emit(at, chunk);
        at = chunk;
        while (at < text_.size()) {
            if (at >= beyond && text_[at] == ' ') {
                beyond = next_beyond(at);
                if (beyond == text_.size() || beyond >= chunk_end(at + 1)) break;
            }
            const Segment segment = plain_segment(text_, at);
            if (segment.is_word) {
                found_[started_++].start_bytes = static_cast<std::uint32_t>(at);
                found_[ended_++].end_bytes = static_cast<std::uint32_t>(segment.end_bytes);
            }
            at = segment.end_bytes;
        }
    }
}

}  // namespace libcode

// Finds words by masks; the contract stands in segmenter.hpp.
#include "segmenter.hpp"

#include <algorithm>
#include <bit>

#include "plain_segments.hpp"

namespace libcode {
namespace {

// Masks of bytes one or two before or after, with what the blocks beside hold.
std::uint64_t after(std::uint64_t mask, std::uint64_t before, int bytes) { return mask << bytes | before >> (64 - bytes); }
std::uint64_t ahead(std::uint64_t mask, std::uint64_t next, int bytes) { return mask >> bytes | next << (64 - bytes); }

}  // namespace

void Segmenter::cut(std::string_view text, std::vector<Word>& words) {
    text_ = text;
    started_ = ended_ = 0;
    const std::size_t blocks = (text.size() + block_bytes - 1) / block_bytes;
    blocks_.resize(blocks + 2);  // a block of nothing on each side
    edges_.resize(blocks + 1);   // a word may end with the text
    blocks_.front() = blocks_[blocks + 1] = {};
    classify_(text, blocks_.data() + 1);
    find_edges();
    if (found_.size() < text.size() + 16) found_.resize(text.size() + 16);  // a word has a byte at least
    if (next_beyond(0) == text.size() && !may_hold_long_word()) emit(0, text.size());
    else read_chunks();
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

// Rules of words.cpp for ASCII: ' joins two letters or two digits, ` two letters, , and ; two digits; a full
// stop joins two digits, and two letters that stand alone on their other side.
void Segmenter::find_edges() {
    std::uint64_t carried = 0, joined_before = 0;  // the last block's words and joining apostrophes
    for (std::size_t i = 1; i + 1 < blocks_.size(); ++i) {
        const ByteClasses &before = blocks_[i - 1], &here = blocks_[i], &next = blocks_[i + 1];
        const std::uint64_t alphanumeric = here.letters | here.digits;
        std::uint64_t words = alphanumeric, joined = 0;
        if ((here.quotes | here.graves | here.stops | here.commas) != 0) {
            const std::uint64_t letters = after(here.letters, before.letters, 1) & ahead(here.letters, next.letters, 1);
            const std::uint64_t digits = after(here.digits, before.digits, 1) & ahead(here.digits, next.digits, 1);
            joined = (here.quotes & (letters | digits)) | (here.graves & letters);
            words |= joined | ((here.stops | here.commas) & digits);
            if ((here.stops & letters) != 0) {
                const std::uint64_t near_before = after(alphanumeric, before.letters | before.digits, 2) | after(joined, joined_before, 2);
                const std::uint64_t near_after = ahead(alphanumeric, next.letters | next.digits, 2);
                words |= here.stops & letters & ~near_before & ~near_after;
            }
        }
        const std::uint64_t shifted = after(words, carried, 1);
        edges_[i - 1] = {words & ~shifted, ~words & shifted};
        carried = words;
        joined_before = joined;
    }
    edges_.back() = {0, carried >> 63};
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
        emit_block(block, starts, ends);
    }
}

// Eight at a time whether or not there are so many: what is too much is written over.
void Segmenter::emit_block(std::size_t block, std::uint64_t starts, std::uint64_t ends) {
    const auto base = static_cast<std::uint32_t>(block * block_bytes);
    const auto new_starts = static_cast<std::size_t>(std::popcount(starts)), new_ends = static_cast<std::size_t>(std::popcount(ends));
    Word* const words = found_.data();
    const auto write = [&](std::uint64_t bits, std::size_t count, Word* at, std::uint32_t Word::* edge) {
        for (std::size_t i = 0; i < count; i += 8)
            for (std::size_t k = i; k < i + 8; ++k) {
                at[k].*edge = base + static_cast<std::uint32_t>(std::countr_zero(bits));
                bits &= bits - 1;
            }
    };
    write(starts, new_starts, words + started_, &Word::start_bytes);
    write(ends, new_ends, words + ended_, &Word::end_bytes);
    started_ += new_starts;
    ended_ += new_ends;
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

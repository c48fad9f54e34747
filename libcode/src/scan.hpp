// Looks at a text's bytes 64 at a time: classes them, a bit each, and from these finds where ASCII words start and end.
//
//     text      K - c r a m p s ,   d i d n ' t   3 . 5
//     letters   1 0 1 1 1 1 1 1 0 0 1 1 1 1 0 1 0 0 0 0
//     spaces    0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 1 0 0 0
//     words     1 0 1 1 1 1 1 1 0 0 1 1 1 1 1 1 0 1 1 1      letters, digits, and signs that join the two beside them
//     starts    1 0 1 0 0 0 0 0 0 0 1 0 0 0 0 0 0 1 0 0      words & ~(words << 1)
//     ends      0 1 0 0 0 0 0 0 1 0 0 0 0 0 0 0 1 0 0 0      ~words & (words << 1)
//
// In: a text. Out: masks for each 64 bytes and, where all is ASCII, its words. Cost: English about 5 instructions a byte.
// Twin: Instructions::plain, which classes byte by byte. Tests: test_segmenter.cpp.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

#include "words.hpp"

namespace libcode {

inline constexpr std::size_t block_bytes = 64;

struct ByteClasses {
    std::uint64_t letters;    // of ASCII
    std::uint64_t digits;
    std::uint64_t spaces;     // U+0020 alone
    std::uint64_t quotes;     // '
    std::uint64_t graves;     // `
    std::uint64_t stops;      // .
    std::uint64_t commas;     // , ;
    std::uint64_t beyond;     // not ASCII

    friend bool operator==(const ByteClasses&, const ByteClasses&) = default;
};

// Where words start, and the byte after them. Right only where no other character than ASCII's stands within three bytes.
struct Edges {
    std::uint64_t starts, ends;
};

struct Scanned {
    bool is_ascii;
    std::size_t words;  // where it is
};

// How many words' room a scan needs beyond those that it finds.
inline constexpr std::size_t spare_words = 16;

// `blocks` has a block of nothing, then room for one for each 64 bytes of `text`, then another of nothing; `edges` room for
// one edge more than that, since a word may end with the text; `words` room for half the bytes and spare_words.
using Scan = Scanned (*)(std::string_view text, ByteClasses* blocks, Edges* edges, Word* words);

// By these instructions, which must be usable and not `best`.
Scan scan_by(Instructions instructions);

// Writes the words whose edges are given for the 64 bytes from `base` on: at words[started] their starts, at
// words[ended] their ends. Eight at a time whether or not there are so many: what is too much is written over.
[[gnu::always_inline]] inline void write_words(Edges edges, std::uint32_t base, Word* words, std::size_t& started, std::size_t& ended) {
    const auto write = [base](std::uint64_t bits, std::size_t count, Word* at, std::uint32_t Word::* edge) {
        for (std::size_t i = 0; i < count; i += 8)
            for (std::size_t k = i; k < i + 8; ++k) {
                at[k].*edge = base + static_cast<std::uint32_t>(std::countr_zero(bits));
                bits &= bits - 1;
            }
    };
    const auto new_starts = static_cast<std::size_t>(std::popcount(edges.starts)), new_ends = static_cast<std::size_t>(std::popcount(edges.ends));
    write(edges.starts, new_starts, words + started, &Word::start_bytes);
    write(edges.ends, new_ends, words + ended, &Word::end_bytes);
    started += new_starts;
    ended += new_ends;
}

}  // namespace libcode

// The classes of a text's bytes, 64 at a time, a bit each: what the quick segmenter looks at instead of bytes.
//
//     text      K - c r a m p s ,   d i d n ' t   3 . 5
//     letters   1 0 1 1 1 1 1 1 0 0 1 1 1 1 0 1 0 0 0 0
//     spaces    0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 1 0 0 0
//
// In: bytes. Out: a ByteClasses for each 64 of them, the last filled up with none. Cost: 8 masks for 64 bytes; with
// AVX2 about a cycle for 3 bytes. Twin: Instructions::plain, a table. Tests: test_segmenter.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

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

using Classify = void (*)(std::string_view text, ByteClasses* blocks);

// The function that fills ceil(text.size() / 64) blocks by these instructions, which must be usable.
Classify classifier(Instructions instructions);

}  // namespace libcode

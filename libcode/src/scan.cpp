// Scans texts; the contract stands in scan.hpp. Every byte is looked up by its two halves: a class is a set of
// low halves under some high halves, one bit of a table each, so that two shuffles and an `and` class 32 or 64
// bytes (Langdale and Lemire 2019, section 3.1.2).
#include "scan.hpp"

#include <array>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define LIBCODE_HAS_AVX 1
#endif

namespace libcode {
namespace {

enum Bit : std::uint8_t {
    upper_rows = 1,   // letters from a to o, and their capitals
    lower_rows = 2,   // letters from p to z
    digit = 4,
    space = 8,
    quote = 16,
    stop = 32,
    comma = 64,
    semicolon = 128,
};

constexpr std::array<std::uint8_t, 16> by_low_half = [] {
    std::array<std::uint8_t, 16> table{};
    for (std::size_t half = 0; half < 16; ++half) {
        unsigned bits = 0;
        if (half >= 1) bits |= upper_rows;
        if (half <= 10) bits |= lower_rows;
        if (half <= 9) bits |= digit;
        if (half == 0x0) bits |= space;
        if (half == 0x7) bits |= quote;
        if (half == 0xE) bits |= stop;
        if (half == 0xC) bits |= comma;
        if (half == 0xB) bits |= semicolon;
        table[half] = static_cast<std::uint8_t>(bits);
    }
    return table;
}();
constexpr std::array<std::uint8_t, 16> by_high_half = [] {
    std::array<std::uint8_t, 16> table{};
    table[2] = space | quote | stop | comma;
    table[3] = digit | semicolon;
    table[4] = table[6] = upper_rows;
    table[5] = table[7] = lower_rows;
    return table;
}();

// Calls `one` for each whole block and for the last one, filled up with NUL.
template <class One>
void each_block(std::string_view text, ByteClasses* blocks, One one) {
    std::size_t at = 0;
    for (; at + block_bytes <= text.size(); at += block_bytes) one(text.data() + at, *blocks++);
    if (at == text.size()) return;
    char last[block_bytes] = {};
    std::memcpy(last, text.data() + at, text.size() - at);
    one(last, *blocks);
}

void classify_plain(std::string_view text, ByteClasses* blocks) {
    each_block(text, blocks, [](const char* bytes, ByteClasses& out) {
        out = {};
        for (std::size_t i = 0; i < block_bytes; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            const unsigned bits = by_low_half[byte & 15] & by_high_half[byte >> 4];
            const auto mark = [&](std::uint64_t& mask, bool is_so) { mask |= static_cast<std::uint64_t>(is_so) << i; };
            mark(out.letters, (bits & (upper_rows | lower_rows)) != 0);
            mark(out.digits, (bits & digit) != 0);
            mark(out.spaces, (bits & space) != 0);
            mark(out.quotes, (bits & quote) != 0);
            mark(out.graves, byte == '`');
            mark(out.stops, (bits & stop) != 0);
            mark(out.commas, (bits & (comma | semicolon)) != 0);
            mark(out.beyond, byte >= 0x80);
        }
    });
}

#ifdef LIBCODE_HAS_AVX

__attribute__((target("avx2"))) void classify_avx2(std::string_view text, ByteClasses* blocks) {
    const __m256i low_table = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(by_low_half.data())));
    const __m256i high_table = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(by_high_half.data())));
    const __m256i low_bits = _mm256_set1_epi8(15);
    struct Half {
        std::uint64_t letters, digits, spaces, quotes, graves, stops, commas, beyond;
    };
    // A lambda does not take over the target of the function around it.
    const auto half = [&](const char* bytes) __attribute__((target("avx2"))) {
        const __m256i text_bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
        const __m256i low = _mm256_shuffle_epi8(low_table, _mm256_and_si256(text_bytes, low_bits));
        const __m256i high = _mm256_shuffle_epi8(high_table, _mm256_and_si256(_mm256_srli_epi16(text_bytes, 4), low_bits));
        const __m256i bits = _mm256_and_si256(low, high);
        const auto mask = [](__m256i bytes_set) __attribute__((target("avx2"))) {
            return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes_set)));
        };
        const __m256i none = _mm256_setzero_si256();
        const auto has = [&](std::uint8_t wanted) __attribute__((target("avx2"))) {
            return ~mask(_mm256_cmpeq_epi8(_mm256_and_si256(bits, _mm256_set1_epi8(static_cast<char>(wanted))), none)) & 0xFFFFFFFFu;
        };
        return Half{has(upper_rows | lower_rows), has(digit), has(space), has(quote),
                    mask(_mm256_cmpeq_epi8(text_bytes, _mm256_set1_epi8('`'))), has(stop), has(comma | semicolon), mask(text_bytes)};
    };
    each_block(text, blocks, [&](const char* bytes, ByteClasses& out) __attribute__((target("avx2"))) {
        const Half a = half(bytes), b = half(bytes + 32);
        out = {a.letters | b.letters << 32, a.digits | b.digits << 32, a.spaces | b.spaces << 32, a.quotes | b.quotes << 32,
               a.graves | b.graves << 32,   a.stops | b.stops << 32,   a.commas | b.commas << 32, a.beyond | b.beyond << 32};
    });
}

__attribute__((target("avx512bw,avx512vl"))) void classify_avx512(std::string_view text, ByteClasses* blocks) {
    const __m512i low_table = _mm512_maskz_broadcast_i32x4(0xFFFF, _mm_loadu_si128(reinterpret_cast<const __m128i*>(by_low_half.data())));
    const __m512i high_table = _mm512_maskz_broadcast_i32x4(0xFFFF, _mm_loadu_si128(reinterpret_cast<const __m128i*>(by_high_half.data())));
    const __m512i low_bits = _mm512_set1_epi8(15);
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
        const std::size_t left = text.size() - at;
        const __mmask64 inside = left >= block_bytes ? ~__mmask64{0} : (__mmask64{1} << left) - 1;
        const __m512i text_bytes = _mm512_maskz_loadu_epi8(inside, text.data() + at);
        const __m512i low = _mm512_shuffle_epi8(low_table, _mm512_and_si512(text_bytes, low_bits));
        const __m512i high = _mm512_shuffle_epi8(high_table, _mm512_and_si512(_mm512_srli_epi16(text_bytes, 4), low_bits));
        const __m512i bits = _mm512_and_si512(low, high);
        const auto has = [&](std::uint8_t wanted) __attribute__((target("avx512bw,avx512vl"))) {
            return static_cast<std::uint64_t>(_mm512_test_epi8_mask(bits, _mm512_set1_epi8(static_cast<char>(wanted))));
        };
        *blocks++ = {has(upper_rows | lower_rows), has(digit), has(space), has(quote),
                     static_cast<std::uint64_t>(_mm512_cmpeq_epi8_mask(text_bytes, _mm512_set1_epi8('`'))), has(stop), has(comma | semicolon),
                     static_cast<std::uint64_t>(_mm512_movepi8_mask(text_bytes))};
    }
}

#endif

// Masks of bytes one or two before or after, with what the blocks beside hold.
[[gnu::always_inline]] inline std::uint64_t after(std::uint64_t mask, std::uint64_t before, int bytes) { return mask << bytes | before >> (64 - bytes); }
[[gnu::always_inline]] inline std::uint64_t ahead(std::uint64_t mask, std::uint64_t next, int bytes) { return mask >> bytes | next << (64 - bytes); }

// Rules of words.cpp for ASCII: ' joins two letters or two digits, ` two letters, , and ; two digits; a full
// stop joins two digits, and two letters that stand alone on their other side.
[[gnu::always_inline]] inline Scanned find_words(std::string_view text, ByteClasses* blocks, Edges* edges, Word* words) {
    const std::size_t count = (text.size() + block_bytes - 1) / block_bytes;
    std::uint64_t words_before = 0, joined_before = 0, beyond = 0;  // joined: by apostrophes
    std::size_t started = 0, ended = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const ByteClasses &before = blocks[i], &here = blocks[i + 1], &next = blocks[i + 2];
        const std::uint64_t alphanumeric = here.letters | here.digits;
        std::uint64_t words_here = alphanumeric, joined = 0;
        if ((here.quotes | here.graves | here.stops | here.commas) != 0) {
            const std::uint64_t letters = after(here.letters, before.letters, 1) & ahead(here.letters, next.letters, 1);
            const std::uint64_t digits = after(here.digits, before.digits, 1) & ahead(here.digits, next.digits, 1);
            joined = (here.quotes & (letters | digits)) | (here.graves & letters);
            words_here |= joined | ((here.stops | here.commas) & digits);
            if ((here.stops & letters) != 0) {
                const std::uint64_t near_before = after(alphanumeric, before.letters | before.digits, 2) | after(joined, joined_before, 2);
                const std::uint64_t near_after = ahead(alphanumeric, next.letters | next.digits, 2);
                words_here |= here.stops & letters & ~near_before & ~near_after;
            }
        }
        const std::uint64_t shifted = after(words_here, words_before, 1);
        edges[i] = {words_here & ~shifted, ~words_here & shifted};
        beyond |= here.beyond;
        if (beyond == 0) write_words(edges[i], static_cast<std::uint32_t>(i * block_bytes), words, started, ended);
        words_before = words_here;
        joined_before = joined;
    }
    edges[count] = {0, words_before >> 63};
    if (beyond == 0) write_words(edges[count], static_cast<std::uint32_t>(count * block_bytes), words, started, ended);
    return {beyond == 0, ended};
}

Scanned scan_plain(std::string_view text, ByteClasses* blocks, Edges* edges, Word* words) {
    classify_plain(text, blocks + 1);
    return find_words(text, blocks, edges, words);
}

#ifdef LIBCODE_HAS_AVX
__attribute__((target("avx2,bmi,popcnt"))) Scanned scan_avx2(std::string_view text, ByteClasses* blocks, Edges* edges, Word* words) {
    classify_avx2(text, blocks + 1);
    return find_words(text, blocks, edges, words);
}
__attribute__((target("avx2,avx512bw,avx512vl,bmi,popcnt"))) Scanned scan_avx512(std::string_view text, ByteClasses* blocks, Edges* edges, Word* words) {
    classify_avx512(text, blocks + 1);
    return find_words(text, blocks, edges, words);
}
#endif

}  // namespace

Scan scan_by(Instructions instructions) {
#ifdef LIBCODE_HAS_AVX
    if (instructions == Instructions::avx512) return scan_avx512;
    if (instructions == Instructions::avx2) return scan_avx2;
#endif
    static_cast<void>(instructions);
    return scan_plain;
}

}  // namespace libcode

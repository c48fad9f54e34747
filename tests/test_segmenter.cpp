// The quick segmenter against cut_words(), by every set of instructions that this processor has.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "instructions.hpp"
#include "plain_segments.hpp"
#include "segmenter.hpp"

using namespace libcode;

namespace {

// The words of a text between slashes.
std::string show(std::string_view text, const std::vector<Word>& words) {
    std::string out;
    for (const Word word : words) out += "/" + std::string(text.substr(word.start_bytes, word.end_bytes - word.start_bytes));
    return out;
}

void check_all_ways(std::string_view text) {
    std::vector<Word> expected, words;
    cut_words(text, expected);
    for (const Instructions instructions : instructions_here()) {
        CAPTURE(to_string(instructions));
        Segmenter segmenter(instructions);
        segmenter.cut(text, words);
        REQUIRE(show(text, words) == show(text, expected));
        REQUIRE(words == expected);
    }
}

std::string draw(std::mt19937& random, const std::vector<std::string>& parts, std::size_t most) {
    std::string text;
    for (auto left = random() % most; left > 0; --left) text += parts[random() % parts.size()];
    return text;
}

}  // namespace

TEST_CASE("words at the edges of blocks, and words that fill them") {
    for (std::size_t size = 0; size <= 200; ++size)
        for (const char* end : {"", " ", ".", "'", "'s", ".5", "!", "é", " é", "’s", "\n"}) {
            check_all_ways(std::string(size, 'x') + end);
            check_all_ways(std::string(size, ' ') + "x" + end);
            check_all_ways(std::string(size, ' ') + "a.b" + end);
            check_all_ways(std::string(size, '5') + end + "5");
            check_all_ways(std::string(size, '.') + "it's" + end + " on");
        }
}

TEST_CASE("signs that join, wherever they fall in a block") {
    std::mt19937 random(1);
    const std::vector<std::string> parts = {"a", "b", "K", "5", "3", "'", "`", ".", ",", ";", ":", "_", "-", " ", " ", "\n", "\t"};
    for (int i = 0; i < 40000; ++i) check_all_ways(draw(random, parts, i % 2 == 0 ? 20 : 200));
}

TEST_CASE("other characters than ASCII's spoil their own chunk only") {
    std::mt19937 random(2);
    const std::vector<std::string> parts = {
        "a", "word", "K", "5", "'", "`", ".", ",", ";", "#", "*", " ", " ", " ", "\n", "\r\n", "é", "e\u0301", "\u2019", "\u2019s", "\u201c",
        "\u0301", "\u200d", "\ufe0f", "\u20e3", "😭", "👩\u200d🎤", "🇩🇪", "ночь", "ё", "日本", "ケタ", "กำ", "한국", "\u1100\u1161", "שלום", "״", "\u0600",
        "\u0d4e", "\u00a0", "\u3000", "\u202f", "\xff", "\xe2\x80", "½", "№", "…", "—"};
    for (int i = 0; i < 60000; ++i) check_all_ways(draw(random, parts, i % 4 == 0 ? 120 : 12));
}

TEST_CASE("a word that is too long is cut where cut_words() cuts it") {
    for (const std::size_t size : {990u, 999u, 1000u, 1001u, 1023u, 1024u, 1025u, 2000u, 3001u, 5000u}) {
        const std::string run(size, 'x');
        for (const std::string& text : {run, "a " + run + " b", run + "é" + run, "é " + run + " " + run, run + "'" + run, run + "." + run}) check_all_ways(text);
        std::string cyrillic;
        for (std::size_t i = 0; i < size; ++i) cyrillic += "ж";
        check_all_ways(cyrillic + " " + cyrillic);
    }
}

TEST_CASE("a plain segment is the segment that the full rules give") {
    std::mt19937 random(3);
    const std::vector<std::string> parts = {"a", "5", "'", ".", ",", "`", " ", "\n", "#", "é", "\u0301", "ж", "日", "\u2019", "\u201d", "\u200d", "😭", "한", "\u1161", "\xff"};
    for (int i = 0; i < 50000; ++i) {
        const std::string text = draw(random, parts, 10);
        for (std::size_t at = 0; at < text.size();) {
            const Segment expected = next_segment(text, at), segment = plain_segment(text, at);
            CAPTURE(text);
            CAPTURE(at);
            REQUIRE(segment.is_word == expected.is_word);
            // What stands between words may be cut anywhere between them.
            if (expected.is_word) REQUIRE(segment.end_bytes == expected.end_bytes);
            REQUIRE(segment.end_bytes <= expected.end_bytes);
            at = expected.end_bytes;
        }
    }
}

TEST_CASE("instructions: plain is always here, best is the last, and others are refused") {
    const auto here = instructions_here();
    REQUIRE_FALSE(here.empty());
    CHECK(here.front() == Instructions::plain);
    CHECK(usable_instructions(Instructions::best) == here.back());
    CHECK(usable_instructions(Instructions::plain) == Instructions::plain);
    for (const Instructions each : {Instructions::avx2, Instructions::avx512}) {
        const bool is_here = std::find(here.begin(), here.end(), each) != here.end();
        if (is_here) CHECK(usable_instructions(each) == each);
        else CHECK_THROWS_AS(usable_instructions(each), std::invalid_argument);
    }
    CHECK(to_string(Instructions::best) == "best");
    CHECK(to_string(Instructions::plain) == "plain");
    CHECK(to_string(Instructions::avx2) == "avx2");
    CHECK(to_string(Instructions::avx512) == "avx512");
}

// Words: Unicode's own cases but for the tailorings, the tailorings one by one, and spans that split no grapheme cluster.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "../libcode/unicode/tables.hpp"
#include "graphemes.hpp"
#include "unicode_data.hpp"
#include "words.hpp"

using namespace libcode;

namespace {

// The words of a text, with `|` between them.
std::string words_of(std::string_view text) {
    std::vector<Word> words;
    cut_words(text, words);
    std::string result;
    for (const Word word : words) {
        if (!result.empty()) result += '|';
        result += text.substr(word.start_bytes, word.end_bytes - word.start_bytes);
    }
    return result;
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += part;
    return result;
}

// Whether the short cut for ASCII and the full rules cut alike, no word splits a cluster or starts with white space, and no letter or digit
// of ASCII is left out.
bool is_cut_as_promised(std::string_view text) {
    static std::vector<Word> words;
    static std::vector<std::uint32_t> boundaries, clusters;
    cut_words(text, words);
    word_boundaries(text, boundaries);
    grapheme_boundaries(text, clusters);
    std::vector<Word> by_the_rules;
    for (std::size_t i = 0; i + 1 < boundaries.size(); ++i) {
        const Segment segment = next_segment(text, boundaries[i]);
        if (segment.end_bytes != boundaries[i + 1]) return false;
        if (segment.is_word) by_the_rules.push_back({boundaries[i], boundaries[i + 1]});
    }
    if (words != by_the_rules || boundaries.empty() != text.empty()) return false;
    if (!text.empty() && (boundaries.front() != 0 || boundaries.back() != text.size())) return false;
    for (const std::uint32_t boundary : boundaries)
        if (!std::binary_search(clusters.begin(), clusters.end(), boundary)) return false;
    for (const Word each : words)
        if (unicode::properties(utf8::decode(text, each.start_bytes).character).is(unicode::white)) return false;
    std::size_t word = 0;
    for (std::uint32_t at = 0; at < text.size(); ++at) {
        while (word < words.size() && words[word].end_bytes <= at) ++word;
        const char c = text[at];
        const bool is_alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (is_alphanumeric && (word == words.size() || words[word].start_bytes > at)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("every case of WordBreakTest but those that the tailorings change") {
    struct Tailoring {
        const char* reason;
        std::set<std::uint32_t> lines;
    };
    const Tailoring tailorings[] = {
        {"T1: a colon joins nothing",
         {1253, 1254, 1267, 1268, 1283, 1284, 1285, 1286, 1287, 1288, 1289, 1290, 1291, 1292, 1712}},
        {"T2: a connector joins nothing (the cases with `_`; some hold a colon or Katakana as well)",
         {277,  278,  335,  336,  567,  568,  613,  614,  615,  616,  623,  624,  625,  626,  629,  630,  645,
          646,  647,  648,  649,  650,  651,  652,  653,  654,  655,  656,  657,  658,  659,  660,  661,  662,
          741,  742,  1205, 1206, 1720, 1721, 1741, 1742, 1744, 1745, 1747, 1748, 1750, 1751, 1753, 1754, 1756,
          1757, 1759, 1760, 1762, 1763, 1765, 1766, 1768, 1769, 1771, 1772, 1774, 1775, 1777, 1778, 1780, 1781,
          1783, 1784, 1786, 1787, 1789, 1790, 1792, 1793, 1795, 1796, 1798, 1799, 1801, 1802, 1804, 1805, 1807,
          1808, 1810, 1811, 1813, 1814, 1816, 1817, 1819, 1820, 1822, 1823, 1825, 1826, 1828, 1829, 1831, 1832,
          1834, 1835, 1837, 1838, 1840, 1841, 1843, 1844, 1846, 1847}},
        {"T5: Katakana does not run together", {265, 266, 1719}},
        {"T6: no boundary inside a grapheme cluster, here a flag after a ZWJ", {1725}},
    };
    std::vector<std::uint32_t> offsets;
    for (const auto& one : unicode_data::break_cases("auxiliary/WordBreakTest.txt")) {
        const bool is_tailored = std::any_of(std::begin(tailorings), std::end(tailorings), [&](const Tailoring& tailoring) {
            return tailoring.lines.contains(one.line);
        });
        word_boundaries(one.text, offsets);
        CHECK_MESSAGE((offsets == one.offsets_bytes) == !is_tailored, "line " << one.line);
    }
}

TEST_CASE("the tailorings, one by one") {
    // T1
    CHECK(words_of("pain:none") == "pain|none");
    CHECK(words_of("pain：none") == "pain|none");
    CHECK(words_of("col·lega") == "col·lega");
    // T2
    CHECK(words_of("snake_case _x_ 1_000") == "snake|case|x|1|000");
    CHECK(words_of("«\u202Fmot\u202F»") == "mot");
    CHECK(words_of("10\u202F000") == "10|000");
    // T3
    CHECK(words_of("a.k.a the N.H.S. staff, e.g. ket") == "a.k.a|the|N.H.S|staff|e.g|ket");
    CHECK(words_of("was great.my mum.I said") == "was|great|my|mum|I|said");
    CHECK(words_of("Ph.D x.yes no.x a.b1 1a.b it's.a") == "Ph|D|x|yes|no|x|a|b1|1a|b|it's|a");
    CHECK(words_of("é.à ａ．ｂ") == "é.à|ａ．ｂ");
    CHECK(words_of("가.각 \u1100\u1161.\u1100\u1161\u11A8 가.각각") ==
          "가.각|\u1100\u1161.\u1100\u1161\u11A8|가|각각");
    CHECK(words_of("N.H.S's e\u0301.a\u0300.u") == "N.H.S's|e\u0301.a\u0300.u");
    CHECK(words_of("3.5 1,000.50 3.5g 5. .5") == "3.5|1,000.50|3.5g|5|5");
    CHECK(words_of("a.1 1.a") == "a|1|1|a");
    // T4
    CHECK(words_of("don`t don´t don′t don‛t 5`5") == "don`t|don´t|don′t|don‛t|5|5");
    CHECK(words_of("don't don’t donʼt don＇t 'quoted' rock 'n' roll") == "don't|don’t|donʼt|don＇t|quoted|rock|n|roll");
    // T5
    CHECK(words_of("カタカナ ひらがな 漢字") == "カ|タ|カ|ナ|ひ|ら|が|な|漢|字");
    CHECK(words_of("か\u3099ｶﾞ人々〇") == "か\u3099|ｶﾞ|人|々|〇");
    CHECK(words_of("ပျော်") == "ပျော်");
    CHECK(words_of("한국어 ไทย") == "한국어|ไ|ท|ย");
    // T6
    CHECK(words_of("กำน้ำ") == "กำ|น้ำ");
    CHECK(words_of("  \u0600m (\u060012) -\u0600m a\u06001 a.\u0600b 😭\u0600m 日\u0600m") == "\u0600m|\u060012|\u0600m|a\u06001|a.\u0600b|😭|\u0600m|日|\u0600m");
    // T8
    CHECK(words_of("a\u200D😭 \u200D😭 !\u200D😭") == "a\u200D😭|😭|😭");
}

TEST_CASE("what a word is") {
    CHECK(words_of("") == "");
    CHECK(words_of(" \n...!?--") == "");
    CHECK(words_of("24/7 A&E k-cramps he/she £5") == "24|7|A|E|k|cramps|he|she|5");
    CHECK(words_of("x² ½ Ⅷ ①") == "x|²|½|Ⅷ|①");
    CHECK(words_of("cra\u00ADmps a\u200Db") == "cra\u00ADmps|a\u200Db");
    CHECK(words_of("a\xFF" "b\xE2\x82") == "a|b");
    CHECK(words_of("a\uFFFDb") == "a|b");
    CHECK(words_of(std::string_view("a\0b", 3)) == "a|b");
    CHECK(words_of("\u3164 \u115F") == "");  // letters that do not show
    CHECK(words_of(" \U0001F3FB \uFF9E ำ") == "");  // what Unicode attaches to the space before it
}

TEST_CASE("emoji are words, signs are not") {
    CHECK(words_of("ok😭😭 👩‍🚀👍🏽🇬🇧🇫🇷 1️⃣#️⃣") == "ok|😭|😭|👩‍🚀|👍🏽|🇬🇧|🇫🇷|1️⃣|#️⃣");
    CHECK(words_of("☹ ❤ ❤️ ✔ ☹︎") == "☹|❤|❤️|✔");
    CHECK(words_of("# * © ™ → ▪ ㊗ ‼️ ©️ ▪️") == "©️|▪️");
    std::size_t shown_as_text = 0;
    std::vector<Word> words;
    for (const std::string& emoji : unicode_data::emoji()) {
        cut_words(emoji, words);
        if (emoji.starts_with("‼") || emoji.starts_with("⁉")) continue;  // these end sentences
        if (words.empty() && utf8::count_chars(emoji) == 1) {
            ++shown_as_text;
            continue;
        }
        REQUIRE(words.size() == 1);
        CHECK(words[0] == Word{0, static_cast<std::uint32_t>(emoji.size())});
    }
    // 37 signs that are emoji only with U+FE0F (© ™ ↔ ▪ ⏱ ㊗ …), and the five skin tones, listed twice.
    CHECK((shown_as_text == 47 || shown_as_text == 0));
}

TEST_CASE("a word ends after 1,000 characters, before the cluster it would cut") {
    CHECK(words_of(repeated("a", 2500)) == repeated("a", 1000) + "|" + repeated("a", 1000) + "|" + repeated("a", 500));
    CHECK(words_of(repeated("é", 1001)) == repeated("é", 1000) + "|é");
    CHECK(words_of(repeated("a", 999) + "e\u0301b") == repeated("a", 999) + "|e\u0301b");
    CHECK(words_of("a" + repeated("\u0301", 5000)) == "a" + repeated("\u0301", 999));
    CHECK(words_of(repeated("a'", 600)) == repeated("a'", 500).substr(0, 1000) + "|" + repeated("a'", 99) + "a");
}

TEST_CASE("the short cut for ASCII and the full rules cut alike, and no word splits a cluster") {
    const std::vector<std::string> parts = {
        "a", "b", "K", "1", "2", " ", "'", "`", ".", ",", ";", ":", "_", "-", "\"", "\n", "\r", "#", "é", "e\u0301", "\u0301",
        "\u200D", "’", "´", "カ", "漢", "ก", "ำ", "😭", "👩", "🚀", "🇬", "\uFE0F", "\u20E3", "א", "\u0D4E", "\u0600", "\u00AD",
        "\u202F", "\xFF", "\xE2\x82", "ᄀ", "ᅡ", "3.5", "ʼ", "\u3164", "\U0001F3FD", "ﾞ"};
    std::mt19937 random(20260101);
    for (int round = 0; round < 100000; ++round) {
        std::string text;
        const auto length = random() % 12;
        const std::size_t choices = random() % 3 == 0 ? 18 : parts.size();  // often nothing but ASCII
        for (unsigned i = 0; i < length; ++i) text += parts[random() % choices];
        REQUIRE_MESSAGE(is_cut_as_promised(text), "seed 20260101, round " << round);
    }
}

TEST_CASE("every text of three characters, one of each kind, also after a letter, a digit, a space or two") {
    std::set<std::tuple<bool, unicode::WordBreak, unicode::GraphemeBreak, unsigned>> kinds;
    std::vector<std::string> characters;
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        const unicode::Properties& properties = unicode::properties(c);
        unsigned flags = 0;
        for (const auto flag : {unicode::wordlike, unicode::pictographic, unicode::emoji, unicode::emoji_alone, unicode::white}) flags = flags << 1 | properties.is(flag);
        if (!kinds.insert({c < 0x80, properties.word, properties.grapheme, flags}).second) continue;
        utf8::append(characters.emplace_back(), c);
    }
    for (const std::string before : {"", "a", "5", " ", "  "})
        for (const std::string& first : characters)
            for (const std::string& second : characters)
                for (const std::string& third : characters) {
                    const std::string text = before + first + second + third;
                    REQUIRE_MESSAGE(is_cut_as_promised(text), text);
                }
}

// Word counts: words, phrases and pairs of words, per group.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/word_counts.hpp>

#include "word_ids.hpp"

using namespace libcode;

namespace {

using Texts = std::vector<std::string_view>;

WordGroups one_group(const Texts& texts) { return {1, std::vector<std::uint32_t>(texts.size(), 0), {}}; }

// "word count/responses ..." of each group, groups apart by "|": "cramps 2/1|0/0".
std::string show(const WordCounts& counts) {
    std::string out;
    for (std::size_t i = 0; i < counts.words.size(); ++i) {
        out += (i ? ", " : "") + counts.words[i] + " ";
        for (std::size_t group = 0; group < counts.groups; ++group) {
            const std::size_t at = i * counts.groups + group;
            out += (group ? "|" : "") + std::to_string(counts.counts[at]) + "/" + std::to_string(counts.responses[at]);
        }
    }
    return out;
}

std::string show(const WordPairs& pairs) {
    std::string out;
    for (std::size_t i = 0; i < pairs.first.size(); ++i)
        out += (i ? ", " : "") + pairs.first[i] + "+" + pairs.second[i] + " " + std::to_string(pairs.counts[i]) + "/" + std::to_string(pairs.first_counts[i]) +
               "/" + std::to_string(pairs.second_counts[i]);
    return out + " of " + std::to_string(pairs.total);
}

std::string words_of(const Texts& texts, WordOptions options = {}) { return show(count_words(texts, one_group(texts), options)); }

}  // namespace

TEST_CASE("words that fold alike are one, the most frequent first, then by bytes") {
    CHECK(words_of({"Cramps, cramps and CRAMPS.", "no cramps"}) == "cramps 4/2, and 1/1, no 1/1");
    CHECK(words_of({"dont don't DON’T"}) == "don't 3/1");
    CHECK(words_of({"mum's mum"}) == "mum 1/1, mum's 1/1");
    CHECK(words_of({std::string_view(), "", " ", "..."}) == "");
    CHECK(words_of({"漢字😭"}) == "字 1/1, 漢 1/1, 😭 1/1");
}

TEST_CASE("settings say which spellings are one word") {
    const Texts texts = {"Café cafe CAFÉ addicted addict"};
    CHECK(words_of(texts) == "café 2/1, addict 1/1, addicted 1/1, cafe 1/1");
    CHECK(words_of(texts, {.settings = {.letter_case = Case::exact}}) == "CAFÉ 1/1, Café 1/1, addict 1/1, addicted 1/1, cafe 1/1");
    CHECK(words_of(texts, {.settings = {.accents = Accents::ignore}}) == "cafe 3/1, addict 1/1, addicted 1/1");
    CHECK(words_of(texts, {.settings = {.inflections = Inflections::stem}}) == "addict 2/1, café 2/1, cafe 1/1");
    CHECK(words_of(texts, {.settings = {.accents = Accents::ignore, .inflections = Inflections::stem}}) == "cafe 3/1, addict 2/1");
}

TEST_CASE("a phrase is what a phrase of a rule steps over, inside one sentence") {
    CHECK(words_of({"K-cramps hurt, badly. K cramps"}, {.words = 2}) == "k cramps 2/1, cramps hurt 1/1");
    CHECK(words_of({"a a a a"}, {.words = 3}) == "a a a 2/1");
    CHECK(words_of({"a b c d e", "a b c d e f"}, {.words = 5}) == "a b c d e 2/2, b c d e f 1/1");
    CHECK(words_of({"one two"}, {.words = 3}) == "");
    CHECK_THROWS_AS(words_of({"a"}, {.words = 6}), std::invalid_argument);
    CHECK_THROWS_AS(words_of({"a"}, {.words = 0}), std::invalid_argument);
}

TEST_CASE("what is rare or stopped is not listed and is in the totals") {
    const Texts texts = {"the ket the cramps", "the ket"};
    const std::vector<std::string> stop = {"THE"};
    const WordCounts counts = count_words(texts, one_group(texts), {.least = 2, .stop = stop});
    CHECK(show(counts) == "ket 2/2");
    CHECK(counts.total == std::vector<std::uint64_t>{6});
    CHECK(counts.total_responses == std::vector<std::uint64_t>{2});
    CHECK(show(count_words(texts, one_group(texts), {.words = 2, .stop = stop})) == "");
}

TEST_CASE("groups of responses and of parts of them") {
    const Texts texts = {"ket ket hurts", "ket", "ket"};
    WordGroups groups{2, {0, 1, no_group}, {}};
    CHECK(show(count_words(texts, groups, {})) == "ket 2/1|1/1, hurts 1/1|0/0");
    groups.parts = {{0, 4, 13, 1}, {2, 0, 3, 0}};
    CHECK(show(count_words(texts, groups, {})) == "ket 2/2|2/2, hurts 0/0|1/1");
    // A phrase is of a group where all its words are.
    CHECK(show(count_words(texts, groups, {.words = 2})) == "ket hurts 0/0|1/1");
    groups.of_response.pop_back();
    CHECK_THROWS_AS(count_words(texts, groups, {}), std::invalid_argument);
    CHECK_THROWS_AS(count_words(texts, {2, {0, 1, 2}, {}}, {}), std::invalid_argument);
    CHECK_THROWS_AS(count_words(texts, {1, {0, 0, 0}, {{3, 0, 1, 0}}}, {}), std::invalid_argument);
    CHECK_THROWS_AS(count_words(texts, {1, {0, 0, 0}, {{0, 0, 1, 1}}}, {}), std::invalid_argument);
    CHECK_THROWS_AS(count_words({}, {0, {}, {}}, {}), std::invalid_argument);
    // A part that cuts a word does not hold it; words of no group are not counted, and part no pair.
    CHECK(show(count_words(Texts{"ket hurts badly"}, {2, {no_group}, {{0, 0, 8, 0}, {0, 10, 15, 1}}}, {})) == "badly 0/0|1/1, ket 1/1|0/0");
    CHECK(show(count_pairs(Texts{"ket hurts badly now", "k"}, {2, {no_group, no_group}, {{0, 0, 8, 0}, {0, 10, 19, 1}}}, {.window = 9})) == "badly+now 1/1/1 of 1");
    CHECK(show(count_pairs(Texts{"ket hurts"}, {2, {0}, {{0, 4, 9, 1}}}, {.window = 2})) == " of 0");
}

TEST_CASE("pairs: side by side as a phrase, or in a window of one sentence") {
    const Texts texts = {"ket hurts, ket hurts badly. ket"};
    CHECK(show(count_pairs(texts, one_group(texts), {})) == "ket+hurts 2/2/2, hurts+badly 1/1/1 of 3");
    CHECK(show(count_pairs(texts, one_group(texts), {.window = 2, .least = 2})) == "ket+hurts 2/4/3 of 7");
    const std::vector<std::string> stop = {"ket"};
    CHECK(show(count_pairs(texts, one_group(texts), {.stop = stop})) == "hurts+badly 1/1/1 of 3");
    const std::vector<std::string> stop_second = {"BADLY"};
    CHECK(show(count_pairs(texts, one_group(texts), {.stop = stop_second})) == "ket+hurts 2/2/2 of 3");
    // Of equally many the first by their words.
    const Texts equal = {"b d", "b c", "a d", "a d", "b a"};
    CHECK(show(count_pairs(equal, one_group(equal), {})) == "a+d 2/2/3, b+a 1/3/1, b+c 1/3/1, b+d 1/3/3 of 5");
    CHECK_THROWS_AS(count_pairs(texts, one_group(texts), {.window = 0}), std::invalid_argument);
}

TEST_CASE("the quotes of a code against the rest, or the responses that have it") {
    const Coder coder(parse_codebook("codes:\n  body:\n    codes:\n      cramps:\n        rules: cramp*\n      bladder:\n        at_least: 2\n        rules: bladder\n"
                                     "  her:\n    where: {sex: f}\n    rules: ket\n"));
    const Texts texts = {"Cramps hurt. Fine now.", "no cramps. bladder", std::string_view(), " ", "ket"};
    const Texts sex = {"f", "m", "f", "f", "m"};
    const Codings codings = coder.code({.text = texts, .variables = std::vector<Variable>{{"sex", sex}}});
    const std::vector<std::uint32_t> code_0 = {0}, code_2 = {2}, code_3 = {3}, both = {1, 3};
    const auto quotes = group_words(codings, {.codes = code_0, .rest = Rest::own_group});
    CHECK(show(count_words(texts, quotes, {})) == "cramps 1/1|1/1, bladder 0/0|1/1, fine 0/0|1/1, hurt 1/1|0/0, ket 0/0|1/1, no 0/0|1/1, now 0/0|1/1");
    CHECK(show(count_words(texts, group_words(codings, {.codes = code_0}), {})) == "cramps 1/1, hurt 1/1");
    CHECK(show(count_words(texts, group_words(codings, {.codes = code_0, .part = CodedPart::responses}), {})) == "cramps 1/1, fine 1/1, hurt 1/1, now 1/1");
    CHECK(show(count_words(texts, group_words(codings, {.codes = code_2}), {})) == "");  // too few of it
    CHECK(group_words(codings, {.codes = code_3, .rest = Rest::own_group}).of_response == std::vector<std::uint32_t>{1, no_group, no_group, no_group, no_group});
    CHECK(group_words(codings, {.codes = both, .rest = Rest::own_group}).of_response == std::vector<std::uint32_t>{1, 1, no_group, no_group, 1});
    const std::vector<std::uint32_t> by = {1, 0, 0, 0, no_group};
    CHECK(show(count_words(texts, group_words(codings, {.of_response = by, .count = 2, .codes = code_0}), {})) == "cramps 0/0|1/1, hurt 0/0|1/1");
    CHECK(group_words(codings, {.of_response = by, .count = 2}).of_response == std::vector<std::uint32_t>{1, 0, no_group, no_group, no_group});
    CHECK_THROWS_AS(group_words(codings, {.of_response = std::span(by).first(2)}), std::invalid_argument);
    // Quotes that touch are one, however they lie; the rest has no word of a response outside every group.
    CHECK(group_words(codings, {.of_response = by, .count = 2, .codes = both, .rest = Rest::own_group}).of_response ==
          std::vector<std::uint32_t>{2, 2, no_group, no_group, no_group});
    const Coder sentences(parse_codebook("settings: {quote: sentence}\ncodes:\n  a:\n    rules: ket | pain\n  b:\n    rules: hurt*\n"));
    const Texts long_texts = {"ket and pain hurt. Fine. ket", "ket"};
    const Codings touching = sentences.code({.text = long_texts});
    const std::vector<std::uint32_t> a_and_b = {0, 1};
    const WordGroups merged = group_words(touching, {.codes = a_and_b});
    REQUIRE(merged.parts.size() == 3);
    CHECK(merged.parts[0].start_bytes == 0);
    CHECK(merged.parts[0].end_bytes >= 17);
    CHECK(merged.parts[1].start_bytes == 25);
    CHECK(merged.parts[2].response == 1);
    const Coder inside(parse_codebook("settings: {quote: match}\ncodes:\n  a:\n    rules: k and pain here\n  b:\n    rules: pain\n"));
    const Texts one = {"k and pain here it"};
    const WordGroups larger = group_words(inside.code({.text = one}), {.codes = a_and_b});
    REQUIRE(larger.parts.size() == 1);
    CHECK(larger.parts[0].end_bytes == 15);
}

TEST_CASE("counting can be stopped") {
    const std::string long_text(200'000, 'a');
    const Texts texts = {long_text, long_text};
    CHECK_THROWS_AS(count_words(texts, one_group(texts), {.progress = [](std::size_t) { return false; }}), Stopped);
    CHECK(count_words(texts, one_group(texts), {.progress = [](std::size_t) { return true; }}).total == count_words(texts, one_group(texts), {}).total);
}

TEST_CASE("many spellings and many rows keep their numbers") {
    WordIds words(View::caseless, language_of("en"));
    RowIds rows(2);
    for (const bool again : {false, true})
        for (std::uint32_t i = 0; i < 20000; ++i) {
            CHECK(words.id((again ? "W" : "w") + std::to_string(i)) == i);
            const std::uint32_t row[] = {i % 100, i / 100};
            CHECK(rows.id(row) == i);
        }
    CHECK(words.size() == 20000);
    CHECK(rows.size() == 20000);
    CHECK(rows.row(12345)[1] == 123);
}

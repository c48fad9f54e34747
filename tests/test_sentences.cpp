// Sentences: libcode's own rule case by case, and Unicode's cases on the tables beneath it.
#include <doctest/doctest.h>

#include "language.hpp"
#include "sentences.hpp"
#include "unicode_data.hpp"

using namespace libcode;

namespace {

void cut(std::string_view text, const std::vector<Word>& words, const Abbreviations& abbreviations, std::vector<Sentence>& sentences) {
    std::vector<std::uint32_t> wide;
    find_wide_gaps(text, words, wide);
    cut_sentences(text, words, wide, abbreviations, sentences);
}

// The sentences of a text between brackets, each with the number of its paragraph.
std::string sentences_of(std::string_view text, std::string_view language = "en") {
    std::vector<Word> words;
    std::vector<Sentence> sentences;
    cut_words(text, words);
    cut(text, words, language_of(language).abbreviations, sentences);
    std::string result;
    std::uint32_t next_word = 0;
    for (const Sentence& sentence : sentences) {
        CHECK(sentence.first_word == next_word);
        CHECK(sentence.end_word > sentence.first_word);
        CHECK(sentence.start_bytes <= words[sentence.first_word].start_bytes);
        CHECK(sentence.end_bytes >= words[sentence.end_word - 1].end_bytes);
        next_word = sentence.end_word;
        result += std::to_string(sentence.paragraph) + "[" +
                  std::string(text.substr(sentence.start_bytes, sentence.end_bytes - sentence.start_bytes)) + "]";
    }
    CHECK(next_word == words.size());
    return result;
}

}  // namespace

TEST_CASE("every case of SentenceBreakTest, untailored") {
    std::vector<std::uint32_t> offsets;
    for (const auto& one : unicode_data::break_cases("auxiliary/SentenceBreakTest.txt")) {
        sentence_boundaries(one.text, offsets);
        CHECK_MESSAGE(offsets == one.offsets_bytes, "line " << one.line);
    }
}

TEST_CASE("a sentence ends before white space, whatever the case of the next letter") {
    CHECK(sentences_of("my gp was great. my mum has no clue") == "0[my gp was great.]0[my mum has no clue]");
    CHECK(sentences_of("really?! yes... no… ok") == "0[really?!]0[yes...]0[no…]0[ok]");
    CHECK(sentences_of("3.5 grams, a.k.a ket") == "0[3.5 grams, a.k.a ket]");
    CHECK(sentences_of("great.my mum") == "0[great.my mum]");
    CHECK(sentences_of("he said \"stop.\" then (left.) ok") == "0[he said \"stop.\"]0[then (left.)]0[ok]");
    CHECK(sentences_of("« Non. » Oui", "fr") == "0[« Non.]0[» Oui]");
    CHECK(sentences_of("er sagt „Nein.“ Gut", "de") == "0[er sagt „Nein.“]0[Gut]");
    CHECK(sentences_of("wow‼️ ok") == "0[wow‼️]0[ok]");
    CHECK(sentences_of("the end.") == "0[the end.]");
    CHECK(sentences_of("नमस्ते। धन्यवाद") == "0[नमस्ते।]0[धन्यवाद]");
}

TEST_CASE("a sentence ends after ideographic signs anywhere") {
    CHECK(sentences_of("好。不好！是？「对。」“完。”") == "0[好。]0[不好！]0[是？]0[「对。」]0[“完。”]");
}

TEST_CASE("a line break ends a sentence and a paragraph") {
    CHECK(sentences_of("one\ntwo\r\nthree\rfour\u2028five\u2029six\u0085seven\veight\fnine") ==
          "0[one]1[two]2[three]3[four]4[five]5[six]6[seven]7[eight]8[nine]");
    CHECK(sentences_of("\n\n one. two \n\n\n three ") == "0[one.]0[two]1[three]");
    CHECK(sentences_of("see Dr.\nSmith") == "0[see Dr.]1[Smith]");
}

TEST_CASE("sentences without a word are not listed and belong to none") {
    CHECK(sentences_of("") == "");
    CHECK(sentences_of("... !") == "");
    CHECK(sentences_of("... ok. !!! -- (fine)") == "0[ok.]0[-- (fine)]");
    CHECK(sentences_of(" - ok -- \n --- \n no") == "0[- ok --]1[no]");
}

TEST_CASE("a listed abbreviation ends no sentence") {
    CHECK(sentences_of("e.g. ket, I.E. k, Dr. Smith, Ph.D. work vs. DR. B") == "0[e.g. ket, I.E. k, Dr. Smith, Ph.D. work vs. DR. B]");
    CHECK(sentences_of("I said no. It was vitamin K. My mum") == "0[I said no.]0[It was vitamin K.]0[My mum]");
    CHECK(sentences_of("Dr.! Smith") == "0[Dr.!]0[Smith]");
    CHECK(sentences_of("the dr... left") == "0[the dr...]0[left]");
    CHECK(sentences_of("z.B. Ketamin bzw. Speed", "de") == "0[z.B. Ketamin bzw. Speed]");
    CHECK(sentences_of("z.B. Ketamin", "en") == "0[z.B.]0[Ketamin]");
    CHECK(sentences_of("M. Dupont et Mme. X", "fr-FR") == "0[M. Dupont et Mme. X]");
    CHECK(sentences_of("la Sra. Gómez", "es") == "0[la Sra. Gómez]");
}

TEST_CASE("a sentence ends at a word's end before it is longer than 10,000 characters") {
    std::string text;
    for (int i = 0; i < 2500; ++i) text += "nine chär";
    std::vector<Word> words;
    std::vector<Sentence> sentences;
    cut_words(text, words);
    cut(text, words, {}, sentences);
    REQUIRE(sentences.size() == 3);
    CHECK(utf8::count_chars(text.substr(0, sentences[0].end_bytes)) == 9994);
    CHECK(text[sentences[1].start_bytes - 1] == ' ');
    CHECK(sentences[1].first_word == sentences[0].end_word);
    CHECK(sentences[2].end_bytes == text.size());

    text = "a" + std::string(30000, ',') + "b";
    cut_words(text, words);
    cut(text, words, {}, sentences);
    CHECK(sentences.size() == 2);
}

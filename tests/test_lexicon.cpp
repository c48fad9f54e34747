// The lexicon against meets() on every pattern, and that its cache changes no answer.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "lexicon.hpp"
#include "lower.hpp"

using namespace libcode;

namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers slowly(const std::vector<Pattern>& patterns, std::string_view form, const Language& language) {
    Numbers met;
    for (std::uint32_t i = 0; i < patterns.size(); ++i)
        if (meets(patterns[i], view_form(form, patterns[i].view, language))) met.push_back(i);
    return met;
}

Numbers of_class(const Lexicon& lexicon, std::uint32_t form_class) {
    const auto met = lexicon.patterns(form_class);
    return {met.begin(), met.end()};
}

}  // namespace

TEST_CASE("the index finds what meets() finds, whatever the patterns and the form") {
    std::mt19937 random(4);
    const std::vector<std::string> letters = {"a", "b", "B", "é", "É", "s", "e\u0301", "ing", "😭"};
    const auto draw = [&](const std::vector<std::string>& from, std::size_t longest) {
        std::string out;
        for (auto left = 1 + random() % longest; left > 0; --left) out += from[random() % from.size()];
        return out + (random() % 5 == 0 ? random() % 2 == 0 ? "'s" : "’s" : "");
    };
    std::vector<std::string> signs = letters;
    signs.insert(signs.end(), {"*", "*", "?"});
    for (const char* name : {"en", "de"}) {
        const Language& language = language_of(name);
        for (int round = 0; round < 60; ++round) {
            std::vector<Pattern> patterns;
            for (int i = 0; i < 40; ++i) {
                Settings settings;
                settings.letter_case = static_cast<Case>(random() % 2);
                settings.accents = static_cast<Accents>(random() % 2);
                settings.inflections = static_cast<Inflections>(random() % 2);
                const auto match = static_cast<Match>(random() % 5);
                patterns.push_back(word_pattern(draw(match == Match::wildcard ? signs : letters, match >= Match::one_edit ? 7 : 3), match, settings, language));
            }
            const PatternIndex index(patterns, language);
            Lexicon lexicon(index);
            Numbers met;
            for (int i = 0; i < 60; ++i) {
                const std::string form = draw(letters, i % 2 == 0 ? 3 : 7);
                CAPTURE(form);
                index.find(form, met);
                const Numbers expected = slowly(patterns, form, language);
                REQUIRE(met == expected);
                REQUIRE(of_class(lexicon, lexicon.resolve(form)) == expected);
                REQUIRE((lexicon.resolve(form) == 0) == expected.empty());
            }
        }
    }
}

TEST_CASE("forms that meet the same patterns are of one class, those that meet none of class 0") {
    const Language& english = language_of("en");
    const std::vector<Pattern> patterns = {word_pattern("cramp*", Match::wildcard, {}, english), word_pattern("cramps", Match::plain, {}, english)};
    const PatternIndex index(patterns, english);
    Lexicon lexicon(index);
    CHECK(lexicon.resolve("the") == 0);
    CHECK(lexicon.patterns(0).empty());
    CHECK(lexicon.resolve("Cramps") == lexicon.resolve("CRAMPS"));
    CHECK(lexicon.resolve("cramp") == lexicon.resolve("cramping"));
    CHECK(lexicon.resolve("cramp") != lexicon.resolve("cramps"));
    CHECK(of_class(lexicon, lexicon.resolve("cramps")) == Numbers{0, 1});
    CHECK(lexicon.resolve("") == 0);
}

TEST_CASE("the cache starts anew when it is full, and no answer changes") {
    const Language& english = language_of("en");
    const std::vector<Pattern> patterns = {word_pattern("w1*", Match::wildcard, {}, english), word_pattern("*9", Match::wildcard, {}, english)};
    const PatternIndex index(patterns, english);
    Lexicon lexicon(index);
    const std::uint32_t both = lexicon.resolve("w19");
    for (int i = 0; i < 70000; ++i) lexicon.resolve("w" + std::to_string(i));
    CHECK(lexicon.resolve("w19") == both);
    CHECK(of_class(lexicon, both) == Numbers{0, 1});
    CHECK(of_class(lexicon, lexicon.resolve("w20000")).empty());
    const std::string filling(1000, 'x');  // long forms fill it by their bytes
    for (int i = 0; i < 9000; ++i) lexicon.resolve("w1" + filling + std::to_string(i));
    CHECK(of_class(lexicon, lexicon.resolve("w1" + filling + "9")) == Numbers{0, 1});
    CHECK(lexicon.resolve("w19") == both);
}

TEST_CASE("a text's words are resolved as its forms are, the last ones too") {
    const Language& english = language_of("en");
    const std::vector<Pattern> patterns = {word_pattern("cramp*", Match::wildcard, {}, english), word_pattern("k", Match::plain, {}, english)};
    const PatternIndex index(patterns, english);
    Lexicon lexicon(index), alone(index);
    std::vector<Word> words;
    std::vector<std::uint32_t> classes;
    std::vector<Hit> hits;
    for (const std::string text : {"", "k", "K cramps", "no cramps at all", "k. antidisestablishmentarianism cramping k", "crämps k’s k"}) {
        CAPTURE(text);
        cut_words(text, words);
        lexicon.resolve(text, words, classes, hits);
        REQUIRE(classes.size() == words.size());
        std::size_t next = 0;
        for (std::uint32_t word = 0; word < words.size(); ++word) {
            const std::string_view form = std::string_view(text).substr(words[word].start_bytes, words[word].end_bytes - words[word].start_bytes);
            CHECK(of_class(lexicon, classes[word]) == of_class(alone, alone.resolve(form)));
            if (classes[word] == 0) continue;
            REQUIRE(next < hits.size());
            CHECK(hits[next].word == word);
            CHECK(hits[next++].form_class == classes[word]);
        }
        CHECK(next == hits.size());
    }
}

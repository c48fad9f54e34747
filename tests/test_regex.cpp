// Regular expressions: what they match in folded text, and which words that takes in.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "char_set.hpp"
#include "language.hpp"
#include "regex.hpp"
#include "regexes.hpp"
#include "tokens.hpp"

using namespace libcode;

namespace {

std::string refusal(std::string_view pattern, Case letter_case = Case::ignore) {
    std::string error;
    CHECK_MESSAGE(!compile_regex(pattern, letter_case, Accents::exact, error), std::string(pattern));
    return error;
}

// The words that were met, each span as the text from its first word to its last: "5 g a day; 2g per day".
std::string met(const Regex& regex, std::string_view text) {
    Tokens tokens;
    tokenize(text, language_of("en"), tokens);
    Spans spans;
    regex.find(tokens, spans);
    std::string all;
    for (const Span span : spans) {
        const std::size_t start = tokens.words[span.start].start_bytes;
        all += all.empty() ? "" : "; ";
        all += text.substr(start, tokens.words[span.end - 1].end_bytes - start);
    }
    return all;
}

std::string met(std::string_view pattern, std::string_view text, Case letter_case = Case::ignore, Accents accents = Accents::exact) {
    return met(*compile(pattern, letter_case, accents), text);
}

struct Row {
    const char* pattern;
    const char* text;
    const char* expected;
};

void check(std::initializer_list<Row> rows, Case letter_case = Case::ignore, Accents accents = Accents::exact) {
    for (const Row& row : rows) {
        CAPTURE(row.pattern);
        CAPTURE(row.text);
        CHECK(met(row.pattern, row.text, letter_case, accents) == row.expected);
    }
}

}  // namespace

TEST_CASE("a younger Unicode moves no character from one set to another") {
    const auto contains = [](const CharSet& set, char32_t c) {
        return std::any_of(set.begin(), set.end(), [&](CharRange range) { return range.first <= c && c <= range.last; });
    };
    const auto has = [&](const char* name, char32_t c) { return contains(property_set(name).value(), c); };
    // Each differs in ICU 76 (Unicode 16).
    CHECK(has("Mn", 0x1171E));
    CHECK(!has("Mc", 0x1171E));
    CHECK(!has("Lu", 0xA7DC));
    CHECK(!contains(word_chars(), 0xA7DC));
    CHECK(!property_set("Garay"));
    CHECK(close_over_case({{0x19B, 0x19B}}) == CharSet{{0x19B, 0x19B}});
    CHECK(close_over_case({{0xA7DC, 0xA7DC}}) == CharSet{{0xA7DC, 0xA7DC}});
    CHECK(!joins_previous(0x897));
    // And these in none.
    CHECK(has("L", 'a'));
    CHECK(has("Kawi", 0x11F04));
    CHECK(!has("C", 'a'));
    CHECK(contains(space_chars(), 0x3000));
    CHECK(close_over_case({{'k', 'k'}}) == CharSet{{'K', 'K'}, {'k', 'k'}, {0x212A, 0x212A}});
    CHECK(joins_previous(0x301));
    CHECK(!joins_previous('a'));
}

TEST_CASE("a match is snapped out to the words it touches") {
    check({
        {R"(£?\d+ ?g (a|per) day)", "I used 5g a day, then £3 g per day.", "5g a day; 3 g per day"},
        {"dict", "addiction and dictation", "addiction; dictation"},
        {"n a", "addiction and dictation", "addiction and"},
        {"!+", "no!!! never", ""},
        {"[a-z]!", "no!!! never", "no"},
        {"😭+", "sad 😭😭 here", "😭😭"},
        {"a|b", "ab ba", "ab; ba"},
        {"24\\/7", "open 24/7 now", "24/7"},
        {"and(/|\\/)or", "and/or", "and/or"},
    });
    const Spans spans = spans_in(*compile("a b|c d"), "xa bc dx");
    CHECK(spans == Spans{{0, 2}, {1, 3}});
}

TEST_CASE("matches are successive, leftmost, longest and never empty") {
    check({
        {"a|a b|a b c", "a b c a b", "a b c; a b"},
        {"one|one two", "one two one", "one two; one"},
        {"a*", "b aa b a", "aa; a"},
        {"(x.*?y)", "x a y b y", "x a y b y"},
        {"(?U)x.*y", "x a y b y", "x a y b y"},
        {"a(b|)", "ab a", "ab; a"},
        {"x*|b", "a b", "b"},
    });
}

TEST_CASE("an expression sees one sentence") {
    check({
        {"ket.*bad", "ket. bad", ""},
        {"ket.*bad", "ket is so bad. ket\nbad", "ket is so bad"},
        {"^the", "The end. the start", "The; the"},
        {"end$", "the end\nno end here", "end"},
        {"end\\.$", "the end.\nno end here", "end"},
        {"(?m)^no", "the end\nno end here", "no"},
        {"\\Athe\\z", "the\nthe end", "the"},
    });
}

TEST_CASE("text and literals are folded alike") {
    check({
        {"KET", "ket Ket kEt", "ket; Ket; kEt"},
        {"strasse", "Die STRASSE, die Straße", "STRASSE; Straße"},
        {"straße", "Die STRASSE, die Straße", "STRASSE; Straße"},
        {"stra(ss|ß)e", "Die STRASSE, die Straße", "STRASSE; Straße"},
        {"ß{2}", "sss ssss", "ssss"},
        {"don't", "I don’t. I DON'T. I don`t", "don’t; DON'T; don`t"},
        {"don’t", "I don’t. I DON'T", "don’t; DON'T"},
        {"École", "une ÉCOLE", "ÉCOLE"},
        {"e\u0301cole", "une École, une E\u0301COLE", "École; E\u0301COLE"},
        {"[É]cole", "une école", "école"},
        {"e\u0301?cole", "une École cole", "École; cole"},
        {"ecole", "une école", ""},
        {"ﬁx", "fix ﬁx FIX", "fix; ﬁx; FIX"},
        {"(?-i:KET)", "ket", "ket"},
        {"[K-M]et", "KET met Oet", "KET; met"},
        {"\\x{4B}et", "ket", "ket"},
        {"\\113et", "ket", "ket"},
        {"\\p{Lu}et", "ket 9et", "ket"},
        {"σ", "ΟΔΟΣ ς", "ΟΔΟΣ; ς"},
        {"i", "ı İ I", "İ; I"},
        {"ı", "ı İ I", "ı"},
        {"й", "Й И\u0306", "Й; И\u0306"},
    });
}

TEST_CASE("under case: exact the text is as written") {
    check({
        {"KET", "ket KET", "KET"},
        {"(?i)KET", "ket KET", "ket; KET"},
        {"(?i:k)ET", "kET KET ket", "kET; KET"},
        {"a(?i)b|c", "aB C", "aB; C"},
        {"(a(?i)b|c)d", "aBd Cd aBD", "aBd; Cd"},
        {"[^a]b", "Ab ab", "Ab"},
        {"(?i)[^a]b", "Ab ab zb", "zb"},
        {"straße", "STRASSE Straße straße", "straße"},
        {"\\bété\\b", "un été, un Été", "été"},
        {"\\p{Lu}\\p{Ll}", "aB Ab", "Ab"},
        {"don't", "don’t", ""},
    }, Case::exact);
}

TEST_CASE("accents: ignore drops them on both sides") {
    check({
        {"ecole", "une École", "École"},
        {"école", "une ecole", "ecole"},
        {"[éè]cole", "une ecole", "ecole"},
        {"\\bete\\b", "un été", "été"},
        {"и", "й", "й"},
    }, Case::ignore, Accents::ignore);
}

TEST_CASE("\\b \\w \\d \\s have their Unicode sense") {
    check({
        {"\\bété\\b", "un été", "été"},
        {"\\bt", "un été, tu", "tu"},
        {"\\Bt", "un été, tu", "été"},
        {"\\bкот\\b", "Кот и котик", "Кот"},
        {"кот\\B", "Кот и котик", "котик"},
        {"\\w+", "naïve Grüße", "naïve; Grüße"},
        {"^\\w+$", "Grüße", "Grüße"},
        {"x\\w", "x\u0301 x.", "x\u0301"},
        {"\\d+g", "٣g 3g", "٣g; 3g"},
        {"a\\sb", "a\u00A0b a\u3000b a b", "a\u00A0b; a\u3000b; a b"},
        {"a\\Sb", "a\u00A0b aéb", "aéb"},
        {"[^\\W\\d]+9", "é9 99", "é9"},
        {"[\\s\\d]x", "1x ax", "1x"},
        {"\\W", "a", ""},
        {"\\D\\d", "é1", "é1"},
        {"\\b\\b(\\bk\\b)\\b\\b", "k ké", "k"},
        {"(\\bfoo\\b ?)+", "foo foo foox", "foo foo"},
        {"\\B😭", "a 😭 😭", "😭; 😭"},
        {"e\\b", "e\u0301 e😭", "e"},
        {"\\bk\\b", "日k本 k", "k"},
    });
}

TEST_CASE("RE2's syntax") {
    check({
        {"\\Qa.b\\E+", "a.bb axb", "a.bb"},
        {"\\Q\\d\\E|x", "x 1", "x"},
        {"a{2}|b{,2}", "aa a b{,2}", "aa; b{,2"},
        {"^a{2,}$", "aaa", "aaa"},
        {"[]a]+", "b a", "a"},
        {"[^]a]", "a b", "b"},
        {"[a\\-z]+", "b a z", "a; z"},
        {"[-a]", "b a", "a"},
        {"[[:digit:][:upper:]]", "b 1 !", "b; 1"},
        {"[[:^alpha:]]1", "b1 21", "21"},
        {"[[:]", "b", ""},
        {"(?P<name>a)(?:b)", "ab", "ab"},
        {"\\p{Greek}+", "abc αβγ", "αβγ"},
        {"\\pN\\PN", "1a", "1a"},
        {"\\p{^Greek}", "α b", "b"},
        {"\\t|x", "x", "x"},
        {"a|[^\\d\\D]", "a b", "a"},
        {"a{2,3", "aa a{2,3", "a{2,3"},
        {"a{,3}|b{}", "aaa b{}", "b"},
        {"(?is-m)X.y", "x y", "x y"},
        {"(?i-s:X)Y", "xy", "xy"},
        {"a\\Q", "a ab", "a; ab"},
        {"[\\w-]+!", "k-cramps! k", "k-cramps"},
        {"\\p{Any}", "k", "k"},
        {"[[:^word:]]k", "k -k", "k"},
    });
    check({{"\\x41\\x{1F62D}?B\\103", "ABC abc A\U0001F62DBC", "ABC; A\U0001F62DBC"},
           {"(?i)[[:upper:]]+\\!", "ab! AB!", "ab; AB"},
           {"[[:upper:]]+\\!", "ab! AB!", "AB"}},
          Case::exact);
}

TEST_CASE("the names of ASCII's classes mean what they mean to RE2") {
    RE2::Options options;
    options.set_encoding(RE2::Options::EncodingLatin1);
    for (const char* name : {"alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word", "xdigit"}) {
        CAPTURE(name);
        const RE2 theirs("[[:" + std::string(name) + ":]]", options);
        const CharSet ours = posix_set(name);
        for (char32_t c = 0; c < 0x80; ++c) {
            const char byte = static_cast<char>(c);
            const bool is_ours = std::any_of(ours.begin(), ours.end(), [&](CharRange range) { return range.first <= c && c <= range.last; });
            CHECK(is_ours == RE2::FullMatch(re2::StringPiece(&byte, 1), theirs));
        }
    }
}

TEST_CASE("what a rule's expression may not be") {
    CHECK(refusal("(a") == "RE2 does not take this expression: missing ): (a");
    CHECK(refusal("a(?=b)") != "");
    CHECK(refusal("\\1") != "");
    for (const char* bytes : {"a\\Cb", "\\C\\C", "a\\C", "(\\C)", "\\C*", "\\Ca{2}", "a|\\C"}) CHECK(refusal(bytes) == "\\C, one byte, has no meaning in a rule: write . for one character");
    for (const char* empty : {"", "^", "\\b", "(|)*", "a{0}", "[^\\d\\D]", "a[^\\d\\D]"})
        CHECK(refusal(empty) == "no text of a character or more can match this expression");
    CHECK(refusal("stra[ßs]e") ==
          "where case is ignored, ß reads as 2 characters and cannot stand in brackets; write (…|ß)");
    CHECK(met("stra[ßs]e", "straße", Case::exact) == "straße");
    const auto nested = [](std::size_t deep) { return std::string(deep, '(') + "a" + std::string(deep, ')'); };
    CHECK(met(nested(100) + "|" + nested(100), "a b") == "a");
    CHECK(refusal(nested(101)) == "groups stand in groups more than 100 deep");
    CHECK(refusal(nested(500)) == "groups stand in groups more than 100 deep");
    CHECK(refusal("(a{1000}b?){2}c{900}") != "");
    CHECK(refusal("a{900}b{900}c{900}") == "the expression is too big; cut it into several rules or lower its {counts}");
    std::string many = "\\b";
    for (char32_t c = 0x4E00; c < 0x4E00 + 100; ++c) {
        many += static_cast<char>(0xE0 | (c >> 12));
        many += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        many += static_cast<char>(0x80 | (c & 0x3F));
    }
    CHECK(refusal(many).find("more than 63 letters") != std::string::npos);
    CHECK(met(many.substr(2), "一丁").empty());
    CHECK(refusal("\xff") != "");
}

TEST_CASE("every expression of three signs is read or refused, with each end that a sign may have") {
    const char* const signs[] = {"a", "\u0301", ".", "^", "*", "{2}", "{", "}", ",", "|", "(", ")", "(?i)", "(?P<n>", "[", "]", "-", "[:alpha:]", "\\", "\\B",
                                 "\\C", "\\d", "\\p", "\\P{^Greek}", "\\Q", "\\E", "\\x{", "\\07", "0"};
    std::size_t read = 0, refused = 0;
    std::string error;
    for (const std::string first : signs)
        for (const std::string second : signs)
            for (const std::string third : signs) {
                const auto regex = compile_regex(first + second + third, Case::ignore, Accents::exact, error);
                CHECK((regex != nullptr) == error.empty());
                ++(regex ? read : refused);
            }
    CHECK(read > 1000);
    CHECK(refused > 1000);
}

TEST_CASE("any bytes can be searched") {
    const auto regex = compile(".+");
    for (const std::string& text : {std::string("\xff k \xc3"), std::string("\0 k\0", 4), std::string("\xed\xa0\x80 k"), std::string()})
        CHECK(spans_in(*regex, text).size() == (text.empty() ? 0 : 1));
    CHECK(met("\\x{FFFD}k", "\xffk") == "k");
    CHECK(met("\\x{FFFD}k", "\xffk", Case::exact) == "k");
    CHECK(met("\\x00k", std::string_view("\0k", 2)) == "k");
}

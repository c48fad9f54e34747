// The ways by which an expression is searched for agree: RE2 on the text, RE2 over an alphabet of a byte a character, and the automaton.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <re2/re2.h>

#include "fold_text.hpp"
#include "regex_alphabet.hpp"
#include "regex_automaton.hpp"
#include "regex_tree.hpp"
#include "regexes.hpp"

using namespace libcode;

namespace {

using Matches = std::vector<std::pair<std::size_t, std::size_t>>;  // characters

// What RE2 itself finds in an ASCII text.
Matches found_by_re2(const RE2& program, const std::string& text) {
    Matches matches;
    for (std::size_t at = 0; at < text.size();) {
        re2::StringPiece match;
        if (!program.Match(text, at, text.size(), RE2::UNANCHORED, &match, 1)) break;
        const auto start = static_cast<std::size_t>(match.data() - text.data());
        if (!match.empty()) matches.emplace_back(start, start + match.size());
        at = std::max(start + match.size(), start + 1);
    }
    return matches;
}

// The automaton alone, over its alphabet.
class Alone {
  public:
    explicit Alone(std::string_view pattern) {
        std::string error;
        const auto tree = read_regex(pattern, std::nullopt, error);
        REQUIRE_MESSAGE(tree, std::string(pattern), ": ", error);
        alphabet_ = RegexAlphabet::make(tree->sets, tree->asks_for_boundaries);
        REQUIRE(alphabet_);
        automaton_.emplace(*tree, *alphabet_);
    }

    Matches find(std::string_view text) const {
        FoldedText chars;
        fold_text(text, std::nullopt, chars);
        std::string symbols;
        for (const char32_t c : chars.chars) symbols += static_cast<char>(alphabet_->symbol(c));
        std::vector<RegexAutomaton::Match> found;
        automaton_->find(symbols, 0, found);
        Matches matches;
        for (const auto [start, end] : found) matches.emplace_back(start, end);
        return matches;
    }

  private:
    std::optional<RegexAlphabet> alphabet_;
    std::optional<RegexAutomaton> automaton_;
};

// The words of an ASCII text, in order, that each match touches.
Spans snapped(const Matches& matches, std::string_view text) {
    Tokens tokens;
    tokenize(text, language_of(""), tokens);
    Spans spans;
    for (const auto& [start, end] : matches) {
        std::uint32_t first = 0, last = 0;
        for (std::uint32_t i = 0; i < tokens.words.size(); ++i) {
            const Word word = tokens.words[i];
            if (word.end_bytes <= start || word.start_bytes >= end) continue;
            if (first == last) first = i;
            last = i + 1;
        }
        if (first != last) spans.push_back({first, last});
    }
    normalize(spans);
    return spans;
}

std::string random_pattern(std::mt19937& random, int depth) {
    static const std::vector<std::string> atoms = {
        "a", "b", "c", " ", "-", ".", "\\w", "\\d", "\\s", "\\W", "\\D", "\\S", "[ab]", "[^a]", "[^\\w]", "[\\W\\d]", "[a-c]",
        "\\b", "\\B", "^", "$", "1", "_", "ab", "(?:)"};
    static const std::vector<std::string> repeats = {"*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "*?"};
    const auto pick = [&](const std::vector<std::string>& list) { return list[random() % list.size()]; };
    if (depth == 0 || random() % 4 == 0) return pick(atoms);
    std::string all;
    switch (random() % 4) {
        case 0: return "(" + random_pattern(random, depth - 1) + "|" + random_pattern(random, depth - 1) + ")";
        case 1: return "(?:" + random_pattern(random, depth - 1) + ")" + pick(repeats);
        default:
            for (std::size_t i = 0; i < 1 + random() % 3; ++i) all += random_pattern(random, depth - 1);
            return all;
    }
}

std::string random_text(std::mt19937& random) {
    std::string text = "a";  // a sentence begins and ends with something that is not white space
    for (std::size_t i = random() % 12; i > 0; --i) text += "aabbcc1_ --"[random() % 11];
    return text + "c";
}

// The same with each ASCII character replaced by another of its kind.
std::string in_other_letters(std::string_view ascii) {
    std::string other;
    for (std::size_t i = 0; i < ascii.size(); ++i) {
        const bool is_escape = i > 0 && ascii[i - 1] == '\\';
        switch (is_escape ? 0 : ascii[i]) {
            case 'a': other += "é"; break;
            case 'b': other += "ж"; break;
            case 'c': other += "𐐨"; break;  // é < ж < 𐐨, as a < b < c
            default: other += ascii[i];
        }
    }
    return other;
}

}  // namespace

TEST_CASE("RE2, RE2 over the alphabet and the automaton agree, in ASCII and beyond") {
    std::mt19937 random(20250602);
    RE2::Options options;
    options.set_longest_match(true);
    options.set_log_errors(false);
    int tried = 0, met_some = 0;
    while (tried < 2000) {
        const std::string pattern = random_pattern(random, 3);
        const RE2 program(pattern, options);
        std::string error;
        const auto regex = compile_regex(pattern, Case::exact, Accents::exact, error);
        if (!regex) continue;
        CAPTURE(pattern);
        const auto other = compile_regex(in_other_letters(pattern), Case::ignore, Accents::exact, error);
        REQUIRE_MESSAGE(other, error);
        ++tried;
        const Alone alone(pattern), other_alone(in_other_letters(pattern));
        for (int i = 0; i < 5; ++i) {
            const std::string text = random_text(random);
            CAPTURE(text);
            const Matches expected = found_by_re2(program, text);
            CHECK(alone.find(text) == expected);
            CHECK(other_alone.find(in_other_letters(text)) == expected);
            const Spans spans = snapped(expected, text);
            CHECK(spans_in(*regex, text) == spans);
            CHECK(spans_in(*other, in_other_letters(text)) == spans);
            met_some += !spans.empty();
        }
    }
    CHECK(met_some > tried);  // of five texts each
}

TEST_CASE("no expression is slow on any text") {
    const auto filled = [](std::string_view unit) {
        std::string text;
        while (text.size() < 50'000) text += unit;
        return text;
    };
    const std::string texts[] = {filled("a"), filled("a "), filled("ab aab abb "), filled("é"), "e" + filled("\u0301\u0323"), filled("肚子很痛")};
    const auto start = std::chrono::steady_clock::now();
    for (const char* pattern : {".*", "a*", "(a.*z)?", "a.*z|a", "[ab ]*z|a|b", "(a|b)*a(a|b){20}c|a|b", "(.*a.*){30}z|a|b",
                                "(a|b)*a(a|b){400}c|a|b", "(x+x+)+y", "[ab ]{0,400}z|a|b", "\\w*z|\\b\\w"}) {
        const auto regex = compile(pattern);
        for (const std::string& text : texts) spans_in(*regex, text);
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    MESSAGE("3 MB of them: " << seconds.count() << " s");  // searching anew from each match takes minutes
}

TEST_CASE("signs that cannot be seen have names") {
    CHECK(Alone("b\\a\\f\\n\\r\\t\\v\\x01\\1c").find("a b\a\f\n\r\t\v\x01\x01" "c") == Matches{{2, 12}});
}

TEST_CASE("a boundary is one beside each of 63 letters and digits, in the automaton too") {
    const std::string letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxy";
    std::string pattern;
    for (const char letter : letters) pattern += std::string(pattern.empty() ? "" : "|") + "\\b" + letter + "\\b";
    const Alone alone(pattern);
    for (const char letter : letters) {
        CAPTURE(letter);
        CHECK(alone.find(std::string("- ") + letter + " -") == Matches{{2, 3}});
        CHECK(alone.find(std::string("-z") + letter + " -").empty());
    }
}

TEST_CASE("where the automaton takes over nothing changes") {
    const auto regex = compile("a[^z]*z|a+|b");
    std::string text;
    for (int i = 0; i < 3000; ++i) text += i % 7 == 0 ? "b " : "a ";
    const Spans spans = spans_in(*regex, text);
    REQUIRE(spans.size() == 3000);
    for (std::uint32_t i = 0; i < 3000; ++i) CHECK(spans[i] == Span{i, i + 1});
}

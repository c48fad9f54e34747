// Patterns: what one rule word asks of one word form.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "pattern.hpp"

using namespace libcode;

namespace {

bool met(PatternKind kind, std::string text, std::string form, std::uint8_t edits = 0) {
    return meets({kind, View::exact, Side::base, edits, std::move(text)}, {form, form});
}

bool wild(std::string text, std::string form) { return met(PatternKind::wildcard, std::move(text), std::move(form)); }

// The definition, letter by letter.
bool wild_slowly(std::string_view pattern, std::string_view form) {
    if (pattern.empty()) return form.empty();
    if (pattern[0] == '*') return wild_slowly(pattern.substr(1), form) || (!form.empty() && wild_slowly(pattern, form.substr(1)));
    return !form.empty() && (pattern[0] == '?' || pattern[0] == form[0]) && wild_slowly(pattern.substr(1), form.substr(1));
}

// Optimal string alignment, the whole table.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

TEST_CASE("a literal is the form itself") {
    CHECK(met(PatternKind::literal, "ket", "ket"));
    CHECK_FALSE(met(PatternKind::literal, "ket", "kets"));
    CHECK_FALSE(met(PatternKind::literal, "ke*", "ket"));
}

TEST_CASE("wildcards: any run or none, exactly one character") {
    for (const auto& pair : {std::pair{"cramp*", "cramp"}, {"cramp*", "cramps"}, {"*n't", "didn't"}, {"analy?e", "analyze"},
                             {"?t?", "été"}, {"*é", "allé"}, {"a*b*c", "aXbYbZc"}, {"*", "x"}, {"k**t", "ket"}, {"?*", "😭"}}) {
        const char *pattern = pair.first, *form = pair.second;
        CAPTURE(pattern);
        CHECK(wild(pattern, form));
    }
    for (const auto& pair : {std::pair{"cramp*", "cram"}, {"analy?e", "analye"}, {"analy?e", "analyzze"}, {"*ing", "rings"},
                             {"??", "é"}, {"a*b", "acbc"}, {"a?", "a"}}) {
        const char *pattern = pair.first, *form = pair.second;
        CAPTURE(pattern);
        CHECK_FALSE(wild(pattern, form));
    }
}

TEST_CASE("wildcards agree with their definition on random words") {
    std::mt19937 random(2);
    const auto draw = [&](std::string_view letters, std::size_t longest) {
        std::string out;
        for (auto left = random() % (longest + 1); left > 0; --left) out += letters[random() % letters.size()];
        return out;
    };
    for (int round = 0; round < 20000; ++round) {
        const std::string pattern = draw("ab*?", 6), form = draw("ab", 7);
        CAPTURE(pattern);
        CAPTURE(form);
        REQUIRE(wild(pattern, form) == wild_slowly(pattern, form));
    }
}

TEST_CASE("a fuzzy word takes in edits, neighbours swapped as one, the first letter alike, five letters or more") {
    struct {
        const char *word, *form;
        int edits;  // the fewest with which it is met; 3: never
    } const cases[] = {
        {"bladder", "bladder", 1}, {"bladder", "bladdr", 1},  {"bladder", "blader", 1},   {"bladder", "bladderr", 1}, {"bladder", "bladber", 1},
        {"bladder", "balddre", 2}, {"bladder", "lbadder", 3}, {"bladder", "gladder", 3},  {"bladder", "blaer", 2},    {"bladder", "blae", 3},
        {"spasm", "spas", 3},      {"spasm", "spams", 1},     {"naïve", "naive", 1},      {"élève", "éleve", 1},      {"élève", "elève", 3},
        {"ketamine", "ktaemine", 2}, {"ketamine", "ketamines", 1},
    };
    for (const auto& c : cases) {
        CAPTURE(c.word);
        CAPTURE(c.form);
        CHECK(met(PatternKind::fuzzy, c.word, c.form, 1) == (c.edits <= 1));
        CHECK(met(PatternKind::fuzzy, c.word, c.form, 2) == (c.edits <= 2));
    }
}

TEST_CASE("edits agree with the whole table on random words") {
    std::mt19937 random(3);
    const auto draw = [&] {
        std::string out = "a";
        for (auto left = 4 + random() % 4; left > 0; --left) out += "abc"[random() % 3];
        return out;
    };
    for (int round = 0; round < 20000; ++round) {
        const std::string word = draw(), form = draw();
        CAPTURE(word);
        CAPTURE(form);
        for (const std::uint8_t edits : {1, 2}) REQUIRE(met(PatternKind::fuzzy, word, form, edits) == (edits_between(word, form) <= edits));
    }
}

TEST_CASE("a form as each view shows it") {
    const Language& english = language_of("en");
    struct {
        View view;
        const char *full, *base;
    } const cases[] = {
        {View::exact, "Cafés's", "Cafés"}, {View::caseless, "cafés's", "cafés"}, {View::bare, "cafes's", "cafes"},
    };
    for (const auto& c : cases) {
        const Form form = view_form("Cafés’s", c.view, english);
        CHECK(form.full == c.full);
        CHECK(form.base == c.base);
    }
    CHECK(view_form("Cramping", View::stem, english).base == "cramp");
    CHECK(view_form("Cafés", View::stem, english).base == "café");
    CHECK(view_form("Cafés", View::stem_bare, english).base == "cafe");
}

TEST_CASE("a final 's is set aside unless the rule word has it") {
    const Language& english = language_of("en");
    CHECK(side_of("ket", english) == Side::base);
    CHECK(side_of("ket's", english) == Side::full);
    CHECK(side_of("ket’s", english) == Side::full);
    CHECK(side_of("ket's", language_of("de")) == Side::base);
    const Form form = view_form("Ket's", View::caseless, english);
    CHECK(meets({PatternKind::literal, View::caseless, Side::base, 0, "ket"}, form));
    CHECK(meets({PatternKind::literal, View::caseless, Side::full, 0, "ket's"}, form));
    CHECK_FALSE(meets({PatternKind::literal, View::caseless, Side::full, 0, "ket"}, form));
}

// Codes that stand together, in every unit.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/cooccurrence.hpp>
#include <libcode/tables.hpp>

using namespace libcode;

namespace {

using Texts = std::vector<std::string_view>;

const std::string book = "settings: {negation: off}\ncodes:\n  a:\n    rules: a | aa\n  b:\n    rules: b\n  c:\n    where: {sex: f}\n    rules: c\n";

Codings code(const std::string& text, const Texts& texts, const Texts& sex = {}) {
    std::vector<Variable> variables;
    const Texts values = sex.empty() ? Texts(texts.size(), "f") : sex;
    variables.push_back({"sex", values});
    return Coder(parse_codebook(text)).code({.text = texts, .variables = variables});
}

// One row of a matrix a group: "10 01".
std::string show(const std::vector<std::uint64_t>& matrix, std::size_t codes) {
    std::string out;
    for (std::size_t i = 0; i < matrix.size(); ++i) out += (i % codes == 0 && i != 0 ? " " : "") + std::to_string(matrix[i]);
    return out;
}

Cooccurrence in(const Codings& codings, const Texts& texts, Within within, std::uint32_t words = 0, std::vector<std::uint32_t> who = {}) {
    return cooccurrence(codings, texts, who, {.within = within, .words = words});
}

}  // namespace

TEST_CASE("in a response, a sentence, a paragraph") {
    const Texts texts = {"a b. c\nb a", "a", std::string_view(), " ", "x. y"};
    const Codings codings = code(book, texts);
    auto together = in(codings, texts, Within::response);
    CHECK(show(together.both, 3) == "211 111 111");
    CHECK(show(together.row, 3) == "222 111 111");
    CHECK(show(together.base, 3) == "333 333 333");
    CHECK(show(together.before, 3) == "011 001 000");
    together = in(codings, texts, Within::sentence);
    CHECK(show(together.both, 3) == "320 220 001");
    CHECK(show(together.before, 3) == "010 100 000");
    CHECK(show(together.base, 3) == "666 666 666");
    together = in(codings, texts, Within::paragraph);
    CHECK(show(together.both, 3) == "321 221 111");
    CHECK(show(together.before, 3) == "011 101 000");
    CHECK(show(together.base, 3) == "444 444 444");
}

TEST_CASE("in a respondent, through the responses in their order") {
    const Texts texts = {"a", "b", "b", "a c", "x"};
    const Codings codings = code(book, texts);
    const auto together = in(codings, texts, Within::respondent, 0, {0, 1, 0, 1, 2});
    CHECK(show(together.both, 3) == "221 221 111");
    CHECK(show(together.before, 3) == "011 101 000");
    CHECK(show(together.base, 3) == "333 333 333");
}

TEST_CASE("within so many words") {
    const Texts texts = {"a x x b", "b, a. x a", "a"};
    const Codings codings = code(book, texts);
    CHECK(show(in(codings, texts, Within::words, 0).both, 3) == "310 120 000");
    CHECK(show(in(codings, texts, Within::words, 1).both, 3) == "310 120 000");
    const auto together = in(codings, texts, Within::words, 2);
    CHECK(show(together.both, 3) == "320 220 000");
    CHECK(show(together.before, 3) == "010 100 000");
    CHECK(show(together.row, 3) == "333 222 000");
    CHECK(show(together.base, 3) == "333 333 333");
}

TEST_CASE("a pair is looked at where both codes are asked") {
    const Texts texts = {"a c", "a", "c a"};
    const Texts sex = {"f", "f", "m"};
    const Codings codings = code(book, texts, sex);
    const auto together = in(codings, texts, Within::response);
    CHECK(show(together.both, 3) == "301 000 101");
    CHECK(show(together.row, 3) == "332 000 111");
    CHECK(show(together.base, 3) == "332 332 222");
    // A respondent is asked where one of the responses is.
    const auto people = in(codings, texts, Within::respondent, 0, {0, 1, 0});
    CHECK(show(people.base, 3) == "222 222 222");
    CHECK(show(people.both, 3) == "201 000 101");
    const std::vector<std::uint8_t> included = {1, 0, 0};
    const auto some = cooccurrence(codings, texts, {}, {.included = included});
    CHECK(show(some.both, 3) == "101 000 101");
    CHECK(show(some.base, 3) == "111 111 111");
    CHECK_THROWS_AS(cooccurrence(codings, texts, {}, {.included = std::span(included).first(1)}), std::invalid_argument);
}

TEST_CASE("parents hold what their descendants hold, or their own") {
    const std::string tree = "settings: {negation: off}\ncodes:\n  p:\n    rules: p\n    codes:\n      q:\n        rules: q\n  r:\n    rules: r\n";
    const Texts texts = {"q r", "p r", "q"};
    const Codings codings = code(tree, texts);
    CHECK(show(in(codings, texts, Within::response).both, 3) == "322 221 212");
    const auto own = cooccurrence(codings, texts, {}, {.parents = Parents::hold_own});
    CHECK(show(own.both, 3) == "101 021 112");
}

TEST_CASE("only codings that count") {
    const std::string strict = "codes:\n  a:\n    at_least: 2\n    rules: a1\n  b:\n    rules: b1\n";
    const Texts texts = {"a1 b1", "a1 a1 b1", "a1 a1 no b1"};
    const Codings codings = code(strict, texts);
    CHECK(show(in(codings, texts, Within::response).both, 2) == "21 12");
}

TEST_CASE("agrees with the matrices of tables.hpp") {
    std::mt19937 random(7);
    std::vector<std::string> held;
    const char* words[] = {"a", "b", "c", "x", ".", "\n", ","};
    for (int i = 0; i < 300; ++i) {
        std::string text;
        for (unsigned n = random() % 12; n-- > 0;) text += std::string(words[random() % 7]) + " ";
        held.push_back(text);
    }
    const Texts texts(held.begin(), held.end());
    Texts sex;
    std::vector<std::uint32_t> who;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        sex.push_back(random() % 2 ? "f" : "m");
        who.push_back(static_cast<std::uint32_t>(i < 100 ? i : random() % 100));
    }
    const Codings codings = code(book, texts, sex);
    const auto check = [&](const std::vector<std::int32_t>& matrix, const Cooccurrence& together) {
        for (std::size_t a = 0; a < 3; ++a)
            for (std::size_t b = 0; b < 3; ++b) {
                std::uint64_t both = 0;
                for (std::size_t row = 0; row < matrix.size() / 3; ++row) both += matrix[row * 3 + a] == 1 && matrix[row * 3 + b] == 1;
                CHECK(together.both[a * 3 + b] == both);
                CHECK(together.both[a * 3 + b] <= std::min(together.row[a * 3 + b], together.row[b * 3 + a]));
                CHECK(together.row[a * 3 + b] <= together.base[a * 3 + b]);
                CHECK(together.before[a * 3 + b] + together.before[b * 3 + a] <= both);
            }
    };
    check(response_matrix(codings, Values::present), in(codings, texts, Within::response));
    check(respondent_matrix(codings, who, Values::present), in(codings, texts, Within::respondent, 0, who));
    // However near is near enough: the pairs of a response.
    CHECK(in(codings, texts, Within::words, 1000).both == in(codings, texts, Within::response).both);
    CHECK_THROWS_AS(in(codings, {}, Within::sentence), std::invalid_argument);
    CHECK_THROWS_AS(in(codings, texts, Within::respondent), std::invalid_argument);
    CHECK_THROWS_AS(cooccurrence(codings, texts, {}, {.progress = [](std::size_t) { return false; }}), Stopped);
}

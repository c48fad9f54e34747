// Tables: what counts where.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/tables.hpp>

using namespace libcode;

namespace {

Codings code(const std::string& book, const std::vector<std::string_view>& texts, const std::vector<Variable>& variables = {}) {
    return Coder(parse_codebook(book)).code({.text = texts, .variables = variables});
}

// One row of a matrix a group, `.` where not in the base: "10. 100".
std::string show(const std::vector<std::int32_t>& matrix, std::size_t codes) {
    std::string out;
    for (std::size_t i = 0; i < matrix.size(); ++i) {
        if (i != 0 && i % codes == 0) out += ' ';
        out += matrix[i] == not_in_base ? "." : std::to_string(matrix[i]);
    }
    return out;
}

const std::string family = R"(codes:
  body:
    codes:
      cramps:
        rules: cramp*
      bladder:
        at_least: 2
        rules: |
          bladder
          pee
  mind:
    rules: sad
)";

// Columns: body, cramps, bladder, mind.
const std::vector<std::string_view> answers = {
    "cramps, cramps and cramping",        // 0
    "bladder",                            // 1: one is not enough
    "bladder and pee. sad",               // 2
    std::string_view(),                   // 3: not asked
    "",                                   // 4: unusable
    "no cramps",                          // 5: does not count
    "cramps, bladder, pee, pee",          // 6
};

}  // namespace

TEST_CASE("responses by codes: a parent counts where a descendant does, null is in no base, blank is 0") {
    const Codings codings = code(family, answers);
    CHECK(show(response_matrix(codings, Values::present), 4) == "1100 0000 1011 .... 0000 0000 1110");
    CHECK(show(response_matrix(codings, Values::count), 4) == "3300 0000 2021 .... 0000 0000 4130");
    CHECK(response_matrix(code(family, {}), Values::count).empty());
}

TEST_CASE("respondents by codes: the sum of the counts, the maximum of what is present") {
    const Codings codings = code(family, answers);
    const std::vector<std::uint32_t> respondent = {0, 0, 1, 2, 1, 1, 0};
    CHECK(show(respondent_matrix(codings, respondent, Values::present), 4) == "1110 1011 ....");
    CHECK(show(respondent_matrix(codings, respondent, Values::count), 4) == "7430 2021 ....");
    const std::vector<std::uint32_t> sparse = {0, 0, 0, 3, 0, 0, 0};
    CHECK(show(respondent_matrix(codings, sparse, Values::present), 4) == "1111 .... .... ....");  // 1 and 2 gave no answer
    CHECK(respondent_matrix(code(family, {}), {}, Values::count).empty());
}

TEST_CASE("a line per code: quotes, responses, respondents and the bases") {
    const Codings codings = code(family, answers);
    const std::vector<std::uint32_t> respondent = {0, 0, 1, 2, 1, 1, 0};
    struct {
        std::uint64_t quotes, responses, respondents, not_counted;
    } const lines[] = {{9, 3, 2, 2}, {4, 2, 1, 1}, {5, 2, 2, 1}, {1, 1, 1, 0}};
    const auto counts = count_codes(codings, respondent);
    REQUIRE(counts.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(counts[i].quotes == lines[i].quotes);
        CHECK(counts[i].responses == lines[i].responses);
        CHECK(counts[i].units == lines[i].responses);
        CHECK(counts[i].respondents == lines[i].respondents);
        CHECK(counts[i].not_counted == lines[i].not_counted);
        CHECK(counts[i].weight == static_cast<double>(lines[i].quotes));
        CHECK(counts[i].asked_responses == 6);
        CHECK(counts[i].usable_responses == 5);
        CHECK(counts[i].asked_respondents == 2);
        CHECK(counts[i].usable_respondents == 2);
    }
    const auto each = count_codes(codings);  // each response is a respondent
    CHECK(each[0].respondents == 3);
    CHECK(each[0].asked_respondents == 6);
    CHECK(each[0].usable_respondents == 5);
}

TEST_CASE("a unit is a response or a sentence") {
    const std::string rules = "codes:\n  a:\n    rules: ket\n  b:\n    at_least: 2\n    rules: ket\n";
    const std::vector<std::string_view> texts = {"ket and ket. ket. no idea", "ket. ket"};
    const auto by_response = count_codes(code(rules, texts)), by_sentence = count_codes(code("settings:\n  unit: sentence\n" + rules, texts));
    CHECK(by_response[0].units == 2);
    CHECK(by_response[1].units == 2);
    CHECK(by_response[1].quotes == 5);
    CHECK(by_sentence[0].units == 4);
    CHECK(by_sentence[0].responses == 2);
    CHECK(by_sentence[1].units == 1);
    CHECK(by_sentence[1].responses == 1);
    CHECK(by_sentence[1].quotes == 2);
    CHECK(by_sentence[1].not_counted == 3);
}

TEST_CASE("a parent counts a unit once, however many of its codes count there") {
    const auto counts = count_codes(code("codes:\n  p:\n    rules: x\n    codes:\n      q:\n        rules: x\n        codes:\n          r:\n            rules: y\n", {"x y", "y"}));
    CHECK(counts[0].units == 2);
    CHECK(counts[0].quotes == 4);
    CHECK(counts[1].quotes == 3);
    CHECK(counts[2].quotes == 2);
}

TEST_CASE("the base of `where`") {
    const std::string book = "codes:\n  p:\n    codes:\n      a:\n        where:\n          country: UK\n        rules: ket\n  q:\n    where:\n      country: [UK, US]\n    rules: ket\n";
    const std::vector<std::string_view> texts = {"ket", "ket", "ket", std::string_view(), ""};
    const Codings codings = code(book, texts, {{"country", {"UK", "US", "FR", "UK", "UK"}}});
    CHECK(show(response_matrix(codings, Values::present), 3) == "111 0.1 0.. ... 000");
    const std::vector<std::uint32_t> respondent = {0, 1, 1, 2, 2};
    CHECK(show(respondent_matrix(codings, respondent, Values::count), 3) == "111 0.1 000");
    const auto counts = count_codes(codings, respondent);
    CHECK(counts[0].asked_responses == 4);
    CHECK(counts[1].asked_responses == 2);
    CHECK(counts[1].usable_responses == 1);
    CHECK(counts[1].asked_respondents == 2);
    CHECK(counts[1].usable_respondents == 1);
    CHECK(counts[2].asked_responses == 3);
    CHECK(counts[2].responses == 2);
}

TEST_CASE("a parent with a `where` of its own counts no response outside it") {
    // A child may look where its parent does not: `where` passes down, but the child's own word goes before it.
    const std::string book = "codes:\n  p:\n    where:\n      country: UK\n    codes:\n      a:\n        where:\n          country: US\n        rules: ket\n";
    const Codings codings = code(book, {"ket", "ket"}, {{"country", {"UK", "US"}}});
    CHECK(show(response_matrix(codings, Values::present), 2) == "0. .1");
    CHECK(count_codes(codings)[0].quotes == 0);
}

TEST_CASE("statuses among what counts, and weights") {
    const std::string book = "codes:\n  a:\n    count: all\n    rules:\n      - rule: pain\n        weight: 0.5\n      - rule: cramps\n        weight: 3\n  b:\n    rules: pain\n";
    const auto counts = count_codes(code(book, {"no pain", "pain", "maybe cramps", "my friend had pain"}));
    CHECK(counts[0].quotes == 4);
    CHECK(counts[0].weight == 4.5);
    CHECK(counts[0].negated == 1);
    CHECK(counts[0].uncertain == 1);
    CHECK(counts[0].other == 1);
    CHECK(counts[0].not_counted == 0);
    CHECK(counts[1].quotes == 2);
    CHECK(counts[1].negated == 0);
    CHECK(counts[1].other == 1);
    CHECK(counts[1].not_counted == 1);
}

TEST_CASE("respondents must be as many as responses") {
    const Codings codings = code(family, answers);
    const std::vector<std::uint32_t> respondent = {0, 1};
    const char* const message = "`respondent` has 2 entries for 7 responses";
    CHECK_THROWS_WITH_AS(count_codes(codings, respondent), message, std::invalid_argument);
    CHECK_THROWS_WITH_AS(respondent_matrix(codings, respondent, Values::present), message, std::invalid_argument);
}

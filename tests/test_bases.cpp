// Bases: which responses each code looks at, by its `where`.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "bases.hpp"

using namespace libcode;

namespace {

// Five responses to two questions, from three countries.
const std::vector<std::string_view> texts(5, "x");
const std::vector<std::uint32_t> question = {0, 0, 1, 1, 7};
const std::vector<std::string> questions = {"symptoms", "help"};
const std::vector<Variable> variables = {{"country", {"UK", "US", "UK", "FR", "UK"}}, {"age", {"20", "30", "20", "", "40"}}};
const Responses survey{texts, question, questions, variables};

Code code_where(std::vector<Where> where) {
    Code code;
    code.path = "physical.cramps";
    code.where = std::move(where);
    return code;
}

// A digit per response: 1 where the code looks at it.
std::string base_of(std::vector<Where> where, const Responses& responses = survey) {
    const Bases bases = find_bases({code_where(std::move(where))}, responses);
    std::string out;
    for (const std::uint8_t in : bases.bases[bases.base_of_code[0]]) out += static_cast<char>('0' + in);
    return out;
}

}  // namespace

TEST_CASE("every column named must hold one of its values") {
    CHECK(base_of({}) == "");  // every response
    CHECK(base_of({{"country", {"UK"}}}) == "10101");
    CHECK(base_of({{"country", {"UK", "US"}}}) == "11101");
    CHECK(base_of({{"country", {"UK"}}, {"age", {"20"}}}) == "10100");
    CHECK(base_of({{"age", {"20"}}, {"country", {"UK"}}}) == "10100");
    CHECK(base_of({{"country", {"uk"}}}) == "00000");
    CHECK(base_of({{"age", {""}}}) == "00010");
}

TEST_CASE("`question` is the text column, unless the data have a column of that name") {
    CHECK(base_of({{"question", {"symptoms"}}}) == "11000");
    CHECK(base_of({{"question", {"help", "symptoms"}}}) == "11110");  // the last response names no question there is
    CHECK(base_of({{"question", {"other"}}}) == "00000");
    const std::vector<std::string> one = {"symptoms"};
    CHECK(base_of({{"question", {"symptoms"}}}, {texts, {}, one, {}}) == "11111");
    CHECK(base_of({{"question", {"help"}}}, {texts, {}, one, {}}) == "00000");
    CHECK(base_of({{"question", {"symptoms"}}}, {texts}) == "00000");
    const std::vector<Variable> own = {{"question", {"a", "b", "a", "b", "a"}}};
    CHECK(base_of({{"question", {"a"}}}, {texts, question, questions, own}) == "10101");
}

TEST_CASE("codes with the same `where` share a base") {
    const Bases bases = find_bases({code_where({}), code_where({{"age", {"20"}}}), code_where({{"country", {"UK"}}}), code_where({{"age", {"20"}}}), code_where({})}, survey);
    CHECK(bases.base_of_code == std::vector<std::uint32_t>{0, 1, 2, 1, 0});
    REQUIRE(bases.bases.size() == 3);
    CHECK(bases.bases[0].empty());
    CHECK(find_bases({}, survey).bases.size() == 1);
}

TEST_CASE("a column that is not there is an error that names those that are") {
    CHECK_THROWS_WITH_AS(base_of({{"country", {"UK"}}, {"sex", {"f"}}}),
                         "code `physical.cramps`: `where` names the column `sex`, which the data do not have; there are: question, country, age",
                         std::invalid_argument);
    CHECK_THROWS_WITH_AS(base_of({{"sex", {"f"}}}, {}),
                         "code `physical.cramps`: `where` names the column `sex`, which the data do not have; there are: question", std::invalid_argument);
}

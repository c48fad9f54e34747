// The canonical spelling of rules. That it reads the same again is tested in test_parser.cpp.
#include <doctest/doctest.h>

#include <vector>

#include "parser.hpp"
#include "print_rule.hpp"

namespace libcode {
namespace {

TEST_CASE("rules are printed in their plainest spelling") {
    struct Row {
        const char* rule;
        const char* printed;
    };
    const Row rows[] = {
        {"  lack   of awareness ", "lack of awareness"},
        {"((a)) OR b", "a | b"},
        {"(a b) ..3 c", "a b BEFORE/4 c"},
        {"(a NEAR/2 b) NEAR/3 (c AFTER/4 d)", "a NEAR/2 b NEAR/3 (c AFTER/4 d)"},
        {"a NOT NEAR/sentence b AND NOT c", "a NOT NEAR/sentence b AND NOT c"},
        {"(a | b) AND (c AND d)", "(a | b) AND (c AND d)"},
        {"(a NEAR/2 b) | c", "(a NEAR/2 b) | c"},
        {"x [a | b c] (d e)", "x [a | b c] (d e)"},
        {"k\u2010cramp* \"k-cramp\" \"NEAR\" \"1,000\"", "k-cramp* \"k-cramp\" \"NEAR\" \"1,000\""},
        {"a$*b a@?b", "a$*b a@?b"},  // no name of a set or a code, and no wildcard in quotation marks
        {"ket/NEAR/4pain* a/NEAR/k-cramp b/NOT/ca?t", "ket/NEAR/4pain* a/NEAR/k-cramp b/NOT/ca?t"},  // the same for what is an operator elsewhere
        {"A&E =GP bladder~1 bladder~2 *", "A&E =GP bladder~ bladder~2 *"},
        {"$s @a.b /x\\/y\\d/", "$s @a.b /x\\/y\\d/"},
        {"a NEAR/paragraph b", "a NEAR/paragraph b"},
        {"\u201Cצה\"ל\u201D", "\u201Cצה\"ל\u201D"},
        {"\"k\u2010cramp\" \"k\u2011cramp\"", "\"k\u2010cramp\" \"k\u2011cramp\""},
        {"\"NEAR/a\" \"1,000/x\" \"A/NEAR\"", "\"NEAR/a\" \"1,000/x\" A/NEAR"},
        {"/a\\\\/", "/a\\\\/"},
        {"\"t\u0600  x\"", "\"t\u0600  x\""},  // a number sign takes what follows into its word, and there may be white space in it
        {"\"t\u0600(x\" \"t\u0600*\"", "\"t\u0600(x\" \"t\u0600*\""},
        {"\"a$€b\" \"a@\xF2k\"", "\"a$€b\" \"a@\xF2k\""},  // read as a name from there
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        std::vector<RuleFault> faults;
        const auto tree = parse_rule(row.rule, faults);
        REQUIRE(tree);
        CHECK(print_rule(*tree) == row.printed);
    }
}

}  // namespace
}  // namespace libcode

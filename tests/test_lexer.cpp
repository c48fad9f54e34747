// The tokens of a rule and their places. What each fault says is asserted in test_parser.cpp.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lexer.hpp"

namespace libcode {
namespace {

// One letter or word a token: w a chunk, q a quote, r a regex, $ @ names, d a distance, ! after what is faulty.
std::string tokens_of(std::string_view rule) {
    std::vector<RuleToken> tokens;
    RuleFaults faults;
    if (lex_rule(rule, tokens, faults) == Lexed::refused) return "refused";
    std::string out;
    for (const RuleToken& token : tokens) {
        switch (token.kind) {
            case TokenKind::chunk: out += "w"; break;
            case TokenKind::quote: out += "q<" + std::string(token.text) + ">"; break;
            case TokenKind::regex: out += "r<" + std::string(token.text) + ">"; break;
            case TokenKind::set: out += "$" + std::string(token.text); break;
            case TokenKind::code: out += "@" + std::string(token.text); break;
            case TokenKind::open_round: out += "("; break;
            case TokenKind::close_round: out += ")"; break;
            case TokenKind::open_square: out += "["; break;
            case TokenKind::close_square: out += "]"; break;
            case TokenKind::bar: out += "|"; break;
            case TokenKind::and_: out += "AND"; break;
            case TokenKind::not_: out += "NOT"; break;
            case TokenKind::distance:
                out += token.order == Order::before ? "B" : token.order == Order::after ? "A" : "N";
                out += token.scope == Scope::sentence ? "s" : token.scope == Scope::paragraph ? "p" : std::to_string(token.words);
                break;
            case TokenKind::end: return out;
        }
        if (token.soundness == Soundness::faulty) out += "!";
        out += " ";
    }
    return out;
}

TEST_CASE("a rule is cut into tokens") {
    struct Row {
        const char* rule;
        const char* tokens;
    };
    const Row rows[] = {
        {"", ""},
        {"  ", ""},
        {"lack of awareness", "w w w "},
        {"k-cramp* A&E he/she 24/7 10:30 *n't =GP bladder~2 *", "w w w w w w w w w "},
        {"a|b OR c", "w | w | w "},
        {"(a [b])", "( w [ w ] ) "},
        {"a\u00A0b\tc", "w w w "},
        {"a NEAR/1 b BEFORE/100 c AFTER/007 d", "w N1 w B100 w A7 w "},
        {"a NEAR/sentence b BEFORE/paragraph c", "w Ns w Bp w "},
        {"a ..0 b ..99 c", "w B1 w B100 w "},
        {"a NOT NEAR/3 b AND NOT c", "w NOT N3 w AND NOT w "},
        {"and or not near/5 Near before", "w w w w w w "},
        {"NEARBY ANDY NORTH ORAL NOTE", "w w w w w "},
        {"\"near miss\" \u201Cnear miss\u201D \u201Enear\u201C", "q<near miss> q<near miss> q<near> "},
        {"\"a (b | NEAR/3, /x/ $y\"", "q<a (b | NEAR/3, /x/ $y> "},
        {"/a b/ (/x|y/|/z/)", "r<a b> ( r<x|y> | r<z> ) "},
        {"/a\\/b/c\\\\/", "r<a\\/b/c\\\\> "},
        {"$drug $a_1|$B @physical.k_cramps (@m\u00FCde)", "$drug $a_1 | $B @physical.k_cramps ( @m\u00FCde ) "},
        {"... a..b", "w w "},
        {"..3x ..100 NEAR/0 $5", "N0! N0! N1! $! "},
        {"a, b", "w w "},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(tokens_of(row.rule) == row.tokens);
    }
}

TEST_CASE("a token knows its place in bytes") {
    std::vector<RuleToken> tokens;
    RuleFaults faults;
    lex_rule("\u00E9t\u00E9 \"a b\" NEAR/5 /x/", tokens, faults);
    REQUIRE(tokens.size() == 5);
    const std::uint32_t places[][2] = {{0, 5}, {6, 11}, {12, 18}, {19, 22}, {22, 22}};
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        CAPTURE(i);
        CHECK(tokens[i].range.start_bytes == places[i][0]);
        CHECK(tokens[i].range.end_bytes == places[i][1]);
    }
}

TEST_CASE("limits refuse a rule at once") {
    CHECK(tokens_of(std::string(longest_rule_bytes + 1, 'a')) == "refused");
    CHECK(tokens_of(std::string(100'000, '(')) == "refused");
    CHECK(tokens_of(std::string(deepest_rule + 1, '[')) == "refused");
    CHECK(tokens_of(std::string(deepest_rule, '(')) != "refused");
}

}  // namespace
}  // namespace libcode

// What a rule means as a tree, and every fault of one rule with its place.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "lexer.hpp"
#include "parser.hpp"
#include "print_rule.hpp"

namespace libcode {
namespace {

// A tree as brackets: (phrase a b), =GP, bladder~, &E for a word glued on by `&`.
std::string draw(const Expr& expr) {
    std::string out;
    if (expr.link == Link::glued) out += "<" + expr.gap + ">";
    switch (expr.kind) {
        case ExprKind::word:
            if (expr.match == Match::exact) return out + "=" + expr.text;
            if (expr.match == Match::wildcard) return out + "w:" + expr.text;
            return out + expr.text + (expr.match == Match::one_edit ? "~1" : expr.match == Match::two_edits ? "~2" : "");
        case ExprKind::any_word: return out + "any";
        case ExprKind::regex: return out + "/" + expr.text + "/";
        case ExprKind::set: return out + "$" + expr.text;
        case ExprKind::code: return out + "@" + expr.text;
        case ExprKind::hyphened: out += "(hyphened"; break;
        case ExprKind::phrase: out += "(phrase"; break;
        case ExprKind::option: out += "(option"; break;
        case ExprKind::either: out += "(either"; break;
        case ExprKind::both: out += "(both"; break;
        case ExprKind::without: out += "(without"; break;
        case ExprKind::distance:
            out += expr.sense == Sense::without ? "(not-" : "(";
            out += expr.order == Order::near ? "near/" : expr.order == Order::before ? "before/" : "after/";
            out += expr.scope == Scope::words ? std::to_string(expr.words) : expr.scope == Scope::sentence ? "sentence" : "paragraph";
    }
    for (const Expr& operand : expr.operands) out += " " + draw(operand);
    return out + ")";
}

std::string tree_of(std::string_view rule) {
    std::vector<RuleFault> faults;
    const auto tree = parse_rule(rule, faults);
    if (tree) return draw(*tree);
    std::string out;
    for (const RuleFault& fault : faults) {
        const auto [start, end] = fault.range;
        out += "[" + std::string(rule.substr(start, end - start)) + "] " + fault.message + " -- " + fault.hint + "\n";
    }
    return out;
}

TEST_CASE("rules and their trees") {
    struct Row {
        const char* rule;
        const char* tree;
    };
    const Row rows[] = {
        // words, phrases, joiners
        {"ket", "ket"},
        {"lack of awareness", "(phrase lack of awareness)"},
        {"k-cramps", "(hyphened k cramps)"},
        {"k\u2010cramp*", "(hyphened k w:cramp*)"},
        {"a-b-c", "(hyphened a b c)"},
        {"the k-cramps/spasm-x", "(phrase the (hyphened k cramps) </>(hyphened spasm x))"},
        {"A&E", "(phrase A <&>E)"},
        {"24/7 10:30 he/she", "(phrase 24 </>7 10 <:>30 he </>she)"},
        {"a--b", "(phrase a <-->b)"},
        {"didn't don\u2019t N.H.S 3.5", "(phrase didn't don\u2019t N.H.S 3.5)"},
        {"a=b a~b", "(phrase a <=>b a <~>b)"},
        {"痛い", "(phrase 痛 <>い)"},
        {"\U0001F62D", "\U0001F62D"},
        {"near or and not before", "(phrase near or and not before)"},
        // wildcards
        {"cramp* *n't analy?e", "(phrase w:cramp* w:*n't w:analy?e)"},
        {"* 24*", "(phrase any w:24*)"},
        // marks of one word
        {"=NHS", "=NHS"},
        {"=N.H.S", "=N.H.S"},
        {"=NEAR", "=NEAR"},
        {"bladder~ bladder~1 bladder~2", "(phrase bladder~1 bladder~1 bladder~2)"},
        {"caf\u00E9s~", "caf\u00E9s~1"},
        // quotes
        {"\"near miss\"", "(phrase near miss)"},
        {"\"NEAR\"", "NEAR"},
        {"x \"a|b k-cramps\" y", "(phrase x a <|>b k <->cramps y)"},
        {"\"1,000\" \"a - b\" “c/ d”", "(phrase 1,000 a b c d)"},
        {"\"yes,no\"", "(phrase yes <,>no)"},
        {"\"k*s\"", "(phrase k <*>s)"},
        // brackets
        {"(stomach | belly) pain", "(phrase (either stomach belly) pain)"},
        {"$drug [$belly] $cramp", "(phrase $drug (option $belly) $cramp)"},
        {"a [b | c d]", "(phrase a (option (either b (phrase c d))))"},
        {"((a))", "a"},
        {"(a b) c", "(phrase (phrase a b) c)"},
        {"[a] [b] c", "(phrase (option a) (option b) c)"},
        {"a|b OR c", "(either a b c)"},
        // distances
        {"a BEFORE/4 b", "(before/4 a b)"},
        {"a AFTER/1 b", "(after/1 a b)"},
        {"a NEAR/100 b", "(near/100 a b)"},
        {"a b ..3 c d", "(before/4 (phrase a b) (phrase c d))"},
        {"a ..0 b", "(before/1 a b)"},
        {"a ..99 b", "(before/100 a b)"},
        {"a NEAR/1 b BEFORE/2 c ..3 d", "(before/4 (before/2 (near/1 a b) c) d)"},
        {"a NEAR/1 (b NEAR/2 c)", "(near/1 a (near/2 b c))"},
        {"a NEAR/sentence b", "(near/sentence a b)"},
        {"a BEFORE/paragraph b AFTER/sentence c", "(after/sentence (before/paragraph a b) c)"},
        {"a NOT NEAR/5 b", "(not-near/5 a b)"},
        {"a NOT BEFORE/sentence b NOT AFTER/paragraph c", "(not-after/paragraph (not-before/sentence a b) c)"},
        {"(a NEAR/2 b) c", "(phrase (near/2 a b) c)"},
        {"(a NEAR/2 b) | c", "(either (near/2 a b) c)"},
        // AND
        {"a AND b AND NOT c", "(without (both a b) c)"},
        {"a AND b NEAR/3 c", "(both a (near/3 b c))"},
        {"a NEAR/sentence b AND c NEAR/paragraph d", "(both (near/sentence a b) (near/paragraph c d))"},
        {"a AND (b | c)", "(both a (either b c))"},
        // names and regexes
        {"@physical.bladder NEAR/5 @k", "(near/5 @physical.bladder @k)"},
        {"/£?\\d+ ?g (a|per) day/", "/£?\\d+ ?g (a|per) day/"},
        {"/a\\/b/c\\\\\\// x", "(phrase /a/b/c\\\\// x)"},
        {"/ ?g/", "/ ?g/"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(tree_of(row.rule) == row.tree);
    }
}

TEST_CASE("every fault of a rule, its place and what to do") {
    struct Row {
        const char* rule;
        const char* fault;
    };
    const Row rows[] = {
        // a bracket, name or quote against a word
        {"addict(ion|ed)", "[addict(] `addict` stands against `(` without a space -- put a space between them, or write each word out: `addiction | addicted`\n"},
        {"(a)(b)", "[)(] `)` stands against `(` without a space -- put a space between them, or write each word out: `addiction | addicted`\n"},
        {"\"near\"miss", "[\"near\"miss] `\"near\"` stands against `miss` without a space -- put a space between them, or write each word out: `addiction | addicted`\n"},
        {"$drug-x", "[$drug-x] `-x` stands against `$drug` -- put a space between them, or write the words out\n"},
        {"$drug*", "[$drug*] `*` stands against `$drug` -- put it on the words themselves\n"},
        {"$drug~", "[$drug~] `~` stands against `$drug` -- put it on the words themselves\n"},
        {"@pain?", "[@pain?] `?` stands against `@pain` -- put it on the words themselves\n"},
        {"(a|b)*", "[*] `*` stands against `)` -- put it on the words themselves\n"},
        {"(a|b)?", "[?] `?` stands against `)` -- put it on the words themselves\n"},
        {"cramp?(a|b)", "[cramp?] `?` stands against `(` -- put it on the words themselves\n"},
        {"x=(a|b)", "[x=] `=` stands against `(` -- put it on the words themselves\n"},
        {"pre$drug", "[pre$drug] `pre` stands against `$drug` -- put a space between them; to look for the sign itself, quote it: \"pre$drug\"\n"},
        {"(a|b)~", "[~] `~` stands against `)` -- put it on the words themselves\n"},
        {"cramp*(a|b)", "[cramp*] `*` stands against `(` -- put it on the words themselves\n"},
        // names
        {"$5", "[$5] `$` needs a name that begins with a letter -- write `$drug` for a set; to look for the sign itself use a regular expression such as /\\$5/\n"},
        {"@", "[@] `@` needs a name that begins with a letter -- write `@physical.bladder` for a code; to look for the sign itself use a regular expression such as /@home/\n"},
        // commas, semicolons, stray signs
        {"a, b", "[,] a comma means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a; b", "[;] a semicolon means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a， b", "[，] a comma means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a、b", "[、] a comma means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a، b", "[،] a comma means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a； b", "[；] a semicolon means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"a؛ b", "[؛] a semicolon means nothing in a rule -- put `|` between alternatives, a space between the words of a phrase, and a number such as \"1,000\" in quotes\n"},
        {"50%", "[%] the sign `%` belongs to no word -- leave it out; to look for the sign itself write a regular expression such as `/50 ?%/`\n"},
        {"a & b", "[&] the sign `&` belongs to no word -- words side by side need no sign; for responses that hold both write `AND`\n"},
        {"! a", "[!] the sign `!` belongs to no word -- for responses without a word write `AND NOT`\n"},
        {"a - b", "[-] the sign `-` belongs to no word -- a space is enough: a phrase steps over hyphens and slashes\n"},
        {"Dr. x", "[.] the sign `.` belongs to no word -- leave the full stop out\n"},
        {"'til", "['] the sign `'` belongs to no word -- leave it out; a phrase is quoted with double quotes\n"},
        {"a \u2011 b", "[\u2011] the sign `\u2011` belongs to no word -- a space is enough: a phrase steps over hyphens and slashes\n"},
        {"\u2018til", "[\u2018] the sign `\u2018` belongs to no word -- leave it out; a phrase is quoted with double quotes\n"},
        {"\u2019til", "[\u2019] the sign `\u2019` belongs to no word -- leave it out; a phrase is quoted with double quotes\n"},
        {"dog' house", "['] the sign `'` belongs to no word -- leave it out; a phrase is quoted with double quotes\n"},
        {"dogs\u201A house", "[\u201A] the sign `\u201A` belongs to no word -- leave it out; to look for the sign itself write a regular expression such as `/50 ?%/`\n"},
        {"\u200Bket", "[\u200B] the sign `U+200B` belongs to no word -- it cannot be seen: delete it, or write the word anew\n"},
        {"bladder ~", "[~] the sign `~` belongs to no word -- `~` goes after one word: `bladder~`\n"},
        {"= NHS", "[=] the sign `=` belongs to no word -- `=` goes before one word: `=NHS`\n"},
        {"痛。痛", "[。] `。` ends a sentence, and no phrase goes on into the next one -- make two rules of it, or join the two with `NEAR/paragraph`\n"},
        // operators
        {"a NEAR b", "[NEAR] `NEAR` does not say how near -- write `NEAR/5` for at most five words apart; to look for the word itself, quote it: \"NEAR\"\n"},
        {"a BEFORE/ b", "[BEFORE/] `BEFORE` does not say how near -- write `BEFORE/5` for at most five words apart; to look for the word itself, quote it: \"BEFORE\"\n"},
        {"a NEAR/0 b", "[NEAR/0] no two words are 0 apart -- words side by side are 1 apart: `NEAR/1`\n"},
        {"a AFTER/101 b", "[AFTER/101] `AFTER` reaches at most 100 words -- write `AFTER/100` or `AFTER/sentence`\n"},
        {"a NEAR/99999999999999999999 b", "[NEAR/99999999999999999999] `NEAR` reaches at most 100 words -- write `NEAR/100` or `NEAR/sentence`\n"},
        {"a NEAR/word b", "[NEAR/word] `NEAR` cannot be followed by `word` -- after the slash stands a number from 1 to 100, `sentence` or `paragraph`\n"},
        {"a ..x b", "[..x] `..x` needs a number from 0 to 99 after its two full stops -- write `..3` for up to three words between\n"},
        {"a ..100 b", "[..100] `..100` needs a number from 0 to 99 after its two full stops -- write `..3` for up to three words between\n"},
        {"a..3 b", "[a..3] `..3` needs a space before it -- write `a ..3`\n"},
        {"AND/OR", "[AND/OR] `AND` is an operator and stands by itself -- to look for the words, write them in small letters or quote them: \"AND/OR\"\n"},
        {"a NOT b", "[NOT] `NOT` stands only in `AND NOT` and before `NEAR`, `BEFORE` or `AFTER` -- write `AND NOT` for responses without the word, `NOT NEAR/5` for a word without it near; to look for the word itself, quote it: \"NOT\"\n"},
        {"a NOT ..3 b", "[NOT] `NOT` stands only in `AND NOT` and before `NEAR`, `BEFORE` or `AFTER` -- write `AND NOT` for responses without the word, `NOT NEAR/5` for a word without it near; to look for the word itself, quote it: \"NOT\"\n"},
        {"NEAR/5 a", "[NEAR/5] nothing stands before `NEAR/5` -- write what it joins; to look for the word itself, quote it: \"NEAR/5\"\n"},
        {"a AND", "[AND] nothing stands after `AND` -- write what it joins; to look for the word itself, quote it: \"AND\"\n"},
        {"OR", "[OR] nothing stands before `OR` -- write what it joins; to look for the word itself, quote it: \"OR\"\n"
               "[OR] nothing stands after `OR` -- write what it joins; to look for the word itself, quote it: \"OR\"\n"},
        {"a AND NOT NEAR/3 b", "[NOT NEAR/3] nothing stands between `AND` and `NOT NEAR/3` -- write what it joins; to look for the word itself, quote it: \"NOT NEAR/3\"\n"},
        {"a ..3", "[..3] nothing stands after `..3` -- `..3` stands between two words: `pissing ..3 blood`\n"},
        {"a ..3 ..4 b", "[..4] nothing stands between `..3` and `..4` -- `..3` stands between two words: `pissing ..3 blood`\n"},
        {"a | | b", "[|] nothing stands between `|` and `|` -- write an alternative there, or leave `|` out\n"},
        {"a | b NEAR/5 c", "[NEAR/5] `|` and `NEAR/5` side by side can be read in two ways -- write `a | (b NEAR/5 c)` or `(a | b) NEAR/5 c`\n"},
        {"a AND b | (c d) | e", "[AND] `|` and `AND` side by side can be read in two ways -- write `(a AND b) | (c d) | e` or `a AND (b | (c d) | e)`\n"},
        {"(a NEAR/sentence b) c", "[NEAR/sentence] `NEAR/sentence` stands inside a phrase or a distance in words -- make it the outermost operator, or use a number of words instead\n"},
        {"a NOT NEAR/paragraph b ..3 c", "[NOT NEAR/paragraph] `NOT NEAR/paragraph` stands inside a phrase or a distance in words -- make it the outermost operator, or use a number of words instead\n"},
        // brackets, quotes
        {"", "[] there is no word here -- write what to look for\n"},
        {"a ()", "[()] these brackets are empty -- write what to look for\n"},
        {"[a]", "[[a]] `[a]` can be met by no words at all -- square brackets mean \"this or nothing\": leave them out, or put a word beside them\n"},
        {"(a | [b] [c])", "[[b] [c]] `[b] [c]` can be met by no words at all -- square brackets mean \"this or nothing\": leave them out, or put a word beside them\n"},
        {"a NEAR/3 [b]", "[[b]] `[b]` can be met by no words at all -- square brackets mean \"this or nothing\": leave them out, or put a word beside them\n"},
        {"a (b", "[(] this bracket is never closed -- write the closing `)`\n"},
        {"a [b", "[[] this bracket is never closed -- write the closing `]`\n"},
        {"a ) b", "[)] this bracket closes nothing -- leave it out, or open it before the words it belongs to\n"},
        {"(a] b", "[]] `(` is closed by `]` -- write `)` here\n"},
        {"a [b) c", "[)] `[` is closed by `)` -- write `]` here\n"},
        {"a \"b", "[\"b] this quotation mark is never closed -- write the closing quotation mark\n"},
        {"\"\"", "[] these quotation marks hold no word -- write the phrase between them\n"},
        {"\"a & b\"", "[ & ] no phrase steps over `&` -- to step over it write `BEFORE/1` between the words\n"},
        // marks of one word
        {"=k-cramps", "[=k-cramps] `=` goes before one plain word -- write for instance `=NHS`; of several words each takes its own `=`\n"},
        {"=NHS*", "[=NHS*] `=` goes before one plain word -- write for instance `=NHS`; of several words each takes its own `=`\n"},
        {"=bladder~", "[=bladder~] `=` goes before one plain word -- write for instance `=NHS`; of several words each takes its own `=`\n"},
        {"bladd*~", "[bladd*~] `~` goes after one plain word -- write for instance `bladder~`; of several words each takes its own `~`\n"},
        {"ket~", "[ket~] `~` needs a word of 5 letters or more -- write the spellings out with `|` between them\n"},
        {"bladder~3", "[~3] `~` stands for one edit and `~2` for two; there is no `~3` -- write `bladder~2`\n"},
        {"bladder~22", "[~22] `~` stands for one edit and `~2` for two; there is no `~22` -- write `bladder~2`\n"},
        {"**", "[**] the wildcard `**` has no letter or digit beside it -- write `*` by itself for any one word\n"},
        {"k-*", "[*] the wildcard `*` has no letter or digit beside it -- write `*` by itself for any one word\n"},
        {"痛*", "[痛*] a wildcard stands against a character that is a word by itself -- write the words out, or use a regular expression\n"},
        // regexes
        {"//", "[//] this regular expression is empty -- write what to look for between the slashes\n"},
        {"/she", "[/she] this regular expression is never closed -- end it with `/` before a space, a bracket or `|`, and write a slash in it as `\\/`; words such as he/she need no spaces around the slash\n"},
        {"he / she / they", "[/ she /] slashes with spaces around them make a regular expression -- write `|` between alternatives, or `\\s` for white space in a regular expression\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(tree_of(row.rule) == row.fault);
    }
}

TEST_CASE("what cannot be seen is shown by its number") {
    const std::pair<const char*, const char*> cases[] = {
        {"ket", "`ket`"}, {"a b", "`a b`"}, {"a\tb\x7F", "`aU+0009bU+007F`"}, {"a\u00A0b\u3000", "`aU+00A0bU+3000`"}, {"\u200B\u200D\u00AD", "`U+200BU+200DU+00AD`"},
        {"e\u0301 \u2764\uFE0F", "`e\u0301 \u2764\uFE0F`"}};
    for (const auto& c : cases) CHECK(shown(c.first) == c.second);
    std::string forty;
    for (int i = 0; i < 40; ++i) forty += "é";
    CHECK(shown(forty) == "`" + forty + "`");
    CHECK(shown(forty + "x") == "`" + forty + "…`");
}

TEST_CASE("the apostrophe of a plural belongs to its word") {
    for (const char* rule : {"parents' generation", "PARENTS\u2019 generation", "parents' | boss\u2019"}) {
        std::vector<RuleFault> faults;
        CHECK(parse_rule(rule, faults));
    }
}

TEST_CASE("all faults of a rule are found, in order") {
    std::vector<RuleFault> faults;
    CHECK_FALSE(parse_rule("50% (a, ket~) NEAR b =x-y", faults));
    REQUIRE(faults.size() == 5);
    for (std::size_t i = 1; i < faults.size(); ++i) CHECK(faults[i - 1].range.start_bytes <= faults[i].range.start_bytes);
}

std::string repeated(std::string_view piece, std::size_t times, std::string_view last = "") {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out += last;
}

TEST_CASE("hostile rules are refused") {
    struct Row {
        std::string rule;
        const char* message;
    };
    const Row rows[] = {
        {repeated("(", 100'000), "brackets stand in brackets more than 100 deep"},
        {repeated("x", 2'000'000), "the rule is longer than 1,000,000 bytes"},
        {repeated("[a ", 60, "") + repeated("]", 60, " b"), "more than 100 operators and brackets lie one within the other"},
        {repeated("a NEAR/1 ", 1'000, "a"), "more than 100 operators and brackets lie one within the other"},
        {repeated("a AND ", 100'000, "a"), "more than 100 operators and brackets lie one within the other"},
        {repeated("a ", 100'001), "the rule has more than 100,000 words"},
        {repeated("a/", 100'001, "a"), "the rule has more than 100,000 words"},
        {repeated("| ", 100'000), "nothing stands before `|`"},
        {repeated("50% ", 100'000), "the sign `%` belongs to no word"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.message);
        std::vector<RuleFault> faults;
        CHECK_FALSE(parse_rule(row.rule, faults));
        REQUIRE_FALSE(faults.empty());
        CHECK(faults.front().message == row.message);
        CHECK(faults.size() <= most_rule_faults);
    }
    std::vector<RuleFault> faults;
    CHECK(parse_rule(repeated("(", 100, "a") + repeated(")", 100), faults));
    CHECK(parse_rule(repeated("a | ", 50'000, "a"), faults));
}

TEST_CASE("any bytes parse or fault, and a printed rule reads the same") {
    const std::vector<std::string_view> pieces = {
        "a", "ket", "bladder~", "=GP", "cramp*", "k-x", "A&E", "a..", "a$5", "\"a@b\"", "\"AND/OR\"", "5", "*", " ", " ", " ", " ", "(", ")", "[", "]", "|", " AND ", " AND NOT ",
        " NEAR/3 ", " NOT BEFORE/sentence ", " ..3 ", "\"b c\"", "\"k-x NEAR\"", "\"1,000\"", "/x\\/y/", "$s", "@c.d", ",", "~", "/", "\xFF", "痛", "OR", "NOT"};
    std::mt19937 random(20250601);
    std::size_t trees = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string rule;
        for (std::size_t n = random() % 9 + 1; n > 0; --n) rule += pieces[random() % pieces.size()];
        CAPTURE(rule);
        std::vector<RuleFault> faults;
        const auto tree = parse_rule(rule, faults);
        REQUIRE(tree.has_value() == faults.empty());
        for (const RuleFault& fault : faults) {
            REQUIRE(fault.range.start_bytes <= fault.range.end_bytes);
            REQUIRE(fault.range.end_bytes <= rule.size());
            REQUIRE_FALSE(fault.hint.empty());
        }
        if (!tree) continue;
        ++trees;
        REQUIRE(tree_of(print_rule(*tree)) == draw(*tree));
    }
    CHECK(trees > 1'000);
}

}  // namespace
}  // namespace libcode

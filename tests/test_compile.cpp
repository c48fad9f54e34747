// Compiling: how rules become shared nodes, the order in which codes run, what wakes a rule, and the faults that only
// compiling can see.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include <libcode/coder.hpp>

#include "found.hpp"
#include "lower.hpp"

using namespace libcode;

namespace {

// A codebook of codes a, b, c, ... with one rule each.
Coder coder_of(const std::vector<std::string>& rules, const std::string& head = "") {
    std::string book = head + "codes:\n";
    for (std::size_t i = 0; i < rules.size(); ++i) book += std::string("  ") + static_cast<char>('a' + i) + ":\n    rules: |\n      " + rules[i] + "\n";
    return Coder(parse_codebook(book));
}

NodeId node_of(const Program& program, std::uint32_t code) {
    for (const CompiledRule& rule : program.rules)
        if (rule.code == code) return rule.node;
    return 0;
}

std::string name(const Program& program, const CompiledRule& rule) { return program.book->codes[rule.code].key + std::to_string(rule.index); }

// The rules in run order: code and number.
std::string run_order(const std::string& book) {
    const Coder coder(parse_codebook(book));
    std::string out;
    for (const CompiledRule& rule : coder.program().rules) out += (out.empty() ? "" : " ") + name(coder.program(), rule);
    return out;
}

// The rules that a text wakes.
std::string woken(const Coder& coder, std::string_view text) {
    const Program& program = coder.program();
    Lexicon lexicon(*program.index);
    Found found(program);
    Tokens tokens;
    tokenize(text, *program.language, tokens);
    found.begin(tokens, lexicon);
    found.wake();
    std::string out;
    for (const std::uint32_t rule : found.woken()) out += (out.empty() ? "" : " ") + name(program, program.rules[rule]);
    return out;
}

const std::string sets = "sets:\n  drug: ket | ketamine\n  belly: |\n    stomach\n    belly\n  any: x | *\n";

}  // namespace

TEST_CASE("what a word of a rule asks under the settings of its code") {
    const Language& english = language_of("en");
    const auto pattern = [&](const char* word, Match match, Case letter_case, Accents accents, Inflections inflections) {
        Settings settings;
        settings.letter_case = letter_case;
        settings.accents = accents;
        settings.inflections = inflections;
        return word_pattern(word, match, settings, english);
    };
    struct {
        const char* word;
        Match match;
        Case letter_case;
        Accents accents;
        Inflections inflections;
        Pattern pattern;
    } const cases[] = {
        {"Été", Match::plain, Case::ignore, Accents::exact, Inflections::exact, {PatternKind::literal, View::caseless, Side::base, 0, "été"}},
        {"Été", Match::plain, Case::ignore, Accents::ignore, Inflections::exact, {PatternKind::literal, View::bare, Side::base, 0, "ete"}},
        {"Été", Match::plain, Case::exact, Accents::exact, Inflections::exact, {PatternKind::literal, View::exact, Side::base, 0, "Été"}},
        {"Cramps", Match::plain, Case::ignore, Accents::exact, Inflections::stem, {PatternKind::literal, View::stem, Side::base, 0, "cramp"}},
        {"Cafés", Match::plain, Case::ignore, Accents::ignore, Inflections::stem, {PatternKind::literal, View::stem_bare, Side::base, 0, "cafe"}},
        {"Cramps", Match::plain, Case::exact, Accents::exact, Inflections::stem, {PatternKind::literal, View::exact, Side::base, 0, "Cramps"}},
        {"NHS", Match::exact, Case::ignore, Accents::ignore, Inflections::stem, {PatternKind::literal, View::exact, Side::base, 0, "NHS"}},
        {"Cramp*", Match::wildcard, Case::ignore, Accents::exact, Inflections::stem, {PatternKind::wildcard, View::caseless, Side::base, 0, "cramp*"}},
        {"bladder", Match::one_edit, Case::ignore, Accents::exact, Inflections::stem, {PatternKind::fuzzy, View::caseless, Side::base, 1, "bladder"}},
        {"bladder", Match::two_edits, Case::ignore, Accents::ignore, Inflections::exact, {PatternKind::fuzzy, View::bare, Side::base, 2, "bladder"}},
        {"ket’s", Match::plain, Case::ignore, Accents::exact, Inflections::exact, {PatternKind::literal, View::caseless, Side::full, 0, "ket's"}},
    };
    for (const auto& c : cases) {
        CAPTURE(c.word);
        CAPTURE(c.pattern.text);
        CHECK((pattern(c.word, c.match, c.letter_case, c.accents, c.inflections) == c.pattern));
    }
}

TEST_CASE("rules that mean the same are one node") {
    for (const auto& rules : {std::pair{"ket", "KET"}, {"$drug", "$drug"}, {"$drug", "(ket | ketamine)"}, {"k NEAR/4 ket", "K NEAR/4 Ket"},
                              {"/a+/", "/a+/"}, {"k [bad] cramps", "(k [bad] cramps)"}, {"k ..3 ket", "k BEFORE/4 ket"}}) {
        const char *first = rules.first, *second = rules.second;
        CAPTURE(first);
        CAPTURE(second);
        const Coder coder = coder_of({first, second}, sets);
        CHECK(node_of(coder.program(), 0) == node_of(coder.program(), 1));
    }
    for (const auto& rules : {std::pair{"ket", "=ket"}, {"k NEAR/4 ket", "k NEAR/5 ket"}, {"k NEAR/4 ket", "k BEFORE/4 ket"}, {"k ket", "ket k"},
                              {"k bad cramps", "k [bad] cramps"}, {"A&E", "A E"}, {"A&E", "A+E"}, {"bladder~", "bladder~2"},
                              {"k AND ket", "k AND NOT ket"}, {"k NEAR/sentence ket", "k NEAR/paragraph ket"}, {"/a+/", "/b+/"}}) {
        const char *first = rules.first, *second = rules.second;
        CAPTURE(first);
        CAPTURE(second);
        const Coder coder = coder_of({first, second}, sets);
        CHECK(node_of(coder.program(), 0) != node_of(coder.program(), 1));
    }
}

TEST_CASE("a set or a word used by many rules is one node, and one for each kind of settings") {
    const Coder coder = coder_of({"$drug cramps", "pain NEAR/4 $drug"}, "settings:\n  negation: off\n" + sets);
    const Program& program = coder.program();
    const NodeId phrase = node_of(program, 0), smallest = node_of(program, 1);
    REQUIRE(program.nodes[smallest].op == Op::smallest);
    CHECK(program.nodes[program.nodes[smallest].operands[0]].operands[1] == program.nodes[phrase].operands[0]);
    CHECK(program.patterns.size() == 4);  // ket, ketamine, cramps, pain

    const Coder each(parse_codebook(sets + "codes:\n  a:\n    rules: $drug\n  b:\n    settings: {case: exact}\n    rules: $drug\n  c:\n    settings: {quote: match}\n    rules: $drug\n  d:\n    settings: {accents: ignore}\n    rules: $drug\n  e:\n    settings: {inflections: stem}\n    rules: $drug\n"));
    CHECK(node_of(each.program(), 0) != node_of(each.program(), 1));
    CHECK(node_of(each.program(), 0) == node_of(each.program(), 2));
    for (const std::uint32_t code : {0u, 1u, 4u}) CHECK(node_of(each.program(), code) != node_of(each.program(), 3));
    for (const std::uint32_t code : {0u, 1u, 3u}) CHECK(node_of(each.program(), code) != node_of(each.program(), 4));
}

TEST_CASE("smallest spans are kept where a word distance is outermost, or a top alternative is one") {
    for (const auto& expected : {std::pair{"k NEAR/3 ket", "smallest"}, {"(k NEAR/3 ket) | ket", "either smallest"}, {"$far", "smallest"},
                                 {"(k NEAR/3 ket) AND ket", "both distance"}, {"$far cramps", "sequence distance"}, {"k NEAR/sentence ket", "scope"},
                                 {"k NOT NEAR/3 ket", "apart"}, {"k ..3 ket", "smallest"}}) {
        const char *rule = expected.first, *ops = expected.second;
        CAPTURE(rule);
        const Coder coder = coder_of({rule}, "sets:\n  far: k NEAR/3 ket\n");
        const auto op = [](Op of) {
            switch (of) {
                case Op::smallest: return "smallest";
                case Op::either: return "either";
                case Op::both: return "both";
                case Op::sequence: return "sequence";
                case Op::distance: return "distance";
                case Op::scope: return "scope";
                case Op::apart: return "apart";
                default: return "other";
            }
        };
        const Program& program = coder.program();
        const Node& node = program.nodes[node_of(program, 0)];
        std::string found = op(node.op);
        if (node.op == Op::either || node.op == Op::both || node.op == Op::sequence) found += std::string(" ") + op(program.nodes[node.operands[0]].op);
        CHECK(found == ops);
    }
}

TEST_CASE("codes run in file order, but those that a rule points at before it") {
    CHECK(run_order("codes:\n  a:\n    rules: |\n      x\n      y\n  b:\n    rules: z\n") == "a0 a1 b0");
    CHECK(run_order("codes:\n  a:\n    rules: |\n      @c\n      x\n  b:\n    rules: y\n  c:\n    rules: z\n") == "c0 a0 a1 b0");
    CHECK(run_order("codes:\n  a:\n    rules: x\n    unless: |\n      @b\n  b:\n    rules: y\n") == "b0 a0");
    // Descendants come before it as well, in whatever order.
    CHECK(run_order("codes:\n  a:\n    rules: |\n      @p\n  p:\n    rules: x\n    codes:\n      q:\n        rules: y\n").ends_with(" a0"));
    CHECK(run_order("sets:\n  s: x NEAR/3 @b\ncodes:\n  a:\n    rules: $s\n  b:\n    rules: |\n      @c\n  c:\n    rules: z\n") == "c0 b0 a0");
}

TEST_CASE("a code's family is itself and its descendants") {
    const Coder coder(parse_codebook("codes:\n  p:\n    codes:\n      q:\n        codes:\n          r:\n            rules: x\n      s:\n        rules: y\n"));
    using Numbers = std::vector<std::uint32_t>;
    const auto& codes = coder.program().codes;
    CHECK(codes[0].family == Numbers{0, 1, 2, 3});
    CHECK(codes[1].family == Numbers{1, 2});
    CHECK(codes[3].family == Numbers{3});
}

TEST_CASE("cues are compiled only where a code asks for a status") {
    CHECK_FALSE(coder_of({"x"}).program().cues.empty());
    const Coder off = coder_of({"x"}, "settings:\n  negation: off\n");
    CHECK(off.program().cues.empty());
    CHECK(off.program().pseudo.empty());
    CHECK_FALSE(off.program().codes[0].finds_status);
}

TEST_CASE("a rule is woken by the words that it cannot do without, and by nothing else") {
    struct {
        const char *rule, *wakes, *sleeps;  // texts
    } const cases[] = {
        {"ket", "Ket", "cramps"},
        {"cramp*", "cramping", "crab"},
        {"bladder~", "bladdr", "blader2"},
        {"k cramps", "cramps", "k"},                   // the longer word of a phrase
        {"[really] k", "k", "really"},
        {"$drug cramps", "cramps", "ket"},             // one word is rarer than two
        {"$drug", "ketamine", "cramps"},
        {"$drug $belly", "belly", "ket"},
        {"ket | cramps", "cramps", "pain"},
        {"k NEAR/4 ketamine", "ketamine", "k"},
        {"k NEAR/sentence ketamine", "ketamine", "k"},
        {"ket NOT NEAR/4 ketamine", "ket", "ketamine"},
        {"ket AND ketamine", "ketamine", "ket"},
        {"ket AND NOT ketamine", "ket", "ketamine"},
        {"* ket", "ket", "x"},
        {"/a+/ ket", "ket", "a"},
        {"k-cramps", "kcramps", "k"},
        {"(ket | k) (pain | cramps | ache)", "ache", "k"},  // three longer words, likely, are rarer than two short ones
    };
    for (const auto& c : cases) {
        CAPTURE(c.rule);
        const Coder coder = coder_of({c.rule, "zzz"}, sets);
        CHECK(woken(coder, c.wakes) == "a0");
        CHECK(woken(coder, c.sleeps) == "");
        CHECK(coder.program().waking.rules_always.empty());
    }
}

TEST_CASE("a regex, any word and what hangs on them alone are always awake") {
    for (const char* rule : {"/a+/", "*", "* *", "$any", "ket | /a+/", "/a+/ NEAR/3 *", "/a+/ AND NOT ket"}) {
        CAPTURE(rule);
        CHECK(woken(coder_of({rule, "zzz"}, sets), "x") == "a0");
    }
}

TEST_CASE("a rule that points at a code is woken with it, in run order") {
    const Coder coder = coder_of({"@b", "ket", "@b NEAR/3 ketamines", "@e", "/a+/"}, sets);
    CHECK(woken(coder, "ket") == "b0 a0 e0 d0");
    CHECK(woken(coder, "ketamines") == "c0 e0 d0");  // `@b` is needed too, but its word is shorter
    CHECK(woken(coder, "x") == "e0 d0");
}

TEST_CASE("a fault of compiling: an expression in a set that is too big under a code's settings") {
    const auto faults = [](const std::string& book) {
        const Codebook parsed = parse_codebook(book, "book.yaml");
        try {
            const Coder coder(parsed);
        } catch (const CodebookError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    // How big is too big depends on RE2: a size that fits the codebook's own settings, as reading it sees, but not the code's.
    std::string fault;
    for (int count = 100; count <= 1000 && fault.empty(); count += 20) {
        try {
            fault = faults("sets:\n  far: /(é|è|ê|à|ç|ï){" + std::to_string(count) + "}/\ncodes:\n  a:\n    settings:\n      accents: ignore\n    rules: ket | $far\n");
        } catch (const CodebookError&) {
            break;
        }
    }
    CHECK(fault ==
          "book.yaml:7:18: the expression is too big; cut it into several rules or lower its {counts}\n"
          "      rules: ket | $far\n"
          "                   ^^^^");
}

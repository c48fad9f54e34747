// The words that met a rule, over all the ways in which a span can come about.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <libcode/coder.hpp>

#include "met_words.hpp"
#include "work.hpp"

using namespace libcode;

namespace {

// For each span of the first code's rule, the words that met it: "k cramps / cramps".
std::string met(const std::string& rule, std::string_view text, const std::string& codes = "") {
    const Coder coder(parse_codebook("codes:\n  a:\n    rules: |\n      " + rule + "\n" + codes));
    const Program& program = coder.program();
    Work work(program);
    std::vector<Coding> codings;
    work.code(0, text, {}, codings);
    work.finish();
    NodeId node = 0;
    for (const CompiledRule& compiled : program.rules)
        if (compiled.code == 0) node = compiled.node;
    const SpanView view = work.found().spans(node);
    MetWords met_words(work.found());
    std::string out;
    std::vector<std::uint32_t> words = {99};
    for (const Span span : Spans(view.begin(), view.end())) {
        met_words.find(node, span, words);
        if (!out.empty()) out += " /";
        for (const std::uint32_t word : words) out += (out.empty() ? "" : " ") + std::string(work.tokens().form(word));
    }
    return out;
}

}  // namespace

TEST_CASE("words in gaps take no part, all others do") {
    struct {
        const char *rule, *text, *words;
    } const cases[] = {
        {"cramp* NEAR/8 ket", "Cramps at night from ket", "Cramps ket"},
        {"cramp* AFTER/8 ket", "ket gave me cramps", "ket cramps"},
        {"cramp* NEAR/sentence ket", "Cramps at night from ket", "Cramps ket"},
        {"cramp* NEAR/paragraph ket", "Cramps. Then ket", "Cramps ket"},
        {"k [bad] cramps", "k bad cramps, k cramps", "k bad cramps / k cramps"},
        {"k * cramps", "k bad cramps", "k bad cramps"},
        {"k ..2 cramps", "k very bad cramps", "k cramps"},
        {"k ..3 [bad] cramps", "k very bad cramps", "k bad cramps"},            // with and without what may be left out
        {"a NEAR/9 c", "a b c", "a c"},
        {"(a | a b) NEAR/9 (c | b c)", "a b c", "a b c"},                        // all the ways
        {"(a | a x) BEFORE/1 c", "a x c", "a x c"},                             // `a` alone is too far away
        {"a BEFORE/2 (c | b c)", "a x b c", "a b c"},                           // so is `c` alone
        {"(a b | (a ..3 z)) BEFORE/1 c", "a b x z c", "a z c"},
        {"(a NEAR/9 d) NEAR/1 b", "a x b x d", "a b d"},                        // one inside the other
        {"b NEAR/1 (a NEAR/9 d)", "a b b d", "a b b d"},
        {"cramps AND ket", "cramps from ket", "cramps"},
        {"cramps AND NOT ket", "bad cramps", "cramps"},
        {"cramps NOT NEAR/3 period", "bad cramps", "cramps"},
        {"(a | a b) [b] [c]", "a b c", "a / a b / a b c"},
        {"a [b] [b c] d", "a b c d", "a b c d"},                                // a way that leads nowhere, beside one that does
        {"/ca+t sat/", "the caaat sat", "caaat sat"},
        {"k-cramps", "k-cramps kcramps", "k cramps / kcramps"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.rule);
        CAPTURE(c.text);
        CHECK(met(c.rule, c.text) == c.words);
    }
}

TEST_CASE("a code pointed at takes part with the words that met its own rule") {
    const std::string codes = "  p:\n    codes:\n      b:\n        rules: k NEAR/4 cramps\n      c:\n        rules: ket\n";
    CHECK(met("@b BEFORE/4 bad", "k gave me cramps so bad", codes) == "k cramps bad");
    CHECK(met("@p BEFORE/4 bad", "k gave me cramps so bad", codes) == "k cramps bad");
    CHECK(met("@p", "k gave me cramps, ket", codes) == "k cramps / ket");
}

// What covers another covers it in every text: the engine on random texts is asked.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "cover.hpp"
#include "work.hpp"

namespace libcode {
namespace {

// Every pair of rules that Cover calls covered, tried on random texts.
TEST_CASE("what covers another covers it in every text") {
    const std::vector<std::string> rules{
        "aa", "a*", "ab", "?a", "*a", "aa | ab", "(aa | ab) b", "a* b", "[a*] b", "aa [b] c", "aa c", "aa b c", "a-b", "a b", "ab",
        "aa NEAR/3 b", "aa NEAR/1 b", "aa BEFORE/2 b", "b AFTER/1 aa", "(aa | b) NEAR/2 (b | aa)", "aa NEAR/sentence b", "aa AND b",
        "a* AND b", "aa AND NOT b", "aa AND NOT *b*", "aa NOT NEAR/2 b", "a* NOT NEAR/2 b", "*", "* b", "[aa] [b] c", "(a* b) NEAR/2 c",
        "(aa b) NEAR/3 c", "aa BEFORE/2 b AND c", "aa's", "a*'s",
        "(aa NEAR/3 b) AND c", "(b NEAR/2 aa) AND c", "(aa BEFORE/2 b) AND c", "(b AFTER/1 aa) AND c", "(a* NEAR/3 b) AND c", "(aa NEAR/3 b) c",
        "(aa AND b) c", "(aa | ab) AND b", "(aa NOT NEAR/2 b) c", "(aa AND NOT c) b", "[aa] b", "[a*] [b] c", "b-c", "aaaab~", "aaaab~2",
        "@other", "@other.below", "@other b", "@other.below b", "b AFTER/2 aa", "aa NEAR/paragraph b"};
    std::string book = "codes:\n  theme:\n    rules: |\n";
    for (const std::string& rule : rules) book += "      " + rule + "\n";
    const Coder coder(parse_codebook(book + "    settings: {negation: off}\n  other:\n    rules: aa\n    codes:\n      below:\n        rules: ab | aa b\n"));
    const Program& program = coder.program();
    Cover cover(program);
    std::mt19937 random(20261122);
    const std::vector<std::string> words{"aa", "ab", "a", "b", "c", "aa's", "ba", "b.", "aa,", "a's", "aaaab", "aaab"};
    std::size_t checked = 0;
    std::vector<std::pair<NodeId, NodeId>> pairs;
    for (const CompiledRule& a : program.rules)
        for (const CompiledRule& b : program.rules)
            if (a.node != b.node && cover.covers(a.node, b.node)) pairs.emplace_back(a.node, b.node);
    CHECK(pairs.size() > 40);
    Work work(program);
    std::vector<Coding> rows;
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (std::size_t n = 1 + random() % 8; n > 0; --n) text += words[random() % words.size()] + ' ';
        rows.clear();
        work.code(0, text, {}, rows);
        for (const auto& pair : pairs) {
            const NodeId outer = pair.first, inner = pair.second;
            const SpanView narrow = work.found().spans(inner);
            const Spans copy(narrow.begin(), narrow.end());
            const SpanView wide = work.found().spans(outer);
            checked += copy.size();
            const bool holds = std::ranges::includes(wide, copy);
            if (!holds) {
                CAPTURE(text);
                CAPTURE(outer);
                CAPTURE(inner);
                CHECK(holds);
            }
        }
    }
    CHECK(checked > 10000);
}

}  // namespace
}  // namespace libcode

// Found: the spans of each kind of node in one response, and that nothing of a response is left in the next.
#include <doctest/doctest.h>

#include <string>

#include <libcode/coder.hpp>

#include "found.hpp"

using namespace libcode;

namespace {

// A codebook at work on one text after another; a text must outlive it.
struct Reader {
    explicit Reader(const std::string& book) : coder(parse_codebook(book)), lexicon(*coder.program().index), found(coder.program()) {}

    void read(std::string_view text) {
        tokenize(text, *coder.program().language, tokens);
        found.begin(tokens, lexicon);
        found.wake();
    }

    // The node of a code's first rule.
    NodeId node(std::string_view code) const {
        for (const CompiledRule& rule : coder.program().rules)
            if (rule.code == coder.codebook().find(code)) return rule.node;
        return 0;
    }

    std::string show(SpanView spans) const {
        std::string out;
        for (const Span span : spans) {
            const std::uint32_t start = tokens.words[span.start].start_bytes;
            out += (out.empty() ? "" : " / ") + std::string(tokens.text.substr(start, tokens.words[span.end - 1].end_bytes - start));
        }
        return out;
    }

    Coder coder;
    Lexicon lexicon;
    Found found;
    Tokens tokens;
};

std::string found(const std::string& rule, std::string_view text) {
    Reader reader("codes:\n  a:\n    rules: |\n      " + rule + "\n");
    reader.read(text);
    return reader.show(reader.found.spans(reader.node("a")));
}

}  // namespace

TEST_CASE("the spans of each operator") {
    struct {
        const char *rule, *text, *spans;
    } const cases[] = {
        {"cramp*", "Cramps, no cramp; crab", "Cramps / cramp"},
        {"k * cramps", "k bad cramps k cramps", "k bad cramps"},
        {"k cramps", "k cramps, k. cramps", "k cramps"},
        {"A&E", "a&e, A & E, ae", "a&e"},
        {"24/7", "24/7 or 24 7", "24/7"},
        {"k-cramps", "k-cramps k cramps kcramps k, cramps", "k-cramps / k cramps / kcramps"},
        {"k [bad] cramps", "k bad cramps k cramps bad cramps", "k bad cramps / k cramps"},
        {"[really] [bad] cramps", "really bad cramps, really cramps", "really bad cramps / bad cramps / cramps / really cramps / cramps"},
        {"cramps [really] [bad]", "cramps really bad", "cramps / cramps really / cramps really bad"},
        {"ket | special k | k", "special k and ket", "special k / k / ket"},
        {"k NEAR/3 cramps", "k k cramps", "k cramps"},
        {"(k NEAR/3 cramps) AND k", "k k cramps", "k k cramps / k cramps"},
        {"k BEFORE/2 cramps", "cramps k x cramps", "k x cramps"},
        {"k AFTER/2 cramps", "cramps k x cramps", "cramps k"},
        {"k ..1 cramps", "k x cramps, k x x cramps", "k x cramps"},
        {"k NEAR/sentence cramps", "k x x cramps. k", "k x x cramps"},
        {"k NEAR/paragraph cramps", "k x. cramps\nk", "k x. cramps"},
        {"k NOT NEAR/2 cramps", "k cramps. k", "k"},
        {"k NOT BEFORE/2 cramps", "k cramps k", "k"},
        {"cramps AND k", "k. cramps\ncramps", "cramps / cramps"},
        {"cramps AND k", "cramps", ""},
        {"cramps AND NOT k", "cramps k", ""},
        {"cramps AND NOT k", "cramps ket", "cramps"},
        {"/\\d+ ?g/", "10g and 10 g, g", "10g / 10 g"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.rule);
        CAPTURE(c.text);
        CHECK(found(c.rule, c.text) == c.spans);
    }
}

TEST_CASE("a rule that points at a code sees what it and its descendants were left with") {
    Reader reader(R"(codes:
  family:
    codes:
      child:
        rules: x
      other:
        rules: y
  pointing:
    rules: |
      @family
)");
    const auto child = *reader.coder.codebook().find("child"), other = *reader.coder.codebook().find("other");
    reader.read("x b y");
    CHECK(reader.found.code(child).empty());
    reader.found.set_code(other, {{{0, 1}, 1}, {{2, 3}, 1}});
    reader.found.set_code(child, {{{0, 1}, 0}, {{1, 2}, 0}});
    CHECK(reader.found.code(child).size() == 2);
    CHECK(reader.show(reader.found.spans(reader.node("pointing"))) == "x / b / y");
    reader.read("x b y");
    CHECK(reader.found.code(child).empty());
    CHECK(reader.found.spans(reader.node("pointing")).empty());
}

TEST_CASE("nothing of a response is left in the next") {
    Reader reader("codes:\n  a:\n    rules: k NEAR/3 cramps\n");
    const NodeId node = reader.node("a");
    for (int round = 0; round < 3; ++round) {
        reader.read("k x cramps");
        CHECK(reader.show(reader.found.spans(node)) == "k x cramps");
        CHECK(reader.show(reader.found.spans(node)) == "k x cramps");
        reader.read("cramps k");
        CHECK(reader.show(reader.found.spans(node)) == "cramps k");
        reader.read("k");
        CHECK(reader.found.spans(node).empty());
        reader.read("");
        CHECK(reader.found.spans(node).empty());
        CHECK(reader.found.woken().empty());
    }
}

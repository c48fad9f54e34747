// Spans: every function on a table, and the ways in which spans combine against their definitions, tried on every pair.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "spans.hpp"

using namespace libcode;

namespace {

// "0-2 3-4" and back.
Spans read(std::string_view text) {
    Spans spans;
    for (std::size_t at = 0; at < text.size(); at += 4)
        spans.push_back({static_cast<std::uint32_t>(text[at] - '0'), static_cast<std::uint32_t>(text[at + 2] - '0')});
    return spans;
}

std::string show(SpanView spans) {
    std::string out;
    for (const Span span : spans) out += (out.empty() ? "" : " ") + std::to_string(span.start) + "-" + std::to_string(span.end);
    return out;
}

Tokens tokens_of(std::string_view text) {
    Tokens tokens;
    tokenize(text, language_of("en"), tokens);
    return tokens;
}

// Words 0..9: a sentence of four, one of three in the same paragraph, one of three in the next.
const std::string_view three_sentences = "a b c d. e f g\nh i j";

}  // namespace

TEST_CASE("lists are put in order and united, nothing twice") {
    Spans spans = read("3-4 0-2 0-1 3-4");
    normalize(spans);
    CHECK(show(spans) == "0-1 0-2 3-4");
    unite(spans, read("0-2 1-2 5-6"));
    CHECK(show(spans) == "0-1 0-2 1-2 3-4 5-6");
    unite(spans, {});
    CHECK(show(spans) == "0-1 0-2 1-2 3-4 5-6");
    spans.clear();
    normalize(spans);
    CHECK(spans.empty());
}

TEST_CASE("what may stand between two words of a phrase") {
    struct {
        const char *text, *gap;
        bool spaced, glued;
    } const cases[] = {
        {"a b", "", true, false}, {"a-b", "", true, true},   {"a-b", "-", true, true},  {"a / b", "/", true, false},
        {"a, b", ",", false, false}, {"a&b", "&", false, true}, {"a&b", "", false, false}, {"a. b", "", false, false},
        {"a & b", "&", false, false}, {"\xE6\xBC\xA2\xE5\xAD\x97", "", true, true},
    };
    for (const auto& c : cases) {
        CAPTURE(c.text);
        const Tokens tokens = tokens_of(c.text);
        REQUIRE(tokens.words.size() == 2);
        CHECK(can_follow(1, Link::spaced, c.gap, tokens) == c.spaced);
        CHECK(can_follow(1, Link::glued, c.gap, tokens) == c.glued);
        CHECK_FALSE(can_follow(0, Link::spaced, c.gap, tokens));
    }
}

TEST_CASE("a phrase is joined where one span ends and the next begins") {
    const Tokens tokens = tokens_of("a b, c d-e");
    Spans out = read("7-9");
    const auto joined = [&](const char* left, const char* right, Link link) {
        join(read(left), read(right), link, "", tokens, out);
        return show(out);
    };
    CHECK(joined("0-1", "1-2", Link::spaced) == "0-2");
    CHECK(joined("0-2 1-2", "2-3", Link::spaced) == "");  // a comma
    CHECK(joined("0-1 2-3 2-4", "1-2 3-4 3-5 4-5", Link::spaced) == "0-2 2-4 2-5");
    CHECK(joined("2-3 3-4", "3-4 4-5", Link::glued) == "3-5");
    CHECK(joined("4-5", "4-5", Link::spaced) == "");  // nothing follows the last word
    CHECK(joined("", "1-2", Link::spaced) == "");
}

TEST_CASE("covers of two spans some words apart") {
    const Tokens tokens = tokens_of(three_sentences);
    struct {
        const char *a, *b;
        Order order;
        std::uint32_t words;
        const char* covers;
    } const cases[] = {
        {"0-1", "1-2", Order::before, 1, "0-2"},
        {"0-1", "2-3", Order::before, 1, ""},
        {"0-1", "2-3", Order::before, 2, "0-3"},
        {"0-1", "2-3", Order::after, 2, ""},
        {"2-3", "0-1", Order::after, 2, "0-3"},
        {"2-3", "0-1", Order::near, 2, "0-3"},
        {"0-1 3-4", "1-2 2-3", Order::near, 5, "0-2 0-3 1-4 2-4"},
        {"3-4", "4-5", Order::near, 9, ""},            // a sentence ends between
        {"0-2", "1-3", Order::near, 9, ""},            // they overlap
        {"0-3", "1-2", Order::near, 1, "0-3"},         // one inside the other
        {"1-2", "0-3", Order::near, 1, "0-3"},
        {"0-3", "1-2", Order::before, 9, ""},
        {"0-3", "0-1 2-3", Order::near, 9, ""},        // touches its first or last word
        {"2-6", "4-5", Order::near, 9, ""},            // crosses a sentence's end
        {"0-1 0-2", "2-3 3-4", Order::before, 1, "0-3"},
        {"0-1", "", Order::near, 9, ""},
    };
    Spans out;
    for (const auto& c : cases) {
        CAPTURE(c.a);
        CAPTURE(c.b);
        cover_within(read(c.a), read(c.b), c.order, c.words, tokens, out);
        CHECK(show(out) == c.covers);
    }
}

TEST_CASE("smallest covers in one sentence or paragraph") {
    const Tokens tokens = tokens_of(three_sentences);
    struct {
        const char *a, *b;
        Order order;
        Scope scope;
        const char* covers;
    } const cases[] = {
        {"0-1", "3-4", Order::before, Scope::sentence, "0-4"},
        {"0-1", "3-4", Order::after, Scope::sentence, ""},
        {"0-1", "4-5", Order::near, Scope::sentence, ""},
        {"0-1", "4-5", Order::near, Scope::paragraph, "0-5"},
        {"6-7", "7-8", Order::near, Scope::paragraph, ""},
        {"0-1 1-2", "3-4 4-5", Order::before, Scope::paragraph, "1-4"},
        {"0-1 3-4", "1-2", Order::near, Scope::sentence, "0-2 1-4"},
        {"0-4", "1-2", Order::near, Scope::sentence, "0-4"},
        {"2-6", "4-5", Order::near, Scope::sentence, ""},
        {"2-6", "4-5", Order::near, Scope::paragraph, "2-6"},
    };
    Spans out;
    for (const auto& c : cases) {
        CAPTURE(c.a);
        CAPTURE(c.b);
        cover_in_scope(read(c.a), read(c.b), c.order, c.scope, tokens, out);
        CHECK(show(out) == c.covers);
    }
}

TEST_CASE("spans with none of another kind near") {
    const Tokens tokens = tokens_of(three_sentences);
    struct {
        const char *a, *b;
        Order order;
        Scope scope;
        std::uint32_t words;
        const char* kept;
    } const cases[] = {
        {"0-1 3-4", "1-2", Order::near, Scope::words, 1, "3-4"},
        {"0-1 3-4", "1-2", Order::near, Scope::words, 2, ""},
        {"0-1 3-4", "1-2", Order::before, Scope::words, 9, "3-4"},
        {"0-1 3-4", "1-2", Order::after, Scope::words, 9, "0-1"},
        {"3-4", "4-5", Order::near, Scope::words, 9, "3-4"},
        {"3-4", "4-5", Order::near, Scope::sentence, 0, "3-4"},
        {"3-4", "4-5", Order::near, Scope::paragraph, 0, ""},
        {"6-7", "7-8", Order::near, Scope::paragraph, 0, "6-7"},
        {"0-2", "1-3", Order::before, Scope::words, 1, ""},  // an overlap is never apart
        {"0-2", "1-3", Order::after, Scope::words, 1, ""},
        {"0-1 2-3", "", Order::near, Scope::words, 9, "0-1 2-3"},
        {"2-3", "3-6", Order::before, Scope::words, 9, "2-3"},  // not wholly in the sentence
    };
    Spans out;
    for (const auto& c : cases) {
        CAPTURE(c.a);
        CAPTURE(c.b);
        keep_apart(read(c.a), read(c.b), c.order, c.scope, c.words, tokens, out);
        CHECK(show(out) == c.kept);
    }
}

TEST_CASE("the smallest spans hold no other") {
    Spans out;
    for (const auto& pair : {std::pair{"", ""}, {"0-3 1-2", "1-2"}, {"0-1 0-3 2-3", "0-1 2-3"},
                             {"0-2 1-3", "0-2 1-3"}, {"0-5 1-5 2-5", "2-5"}, {"0-2 0-5", "0-2"}}) {
        const char *spans = pair.first, *smallest = pair.second;
        CAPTURE(spans);
        keep_smallest(read(spans), out);
        CHECK(show(out) == smallest);
    }
}

TEST_CASE("overlaps and places") {
    const Spans spans = read("0-6 2-3 7-8");
    const auto furthest = furthest_ends(spans);
    CHECK(furthest == std::vector<std::uint32_t>{6, 6, 8});
    for (const auto& [span, overlaps] : {std::pair{Span{4, 5}, true}, {Span{5, 7}, true}, {Span{6, 7}, false}, {Span{8, 9}, false}, {Span{6, 9}, true}})
        CHECK(overlaps_any(spans, furthest, span) == overlaps);
    CHECK_FALSE(overlaps_any({}, {}, {0, 9}));

    const Tokens tokens = tokens_of(three_sentences);
    CHECK(in_one({0, 4}, Scope::sentence, tokens));
    CHECK_FALSE(in_one({3, 5}, Scope::sentence, tokens));
    CHECK_FALSE(in_one({3, 5}, Scope::words, tokens));
    CHECK(in_one({3, 5}, Scope::paragraph, tokens));
    CHECK_FALSE(in_one({6, 8}, Scope::paragraph, tokens));
}

TEST_CASE("distances, scopes and NOT NEAR are what they say, pair by pair") {
    const Tokens tokens = tokens_of(three_sentences);
    std::mt19937 random(1);
    const auto random_spans = [&] {
        Spans spans;
        for (auto left = random() % 6; left > 0; --left) {
            const std::uint32_t start = random() % 10;
            spans.push_back({start, std::min<std::uint32_t>(10, start + 1 + random() % 4)});
        }
        normalize(spans);
        return spans;
    };
    for (int round = 0; round < 20000; ++round) {
        const Spans a = random_spans(), b = random_spans();
        const auto order = static_cast<Order>(random() % 3);
        const auto scope = static_cast<Scope>(random() % 3);
        const std::uint32_t words = scope == Scope::words ? 1 + random() % 5 : 10;
        Spans covers, apart, out;
        const auto follows = [&](Span first, Span second) {
            return second.start >= first.end && second.start - first.end < words && in_one({first.start, second.end}, scope, tokens);
        };
        const auto holds = [&](Span outer, Span inner) {
            return order == Order::near && outer.start < inner.start && inner.end < outer.end && in_one(outer, scope, tokens);
        };
        for (const Span x : a) {
            bool is_apart = true;
            for (const Span y : b) {
                const bool before = order != Order::after && follows(x, y), after = order != Order::before && follows(y, x);
                if (before) covers.push_back({x.start, y.end});
                if (after) covers.push_back({y.start, x.end});
                if (holds(x, y)) covers.push_back(x);
                if (holds(y, x)) covers.push_back(y);
                is_apart = is_apart && !before && !after && (y.end <= x.start || x.end <= y.start);
            }
            if (is_apart) apart.push_back(x);
        }
        normalize(covers);
        CAPTURE(show(a));
        CAPTURE(show(b));
        CAPTURE(static_cast<int>(order));
        CAPTURE(static_cast<int>(scope));
        CAPTURE(words);
        if (scope == Scope::words) {
            cover_within(a, b, order, words, tokens, out);
        } else {
            cover_in_scope(a, b, order, scope, tokens, out);
            std::erase_if(covers, [all = covers](Span span) {
                return std::any_of(all.begin(), all.end(), [&](Span other) { return other != span && span.start <= other.start && other.end <= span.end; });
            });
        }
        REQUIRE(show(out) == show(covers));
        keep_apart(a, b, order, scope, words, tokens, out);
        REQUIRE(show(out) == show(apart));
    }
}

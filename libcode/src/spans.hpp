// Spans: the places of a response where an expression is met, and how spans combine.
//
// A span is a run of words [start, end). Every list here is sorted by (start, end) and holds no span
// twice; every function takes such lists and gives such a list. Costs are linear in what goes in and
// what comes out, times a logarithm; a distance makes at most (words × the rule's summed n) spans.
// Twin: tests/reference. Tests: test_spans.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rule.hpp"
#include "tokens.hpp"

namespace libcode {

struct Span {
    std::uint32_t start;  // first word
    std::uint32_t end;    // one past the last word
    friend bool operator==(Span, Span) = default;
    friend auto operator<=>(Span, Span) = default;
};

using Spans = std::vector<Span>;
using SpanView = std::span<const Span>;

// Puts a list in order and drops what stands twice.
void normalize(Spans& spans);

// Adds `more` to `spans`, keeping the order.
void unite(Spans& spans, SpanView more);

// Whether a phrase goes on from the word before to `word`, tied as `link` says: `spaced` steps over what a phrase
// steps over, `glued` wants no white space and the sign `gap`, or nothing a phrase minds.
bool can_follow(std::uint32_t word, Link link, std::string_view gap, const Tokens& tokens);

// Spans of `left` continued by spans of `right` that begin where they end and can follow.
void join(SpanView left, SpanView right, Link link, std::string_view gap, const Tokens& tokens, Spans& out);

// Covers of a span of `a` and one of `b`, at most `words` apart (adjacent is 1), in one sentence.
void cover_within(SpanView a, SpanView b, Order order, std::uint32_t words, const Tokens& tokens, Spans& out);

// The smallest covers of a span of `a` and one of `b` that stand wholly in one sentence or paragraph.
void cover_in_scope(SpanView a, SpanView b, Order order, Scope scope, const Tokens& tokens, Spans& out);

// What keep_apart() works with, to be used again.
struct ApartMemory {
    Spans local, by_end;
    std::vector<std::uint32_t> furthest;
};

// Spans of `a` that no span of `b` overlaps and that have none at most `words` away in the same sentence
// (Scope::words) or in the same sentence or paragraph, on the side that `order` says.
void keep_apart(SpanView a, SpanView b, Order order, Scope scope, std::uint32_t words, const Tokens& tokens, ApartMemory& memory,
                Spans& out);
void keep_apart(SpanView a, SpanView b, Order order, Scope scope, std::uint32_t words, const Tokens& tokens, Spans& out);

// Spans that hold no other span of the list.
void keep_smallest(SpanView spans, Spans& out);

// Whether any span of a list overlaps `span`; `furthest_end[i]` is the largest end among spans[0..i].
bool overlaps_any(SpanView spans, std::span<const std::uint32_t> furthest_end, Span span);
std::vector<std::uint32_t> furthest_ends(SpanView spans);
void furthest_ends(SpanView spans, std::vector<std::uint32_t>& ends);

// Whether a span lies in one sentence or paragraph (Scope::words counts as sentence).
bool in_one(Span span, Scope scope, const Tokens& tokens);

}  // namespace libcode

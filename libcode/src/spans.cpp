// How spans combine; the contracts stand in spans.hpp.
#include "spans.hpp"

#include <algorithm>

namespace libcode {
namespace {

// The part of a sorted list whose starts lie in [first, last).
SpanView starting_in(SpanView spans, std::uint32_t first, std::uint32_t last) {
    const auto by_start = [](Span span, std::uint32_t start) { return span.start < start; };
    const auto from = std::lower_bound(spans.begin(), spans.end(), first, by_start);
    auto to = from;
    while (to != spans.end() && to->start < last) ++to;
    return {from, to};
}

std::uint32_t place_of(std::uint32_t word, Scope scope, const Tokens& tokens) {
    return scope == Scope::paragraph ? tokens.paragraph_of(word) : tokens.sentence_of[word];
}

// One group of spans that begin at the same word.
struct Group {
    std::size_t first, last;  // [first, last) of the list
};

Group group_at(SpanView spans, std::size_t first) {
    std::size_t last = first;
    while (last < spans.size() && spans[last].start == spans[first].start) ++last;
    return {first, last};
}

// Covers of `a` then `b`. Spans of `a` that begin together are taken together: the windows in which `b` may
// begin are merged, so each span of `b` is looked at once a group.
void cover_forward(SpanView a, SpanView b, std::uint32_t words, const Tokens& tokens, Spans& out) {
    std::vector<std::uint32_t> ends;
    for (std::size_t at = 0; at < a.size();) {
        const auto [first, last] = group_at(a, at);
        const std::uint32_t start = a[first].start, sentence = tokens.sentence_of[start];
        const std::uint32_t sentence_end = tokens.sentences[sentence].end_word;
        ends.clear();
        std::uint32_t next = 0;  // where the next window may begin, so that windows do not overlap
        for (std::size_t i = first; i < last && a[i].end < sentence_end; ++i) {
            const std::uint32_t from = std::max(a[i].end, next);
            const std::uint32_t to = std::min(a[i].end + words, sentence_end);
            if (from >= to) continue;
            for (const Span span : starting_in(b, from, to))
                if (span.end <= sentence_end) ends.push_back(span.end);
            next = to;
        }
        std::sort(ends.begin(), ends.end());
        ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
        for (const std::uint32_t end : ends) out.push_back({start, end});
        at = last;
    }
}

// For each i the smallest end among spans[i..].
std::vector<std::uint32_t> nearest_ends(SpanView spans) {
    std::vector<std::uint32_t> ends(spans.size());
    std::uint32_t nearest = UINT32_MAX;
    for (std::size_t i = spans.size(); i-- > 0;) ends[i] = nearest = std::min(nearest, spans[i].end);
    return ends;
}

// The smallest end of a span that begins at `start` or later.
std::uint32_t nearest_end_from(SpanView spans, std::span<const std::uint32_t> nearest, std::uint32_t start) {
    const auto at = std::lower_bound(spans.begin(), spans.end(), start,
                                     [](Span span, std::uint32_t from) { return span.start < from; });
    return at == spans.end() ? UINT32_MAX : nearest[static_cast<std::size_t>(at - spans.begin())];
}

// Spans of `outer` that hold a span of `inner` which touches neither their first nor their last word.
void cover_nested(SpanView outer, SpanView inner, Scope scope, const Tokens& tokens, Spans& out) {
    const auto nearest = nearest_ends(inner);
    for (const Span span : outer)
        if (in_one(span, scope, tokens) && nearest_end_from(inner, nearest, span.start + 1) < span.end) out.push_back(span);
}

void scope_forward(SpanView a, SpanView b, Scope scope, const Tokens& tokens, Spans& out) {
    const auto nearest = nearest_ends(b);
    for (const Span span : a) {
        const std::uint32_t end = nearest_end_from(b, nearest, span.end);
        if (end != UINT32_MAX && in_one({span.start, end}, scope, tokens)) out.push_back({span.start, end});
    }
}

}  // namespace

void normalize(Spans& spans) {
    if (!std::is_sorted(spans.begin(), spans.end())) std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

void unite(Spans& spans, SpanView more) {
    const auto middle = static_cast<std::ptrdiff_t>(spans.size());
    spans.insert(spans.end(), more.begin(), more.end());
    std::inplace_merge(spans.begin(), spans.begin() + middle, spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

bool can_follow(std::uint32_t word, Link link, std::string_view gap, const Tokens& tokens) {
    switch (tokens.gaps[word]) {
        case Gap::barrier: return false;
        case Gap::spaced: return link == Link::spaced;
        case Gap::unspaced: return true;
        case Gap::sign: break;
    }
    return link == Link::glued && tokens.gap_text(word) == gap;
}

bool in_one(Span span, Scope scope, const Tokens& tokens) {
    return place_of(span.start, scope, tokens) == place_of(span.end - 1, scope, tokens);
}

void join(SpanView left, SpanView right, Link link, std::string_view gap, const Tokens& tokens, Spans& out) {
    out.clear();
    const auto word_count = static_cast<std::uint32_t>(tokens.words.size());
    for (const Span span : left) {
        if (span.end >= word_count || !can_follow(span.end, link, gap, tokens)) continue;
        for (const Span next : starting_in(right, span.end, span.end + 1)) out.push_back({span.start, next.end});
    }
    normalize(out);
}

void cover_within(SpanView a, SpanView b, Order order, std::uint32_t words, const Tokens& tokens, Spans& out) {
    out.clear();
    if (order != Order::after) cover_forward(a, b, words, tokens, out);
    if (order != Order::before) cover_forward(b, a, words, tokens, out);
    if (order == Order::near) {
        cover_nested(a, b, Scope::sentence, tokens, out);
        cover_nested(b, a, Scope::sentence, tokens, out);
    }
    normalize(out);
}

void cover_in_scope(SpanView a, SpanView b, Order order, Scope scope, const Tokens& tokens, Spans& out) {
    Spans covers;
    if (order != Order::after) scope_forward(a, b, scope, tokens, covers);
    if (order != Order::before) scope_forward(b, a, scope, tokens, covers);
    if (order == Order::near) {
        cover_nested(a, b, scope, tokens, covers);
        cover_nested(b, a, scope, tokens, covers);
    }
    normalize(covers);
    keep_smallest(covers, out);
}

void furthest_ends(SpanView spans, std::vector<std::uint32_t>& ends) {
    ends.clear();
    std::uint32_t furthest = 0;
    for (const Span span : spans) ends.push_back(furthest = std::max(furthest, span.end));
}

std::vector<std::uint32_t> furthest_ends(SpanView spans) {
    std::vector<std::uint32_t> ends;
    furthest_ends(spans, ends);
    return ends;
}

bool overlaps_any(SpanView spans, std::span<const std::uint32_t> furthest_end, Span span) {
    const auto after = std::lower_bound(spans.begin(), spans.end(), span.end,
                                        [](Span other, std::uint32_t end) { return other.start < end; });
    return after != spans.begin() && furthest_end[static_cast<std::size_t>(after - spans.begin()) - 1] > span.start;
}

void keep_apart(SpanView a, SpanView b, Order order, Scope scope, std::uint32_t words, const Tokens& tokens, ApartMemory& memory,
                Spans& out) {
    out.clear();
    if (b.empty()) {
        out.assign(a.begin(), a.end());
        return;
    }
    auto& [local, by_end, furthest] = memory;
    furthest_ends(b, furthest);
    const Scope place = scope == Scope::words ? Scope::sentence : scope;
    local.clear();  // those of b that can be "there": wholly in one sentence or paragraph
    for (const Span span : b)
        if (in_one(span, place, tokens)) local.push_back(span);
    by_end = local;
    std::sort(by_end.begin(), by_end.end(), [](Span x, Span y) { return x.end < y.end; });

    const std::uint32_t reach = scope == Scope::words ? words : UINT32_MAX;
    for (const Span span : a) {
        if (overlaps_any(b, furthest, span)) continue;
        bool found = false;
        if (order != Order::after) {  // a span of b that comes after
            const auto next = std::lower_bound(local.begin(), local.end(), Span{span.end, 0});
            // Spans that begin where the nearest does end in the same place, or their own would be another.
            found = next != local.end() && next->start - span.end < reach && in_one({span.start, next->end}, place, tokens);
        }
        if (!found && order != Order::before) {  // one that comes before
            const auto past = std::upper_bound(by_end.begin(), by_end.end(), span.start,
                                               [](std::uint32_t start, Span other) { return start < other.end; });
            if (past != by_end.begin()) {
                const Span last = *(past - 1);
                found = span.start - last.end < reach && in_one({last.start, span.end}, place, tokens);
            }
        }
        if (!found) out.push_back(span);
    }
}

void keep_apart(SpanView a, SpanView b, Order order, Scope scope, std::uint32_t words, const Tokens& tokens, Spans& out) {
    ApartMemory memory;
    keep_apart(a, b, order, scope, words, tokens, memory, out);
}

void keep_smallest(SpanView spans, Spans& out) {
    out.clear();
    std::uint32_t nearest = UINT32_MAX;  // the smallest end among spans that begin later
    for (std::size_t at = spans.size(); at > 0;) {
        const std::uint32_t start = spans[at - 1].start;
        std::size_t first = at - 1;
        while (first > 0 && spans[first - 1].start == start) --first;
        if (spans[first].end < nearest) {
            out.push_back(spans[first]);
            nearest = spans[first].end;
        }
        at = first;
    }
    std::reverse(out.begin(), out.end());
}

}  // namespace libcode

// Two parts of a rule and the pair of spans that nearly ties them; the contract stands in explain_pairs.hpp.
#include "explain_pairs.hpp"

#include <algorithm>
#include <utility>

namespace libcode {
namespace {

// What it costs, in words, to be wrong in another way than by distance.
constexpr std::uint32_t wrong_order = 3, wrong_place = 5, same_words = 2;

// Of a pair that NOT forbids, how far apart it is; any other does not matter.
Pair judge_apart(Span a, Span b, const Tie& tie, const Tokens& tokens) {
    Pair pair{a, b, Stop::forbidden, 0, 0};
    const bool a_first = a.end <= b.start, b_first = b.end <= a.start;
    if (!a_first && !b_first) return pair;
    pair.words_apart = pair.shortfall = a_first ? b.start - a.end + 1 : a.start - b.end + 1;
    const Scope place = tie.scope == Scope::words ? Scope::sentence : tie.scope;
    const bool is_forbidden = tie.order != (a_first ? Order::after : Order::before) && (tie.scope != Scope::words || pair.words_apart <= tie.words) &&
                              in_one({std::min(a.start, b.start), std::max(a.end, b.end)}, place, tokens);
    if (!is_forbidden) pair.shortfall = UINT32_MAX;
    return pair;
}

Pair judge(Span a, Span b, const Tie& tie, const Tokens& tokens) {
    if (tie.asked == Asked::apart) return judge_apart(a, b, tie, tokens);
    Pair pair{a, b, Stop::distance, 0, 0};
    const bool a_first = a.end <= b.start, b_first = b.end <= a.start;
    if (!a_first && !b_first) {
        pair.stop = Stop::overlap;
        pair.shortfall = same_words;
        return pair;
    }
    pair.words_apart = a_first ? b.start - a.end + 1 : a.start - b.end + 1;
    const std::uint32_t limit = tie.asked == Asked::in_scope ? pair.words_apart : tie.words;
    const std::uint32_t beyond = pair.words_apart > limit ? pair.words_apart - limit : 0;
    const Span cover{std::min(a.start, b.start), std::max(a.end, b.end)};
    const bool is_reversed = (tie.order == Order::before && b_first) || (tie.order == Order::after && a_first);
    if (!in_one(cover, tie.asked == Asked::in_scope ? tie.scope : Scope::sentence, tokens)) {
        pair.stop = Stop::sentences;
        pair.shortfall = wrong_place + (is_reversed ? wrong_order : 0) + (tie.asked == Asked::in_scope ? pair.words_apart : beyond);
    } else if (is_reversed) {
        pair.stop = Stop::order;
        pair.shortfall = wrong_order + beyond;
    } else if (beyond > 0) {
        pair.shortfall = beyond;
    } else {
        pair.stop = tie.asked == Asked::side_by_side ? Stop::between : Stop::distance;
        pair.shortfall = 1;
    }
    return pair;
}

}  // namespace

Neighbours::Neighbours(SpanView all) : spans(all), by_end(all.begin(), all.end()), furthest(furthest_ends(all)) {
    std::sort(by_end.begin(), by_end.end(), [](Span x, Span y) { return std::pair(x.end, x.start) < std::pair(y.end, y.start); });
}

Pair nearest_pair(SpanView a, SpanView b, const Tie& tie, const Tokens& tokens) {
    const Neighbours neighbours(b);
    Pair best{a.front(), b.front()};
    for (const Span span : a)
        if (const Pair pair = nearest_pair(span, neighbours, tie, tokens); pair.shortfall < best.shortfall) best = pair;
    return best;
}

// A span is judged against the nearest on either side and the first that reaches into it.
Pair nearest_pair(Span a, const Neighbours& b, const Tie& tie, const Tokens& tokens) {
    Pair best{a, b.spans.front()};
    const auto look = [&](Span other) {
        if (const Pair pair = judge(a, other, tie, tokens); pair.shortfall < best.shortfall) best = pair;
    };
    const auto next = std::lower_bound(b.spans.begin(), b.spans.end(), Span{a.end, 0});
    if (next != b.spans.end()) look(*next);
    const auto past = std::upper_bound(b.by_end.begin(), b.by_end.end(), a.start, [](std::uint32_t start, Span other) { return start < other.end; });
    if (past != b.by_end.begin()) look(*(past - 1));
    if (overlaps_any(b.spans, b.furthest, a)) {
        const auto reaches = std::upper_bound(b.furthest.begin(), b.furthest.end(), a.start);
        look(b.spans[static_cast<std::size_t>(reaches - b.furthest.begin())]);
    }
    return best;
}

}  // namespace libcode

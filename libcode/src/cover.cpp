// Compares expressions without any text; the contract stands in cover.hpp.
#include "cover.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace libcode {
namespace {

// Whether every word that the wildcard `inner` takes is one that `outer` takes. A `*` or `?` of `inner` stands for
// letters nobody knows, so only the signs of `outer` can answer for them.
bool wildcard_covers(std::string_view outer, std::string_view inner) {
    std::vector<std::uint8_t> row(inner.size() + 1, 0), above(inner.size() + 1, 0);
    above[0] = 1;
    for (const char sign : outer) {
        std::fill(row.begin(), row.end(), std::uint8_t{0});
        for (std::size_t j = 0; j <= inner.size(); ++j) {
            if (sign == '*') {
                row[j] = above[j] | (j > 0 ? row[j - 1] : std::uint8_t{0});
            } else if (j > 0) {
                const bool same = inner[j - 1] == sign && sign != '*';
                row[j] = same ? above[j - 1] : std::uint8_t{0};
            }
        }
        above.swap(row);
    }
    return above[inner.size()] != 0;
}

// `A AFTER B` is `B BEFORE A`.
struct Sides {
    Order order;
    NodeId first, second;
};
Sides sides_of(const Node& node) {
    if (node.order == Order::after) return {Order::before, node.operands[1], node.operands[0]};
    return {node.order, node.operands[0], node.operands[1]};
}

// Of one rule; names used again and again could make an endless list of few letters.
constexpr std::size_t most_gathered = 1000;

}  // namespace

bool Cover::covers(NodeId outer, NodeId inner) {
    if (outer == inner) return true;
    const std::uint64_t key = std::uint64_t{outer} << 32 | inner;
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    if (is_exhausted()) return false;
    ++steps_;
    const bool answer = find_covers(outer, inner);
    known_.emplace(key, answer);
    return answer;
}

bool Cover::find_covers(NodeId outer_id, NodeId inner_id) {
    const Node& outer = node(outer_id);
    const Node& inner = node(inner_id);
    const auto all_of_inner = [&] {
        return std::ranges::all_of(inner.operands, [&](NodeId operand) { return covers(outer_id, operand); });
    };
    if (inner.op == Op::either) return all_of_inner();
    if (outer.op == Op::either && std::ranges::any_of(outer.operands, [&](NodeId operand) { return covers(operand, inner_id); })) return true;
    if (outer.op == Op::any && is_one_word(inner_id)) return true;
    if (outer.op == Op::sequence && inner.op != Op::sequence) {
        std::optional<NodeId> only;
        for (std::size_t i = 0; i < outer.operands.size(); ++i) {
            if (outer.steps[i].optional) continue;
            if (only) return false;
            only = outer.operands[i];
        }
        if (only && covers(*only, inner_id)) return true;
    }
    if (outer.op == Op::smallest && inner.op == Op::smallest && smallest_covers(node(outer.operands[0]), node(inner.operands[0]))) return true;
    if (outer.op == Op::scope && inner.op == Op::smallest && smallest_covers(outer, node(inner.operands[0]))) return true;
    if (outer.op == Op::both && inner.op == Op::both && covers(outer.operands[0], inner.operands[0]) && covers(outer.operands[1], inner.operands[1])) return true;
    if (outer.op == Op::without && inner.op == Op::without && covers(outer.operands[0], inner.operands[0]) && covers(inner.operands[1], outer.operands[1])) return true;
    switch (inner.op) {
        case Op::pattern: return outer.op == Op::pattern && pattern_covers(program_.patterns[outer.id], program_.patterns[inner.id]);
        case Op::sequence: return outer.op == Op::sequence && sequence_covers(outer, inner, 0, inner.operands.size());
        case Op::distance: return outer.op == Op::distance && distance_covers(outer, inner);
        case Op::smallest:
        case Op::both:
        case Op::without:
        case Op::apart: return covers(outer_id, inner.operands[0]);
        case Op::code: {
            if (outer.op != Op::code) return false;
            const auto& family = program_.codes[outer.id].family;
            return std::ranges::find(family, inner.id) != family.end();
        }
        case Op::any:
        case Op::either:
        case Op::scope:
        case Op::regex: break;
    }
    return false;
}

// Whether `outer` covers the items [inner_first, inner_last) of `inner` as a phrase of their own: items meet items in
// order, and what is left of `outer` may be left out.
bool Cover::sequence_covers(const Node& outer, const Node& inner, std::size_t inner_first, std::size_t inner_last) {
    const std::size_t items = inner_last - inner_first;
    std::vector<std::uint8_t> above(items + 1, 0), row(items + 1, 0);
    above[0] = 1;
    for (std::size_t i = 0; i < outer.operands.size(); ++i) {
        const Step& step = outer.steps[i];
        for (std::size_t j = 0; j <= items; ++j) {
            row[j] = step.optional ? above[j] : std::uint8_t{0};
            if (j == 0 || !above[j - 1]) continue;
            const Step& other = inner.steps[inner_first + j - 1];
            const bool tied_alike = j == 1 || (step.link == other.link && step.gap == other.gap);
            const bool left_out_alike = step.optional || !other.optional;
            if (tied_alike && left_out_alike && covers(outer.operands[i], inner.operands[inner_first + j - 1])) row[j] = 1;
        }
        above.swap(row);
    }
    return above[items] != 0;
}

bool Cover::distance_covers(const Node& outer, const Node& inner) {
    if (outer.words < inner.words) return false;
    const Sides a = sides_of(outer), b = sides_of(inner);
    const auto pairs = [&](NodeId first, NodeId second) { return covers(a.first, first) && covers(a.second, second); };
    if (a.order == Order::before) return b.order == Order::before && pairs(b.first, b.second);
    return pairs(b.first, b.second) || pairs(b.second, b.first);
}

// Of the smallest spans that is certain only where both look for the same single words in the same order: then what
// a span holds is found by both or by neither.
bool Cover::smallest_covers(const Node& outer, const Node& inner) {
    if (inner.op != Op::distance) return false;
    if (outer.op == Op::distance ? outer.words < inner.words : outer.op != Op::scope) return false;
    const Sides a = sides_of(outer), b = sides_of(inner);
    if (a.order != b.order || !is_one_word(b.first) || !is_one_word(b.second)) return false;
    const bool straight = a.first == b.first && a.second == b.second;
    const bool crossed = a.order == Order::near && a.first == b.second && a.second == b.first;
    return straight || crossed;
}

// Every form that meets a literal folds to its text, or to that with 's where it is set aside; so it is enough to
// look at these. Folds finer than `outer`'s view can be folded on; others say nothing.
bool Cover::pattern_covers(const Pattern& outer, const Pattern& inner) const {
    const auto takes = [&](std::string_view form) { return meets(outer, view_form(form, outer.view, *program_.language)); };
    if (inner.kind == PatternKind::literal) {
        const bool foldable = inner.view == View::exact || (inner.view == View::caseless && outer.view != View::exact) ||
                              (inner.view == View::bare && outer.view == View::bare);
        if (!foldable || !takes(inner.text)) return false;
        return inner.side == Side::full || !program_.language->sets_aside_s || takes(inner.text + "'s");
    }
    if (outer.view != inner.view) return false;
    if (inner.kind == PatternKind::fuzzy) return outer.kind == PatternKind::fuzzy && outer.text == inner.text && outer.edits >= inner.edits;
    return outer.kind == PatternKind::wildcard && outer.side == inner.side && wildcard_covers(outer.text, inner.text);
}

bool Cover::is_one_word(NodeId id) const {
    const Node& at = node(id);
    switch (at.op) {
        case Op::pattern:
        case Op::any: return true;
        case Op::either: return std::ranges::all_of(at.operands, [&](NodeId operand) { return is_one_word(operand); });
        case Op::smallest:
        case Op::both:
        case Op::without:
        case Op::apart: return is_one_word(at.operands[0]);
        default: return false;
    }
}

bool Cover::always_overlaps(NodeId inner_id, std::span<const NodeId> others) {
    if (std::ranges::any_of(others, [&](NodeId other) { return covers(other, inner_id); })) return true;
    if (is_exhausted()) return false;
    ++steps_;
    const Node& inner = node(inner_id);
    switch (inner.op) {
        case Op::either:
            return std::ranges::all_of(inner.operands, [&](NodeId operand) { return always_overlaps(operand, others); });
        case Op::distance:
        case Op::scope:
            return std::ranges::any_of(inner.operands, [&](NodeId operand) { return always_overlaps(operand, others); });
        case Op::smallest:
        case Op::both:
        case Op::without:
        case Op::apart: return always_overlaps(inner.operands[0], others);
        case Op::sequence: break;
        default: return false;
    }
    std::size_t longest = 0;
    for (const NodeId other : others)
        if (node(other).op == Op::sequence) longest = std::max(longest, node(other).operands.size());
    for (std::size_t first = 0; first < inner.operands.size(); ++first) {
        if (inner.steps[first].optional) continue;
        if (always_overlaps(inner.operands[first], others)) return true;
        const std::size_t furthest = std::min(inner.operands.size(), first + longest);
        for (std::size_t last = first + 2; last <= furthest && !inner.steps[last - 1].optional; ++last) {
            const auto is_part = [&](NodeId other) {
                return node(other).op == Op::sequence && sequence_covers(node(other), inner, first, last);
            };
            if (is_exhausted()) return false;
            steps_ += others.size();
            if (std::ranges::any_of(others, is_part)) return true;
        }
    }
    return false;
}

// What a response must hold, and what it must not hold, for a node to have a span there.
void Cover::gather(NodeId id, std::vector<NodeId>& present, std::vector<NodeId>& absent) const {
    if (present.size() >= most_gathered) return;
    present.push_back(id);
    const Node& at = node(id);
    switch (at.op) {
        case Op::sequence:
            for (std::size_t i = 0; i < at.operands.size(); ++i)
                if (!at.steps[i].optional) gather(at.operands[i], present, absent);
            return;
        case Op::distance:
        case Op::scope:
        case Op::both:
            for (const NodeId operand : at.operands) gather(operand, present, absent);
            return;
        case Op::without: absent.push_back(at.operands[1]); [[fallthrough]];
        case Op::smallest:
        case Op::apart: gather(at.operands[0], present, absent); return;
        default: return;
    }
}

bool Cover::is_impossible(NodeId id) {
    if (is_exhausted()) return false;
    ++steps_;
    std::vector<NodeId> present, absent;
    gather(id, present, absent);
    for (const NodeId needed : present) {
        if (!absent.empty() && always_overlaps(needed, absent)) return true;
        const Node& at = node(needed);
        if (at.op == Op::apart && always_overlaps(at.operands[0], std::span(&at.operands[1], 1))) return true;
        if (at.op == Op::either && std::ranges::all_of(at.operands, [&](NodeId operand) { return is_impossible(operand); })) return true;
    }
    return false;
}

}  // namespace libcode

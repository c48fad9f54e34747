// The words that met a rule; the contract stands in met_words.hpp.
#include "met_words.hpp"

#include <algorithm>

namespace libcode {
namespace {

SpanView starting_at(SpanView spans, std::uint32_t start) {
    const auto first = std::lower_bound(spans.begin(), spans.end(), Span{start, 0});
    auto last = first;
    while (last != spans.end() && last->start == start) ++last;
    return {first, last};
}

bool holds(SpanView spans, Span span) { return std::binary_search(spans.begin(), spans.end(), span); }

}  // namespace

void MetWords::find(NodeId node, Span span, std::vector<std::uint32_t>& words) {
    words.clear();
    words_ = &words;
    marked_.clear();
    steps_.clear();
    mark(node, span);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

void MetWords::mark(NodeId id, Span span) {
    if (!marked_.emplace(id, span.start, span.end).second) return;
    const Node& node = found_.program().nodes[id];
    switch (node.op) {
        case Op::pattern:
        case Op::any:
        case Op::regex:
            for (std::uint32_t word = span.start; word < span.end; ++word) words_->push_back(word);
            return;
        case Op::either:
            for (const NodeId operand : node.operands)
                if (holds(found_.spans(operand), span)) mark(operand, span);
            return;
        case Op::smallest:
        case Op::apart:
        case Op::both:
        case Op::without: return mark(node.operands[0], span);
        case Op::code:
            for (const std::uint32_t member : found_.program().codes[node.id].family)
                for (const CodeSpan& left : found_.code(member))
                    if (left.span == span) mark(found_.program().rules[left.rule].node, span);
            return;
        case Op::sequence: return mark_sequence(node, span);
        case Op::distance:
        case Op::scope: break;
    }
    const NodeId a = node.operands[0], b = node.operands[1];
    if (node.order != Order::after) mark_pairs(found_.spans(a), found_.spans(b), a, b, node, span);
    if (node.order != Order::before) mark_pairs(found_.spans(b), found_.spans(a), b, a, node, span);
    if (node.order == Order::near) {
        mark_nested(a, b, span);
        mark_nested(b, a, span);
    }
}

// Pairs of a span of `first` that begins the cover and one of `second` that ends it.
void MetWords::mark_pairs(SpanView first, SpanView second, NodeId first_node, NodeId second_node, const Node& node, Span span) {
    for (const Span left : starting_at(first, span.start)) {
        const std::uint32_t reach = node.op == Op::distance ? left.end + node.words : span.end;
        for (auto at = std::lower_bound(second.begin(), second.end(), Span{left.end, 0});
             at != second.end() && at->start < reach && at->start < span.end; ++at) {
            if (at->end != span.end) continue;
            mark(first_node, left);
            mark(second_node, *at);
        }
    }
}

void MetWords::mark_nested(NodeId outer, NodeId inner, Span span) {
    if (!holds(found_.spans(outer), span)) return;
    const SpanView inside = found_.spans(inner);
    bool any = false;
    for (auto at = std::lower_bound(inside.begin(), inside.end(), Span{span.start + 1, 0});
         at != inside.end() && at->start < span.end; ++at) {
        if (at->end >= span.end) continue;
        mark(inner, *at);
        any = true;
    }
    if (any) mark(outer, span);
}

void MetWords::mark_sequence(const Node& node, Span span) { mark_steps(node, 0, span.start, span); }

// Marks what steps `step` and later use on their way from word `at` to the span's end; whether there is a way.
bool MetWords::mark_steps(const Node& node, std::size_t step, std::uint32_t at, Span span) {
    if (step == node.operands.size()) return at == span.end;
    for (const auto& [known_node, known_span, known_step, known_at, met] : steps_)
        if (known_node == &node && known_span == span && known_step == step && known_at == at) return met;
    const Step& how = node.steps[step];
    bool met = how.optional && mark_steps(node, step + 1, at, span);
    const SpanView items = found_.spans(node.operands[step]);
    const SpanView here = starting_at(items, at);
    if (!here.empty() && at < span.end) {
        // What begins the phrase is tied to nothing; anything later must be a span that join() accepts.
        Spans joined;
        if (at > span.start) {
            const Span before{span.start, at};
            join({&before, 1}, here, how.link, how.gap, found_.tokens(), joined);
        }
        if (at == span.start || !joined.empty())
            for (const Span item : here)
                if (item.end <= span.end && mark_steps(node, step + 1, item.end, span)) {
                    mark(node.operands[step], item);
                    met = true;
                }
    }
    steps_.emplace_back(&node, span, step, at, met);
    return met;
}

}  // namespace libcode

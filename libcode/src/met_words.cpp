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
            for (const std::uint32_t member : found_.program().codes[node.id].family) {
                // A code's spans do not overlap, so one at most is this.
                const auto left = found_.code(member);
                const auto at = std::lower_bound(left.begin(), left.end(), span, [](const CodeSpan& other, Span wanted) { return other.span < wanted; });
                if (at != left.end() && at->span == span) mark(found_.program().rules[at->rule].node, span);
            }
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

// First which words each item may begin at, the items before it being met; then, from the end, which of them
// lead to the span's last word. A phrase may have any number of items, so none of this is recursive.
void MetWords::mark_sequence(const Node& node, Span span) {
    const std::size_t items = node.operands.size();
    std::vector<std::uint32_t> begins = {span.start};  // of item 0, then of item 1, ...: each lot in order
    std::vector<std::size_t> first = {0, 1};           // where each item's lot begins, and where the last ends
    const auto each_item_at = [&](std::size_t item, std::uint32_t at, auto use) {
        const Step& step = node.steps[item];
        if (at >= span.end || (at > span.start && !can_follow(at, step.link, step.gap, found_.tokens()))) return;
        for (const Span here : starting_at(found_.spans(node.operands[item]), at))
            if (here.end <= span.end) use(here);
    };
    for (std::size_t item = 0; item < items; ++item) {
        for (std::size_t i = first[item]; i < first[item + 1]; ++i) {
            const std::uint32_t at = begins[i];
            if (node.steps[item].optional) begins.push_back(at);
            each_item_at(item, at, [&](Span here) { begins.push_back(here.end); });
        }
        const auto lot = begins.begin() + static_cast<std::ptrdiff_t>(first[item + 1]);
        std::sort(lot, begins.end());
        begins.erase(std::unique(lot, begins.end()), begins.end());
        first.push_back(begins.size());
    }
    std::vector<std::uint32_t> leading = {span.end}, before;  // those of the item after that lead to the end
    for (std::size_t item = items; item-- > 0;) {
        const auto leads = [&](std::uint32_t at) { return std::binary_search(leading.begin(), leading.end(), at); };
        before.clear();
        for (std::size_t i = first[item]; i < first[item + 1]; ++i) {
            const std::uint32_t at = begins[i];
            bool is_leading = node.steps[item].optional && leads(at);
            each_item_at(item, at, [&](Span here) {
                if (!leads(here.end)) return;
                mark(node.operands[item], here);
                is_leading = true;
            });
            if (is_leading) before.push_back(at);
        }
        leading.swap(before);
    }
}

}  // namespace libcode

// Evaluates nodes on one response; the contract stands in found.hpp.
#include "found.hpp"

#include <algorithm>

namespace libcode {

Found::Found(const Program& program)
    : program_(program), awake_in_(program.woken_first.size()), results_(program.nodes.size()), codes_(program.codes.size()) {}

void Found::begin(const Tokens& tokens, Lexicon& lexicon) {
    tokens_ = &tokens;
    ++response_;
    met_.clear();
    woken_.assign(program_.always_awake.begin(), program_.always_awake.end());
    lexicon.resolve(tokens.text, tokens.words, hits_);
    for (const Hit& hit : hits_)
        for (const PatternId pattern : lexicon.patterns(hit.form_class)) met_.emplace_back(pattern, hit.word);
    if (!std::is_sorted(met_.begin(), met_.end())) std::sort(met_.begin(), met_.end());
    for (std::size_t i = 0; i < met_.size(); ++i) {
        if (i == 0 || met_[i - 1].first != met_[i].first) wake(met_[i].first);
    }
    std::sort(woken_.begin(), woken_.end());
}

void Found::wake(std::uint32_t first) {
    waking_.push_back(first);
    while (!waking_.empty()) {
        const std::uint32_t waker = waking_.back();
        waking_.pop_back();
        if (awake_in_[waker] == response_) continue;
        awake_in_[waker] = response_;
        // A rule has one waker, so none is woken twice.
        for (std::uint32_t at = program_.woken_first[waker]; at < program_.woken_first[waker + 1]; ++at) woken_.push_back(program_.woken[at]);
        for (std::uint32_t at = program_.wakers_first[waker]; at < program_.wakers_first[waker + 1]; ++at) waking_.push_back(program_.wakers[at]);
    }
}

SpanView Found::spans(NodeId node) {
    Result& result = results_[node];
    if (result.response != response_) {
        result.response = response_;
        result.spans.clear();
        compute(program_.nodes[node], result.spans);
    }
    return result.spans;
}

void Found::set_code(std::uint32_t code, std::vector<CodeSpan> left) { codes_[code] = {response_, std::move(left)}; }

std::span<const CodeSpan> Found::code(std::uint32_t code) const {
    if (codes_[code].first != response_) return {};
    return codes_[code].second;
}

void Found::compute(const Node& node, Spans& out) {
    const auto operand = [&](std::size_t i) { return spans(node.operands[i]); };
    const auto word_count = static_cast<std::uint32_t>(tokens_->words.size());
    switch (node.op) {
        case Op::pattern: {
            auto at = std::lower_bound(met_.begin(), met_.end(), std::pair{node.id, std::uint32_t{0}});
            for (; at != met_.end() && at->first == node.id; ++at) out.push_back({at->second, at->second + 1});
            return;
        }
        case Op::any:
            for (std::uint32_t word = 0; word < word_count; ++word) out.push_back({word, word + 1});
            return;
        case Op::sequence: return compute_sequence(node, out);
        case Op::either:
            for (std::size_t i = 0; i < node.operands.size(); ++i) {
                const SpanView more = operand(i);
                out.insert(out.end(), more.begin(), more.end());
            }
            return normalize(out);
        case Op::smallest: return keep_smallest(operand(0), out);
        case Op::regex: return program_.regexes[node.id]->find(*tokens_, out);
        case Op::code:
            for (const std::uint32_t member : program_.codes[node.id].family)
                for (const CodeSpan& left : code(member)) out.push_back(left.span);
            return normalize(out);
        case Op::distance:
        case Op::scope:
        case Op::apart:
        case Op::both:
        case Op::without: break;
    }
    const SpanView a = operand(0);
    if (a.empty()) return;
    const SpanView b = operand(1);
    switch (node.op) {
        case Op::distance: return cover_within(a, b, node.order, node.words, *tokens_, out);
        case Op::scope: return cover_in_scope(a, b, node.order, node.scope, *tokens_, out);
        case Op::apart: return keep_apart(a, b, node.order, node.scope, node.words, *tokens_, out);
        default: break;
    }
    if ((node.op == Op::both) != b.empty()) out.assign(a.begin(), a.end());
}

// Items are joined from the left; what may be left out leaves the spans before it as they are, and lets the
// next item begin the phrase as long as nothing had to come before.
void Found::compute_sequence(const Node& node, Spans& out) {
    Spans joined;
    bool may_begin = true;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
        const Step& step = node.steps[i];
        if (!may_begin && out.empty()) return;
        const SpanView item = spans(node.operands[i]);
        join(out, item, step.link, step.gap, *tokens_, joined);
        if (may_begin) unite(joined, item);
        if (step.optional) unite(joined, out);
        out.swap(joined);
        may_begin = may_begin && step.optional;
    }
}

}  // namespace libcode

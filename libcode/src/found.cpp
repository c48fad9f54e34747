// Evaluates nodes on one response; the contract stands in found.hpp.
#include "found.hpp"

#include <algorithm>

namespace libcode {

Found::Found(const Program& program)
    : program_(program), awake_in_(program.waking.wakes_rules.size()), results_(program.nodes.size()), codes_(program.codes.size()) {}

bool Found::begin(const Tokens& tokens, Lexicon& lexicon) {
    tokens_ = &tokens;
    ++response_;
    woken_.clear();
    lexicon.resolve(tokens.text, tokens.words, hits_);
    if (classes_.size() < lexicon.class_count()) learn_classes(lexicon);
    return !program_.waking.rules_always.empty() ||
           std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) { return classes_[hit.form_class].wakes_rules; });
}

void Found::learn_classes(const Lexicon& lexicon) {
    for (auto next = static_cast<std::uint32_t>(classes_.size()); next < lexicon.class_count(); ++next) {
        FormClass form_class{static_cast<std::uint32_t>(meets_.size()), 0, 0, false};
        const auto patterns = lexicon.patterns(next);
        for (const PatternId pattern : patterns) {
            if (program_.is_of_cues(pattern)) continue;
            meets_.push_back(pattern);
            form_class.wakes_rules = form_class.wakes_rules || program_.waking.wakes_rules[pattern] != 0;
        }
        form_class.first_cue_pattern = static_cast<std::uint32_t>(meets_.size());
        for (const PatternId pattern : patterns)
            if (program_.is_of_cues(pattern)) meets_.push_back(pattern);
        form_class.end = static_cast<std::uint32_t>(meets_.size());
        classes_.push_back(form_class);
    }
}

void Found::wake() {
    awake_.clear();
    woken_.assign(program_.waking.rules_always.begin(), program_.waking.rules_always.end());
    met_.clear();
    for (const Hit& hit : hits_) {
        const FormClass& form_class = classes_[hit.form_class];
        for (std::uint32_t i = form_class.first_rule_pattern; i < form_class.first_cue_pattern; ++i) met_.push_back({meets_[i], hit.word});
    }
    if (!std::is_sorted(met_.begin(), met_.end())) std::sort(met_.begin(), met_.end());
    wake_met(met_);
    std::sort(woken_.begin(), woken_.end());
}

void Found::wake_cues(std::vector<std::uint32_t>& cues) {
    cue_met_.clear();
    for (const Hit& hit : hits_) {
        const FormClass& form_class = classes_[hit.form_class];
        for (std::uint32_t i = form_class.first_cue_pattern; i < form_class.end; ++i) cue_met_.push_back({meets_[i], hit.word});
    }
    if (!std::is_sorted(cue_met_.begin(), cue_met_.end())) std::sort(cue_met_.begin(), cue_met_.end());
    wake_met(cue_met_);
    cues.assign(program_.waking.cues_always.begin(), program_.waking.cues_always.end());
    for (const std::uint32_t waker : awake_) {
        const auto woken = program_.waking.cues.of(waker);
        cues.insert(cues.end(), woken.begin(), woken.end());
    }
    std::sort(cues.begin(), cues.end());
}

void Found::wake_met(const std::vector<Met>& met) {
    std::size_t next = awake_.size();
    for (std::size_t i = 0; i < met.size(); ++i)
        if (i == 0 || met[i - 1].pattern != met[i].pattern) wake(met[i].pattern);
    for (; next < awake_.size(); ++next)
        for (const std::uint32_t waker : program_.waking.wakers.of(awake_[next])) wake(waker);
}

void Found::wake(std::uint32_t waker) {
    if (awake_in_[waker] == response_) return;
    awake_in_[waker] = response_;
    awake_.push_back(waker);
    // A rule has one waker, so none is woken twice.
    const auto rules = program_.waking.rules.of(waker);
    woken_.insert(woken_.end(), rules.begin(), rules.end());
}

SpanView Found::spans(NodeId node) {
    Result& result = results_[node];
    if (result.response != response_) {
        result.response = response_;
        result.spans.clear();
        if (is_awake(node)) compute(program_.nodes[node], result.spans);
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
        case Op::pattern: return find_met(node.id, out);
        case Op::any:
            for (std::uint32_t word = 0; word < word_count; ++word) out.push_back({word, word + 1});
            return;
        case Op::sequence: return compute_sequence(node, out);
        case Op::either:
            if (node.group != no_group) find_met(node.group, out);
            for (const NodeId other : node.others) {
                if (!is_awake(other)) continue;
                const SpanView more = spans(other);
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

void Found::find_met(PatternId pattern, Spans& out) const {
    const std::vector<Met>& met = program_.is_of_cues(pattern) ? cue_met_ : met_;
    for (auto at = std::lower_bound(met.begin(), met.end(), Met{pattern, 0}); at != met.end() && at->pattern == pattern; ++at)
        out.push_back({at->word, at->word + 1});
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

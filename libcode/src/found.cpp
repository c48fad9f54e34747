// Evaluates nodes on one response; the contract stands in found.hpp.
#include "found.hpp"

#include <algorithm>
#include <bit>

namespace libcode {

Found::Found(const Program& program)
    : program_(program), wakers_(program.waking.wakes_rules.size()), cue_words_((program.waking.cue_count + 63) / 64),
      results_(program.nodes.size()), codes_(program.codes.size()) {}

bool Found::begin(const Tokens& tokens, Lexicon& lexicon) {
    tokens_ = &tokens;
    ++response_;
    woken_.clear();
    lexicon.resolve(tokens.text, tokens.words, hits_);
    while (classes_.size() < lexicon.class_count()) learn_class(lexicon.patterns(static_cast<std::uint32_t>(classes_.size())));
    return !program_.waking.rules_always.empty() ||
           std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) { return classes_[hit.form_class].wakes_rules; });
}

void Found::learn_class(std::span<const PatternId> patterns) {
    const Waking& waking = program_.waking;
    const auto here = [&] { return static_cast<std::uint32_t>(meets_.size()); };
    FormClass learnt{here(), 0, 0, 0, false};
    for (const PatternId pattern : patterns)
        if (!program_.is_of_cues(pattern)) meets_.push_back(pattern);
    learnt.first_cue_pattern = here();
    for (const PatternId pattern : patterns)
        if (program_.is_of_cues(pattern)) meets_.push_back(pattern);
    learnt.first_cue_alternative = here();

    // All that is awake with this class. Those that only cues lie behind are kept, for wake_cues() follows no lists.
    std::vector<std::uint32_t> awake(patterns.begin(), patterns.end());
    for (std::size_t i = 0; i < awake.size(); ++i)
        for (const std::uint32_t waker : waking.wakers.of(awake[i])) {
            if (std::find(awake.begin() + static_cast<std::ptrdiff_t>(patterns.size()), awake.end(), waker) != awake.end()) continue;
            awake.push_back(waker);
            if (!waking.wakes_rules[waker]) meets_.push_back(waker);
        }
    learnt.end = here();
    const std::size_t first_bit = wakes_cues_.size();
    wakes_cues_.resize(first_bit + cue_words_);
    for (const std::uint32_t waker : awake) {
        learnt.wakes_rules = learnt.wakes_rules || waking.wakes_rules[waker] != 0;
        for (const std::uint32_t cue : waking.cues.of(waker)) wakes_cues_[first_bit + cue / 64] |= std::uint64_t{1} << (cue % 64);
    }
    classes_.push_back(learnt);
}

bool Found::note(PatternId pattern, std::uint32_t word) {
    Waker& waker = wakers_[pattern];
    const auto here = static_cast<std::uint32_t>(met_.size());
    const bool is_first = waker.response != response_;
    if (is_first) waker = {response_, here, here};
    met_.push_back({word, here});
    met_[waker.last].next = here;
    waker.last = here;
    return is_first;
}

void Found::wake() {
    const Waking& waking = program_.waking;
    met_.clear();
    waking_.clear();
    woken_.assign(waking.rules_always.begin(), waking.rules_always.end());
    const auto wake = [&](std::uint32_t waker) {
        // A rule has one waker, so none is woken twice.
        const auto rules = waking.rules.of(waker);
        woken_.insert(woken_.end(), rules.begin(), rules.end());
        waking_.push_back(waker);
    };
    for (const Hit& hit : hits_) {
        const FormClass& form_class = classes_[hit.form_class];
        for (std::uint32_t i = form_class.first_rule_pattern; i < form_class.first_cue_pattern; ++i)
            if (note(meets_[i], hit.word)) wake(meets_[i]);
    }
    for (std::size_t i = 0; i < waking_.size(); ++i)
        for (const std::uint32_t waker : waking.wakers.of(waking_[i])) {
            if (wakers_[waker].response == response_) continue;
            wakers_[waker].response = response_;
            wake(waker);
        }
    std::sort(woken_.begin(), woken_.end());
}

void Found::wake_cues(std::vector<std::uint32_t>& cues) {
    woken_cues_.assign(cue_words_, 0);
    for (const std::uint32_t cue : program_.waking.cues_always) woken_cues_[cue / 64] |= std::uint64_t{1} << (cue % 64);
    for (const Hit& hit : hits_) {
        const FormClass& form_class = classes_[hit.form_class];
        for (std::uint32_t i = form_class.first_cue_pattern; i < form_class.first_cue_alternative; ++i) note(meets_[i], hit.word);
        for (std::uint32_t i = form_class.first_cue_alternative; i < form_class.end; ++i) wakers_[meets_[i]].response = response_;
        for (std::size_t i = 0; i < cue_words_; ++i) woken_cues_[i] |= wakes_cues_[hit.form_class * cue_words_ + i];
    }
    cues.clear();
    for (std::uint32_t i = 0; i < cue_words_; ++i)
        for (std::uint64_t bits = woken_cues_[i]; bits != 0; bits &= bits - 1) cues.push_back(i * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
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
    const Waker& waker = wakers_[pattern];
    if (waker.response != response_) return;
    for (std::uint32_t at = waker.first;; at = met_[at].next) {
        out.push_back({met_[at].word, met_[at].word + 1});
        if (at == waker.last) return;
    }
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

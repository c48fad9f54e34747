// Evaluates nodes on one response; the contract stands in found.hpp.
#include "found.hpp"

#include <algorithm>
#include <bit>
#include <unordered_set>

namespace libcode {

Found::Found(const Program& program)
    : program_(program), wakers_(program.waking.wakes_rules.size()), results_(program.nodes.size()), codes_(program.codes.size()) {
    std::uint32_t bits = 0;
    for (std::uint32_t waker = 0; waker < wakers_.size(); ++waker) {
        const bool is_alternative = waker >= program.patterns.size() + program.groups.size();
        const bool is_of_cues = is_alternative ? waker >= program.waking.first_cue_alternative : program.is_of_cues(waker);
        cue_bit_.push_back(is_of_cues ? bits++ : no_bit);
    }
    awake_words_ = (bits + 63) / 64;
    row_words_ = awake_words_ + (program.waking.cue_count + 63) / 64;
    cue_rows_.resize(row_words_);
    awake_cues_.resize(row_words_);
}

bool Found::begin(const Tokens& tokens, Lexicon& lexicon) {
    tokens_ = &tokens;
    ++response_;
    woken_.clear();
    lexicon.resolve(tokens.text, tokens.words, forms_, hits_);
    while (classes_.size() < lexicon.class_count()) learn_class(lexicon.patterns(static_cast<std::uint32_t>(classes_.size())));
    return !program_.waking.rules_always.empty() ||
           std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) { return classes_[hit.form_class].wakes_rules; });
}

void Found::learn_class(std::span<const PatternId> patterns) {
    const Waking& waking = program_.waking;
    FormClass learnt;
    learnt.first_pattern = static_cast<std::uint32_t>(meets_.size());
    for (const PatternId pattern : patterns)
        if (cue_bit_[pattern] == no_bit) meets_.push_back(pattern);
    learnt.end_pattern = static_cast<std::uint32_t>(meets_.size());

    std::vector<std::uint64_t> row(row_words_);
    const auto set = [&](std::size_t first_word, std::uint32_t bit) { row[first_word + bit / 64] |= std::uint64_t{1} << (bit % 64); };
    std::vector<std::uint32_t> awake(patterns.begin(), patterns.end());
    std::unordered_set<std::uint32_t> seen;
    for (std::size_t i = 0; i < awake.size(); ++i) {
        learnt.wakes_rules = learnt.wakes_rules || waking.wakes_rules[awake[i]] != 0;
        if (cue_bit_[awake[i]] != no_bit) set(0, cue_bit_[awake[i]]);
        for (const std::uint32_t cue : waking.cues.of(awake[i])) set(awake_words_, cue);
        // A rule's alternative too: a cue that is written alike hangs on the same one.
        for (const std::uint32_t waker : waking.wakers.of(awake[i]))
            if (seen.insert(waker).second) awake.push_back(waker);
    }
    learnt.first_cue_bits = static_cast<std::uint32_t>(cue_bits_.size());
    for (std::uint32_t i = 0; i < row.size(); ++i)
        if (row[i] != 0) cue_bits_.push_back({row[i], i});
    learnt.end_cue_bits = static_cast<std::uint32_t>(cue_bits_.size());
    if (learnt.first_cue_bits != learnt.end_cue_bits) {
        learnt.cue_row = static_cast<std::uint32_t>(cue_rows_.size() / row_words_);
        cue_rows_.insert(cue_rows_.end(), row.begin(), row.end());
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
        for (std::uint32_t i = form_class.first_pattern; i < form_class.end_pattern; ++i)
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

void Found::begin_window() {
    if (++window_ == 0) {  // as many windows as have ordinals: none may look like an earlier one; not covered from here: after 4,294,967,295 windows
        for (Result& result : std::span(results_).subspan(program_.first_cue_node)) result.of = 0;
        window_ = 1;
    }  // to here
    cue_hits_.clear();
    std::fill(awake_cues_.begin(), awake_cues_.end(), 0);
}

void Found::wake_cues(Span window, std::vector<std::uint32_t>& cues) {
    begin_window();
    auto next = std::ranges::lower_bound(hits_, window.start, {}, &Hit::word);
    for (; next != hits_.end() && next->word < window.end; ++next) {
        const FormClass& form_class = classes_[next->form_class];
        if (form_class.cue_row == 0) continue;
        cue_hits_.push_back({next->word, cue_rows_.data() + form_class.cue_row * row_words_});
        for (std::uint32_t i = form_class.first_cue_bits; i < form_class.end_cue_bits; ++i) awake_cues_[cue_bits_[i].at] |= cue_bits_[i].bits;
    }
    std::uint64_t* const woken = awake_cues_.data() + awake_words_;
    for (const std::uint32_t cue : program_.waking.cues_always) woken[cue / 64] |= std::uint64_t{1} << (cue % 64);
    cues.clear();
    for (std::uint32_t i = 0; i < row_words_ - awake_words_; ++i)
        for (std::uint64_t bits = woken[i]; bits != 0; bits &= bits - 1) cues.push_back(i * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
}

bool Found::meets(std::uint32_t word, PatternId pattern) const {
    const FormClass& form_class = classes_[forms_[word]];
    if (const std::uint32_t bit = cue_bit_[pattern]; bit != no_bit) return has_bit(cue_rows_.data() + form_class.cue_row * row_words_, bit);
    return std::find(meets_.begin() + form_class.first_pattern, meets_.begin() + form_class.end_pattern, pattern) != meets_.begin() + form_class.end_pattern;
}

SpanView Found::spans(NodeId node) {
    Result& result = results_[node];
    const std::uint32_t now = node < program_.first_cue_node ? response_ : window_;
    if (result.of != now) {
        result.of = now;
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
        case Op::sequence: return node.phrase.empty() ? compute_sequence(node, out) : compute_phrase(node, out);
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
        case Op::apart: return keep_apart(a, b, node.order, node.scope, node.words, *tokens_, apart_, out);
        default: break;
    }
    if ((node.op == Op::both) != b.empty()) out.assign(a.begin(), a.end());
}

void Found::find_met(PatternId pattern, Spans& out) const {
    if (const std::uint32_t bit = cue_bit_[pattern]; bit != no_bit) {
        if (!has_bit(awake_cues_.data(), bit)) return;
        for (const CueHit& hit : cue_hits_)
            if (has_bit(hit.row, bit)) out.push_back({hit.word, hit.word + 1});
        return;
    }
    const Waker& waker = wakers_[pattern];
    if (waker.response != response_) return;
    for (std::uint32_t at = waker.first;; at = met_[at].next) {
        out.push_back({met_[at].word, met_[at].word + 1});
        if (at == waker.last) return;
    }
}

// The words that met the waker, and what stands before and after each: where the phrase may begin, and where end.
void Found::compute_phrase(const Node& node, Spans& out) {
    const auto items = static_cast<std::uint32_t>(node.phrase.size());
    std::uint32_t anchor = 0;
    while (node.phrase[anchor] != node.waker || node.steps[anchor].optional) ++anchor;
    phrase_words_.clear();
    find_met(node.waker, phrase_words_);
    const auto words = static_cast<std::uint32_t>(tokens_->words.size());
    const auto stands = [&](std::uint32_t word, std::uint32_t item) { return node.phrase[item] == any_word || meets(word, node.phrase[item]); };
    const auto follows = [&](std::uint32_t word, std::uint32_t item) { return can_follow(word, node.steps[item].link, node.steps[item].gap, *tokens_); };

    // Of what comes before: the first word so far and the item it stands for. Of what comes after: the end so far.
    struct Begin {
        std::uint32_t word, item;
    };
    constexpr std::size_t most = 1u << (longest_phrase_items - 1);  // each item before may be left out or not
    Begin begins[most];
    std::uint32_t ends[most];
    for (const Span at : phrase_words_) {
        std::size_t begin_count = 1, end_count = 1;
        begins[0] = {at.start, anchor};
        for (std::uint32_t item = anchor; item-- > 0 && begin_count > 0;) {
            const std::size_t before = begin_count;
            begin_count = 0;
            Begin next[most];
            for (std::size_t i = 0; i < before; ++i) {
                const auto [word, stood] = begins[i];
                if (node.steps[item].optional) next[begin_count++] = begins[i];
                if (word > 0 && follows(word, stood) && stands(word - 1, item)) next[begin_count++] = {word - 1, item};
            }
            std::copy(next, next + begin_count, begins);
        }
        ends[0] = at.end;
        for (std::uint32_t item = anchor + 1; item < items && end_count > 0 && begin_count > 0; ++item) {
            const std::size_t before = end_count;
            end_count = 0;
            std::uint32_t next[most];
            for (std::size_t i = 0; i < before; ++i) {
                if (node.steps[item].optional) next[end_count++] = ends[i];
                if (ends[i] < words && follows(ends[i], item) && stands(ends[i], item)) next[end_count++] = ends[i] + 1;
            }
            std::copy(next, next + end_count, ends);
            end_count = static_cast<std::size_t>(std::unique(ends, ends + end_count) - ends);
        }
        for (std::size_t i = 0; i < begin_count; ++i)
            for (std::size_t k = 0; k < end_count; ++k) out.push_back({begins[i].word, ends[k]});
    }
    normalize(out);
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

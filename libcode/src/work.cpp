// Joins the stages that code a response; the contract stands in work.hpp.
#include "work.hpp"

#include <algorithm>
#include <tuple>

#include "codebook_impl.hpp"

namespace libcode {
namespace {

// The text without the white space around it.
std::pair<std::uint32_t, std::uint32_t> trimmed(const Tokens& tokens) {
    constexpr std::string_view white = " \t\r\n\v\f";
    const std::size_t first = tokens.text.find_first_not_of(white), last = tokens.text.find_last_not_of(white);
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last + 1)};
}

}  // namespace

Work::Work(const Program& program, Instructions instructions)
    : program_(program), instructions_(instructions), segmenter_(instructions), lexicon_(*program.index), found_(program), reach_(found_),
      counts_sentences_(program.book->settings.unit == Unit::sentence) {}

Answer Work::code(std::uint32_t response, std::string_view text, std::span<const std::uint8_t> in_base, std::vector<Coding>& codings) {
    if (text.data() == nullptr) return Answer::not_asked;
    tokens_.text = text;
    segmenter_.cut(text, tokens_.words);
    if (tokens_.words.empty()) return Answer::unusable;
    is_finished_ = false;
    reach_.begin();
    if (!found_.begin(tokens_, lexicon_)) return Answer::usable;
    finish();
    std::tie(ink_start_bytes_, ink_end_bytes_) = trimmed(tokens_);
    const auto first_row = static_cast<std::ptrdiff_t>(codings.size());
    const auto woken = found_.woken();
    for (std::size_t at = 0; at < woken.size();) {
        const std::uint32_t code = program_.rules[woken[at]].code;
        std::size_t last = at;
        while (last < woken.size() && program_.rules[woken[last]].code == code) ++last;
        if (in_base.empty() || in_base[code]) {
            run_code(code, woken.subspan(at, last - at));
            for (const Candidate& candidate : candidates_) append(response, code, candidate, codings);
        }
        at = last;
    }
    const auto by_code = [](const Coding& a, const Coding& b) { return a.code < b.code; };
    if (!std::is_sorted(codings.begin() + first_row, codings.end(), by_code)) std::stable_sort(codings.begin() + first_row, codings.end(), by_code);
    return Answer::usable;
}

void Work::finish() {
    if (is_finished_) return;
    is_finished_ = true;
    lay_sentences(*program_.language, tokens_);
    found_.wake();
}

void Work::run_code(std::uint32_t code, std::span<const std::uint32_t> rules) {
    candidates_.clear();
    const CompiledCode& compiled = program_.codes[code];
    for (const std::uint32_t rule : rules)
        for (const Span span : found_.spans(program_.rules[rule].node)) candidates_.push_back({span, rule, {}, false});
    if (candidates_.empty()) return;
    if (!compiled.unless.empty()) {
        unless_.clear();
        for (const NodeId node : compiled.unless) unite(unless_, found_.spans(node));
        furthest_ends(unless_, unless_ends_);
        std::erase_if(candidates_, [&](const Candidate& candidate) { return overlaps_any(unless_, unless_ends_, candidate.span); });
    }
    for (Candidate& candidate : candidates_) {
        if (compiled.finds_status) candidate.status = reach_.status(program_.rules[candidate.rule].node, candidate.span);
        candidate.counts = compiled.count.counts(candidate.status.status);
    }
    if (candidates_.size() > 1) select(candidates_);
    if (!compiled.is_pointed_at) return;
    std::vector<CodeSpan> left;
    for (const Candidate& candidate : candidates_) left.push_back({candidate.span, candidate.rule});
    found_.set_code(code, std::move(left));
}

void Work::append(std::uint32_t response, std::uint32_t code, const Candidate& candidate, std::vector<Coding>& codings) const {
    const std::uint32_t first_sentence = tokens_.sentence_of[candidate.span.start];
    const std::uint32_t last_sentence = tokens_.sentence_of[candidate.span.end - 1];
    Coding row{};
    row.response = response;
    row.code = code;
    row.rule = program_.rules[candidate.rule].index;
    row.start_bytes = tokens_.words[candidate.span.start].start_bytes;
    row.end_bytes = tokens_.words[candidate.span.end - 1].end_bytes;
    switch (program_.codes[code].quote) {
        case QuoteScope::match:
            row.quote_start_bytes = row.start_bytes;
            row.quote_end_bytes = row.end_bytes;
            break;
        case QuoteScope::sentence:
            row.quote_start_bytes = tokens_.sentences[first_sentence].start_bytes;
            row.quote_end_bytes = tokens_.sentences[last_sentence].end_bytes;
            break;
        case QuoteScope::response:
            row.quote_start_bytes = ink_start_bytes_;
            row.quote_end_bytes = ink_end_bytes_;
            break;
    }
    row.unit = counts_sentences_ ? first_sentence : 0;
    row.cue = candidate.status.cue;
    if (row.cue != no_cue) {
        row.cue_start_bytes = tokens_.words[candidate.status.cue_words.start].start_bytes;
        row.cue_end_bytes = tokens_.words[candidate.status.cue_words.end - 1].end_bytes;
    }
    row.status = candidate.status.status;
    row.counts = candidate.counts;
    codings.push_back(row);
}

}  // namespace libcode

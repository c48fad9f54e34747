// What the cues of a response cover; the contract stands in reach.hpp.
#include "reach.hpp"

#include <algorithm>

#include "codebook_impl.hpp"

namespace libcode {
namespace {

bool overlap(Span a, Span b) { return a.start < b.end && b.start < a.end; }

// Whether the word before the end of `span` is followed by a comma, perhaps after white space.
bool comma_follows(Span span, const Tokens& tokens) {
    const std::string_view rest = tokens.text.substr(tokens.words[span.end - 1].end_bytes);
    const std::size_t first = rest.find_first_not_of(" \t");
    return first != std::string_view::npos && rest[first] == ',';
}

bool opens_sentence(Span span, const Tokens& tokens) {
    return tokens.sentences[tokens.sentence_of[span.start]].first_word == span.start;
}

// The words of `met` (sorted) in `cover`: how many words lie between the cue and the nearest, or UINT32_MAX.
std::uint32_t words_between(Span cover, std::uint32_t nearest_edge, const std::vector<std::uint32_t>& met) {
    std::uint32_t best = UINT32_MAX;
    for (auto at = std::lower_bound(met.begin(), met.end(), cover.start); at != met.end() && *at < cover.end; ++at)
        best = std::min(best, *at >= nearest_edge ? *at - nearest_edge : nearest_edge - *at);
    return best;
}

}  // namespace

std::span<const CueInPlace> Reach::cues() {
    if (!is_known_) find_cues();
    return cues_;
}

void Reach::find_cues() {
    is_known_ = true;
    cues_.clear();
    ends_.clear();
    pseudo_.clear();
    furthest_words_ = 0;
    const Program& program = found_.program();
    const Cues& book = program.book->cues;
    for (const NodeId node : program.ends) unite(ends_, found_.spans(node));
    ends_by_end_.clear();
    for (const Span span : ends_) ends_by_end_.push_back(span.end);
    std::sort(ends_by_end_.begin(), ends_by_end_.end());
    for (std::size_t i = 0; i < program.pseudo.size(); ++i)
        for (const Span span : found_.spans(program.pseudo[i]))
            if (!book.pseudo[i].opening_only || (opens_sentence(span, found_.tokens()) && comma_follows(span, found_.tokens())))
                pseudo_.emplace_back(book.pseudo[i].axis, span);
    std::sort(pseudo_.begin(), pseudo_.end());
    for (std::uint32_t i = 0; i < program.cues.size(); ++i)
        for (const Span span : found_.spans(program.cues[i])) {
            CueInPlace cue{i, book.cues[i].axis, span, {}, {}};
            if (is_void(cue.axis, span)) continue;
            find_cover(cue);
            cues_.push_back(cue);
            furthest_words_ = std::max(furthest_words_, book.cues[i].reach_words + (span.end - span.start));
        }
    std::sort(cues_.begin(), cues_.end(), [](const CueInPlace& a, const CueInPlace& b) {
        if (a.own.start != b.own.start) return a.own.start < b.own.start;
        return a.own.end != b.own.end ? a.own.end > b.own.end : a.cue < b.cue;
    });
}

bool Reach::is_void(Axis axis, Span cue) const {
    return std::any_of(pseudo_.begin(), pseudo_.end(), [&](const auto& pseudo) { return pseudo.first == axis && overlap(pseudo.second, cue); });
}

void Reach::find_cover(CueInPlace& cue) const {
    const Cue& book = found_.program().book->cues.cues[cue.cue];
    const Sentence& sentence = found_.tokens().sentences[found_.tokens().sentence_of[cue.own.start]];
    if (book.looks != Looks::back) {
        std::uint32_t end = std::min(cue.own.end + book.reach_words, sentence.end_word);
        const auto stop = std::lower_bound(ends_.begin(), ends_.end(), Span{cue.own.end, 0});
        if (stop != ends_.end()) end = std::min(end, stop->start);
        cue.ahead = {cue.own.end, std::max(end, cue.own.end)};
    }
    if (book.looks != Looks::ahead) {
        const std::uint32_t reach = cue.own.start - std::min(cue.own.start, book.reach_words);
        std::uint32_t start = std::max(reach, sentence.first_word);
        const auto past = std::upper_bound(ends_by_end_.begin(), ends_by_end_.end(), cue.own.start);
        if (past != ends_by_end_.begin()) start = std::max(start, *(past - 1));
        cue.back = {std::min(start, cue.own.start), cue.own.start};
    }
}

StatusAndCue Reach::status(NodeId node, Span span) {
    StatusAndCue out;
    const auto near = cues();
    const std::uint32_t first_start = span.start - std::min(span.start, furthest_words_);
    auto at = std::lower_bound(near.begin(), near.end(), first_start, [](const CueInPlace& cue, std::uint32_t start) { return cue.own.start < start; });
    bool knows_met = false;
    std::uint32_t best_distance[axis_count], best_cue[axis_count];
    std::fill(std::begin(best_distance), std::end(best_distance), UINT32_MAX);
    for (; at != near.end() && at->own.start < span.end + furthest_words_; ++at) {
        if (!overlap(at->ahead, span) && !overlap(at->back, span)) continue;
        if (!knows_met) {
            met_words_.find(node, span, met_);
            knows_met = true;
        }
        const auto own = std::lower_bound(met_.begin(), met_.end(), at->own.start);
        if (own != met_.end() && *own < at->own.end) continue;
        const std::uint32_t distance = std::min(words_between(at->ahead, at->own.end, met_), words_between(at->back, at->own.start - (at->own.start > 0), met_));
        const auto axis = static_cast<std::size_t>(at->axis);
        if (distance >= best_distance[axis]) continue;
        best_distance[axis] = distance;
        best_cue[axis] = at->cue;
    }
    for (int axis = axis_count - 1; axis >= 0; --axis)
        if (best_distance[axis] != UINT32_MAX) {
            out.status.mark(static_cast<Axis>(axis));
            out.cue = best_cue[axis];
        }
    return out;
}

}  // namespace libcode

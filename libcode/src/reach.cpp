// What the cues of a response cover; the contract stands in reach.hpp.
#include "reach.hpp"

#include <algorithm>

#include "codebook_impl.hpp"

namespace libcode {
namespace {

bool overlap(Span a, Span b) { return a.start < b.end && b.start < a.end; }

// Whether the word before the end of `span` is followed by a comma, perhaps after white space, or by a dash between
// white space.
bool comma_follows(Span span, const Tokens& tokens) {
    const std::string_view rest = tokens.text.substr(tokens.words[span.end - 1].end_bytes);
    const std::size_t first = rest.find_first_not_of(" \t");
    if (first == std::string_view::npos) return false;
    if (rest[first] == ',') return true;
    for (const std::string_view dash : {"-", "\u2013", "\u2014"}) {
        if (first == 0 || !rest.substr(first).starts_with(dash)) continue;
        const auto after = rest.substr(first + dash.size());
        if (!after.empty() && (after[0] == ' ' || after[0] == '\t')) return true;
    }
    return false;
}

// Whether a semicolon stands before `word`; the Greek question mark is the same sign to Unicode.
bool semicolon_before(std::uint32_t word, const Tokens& tokens) {
    const std::string_view gap = tokens.gap_text(word);
    return gap.find(';') != std::string_view::npos || gap.find("\u037e") != std::string_view::npos;
}

bool opens_sentence(Span span, const Tokens& tokens) {
    return tokens.sentences[tokens.sentence_of[span.start]].first_word == span.start;
}

bool follows_question(std::uint32_t word, const Tokens& tokens) { return word > 0 && tokens.gap_text(word).find('?') != std::string_view::npos; }

// Whether `span` is the answer to a question that ends right before it: all of its sentence, or its opening before a comma.
bool answers(Span span, const Tokens& tokens) {
    const bool is_all = tokens.sentences[tokens.sentence_of[span.start]].end_word == span.end;
    return opens_sentence(span, tokens) && (is_all || comma_follows(span, tokens)) &&
           follows_question(span.start, tokens);
}

// Joins the spans that overlap, so that those left are in order by their ends as well.
void join_overlapping(Spans& spans) {
    std::sort(spans.begin(), spans.end());
    std::size_t kept = 0;
    for (const Span span : spans) {
        if (kept > 0 && span.start < spans[kept - 1].end) spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
        else spans[kept++] = span;
    }
    spans.resize(kept);
}

// Whether `span` overlaps one of `joined`.
bool overlaps_any(const Spans& joined, Span span) {
    const auto at = std::upper_bound(joined.begin(), joined.end(), span.start, [](std::uint32_t start, Span other) { return start < other.end; });
    return at != joined.end() && overlap(*at, span);
}

// The words of `met` (sorted) in `cover`: how many words lie between the cue and the nearest, or UINT32_MAX.
std::uint32_t words_between(Span cover, std::uint32_t nearest_edge, const std::vector<std::uint32_t>& met) {
    std::uint32_t best = UINT32_MAX;
    for (auto at = std::lower_bound(met.begin(), met.end(), cover.start); at != met.end() && *at < cover.end; ++at)
        best = std::min(best, *at >= nearest_edge ? *at - nearest_edge : nearest_edge - *at);
    return best;
}

}  // namespace

void Reach::begin() {
    if (++response_ == 0) {  // not covered from here: after 4,294,967,295 responses
        places_.clear();
        response_ = 1;
    }  // to here
    window_ = {0, 0};
    cues_.clear();
    furthest_words_ = 0;
}

std::uint32_t Reach::place_of(std::uint32_t word) const { return found_.program().cues_stay_in_sentence ? found_.tokens().sentence_of[word] : 0; }

std::uint32_t Reach::last_place() const {
    return found_.program().cues_stay_in_sentence ? static_cast<std::uint32_t>(found_.tokens().sentences.size()) - 1 : 0;
}

Span Reach::words_of(std::uint32_t place) const {
    const Tokens& tokens = found_.tokens();
    if (!found_.program().cues_stay_in_sentence) return {0, static_cast<std::uint32_t>(tokens.words.size())};
    return {tokens.sentences[place].first_word, tokens.sentences[place].end_word};
}

std::span<const CueInPlace> Reach::cues() {
    Axes all;
    all.fill(true);
    shown_.clear();
    for (std::uint32_t place = 0; place <= last_place(); ++place) {
        const Place& known = find_cues(place);
        stop_and_void(place, all);
        for (std::uint32_t i = known.first_cue; i < known.end_cue; ++i)
            if (!cues_[i].is_void) shown_.push_back(cues_[i]);
    }
    return shown_;
}

Reach::Place& Reach::find_cues(std::uint32_t place) {
    if (places_.size() <= place) places_.resize(std::max<std::size_t>(place + 1, found_.tokens().sentences.size()));
    Place& found = places_[place];
    if (found.response == response_) return found;
    const Program& program = found_.program();
    const Cues& book = program.book->cues;
    const Span words = words_of(place);
    wake(place);
    for (Stops& axis : stops_) {
        axis.ahead.clear();
        axis.back.clear();
    }
    found = {response_, static_cast<std::uint32_t>(cues_.size()), 0, {}};
    for (const std::uint32_t i : woken_cues_)
        for (const Span span : found_.spans(program.cues[i])) {
            if (span.start < words.start || span.start >= words.end) continue;
            CueInPlace cue{i, book.cues[i].axis, span, {}, {}};
            find_cover(cue);
            cues_.push_back(cue);
            furthest_words_ = std::max(furthest_words_, book.cues[i].reach_words + (span.end - span.start));
        }
    found.end_cue = static_cast<std::uint32_t>(cues_.size());
    std::sort(cues_.begin() + found.first_cue, cues_.end(), [](const CueInPlace& a, const CueInPlace& b) {
        if (a.own.start != b.own.start) return a.own.start < b.own.start;
        return a.own.end != b.own.end ? a.own.end > b.own.end : a.cue < b.cue;
    });
    return found;
}

// Stops and pseudo-cues only take from what a cue covers, so they are looked for where something is covered without them.
void Reach::stop_and_void(std::uint32_t place, Axes axes) {
    Place& known = places_[place];
    for (std::size_t axis = 0; axis < axis_count; ++axis) {
        axes[axis] = axes[axis] && !known.is_stopped[axis];
        known.is_stopped[axis] = known.is_stopped[axis] || axes[axis];
    }
    if (known.first_cue == known.end_cue || std::find(axes.begin(), axes.end(), true) == axes.end()) return;
    wake(place);
    find_stops(axes);
    find_pseudo(axes);
    for (std::uint32_t i = known.first_cue; i < known.end_cue; ++i) {
        CueInPlace& cue = cues_[i];
        if (!axes[static_cast<std::size_t>(cue.axis)]) continue;
        cue.is_void = is_void(cue);
        cue.ahead = cue.back = {0, 0};
        if (!cue.is_void) find_cover(cue);
    }
}

// Wakes what can match of the cue file in a place, and in the question before it; deals it out to the four parts of the
// file, by their own numbers.
void Reach::wake(std::uint32_t place) {
    Span window = words_of(place);
    if (follows_question(window.start, found_.tokens())) window.start = words_of(place - 1).start;
    if (window == window_) return;
    window_ = window;
    const Program& program = found_.program();
    found_.wake_cues(window, woken_);
    auto next = woken_.begin();
    std::uint32_t first = 0;
    const auto deal = [&](const std::vector<NodeId>& part, std::vector<std::uint32_t>& out) {
        out.clear();
        const auto end = first + static_cast<std::uint32_t>(part.size());
        for (; next != woken_.end() && *next < end; ++next) out.push_back(*next - first);
        first = end;
    };
    deal(program.cues, woken_cues_);
    deal(program.pseudo, woken_pseudo_);
    deal(program.stops, woken_stops_);
    deal(program.ends, woken_ends_);
}

void Reach::find_stops(const Axes& axes) {
    const Program& program = found_.program();
    const auto& stops = program.book->cues.stops;
    for (Stops& axis : stops_) {
        axis.ahead.clear();
        axis.back.clear();
    }
    const auto stop_before = [](Stops& axis, Span span) {
        axis.ahead.push_back({span.start, span.start});
        axis.back.push_back(span.end);
    };
    const Tokens& tokens = found_.tokens();
    for (std::uint32_t word = window_.start + 1; word < window_.end; ++word)
        if (!tokens.is_one_space(word) && semicolon_before(word, tokens))
            for (Stops& axis : stops_) stop_before(axis, {word, word});
    for (const std::uint32_t i : woken_ends_)
        for (const Span span : found_.spans(program.ends[i]))
            for (Stops& axis : stops_) stop_before(axis, span);
    for (const std::uint32_t i : woken_stops_) {
        if (!axes[static_cast<std::size_t>(stops[i].axis)]) continue;
        Stops& axis = stops_[static_cast<std::size_t>(stops[i].axis)];
        for (const Span span : found_.spans(program.stops[i]))
            if (stops[i].side == StopSide::after) axis.ahead.push_back(span);
            else if (stops[i].side == StopSide::before || (span.start > 0 && comma_follows({span.start - 1, span.start}, tokens))) stop_before(axis, span);
    }
    for (Stops& axis : stops_) {
        std::sort(axis.ahead.begin(), axis.ahead.end());
        for (std::size_t i = axis.ahead.size(); i-- > 1;) axis.ahead[i - 1].end = std::min(axis.ahead[i - 1].end, axis.ahead[i].end);
        std::sort(axis.back.begin(), axis.back.end());
    }
}

void Reach::find_pseudo(const Axes& axes) {
    const Program& program = found_.program();
    const auto& pseudo = program.book->cues.pseudo;
    for (std::size_t axis = 0; axis < axis_count; ++axis) {
        pseudo_[axis].clear();
        openings_[axis].clear();
    }
    for (const std::uint32_t i : woken_pseudo_) {
        const auto axis = static_cast<std::size_t>(pseudo[i].axis);
        if (!axes[axis]) continue;
        for (const Span span : found_.spans(program.pseudo[i])) {
            if (!pseudo[i].opening_only) pseudo_[axis].push_back(span);
            else if (opens_sentence(span, found_.tokens()) && comma_follows(span, found_.tokens())) openings_[axis].push_back(span);
        }
    }
    for (std::size_t axis = 0; axis < axis_count; ++axis) {
        join_overlapping(pseudo_[axis]);
        join_overlapping(openings_[axis]);
    }
}

bool Reach::is_void(const CueInPlace& cue) const {
    const auto axis = static_cast<std::size_t>(cue.axis);
    if (overlaps_any(pseudo_[axis], cue.own)) return true;
    const bool is_answer = found_.program().book->cues.cues[cue.cue].looks == Looks::question;
    return !is_answer && overlaps_any(openings_[axis], cue.own);
}

void Reach::find_cover(CueInPlace& cue) const {
    const Cue& book = found_.program().book->cues.cues[cue.cue];
    const Tokens& tokens = found_.tokens();
    const std::uint32_t sentence = tokens.sentence_of[cue.own.start];
    const Stops& stops = stops_[static_cast<std::size_t>(cue.axis)];
    const std::uint32_t reach_back = cue.own.start - std::min(cue.own.start, book.reach_words);
    if (book.looks == Looks::ahead || book.looks == Looks::both) {
        std::uint32_t end = std::min(cue.own.end + book.reach_words, tokens.sentences[sentence].end_word);
        const auto stop = std::lower_bound(stops.ahead.begin(), stops.ahead.end(), Span{cue.own.end, 0});
        if (stop != stops.ahead.end()) end = std::min(end, stop->end);
        cue.ahead = {cue.own.end, std::max(end, cue.own.end)};
    }
    if (book.looks == Looks::back || book.looks == Looks::both) {
        std::uint32_t start = std::max(reach_back, tokens.sentences[sentence].first_word);
        const auto past = std::upper_bound(stops.back.begin(), stops.back.end(), cue.own.start);
        if (past != stops.back.begin()) start = std::max(start, *(past - 1));
        cue.back = {std::min(start, cue.own.start), cue.own.start};
    }
    if (book.looks == Looks::question && answers(cue.own, tokens)) {
        const std::uint32_t question = tokens.sentence_of[cue.own.start - 1];
        cue.back = {std::max(reach_back, tokens.sentences[question].first_word), cue.own.start};
    }
}

StatusAndCue Reach::status(NodeId node, Span span) {
    StatusAndCue out;
    const auto nearest = nearest_cues(node, span);
    for (int axis = axis_count - 1; axis >= 0; --axis)
        if (const CueInPlace* cue = nearest[static_cast<std::size_t>(axis)].cue) {
            out.status.mark(static_cast<Axis>(axis));
            out.cue = cue->cue;
            out.cue_words = cue->own;
        }
    return out;
}

std::span<CueInPlace> Reach::near(const Place& place, Span span) {
    const auto by_start = [](const CueInPlace& cue, std::uint32_t start) { return cue.own.start < start; };
    const auto begin = cues_.begin() + place.first_cue, end = cues_.begin() + place.end_cue;
    const auto first = std::lower_bound(begin, end, span.start - std::min(span.start, furthest_words_), by_start);
    return {first, std::lower_bound(first, end, span.end + furthest_words_, by_start)};
}

std::array<NearestCue, axis_count> Reach::nearest_cues(NodeId node, Span span) {
    const auto covers = [&](const CueInPlace& cue) { return overlap(cue.ahead, span) || overlap(cue.back, span); };
    const std::uint32_t first = place_of(span.start);
    std::uint32_t last = place_of(span.end - 1);
    if (last < last_place() && follows_question(words_of(last).end, found_.tokens())) ++last;  // where the answer stands
    for (std::uint32_t place = first; place <= last; ++place) {
        const Place& known = find_cues(place);
        Axes axes{};
        for (const CueInPlace& cue : near(known, span)) axes[static_cast<std::size_t>(cue.axis)] |= covers(cue);
        stop_and_void(place, axes);
    }
    std::array<NearestCue, axis_count> out;
    bool knows_met = false;
    for (std::uint32_t place = first; place <= last; ++place)
        for (const CueInPlace& cue : near(places_[place], span)) {
            if (!covers(cue)) continue;
            if (!knows_met) {
                met_words_.find(node, span, met_);
                knows_met = true;
            }
            const auto own = std::lower_bound(met_.begin(), met_.end(), cue.own.start);
            if (own != met_.end() && *own < cue.own.end) continue;
            const std::uint32_t distance = std::min(words_between(cue.ahead, cue.own.end, met_), words_between(cue.back, cue.own.start - (cue.own.start > 0), met_));
            NearestCue& nearest = out[static_cast<std::size_t>(cue.axis)];
            if (distance < nearest.words_between) nearest = {&cue, distance};
        }
    return out;
}

}  // namespace libcode

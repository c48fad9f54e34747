// From spans to codings: unless, status, selection, counting. §4 of the language document.
#include <algorithm>
#include <cstdlib>

#include "twin.hpp"

namespace reference {
namespace {

const char* const plain_words[] = {"affirmed", "current", "self", "certain"};
const char* const marked_words[] = {"negated", "past", "other", "uncertain"};

std::string status_words(int marked) {
    std::string out;
    for (int axis = 0; axis < 4; ++axis)
        (out += axis ? " " : "") += marked >> axis & 1 ? marked_words[axis] : plain_words[axis];
    return out;
}

// Each axis that `count` names must hold one of the words named.
bool counts(const std::string& count, int marked) {
    if (count == "all") return true;
    const std::string words = " " + count + " ";
    const auto has = [&](const char* word) { return words.find(" " + std::string(word) + " ") != words.npos; };
    for (int axis = 0; axis < 4; ++axis) {
        const bool named = has(plain_words[axis]) || has(marked_words[axis]);
        const bool holds = has(marked >> axis & 1 ? marked_words[axis] : plain_words[axis]);
        if (named && !holds) return false;
    }
    return true;
}

}  // namespace

InForce in_force(const Book& book, int code) {
    InForce force;
    std::vector<const Code*> line;
    for (int c = code; c >= 0; c = book.codes[static_cast<std::size_t>(c)].parent)
        line.insert(line.begin(), &book.codes[static_cast<std::size_t>(c)]);
    const auto say = [&](const Settings& settings) {
        if (settings.quote) force.quote = *settings.quote;
        if (settings.letter_case) force.letter_case = *settings.letter_case;
        if (settings.accents) force.accents = *settings.accents;
        if (settings.inflections) force.inflections = *settings.inflections;
        if (settings.negation) force.negation = *settings.negation;
    };
    say(book.settings);
    for (const Code* c : line) {
        say(c->settings);
        if (c->count) force.count = *c->count;
        if (!c->where.empty()) force.where = c->where;
    }
    return force;
}

bool Twin::in_base(int code) const {
    for (const auto& [column, values] : in_force(book_, code).where)
        if (std::find(values.begin(), values.end(), row_.at(column)) == values.end()) return false;
    return true;
}

const Spans& Twin::cue_spans(const Node& rule) {
    const auto known = cue_spans_.find(&rule);
    return known != cue_spans_.end() ? known->second : cue_spans_.emplace(&rule, rule_spans(rule, InForce{})).first->second;
}

bool Twin::voided(const Cue& cue, Span span) {
    for (const Cue& pseudo : book_.cues) {
        if ((pseudo.sort != Cue::Sort::pseudo && pseudo.sort != Cue::Sort::opening) || pseudo.axis != cue.axis) continue;
        if (pseudo.sort == Cue::Sort::opening && cue.looks == "question") continue;
        for (const auto& [hides, met] : cue_spans(pseudo.rule)) {
            if (!hides.overlaps(span)) continue;
            if (pseudo.sort == Cue::Sort::pseudo) return true;
            if (opens_sentence(hides) && comma_follows(hides)) return true;
        }
    }
    return false;
}

bool Twin::opens_sentence(Span span) const {
    return static_cast<int>(tokens_.sentences[tokens_.sentence_of[static_cast<std::size_t>(span.start)]].first_word) == span.start;
}

bool Twin::comma_follows(Span span) const {
    // A comma, or a dash between white space.
    const auto after = tokens_.text.substr(tokens_.words[static_cast<std::size_t>(span.end - 1)].end_bytes);
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    std::size_t blanks = 0;
    while (blanks < after.size() && blank(after[blanks])) ++blanks;
    const auto sign = after.substr(blanks);
    const std::size_t dash_bytes = sign.starts_with("-") ? 1 : sign.starts_with("\u2013") || sign.starts_with("\u2014") ? 3 : 0;
    return sign.starts_with(",") || (blanks > 0 && dash_bytes > 0 && dash_bytes < sign.size() && blank(sign[dash_bytes]));
}

bool Twin::semicolon_before(int word) const {
    const auto before_bytes = tokens_.words[static_cast<std::size_t>(word - 1)].end_bytes;
    const auto gap = tokens_.text.substr(before_bytes, tokens_.words[static_cast<std::size_t>(word)].start_bytes - before_bytes);
    return gap.find(';') != gap.npos || gap.find("\u037e") != gap.npos;
}

// The words before an answer that it reaches: those of the question it follows.
Words Twin::question_reach(const Cue& cue, Span span) const {
    Words out;
    const bool is_all = static_cast<int>(tokens_.sentences[tokens_.sentence_of[static_cast<std::size_t>(span.start)]].end_word) == span.end;
    if (span.start == 0 || !opens_sentence(span) || !(is_all || comma_follows(span))) return out;
    const auto before_bytes = tokens_.words[static_cast<std::size_t>(span.start - 1)].end_bytes;
    const auto between = tokens_.text.substr(before_bytes, tokens_.words[static_cast<std::size_t>(span.start)].start_bytes - before_bytes);
    if (between.find('?') == between.npos) return out;
    for (int i = std::max(0, span.start - cue.reach); i < span.start; ++i)
        if (tokens_.sentence_of[static_cast<std::size_t>(i)] == tokens_.sentence_of[static_cast<std::size_t>(span.start - 1)]) out.set(static_cast<std::size_t>(i));
    return out;
}

// The words that a cue reaches.
Words Twin::reach(const Cue& cue, Span span) {
    if (cue.looks == "question") return question_reach(cue, span);
    const auto& sentence = tokens_.sentences[tokens_.sentence_of[static_cast<std::size_t>(span.start)]];
    int from = span.start, to = span.end;
    if (cue.looks != "back") to = std::min(static_cast<int>(sentence.end_word), span.end + cue.reach);
    if (cue.looks != "ahead") from = std::max(static_cast<int>(sentence.first_word), span.start - cue.reach);
    const auto stop_before = [&](const Node& rule) {
        for (const auto& [end, met] : cue_spans(rule)) {
            if (end.start >= span.end) to = std::min(to, end.start);
            if (end.end <= span.start) from = std::max(from, end.end);
        }
    };
    for (int i = 1; i < size_; ++i)
        if (semicolon_before(i)) {
            if (i >= span.end) to = std::min(to, i);
            if (i <= span.start) from = std::max(from, i);
        }
    for (const Node& rule : book_.ends) stop_before(rule);
    for (const Cue& stop : book_.cues) {
        if (stop.axis != cue.axis) continue;
        if (stop.sort == Cue::Sort::ends) stop_before(stop.rule);
        if (stop.sort == Cue::Sort::afresh)
            for (const auto& [fresh, met] : cue_spans(stop.rule)) {
                if (fresh.start == 0 || !comma_follows({fresh.start - 1, fresh.start})) continue;
                if (fresh.start >= span.end) to = std::min(to, fresh.start);
                if (fresh.end <= span.start) from = std::max(from, fresh.end);
            }
        if (stop.sort == Cue::Sort::last)
            for (const auto& [last, met] : cue_spans(stop.rule))
                if (last.start >= span.end) to = std::min(to, last.end);
    }
    Words out;
    for (int i = from; i < to; ++i)
        if (i < span.start || i >= span.end) out.set(static_cast<std::size_t>(i));
    return out;
}

const Spans& Twin::reached(const Cue& cue) {
    const auto [known, is_new] = reached_.try_emplace(&cue);
    if (!is_new) return known->second;
    for (const auto& [span, met] : cue_spans(cue.rule))
        if (!voided(cue, span)) known->second[span] = reach(cue, span);
    return known->second;
}

void Twin::find_status(Found& found) {
    // How good a cue is on its axis: nearest, earliest, longest, first in the file.
    struct Rank {
        int between, start, length, line;
        auto operator<=>(const Rank&) const = default;
    };
    for (int axis = 3; axis >= 0; --axis) {
        const Cue* setting = nullptr;
        Span where{};
        Rank best{};
        for (std::size_t line = 0; line < book_.cues.size(); ++line) {
            const Cue& cue = book_.cues[line];
            if (cue.sort != Cue::Sort::cue || cue.axis != axis) continue;
            for (const auto& [span, words] : reached(cue)) {
                Words own;
                for (int i = span.start; i < span.end; ++i) own.set(static_cast<std::size_t>(i));
                const Words both = words & found.met;
                if ((own & found.met).any() || both.none()) continue;
                int between = most_words;
                for (int i = 0; i < size_; ++i)
                    if (both[static_cast<std::size_t>(i)])
                        between = std::min(between, i >= span.end ? i - span.end : span.start - i - 1);
                const Rank rank{between, span.start, span.start - span.end, static_cast<int>(line)};
                if (!setting || rank < best) {
                    best = rank;
                    setting = &cue;
                    where = span;
                }
            }
        }
        if (!setting) continue;
        found.marked |= 1 << axis;
        found.cue_words = where;
        found.cue = setting;  // the first axis in order is looked at last, and stays
    }
}

const std::vector<Found>& Twin::found(int index) {
    if (const auto known = found_.find(index); known != found_.end()) return known->second;
    const Code& code = book_.codes[static_cast<std::size_t>(index)];
    if (!in_base(index)) return found_[index] = {};  // nothing for `@` to see either
    const InForce force = in_force(book_, index);

    Spans against;
    for (const Node& rule : code.unless) against.merge(rule_spans(rule, force));

    std::vector<Found> all;
    for (std::size_t r = 0; r < code.rules.size(); ++r)
        for (const auto& [span, met] : rule_spans(code.rules[r], force)) {
            if (std::any_of(against.begin(), against.end(),
                            [s = span](const auto& other) { return s.overlaps(other.first); }))
                continue;
            Found one{.span = span, .rule = static_cast<int>(r), .met = met};
            if (force.negation == "on") find_status(one);
            one.counts = counts(force.count, one.marked);
            all.push_back(one);
        }

    std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
        if (a.counts != b.counts) return a.counts;
        if (a.span.start != b.span.start) return a.span.start < b.span.start;
        if (a.span.end != b.span.end) return a.span.end > b.span.end;
        return a.rule < b.rule;
    });
    std::vector<Found> kept;
    for (const Found& one : all)
        if (std::none_of(kept.begin(), kept.end(), [&](const Found& k) { return k.span.overlaps(one.span); }))
            kept.push_back(one);
    std::sort(kept.begin(), kept.end(), [](const Found& a, const Found& b) { return a.span < b.span; });
    return found_[index] = kept;
}

std::vector<Coding> Twin::code() {
    std::vector<Coding> out;
    for (int c = 0; c < static_cast<int>(book_.codes.size()); ++c) {
        const InForce force = in_force(book_, c);
        for (const Found& one : found(c)) {
            const auto first = static_cast<std::size_t>(one.span.start), last = static_cast<std::size_t>(one.span.end - 1);
            Coding coding;
            coding.code = c;
            coding.rule = one.rule;
            coding.status = status_words(one.marked);
            coding.counts = one.counts;
            coding.start = tokens_.words[first].start_bytes;
            coding.end = tokens_.words[last].end_bytes;
            if (force.quote == "match") {
                coding.quote_start = coding.start;
                coding.quote_end = coding.end;
            } else if (force.quote == "sentence") {
                coding.quote_start = tokens_.sentences[tokens_.sentence_of[first]].start_bytes;
                coding.quote_end = tokens_.sentences[tokens_.sentence_of[last]].end_bytes;
            } else {
                // The generator's texts know no other white space at their edges.
                const auto space = " \t\r\n";
                coding.quote_start = static_cast<std::uint32_t>(tokens_.text.find_first_not_of(space));
                coding.quote_end = static_cast<std::uint32_t>(tokens_.text.find_last_not_of(space) + 1);
            }
            coding.unit = book_.unit == "sentence" ? static_cast<int>(tokens_.sentence_of[first]) : 0;
            if (one.cue) {
                coding.cue = print_rule(book_, one.cue->rule);
                coding.cue_start = tokens_.words[static_cast<std::size_t>(one.cue_words.start)].start_bytes;
                coding.cue_end = tokens_.words[static_cast<std::size_t>(one.cue_words.end - 1)].end_bytes;
            }
            out.push_back(coding);
        }
    }
    return out;
}

}  // namespace reference

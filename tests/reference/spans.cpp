// The spans of an expression: the rule table of the language document, row by row.
#include <algorithm>

#include "twin.hpp"

namespace reference {
namespace {

void add(Spans& spans, Span span, const Words& met) { spans[span] |= met; }

void add(Spans& spans, const Spans& more) {
    for (const auto& [span, met] : more) add(spans, span, met);
}

// Those that hold no other.
Spans smallest(const Spans& spans) {
    Spans out;
    for (const auto& [span, met] : spans)
        if (std::none_of(spans.begin(), spans.end(), [&, outer = span](const auto& other) {
                return other.first != outer && outer.holds(other.first);
            }))
            add(out, span, met);
    return out;
}

Span cover(Span a, Span b) { return {std::min(a.start, b.start), std::max(a.end, b.end)}; }

// a stands before b, adjacent words being 1 apart.
bool stands_before(Span a, Span b, int most) { return a.end <= b.start && b.start - a.end + 1 <= most; }

}  // namespace

Twin::Twin(const Book& book, std::string_view text, const Row& row)
    : book_(book), row_(row), language_(libcode::language_of(book.language)) {
    libcode::tokenize(text, language_, tokens_);
    size_ = static_cast<int>(tokens_.words.size());
}

bool Twin::in_one(Scope scope, Span span) const {
    const auto first = static_cast<std::size_t>(span.start), last = static_cast<std::size_t>(span.end - 1);
    if (scope == Scope::paragraph) return tokens_.paragraph_of(first) == tokens_.paragraph_of(last);
    return tokens_.sentence_of[first] == tokens_.sentence_of[last];
}

// Every word alone that the word of the rule meets.
Spans Twin::word_spans(const Node& node, const InForce& force) {
    Spans out;
    for (int i = 0; i < size_; ++i)
        if (node.kind == Kind::any_word || meets(node, tokens_.form(static_cast<std::size_t>(i)), force, language_))
            out[{i, i + 1}].set(static_cast<std::size_t>(i));
    return out;
}

// A phrase steps over spaces, hyphens, slashes and quotation marks. Words that the rule writes
// without a space stand without one, with nothing or such a sign between or with the rule's own.
bool Twin::steps_over(const Node& item, int word) const {
    const auto gap = tokens_.gaps[static_cast<std::size_t>(word)];
    if (!item.glued) return gap == libcode::Gap::spaced || gap == libcode::Gap::unspaced;
    return gap == libcode::Gap::unspaced || tokens_.gap_text(static_cast<std::size_t>(word)) == item.sign;
}

Spans Twin::phrase_spans(const std::vector<Node>& items, const InForce& force) {
    Spans so_far;
    bool may_begin = true;  // all items so far could be left out
    for (const Node& item : items) {
        const bool optional = item.kind == Kind::option;
        const Spans next = spans(optional ? item.items[0] : item, force);
        Spans joined;
        for (const auto& [right, met] : next) {
            if (may_begin) add(joined, right, met);
            for (const auto& [left, left_met] : so_far)
                if (left.end == right.start && steps_over(item, right.start))
                    add(joined, {left.start, right.end}, left_met | met);
        }
        if (optional) add(joined, so_far);
        else may_begin = false;
        so_far = joined;
    }
    return so_far;
}

Spans Twin::distance_spans(const Node& node, const InForce& force) {
    const Spans as = spans(node.items[0], force), bs = spans(node.items[1], force);
    const int most = node.scope == Scope::words ? node.words : most_words;
    // Are a and b as the operator wants them, a cover in one sentence or paragraph included?
    const auto apart = [&](Span a, Span b) {
        const bool before = stands_before(a, b, most), after = stands_before(b, a, most);
        const bool fits = node.order == Order::before ? before : node.order == Order::after ? after : before || after;
        return fits && in_one(node.scope, cover(a, b));
    };
    const auto inside = [&](Span inner, Span outer) {
        return node.order == Order::near && inner.start > outer.start && inner.end < outer.end &&
               in_one(node.scope, outer);
    };
    Spans out;
    for (const auto& [a, a_met] : as) {
        bool wanted = true;
        for (const auto& [b, b_met] : bs) {
            if (node.negative) wanted = wanted && !a.overlaps(b) && !apart(a, b);
            else if (apart(a, b) || inside(a, b) || inside(b, a)) add(out, cover(a, b), a_met | b_met);
        }
        if (node.negative && wanted) add(out, a, a_met);
    }
    return node.negative || node.scope == Scope::words ? out : smallest(out);
}

// Matches on the folded text of each sentence, snapped out to whole words. The fold is done a
// character with its marks at a time, so that each folded character knows where it came from.
Spans Twin::regex_spans(const Node& node, const InForce& force) {
    Spans out;
    for (const auto& sentence : tokens_.sentences) {
        std::u32string folded;
        std::vector<std::uint32_t> starts, ends;  // of the characters written, in bytes, per folded one
        for (std::uint32_t at = sentence.start_bytes; at < sentence.end_bytes;) {
            const auto length_at = [&](std::uint32_t place) -> std::uint32_t {
                const auto byte = static_cast<unsigned char>(tokens_.text[place]);
                return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
            };
            std::uint32_t end = at + length_at(at);
            while (end < sentence.end_bytes) {
                const auto mark = code_points(tokens_.text.substr(end, length_at(end)));
                if (mark[0] < 0x300 || mark[0] >= 0x370) break;
                end += length_at(end);
            }
            for (char32_t c : code_points(seen_by_regex(tokens_.text.substr(at, end - at), force))) {
                folded += c;
                starts.push_back(at);
                ends.push_back(end);
            }
            at = end;
        }
        for (Span match : regex_matches(node.text, folded, force)) {
            const auto start = starts[static_cast<std::size_t>(match.start)];
            const auto end = ends[static_cast<std::size_t>(match.end - 1)];
            int first = size_, last = -1;
            for (int i = 0; i < size_; ++i) {
                const auto word = tokens_.words[static_cast<std::size_t>(i)];
                if (word.start_bytes >= end || start >= word.end_bytes) continue;
                first = std::min(first, i);
                last = i;
            }
            for (int i = first; i <= last; ++i) out[{first, last + 1}].set(static_cast<std::size_t>(i));
        }
    }
    return out;
}

Spans Twin::spans(const Node& node, const InForce& force) {
    Spans out;
    switch (node.kind) {
        case Kind::word:
        case Kind::any_word: return word_spans(node, force);
        case Kind::regex: return regex_spans(node, force);
        case Kind::phrase: return phrase_spans(node.items, force);
        case Kind::option: return spans(node.items[0], force);
        case Kind::distance: return distance_spans(node, force);
        case Kind::hyphened: {
            Node joined;
            for (const Node& part : node.items) {
                joined.text += part.text;
                if (part.meets == Meets::wildcard) joined.meets = Meets::wildcard;
            }
            add(out, phrase_spans(node.items, force));
            add(out, word_spans(joined, force));
            return out;
        }
        case Kind::set:
            for (const Node& line : book_.sets.at(node.text)) add(out, spans(line, force));
            return out;
        case Kind::either:
            for (const Node& item : node.items) add(out, spans(item, force));
            return out;
        case Kind::code:
            for (int code = 0; code < static_cast<int>(book_.codes.size()); ++code)
                if (book_.holds(node.code, code))
                    for (const Found& one : found(code)) add(out, one.span, one.met);
            return out;
        case Kind::both:
        case Kind::without:
            if (spans(node.items[1], force).empty() == (node.kind == Kind::without)) out = spans(node.items[0], force);
            return out;
    }
    return out;
}

// The spans of a whole rule: where a word distance is outermost, only its smallest.
Spans Twin::rule_spans(const Node& node, const InForce& force) {
    Spans out;
    if (node.kind == Kind::either) {
        for (const Node& item : node.items) add(out, rule_spans(item, force));
        return out;
    }
    if (node.kind == Kind::set) {
        for (const Node& line : book_.sets.at(node.text)) add(out, rule_spans(line, force));
        return out;
    }
    const Spans all = spans(node, force);
    const bool word_distance = node.kind == Kind::distance && node.scope == Scope::words && !node.negative;
    return word_distance ? smallest(all) : all;
}

}  // namespace reference

// Which words met each part of a rule; the contract stands in explain_parts.hpp.
#include "explain_parts.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "utf8.hpp"

namespace libcode {
namespace {

bool holds(SpanView spans, Span span) { return std::binary_search(spans.begin(), spans.end(), span); }

SpanView from_start(SpanView spans, std::uint32_t start) {
    return {std::lower_bound(spans.begin(), spans.end(), Span{start, 0}), spans.end()};
}

}  // namespace

Part PartFinder::part_of(const Expr& expr, PartRole role) {
    return {role, {expr.range.start_bytes, expr.range.end_bytes}, {}, {}};
}

TextRange PartFinder::words_of(Span span) const {
    const auto& words = matcher_.tokens().words;
    return {words[span.start].start_bytes, words[span.end - 1].end_bytes};
}

// The words that met any of these parts, in order; neighbours in one range.
std::vector<TextRange> PartFinder::met_words(const std::vector<Part>& inner) const {
    const auto& all = matcher_.tokens().words;
    const auto first_from = [&](std::uint32_t start_bytes) {
        return std::lower_bound(all.begin(), all.end(), start_bytes, [](Word word, std::uint32_t at) { return word.start_bytes < at; });
    };
    Spans spans;
    for (const Part& part : inner)
        for (const TextRange range : part.words)
            if (part.role == PartRole::met)
                spans.push_back({static_cast<std::uint32_t>(first_from(range.start_bytes) - all.begin()),
                                 static_cast<std::uint32_t>(first_from(range.end_bytes) - all.begin())});
    normalize(spans);
    std::vector<Span> joined;
    for (const Span span : spans)
        if (!joined.empty() && span.start <= joined.back().end) joined.back().end = std::max(joined.back().end, span.end);
        else joined.push_back(span);
    std::vector<TextRange> words;
    for (const Span span : joined) words.push_back(words_of(span));
    return words;
}

bool PartFinder::find(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts) {
    if (!holds(matcher_.spans(expr, rule.settings), span)) return false;
    switch (expr.kind) {
        case ExprKind::word:
        case ExprKind::any_word:
        case ExprKind::hyphened:
        case ExprKind::regex:
            parts.push_back(part_of(expr, PartRole::met));
            parts.back().words.push_back(words_of(span));
            return true;
        case ExprKind::set: return find_set(expr, span, rule, parts);
        case ExprKind::code: return find_code(expr, span, parts);
        case ExprKind::phrase: return find_phrase(expr, expr.operands.size(), span, rule, parts);
        case ExprKind::option: return find(expr.operands[0], span, rule, parts);
        case ExprKind::either:
            return std::any_of(expr.operands.begin(), expr.operands.end(), [&](const Expr& each) { return find(each, span, rule, parts); });
        case ExprKind::distance: return find_distance(expr, span, rule, parts);
        case ExprKind::both: {
            find(expr.operands[0], span, rule, parts);
            std::vector<Part> other;
            find(expr.operands[1], matcher_.spans(expr.operands[1], rule.settings).front(), rule, other);
            for (Part& part : other) {
                if (part.role == PartRole::met) part.role = PartRole::there;
                parts.push_back(std::move(part));
            }
            return true;
        }
        case ExprKind::without: break;
    }
    find(expr.operands[0], span, rule, parts);
    parts.push_back(part_of(expr.operands[1], PartRole::absent));
    return true;
}

bool PartFinder::find_set(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts) {
    const std::uint32_t set = matcher_.set_index(expr.text);
    const auto& lines = matcher_.program().book->set_rules[set];
    const auto has_it = [&](const Expr& each) { return holds(matcher_.spans(each, rule.settings), span); };
    const Expr* alternative = &*std::find_if(lines.begin(), lines.end(), has_it);
    const RuleText line{matcher_.program().book->sets[set].alternatives[static_cast<std::size_t>(alternative - lines.data())].text, rule.settings};
    while (alternative->kind == ExprKind::either) alternative = &*std::find_if(alternative->operands.begin(), alternative->operands.end(), has_it);
    std::vector<Part> inner;
    find(*alternative, span, line, inner);
    Part part = part_of(expr, PartRole::met);
    part.through = alternative->kind == ExprKind::set
                       ? inner.front().through
                       : line.text.substr(alternative->range.start_bytes, alternative->range.end_bytes - alternative->range.start_bytes);
    part.words = met_words(inner);
    parts.push_back(std::move(part));
    return true;
}

bool PartFinder::find_code(const Expr& expr, Span span, std::vector<Part>& parts) {
    const Program& program = matcher_.program();
    const auto& family = program.codes[matcher_.code_index(expr.text)].family;
    std::uint32_t rule = 0;
    const std::uint32_t member = *std::find_if(family.begin(), family.end(), [&](std::uint32_t each) {
        const auto left = matcher_.found().code(each);
        const auto at = std::lower_bound(left.begin(), left.end(), span, [](const CodeSpan& one, Span other) { return one.span < other; });
        if (at == left.end() || at->span != span) return false;
        rule = at->rule;
        return true;
    });
    const std::uint32_t index = program.rules[rule].index;
    const Code& code = program.book->codes[member];
    std::vector<Part> inner;
    find(program.book->code_rules[member].rules[index], span, {code.rules[index].text, code.settings}, inner);
    Part part = part_of(expr, PartRole::met);
    part.through = code.path + ": " + code.rules[index].text;
    part.words = met_words(inner);
    parts.push_back(std::move(part));
    return true;
}

bool PartFinder::find_phrase(const Expr& phrase, std::size_t items, Span span, const RuleText& rule, std::vector<Part>& parts) {
    std::vector<std::pair<std::size_t, Span>> way;           // item, its span
    std::set<std::pair<std::size_t, std::uint32_t>> closed;  // item and word from which no way leads to the end
    const std::function<bool(std::size_t, std::uint32_t)> walk = [&](std::size_t item, std::uint32_t at) {
        if (item == items) return at == span.end;
        if (closed.contains({item, at})) return false;
        const Expr& expr = phrase.operands[item];
        for (const Span own : from_start(matcher_.spans(expr, rule.settings), at)) {
            if (own.start != at || own.end > span.end) break;
            if (at > span.start) {  // what begins the phrase is tied to nothing
                Spans joined;
                const Span before{span.start, at};
                join({&before, 1}, {&own, 1}, expr.link, expr.gap, matcher_.tokens(), joined);
                if (joined.empty()) break;
            }
            way.emplace_back(item, own);
            if (walk(item + 1, own.end)) return true;
            way.pop_back();
        }
        if (expr.kind == ExprKind::option && walk(item + 1, at)) return true;
        closed.emplace(item, at);
        return false;
    };
    if (!walk(0, span.start)) return false;
    for (const auto& [item, own] : way) find(phrase.operands[item], own, rule, parts);
    return true;
}

bool PartFinder::find_distance(const Expr& expr, Span span, const RuleText& rule, std::vector<Part>& parts) {
    const Expr &a = expr.operands[0], &b = expr.operands[1];
    if (expr.sense == Sense::without) {
        find(a, span, rule, parts);
        parts.push_back(part_of(b, PartRole::absent));
        return true;
    }
    const SpanView all_a = matcher_.spans(a, rule.settings), all_b = matcher_.spans(b, rule.settings);
    // The pair that covers the span, as (of a, of b).
    std::optional<std::pair<Span, Span>> pair;
    const auto look_forward = [&](SpanView first, SpanView second, bool a_is_first) {
        for (const Span left : from_start(first, span.start)) {
            if (pair || left.start != span.start) return;
            for (const Span right : from_start(second, left.end)) {
                if (right.start >= span.end || (expr.scope == Scope::words && right.start >= left.end + expr.words)) break;
                if (right.end != span.end) continue;
                pair = a_is_first ? std::pair(left, right) : std::pair(right, left);
                break;
            }
        }
    };
    const auto look_inside = [&](SpanView outer, SpanView inner, bool a_is_outer) {
        if (pair || !holds(outer, span)) return;
        for (const Span inside : from_start(inner, span.start + 1)) {
            if (inside.start >= span.end) return;
            if (inside.end >= span.end) continue;
            pair = a_is_outer ? std::pair(span, inside) : std::pair(inside, span);
            return;
        }
    };
    if (expr.order != Order::after) look_forward(all_a, all_b, true);
    if (expr.order != Order::before) look_forward(all_b, all_a, false);
    if (expr.order == Order::near) {
        look_inside(all_a, all_b, true);
        look_inside(all_b, all_a, false);
    }
    if (!pair) return false;
    return find(a, pair->first, rule, parts) && find(b, pair->second, rule, parts);
}

std::string shown_rule(std::string_view text, std::size_t most_chars) {
    utf8::Positions positions(text);
    if (utf8::count_chars(text) <= most_chars) return std::string(text);
    return std::string(text.substr(0, positions.at_chars(most_chars - 1).bytes)) + "…";
}

}  // namespace libcode

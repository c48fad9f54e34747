// How far a response is from a rule; the contract stands in explain_nearest.hpp.
#include "explain_nearest.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "explain_words.hpp"

namespace libcode {
namespace {

// A part that nothing meets is further off than any number of words within the reach of a rule.
constexpr std::uint32_t far_off = 1000;

// Adds how another part of the same rule fares.
void add(Miss& all, Miss one) {
    if (one.clauses > 0 && all.clauses == 0) {
        all.stop = one.stop;
        all.reason = std::move(one.reason);
        all.measured = one.measured;
        all.limit = one.limit;
    }
    all.clauses += one.clauses;
    all.shortfall += one.shortfall;
    all.met += one.met;
    std::move(one.parts.begin(), one.parts.end(), std::back_inserter(all.parts));
}

// "a comma", "a bracket"; white space and words are no signs.
std::string_view name_of_sign(std::string_view gap) {
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {",", "a comma"},   {";", "a semicolon"}, {":", "a colon"}, {"(", "a bracket"}, {")", "a bracket"}, {"[", "a bracket"},
        {"]", "a bracket"}, {"–", "a dash"},      {"—", "a dash"},  {"…", "an ellipsis"}, {".", "a full stop"}};
    for (const auto& [sign, name] : names)
        if (gap.find(sign) != gap.npos) return name;
    return "a sign";
}

}  // namespace

bool Miss::is_nearer_than(const Miss& other) const {
    return std::tuple(!is_near(), clauses, shortfall, -static_cast<std::int64_t>(met)) <
           std::tuple(!other.is_near(), other.clauses, other.shortfall, -static_cast<std::int64_t>(other.met));
}

std::string MissFinder::quoted(Span span) const {
    const TextRange words = parts_.words_of(span);
    return quoted_words(matcher_.tokens().text.substr(words.start_bytes, words.end_bytes - words.start_bytes));
}

std::string MissFinder::rule_part(const Expr& expr, const RuleText& rule) const {
    return '`' + shown_rule(rule.text.substr(expr.range.start_bytes, expr.range.end_bytes - expr.range.start_bytes)) + '`';
}

Miss MissFinder::find(const Expr& expr, const RuleText& rule) {
    if (const SpanView spans = matcher_.spans(expr, rule.settings); !spans.empty()) return met(expr, spans.front(), rule);
    switch (expr.kind) {
        case ExprKind::word: return find_word(expr, rule);
        case ExprKind::set: return find_set(expr, rule);
        case ExprKind::either: return find_any_of(expr, expr.operands, rule, rule);
        case ExprKind::phrase: return find_phrase(expr, rule);
        case ExprKind::distance: return expr.sense == Sense::with ? find_distance(expr, rule) : find_forbidden(expr, rule);
        case ExprKind::both: return find_operands(expr, rule);
        case ExprKind::without: return find_forbidden(expr, rule);
        default: return missing(expr, rule);
    }
}

Miss MissFinder::met(const Expr& expr, Span span, const RuleText& rule) {
    Miss out;
    parts_.find(expr, span, rule, out.parts);
    if (expr.kind != ExprKind::any_word)
        out.met = static_cast<std::uint32_t>(std::count_if(out.parts.begin(), out.parts.end(), [](const Part& part) { return part.role == PartRole::met; }));
    return out;
}

Miss MissFinder::missing(const Expr& expr, const RuleText& rule) {
    Miss out;
    out.clauses = 1;
    out.shortfall = far_off;
    out.reason = expr.kind == ExprKind::code  ? rule_part(expr, rule) + " was not found here"
                 : expr.kind == ExprKind::word ? "no word meets " + rule_part(expr, rule)
                                               : "nothing meets " + rule_part(expr, rule);
    out.parts.push_back(PartFinder::part_of(expr, PartRole::missing));
    return out;
}

Miss MissFinder::find_word(const Expr& expr, const RuleText& rule) {
    Miss out = missing(expr, rule);
    const auto near = nearest_form(matcher_, expr, rule.settings);
    if (!near) return out;
    out.shortfall = near->edits;
    out.met = 1;
    out.stop = Stop::spelling;
    out.reason = quoted({near->word, near->word + 1}) + ' ' + near->reason;
    out.parts[0].role = PartRole::nearly;
    out.parts[0].words.push_back(parts_.words_of({near->word, near->word + 1}));
    return out;
}

Miss MissFinder::find_any_of(const Expr& expr, const std::vector<Expr>& alternatives, const RuleText& rule, const RuleText& inner) {
    std::optional<Miss> best;
    for (const Expr& alternative : alternatives)
        if (Miss miss = find(alternative, inner); !best || miss.is_nearer_than(*best)) best = std::move(miss);
    return best && best->met > 0 ? *std::move(best) : missing(expr, rule);
}

// What happens inside a set is told as one part of the rule that names it.
Miss MissFinder::find_set(const Expr& expr, const RuleText& rule) {
    const Codebook::Impl& book = *matcher_.program().book;
    const std::uint32_t set = matcher_.set_index(expr.text);
    std::optional<Miss> best;
    for (std::size_t i = 0; i < book.set_rules[set].size(); ++i)
        if (Miss miss = find(book.set_rules[set][i], {book.sets[set].alternatives[i].text, rule.settings}); !best || miss.is_nearer_than(*best))
            best = std::move(miss);
    Miss out = missing(expr, rule);
    if (!best || best->met == 0) return out;
    // Half a phrase of a set is no part of the rule; a slip of the pen or a wrong place is what the author wants to know.
    if (best->clauses > 1 || best->stop == Stop::missing) return out;
    out.clauses = best->clauses;
    out.shortfall = best->shortfall;
    out.met = 1;
    out.stop = best->stop;
    out.reason = best->reason + ", in " + rule_part(expr, rule);
    out.measured = best->measured;
    out.limit = best->limit;
    out.parts[0].role = PartRole::nearly;
    for (const Part& part : best->parts) out.parts[0].words.insert(out.parts[0].words.end(), part.words.begin(), part.words.end());
    return out;
}

Miss MissFinder::find_operands(const Expr& expr, const RuleText& rule) {
    Miss out;
    for (const Expr& operand : expr.operands) add(out, find(operand, rule));
    return out;
}

Miss MissFinder::find_phrase(const Expr& expr, const RuleText& rule) {
    Miss out;
    for (const Expr& item : expr.operands)
        if (item.kind != ExprKind::option) add(out, find(item, rule));
    if (out.clauses > 0) return out;
    // The first item that cannot go on from those before it.
    std::size_t items = 0;
    const auto is_option = [&](std::size_t i) { return expr.operands[i].kind == ExprKind::option; };
    for (bool may_begin = true; items < expr.operands.size(); ++items) {
        may_begin = may_begin && is_option(items);
        if (!may_begin && matcher_.phrase_spans(expr, items + 1, rule.settings).empty()) break;
    }
    if (items == expr.operands.size()) return missing(expr, rule);
    const Expr& next = expr.operands[items];
    const Spans left = matcher_.phrase_spans(expr, items, rule.settings);
    const SpanView right = matcher_.spans(next, rule.settings);
    if (left.empty() || right.empty()) return missing(expr, rule);
    const Tie tie{Asked::side_by_side, Order::before, Scope::sentence, 1};
    const Pair pair = nearest_pair(left, right, tie, matcher_.tokens());
    out = {};
    parts_.find_phrase(expr, items, pair.a, rule, out.parts);
    parts_.find(next, pair.b, rule, out.parts);
    out.met = static_cast<std::uint32_t>(out.parts.size());
    out.clauses = 1;
    out.shortfall = pair.shortfall;
    out.stop = pair.stop;
    out.reason = pair.stop == Stop::between && next.link == Link::glued
                     ? quoted(pair.a) + " and " + quoted(pair.b) + " must be tied as the rule writes them, by `" + next.gap + "`"
                     : reason_of(pair, tie);
    if (pair.stop == Stop::distance) out.measured = pair.words_apart, out.limit = 1;
    return out;
}

Miss MissFinder::find_distance(const Expr& expr, const RuleText& rule) {
    const Expr &a = expr.operands[0], &b = expr.operands[1];
    const SpanView all_a = matcher_.spans(a, rule.settings), all_b = matcher_.spans(b, rule.settings);
    if (all_a.empty() || all_b.empty()) return find_operands(expr, rule);
    const std::string_view between = rule.text.substr(a.range.end_bytes, b.range.start_bytes - a.range.end_bytes);
    const Tie tie{expr.scope == Scope::words ? Asked::within_words : Asked::in_scope, expr.order, expr.scope, expr.words, between.find("..") != between.npos};
    const Pair pair = nearest_pair(all_a, all_b, tie, matcher_.tokens());
    Miss out = met(a, pair.a, rule);
    add(out, met(b, pair.b, rule));
    out.clauses = 1;
    out.shortfall = pair.shortfall;
    out.stop = pair.stop;
    out.reason = reason_of(pair, tie);
    if (pair.stop == Stop::distance) out.measured = pair.words_apart - tie.counts_between, out.limit = expr.words - tie.counts_between;
    return out;
}

// A AND NOT B, A NOT NEAR B: either A is missing, or what is forbidden is there.
Miss MissFinder::find_forbidden(const Expr& expr, const RuleText& rule) {
    const Expr &a = expr.operands[0], &b = expr.operands[1];
    const SpanView all_a = matcher_.spans(a, rule.settings), all_b = matcher_.spans(b, rule.settings);
    if (all_a.empty() || all_b.empty()) return find(a, rule);
    const bool anywhere = expr.kind == ExprKind::without;
    const Pair pair = anywhere ? Pair{all_a.front(), all_b.front(), Stop::forbidden, 0, 1} : furthest_forbidden(expr, all_a, all_b);
    Miss out = met(a, pair.a, rule);
    std::vector<Part> forbidden;
    parts_.find(b, pair.b, rule, forbidden);
    for (Part& part : forbidden) {
        if (part.role != PartRole::met) continue;
        part.role = PartRole::in_the_way;
        out.parts.push_back(std::move(part));
    }
    const std::string there = quoted(pair.b);
    out.clauses = 1;
    out.shortfall = 1;
    out.stop = Stop::forbidden;
    if (anywhere) {
        out.reason = there + " is there, which `AND NOT` rules out";
    } else if (pair.words_apart == 0) {
        out.reason = there + " lies on the words of " + quoted(pair.a) + ", which `NOT` rules out";
    } else if (expr.scope != Scope::words) {
        out.reason = there + " is in the same " + (expr.scope == Scope::sentence ? "sentence" : "paragraph") + ", which `NOT` rules out";
    } else {
        out.reason = there + " is " + count_words(pair.words_apart) + " away, and the rule wants none within " + std::to_string(expr.words);
        out.shortfall = expr.words - pair.words_apart + 1;
        out.measured = pair.words_apart;
        out.limit = expr.words;
    }
    return out;
}

// Of each span of A the nearest forbidden B, and of these the furthest: what would have to move least.
Pair MissFinder::furthest_forbidden(const Expr& expr, SpanView a, SpanView b) const {
    const Tie tie{Asked::apart, expr.order, expr.scope, expr.words};
    const Neighbours neighbours(b);
    Pair best{a.front(), b.front(), Stop::forbidden, 0, 0};
    for (const Span span : a)
        if (const Pair pair = nearest_pair(span, neighbours, tie, matcher_.tokens()); pair.shortfall != UINT32_MAX && pair.words_apart > best.words_apart) best = pair;
    return best;
}

std::string MissFinder::reason_of(const Pair& pair, const Tie& tie) const {
    const std::string both = quoted(pair.a) + " and " + quoted(pair.b);
    const bool in_order = pair.a.start < pair.b.start;
    switch (pair.stop) {
        case Stop::distance:
            if (tie.asked == Asked::side_by_side)
                return count_words(pair.words_apart - 1) + (pair.words_apart == 2 ? " stands" : " stand") + " between " + both + ", which the rule wants side by side";
            if (tie.counts_between) return count_words(pair.words_apart - 1) + " stand between " + both + ", limit " + std::to_string(tie.words - 1);
            return both + " are " + count_words(pair.words_apart) + " apart, limit " + std::to_string(tie.words);
        case Stop::order:
            return (in_order ? quoted(pair.a) + " comes before " + quoted(pair.b) : quoted(pair.b) + " comes before " + quoted(pair.a)) +
                   ", and the rule wants them the other way round";
        case Stop::sentences: return both + " are in different " + (tie.scope == Scope::paragraph ? "paragraphs" : "sentences");
        case Stop::overlap: return both + " share a word, and the rule wants two";
        default: return gap_reason(pair);
    }
}

std::string MissFinder::gap_reason(const Pair& pair) const {
    return std::string(name_of_sign(matcher_.tokens().gap_text(pair.b.start))) + " stands between " + quoted(pair.a) + " and " + quoted(pair.b);
}

}  // namespace libcode

// The spans of a rule, straight from its tree; the contract stands in explain_match.hpp.
#include "explain_match.hpp"

#include <algorithm>

#include "lower.hpp"

namespace libcode {
namespace {

std::uint32_t settings_key(const Settings& settings) {
    return static_cast<std::uint32_t>(settings.letter_case) << 2 | static_cast<std::uint32_t>(settings.accents) << 1 |
           static_cast<std::uint32_t>(settings.inflections);
}

}  // namespace

PlainMatcher::PlainMatcher(const Program& program, const Found& found) : program_(program), found_(found) {
    for (auto& forms : forms_) forms.resize(tokens().words.size());
}

const Form& PlainMatcher::form(std::size_t word, View view) {
    auto& form = forms_[static_cast<std::size_t>(view)][word];
    if (!form) form = view_form(tokens().form(word), view, *program_.language);
    return *form;
}

std::uint32_t PlainMatcher::set_index(std::string_view name) const {
    const auto& sets = program_.book->sets;
    const auto at = std::find_if(sets.begin(), sets.end(), [&](const Set& set) { return set.name == name; });
    return static_cast<std::uint32_t>(at - sets.begin());
}

std::uint32_t PlainMatcher::code_index(std::string_view path) const { return program_.book->code_by_name.at(path).value(); }

SpanView PlainMatcher::spans(const Expr& expr, const Settings& settings) {
    const Key key{&expr, settings_key(settings)};
    auto known = known_.find(key);
    if (known == known_.end()) known = known_.emplace(key, compute(expr, settings)).first;
    return known->second;
}

Spans PlainMatcher::rule_spans(const Expr& rule, const Settings& settings) {
    Spans out;
    if (rule.kind == ExprKind::either) {
        for (const Expr& alternative : rule.operands) unite(out, rule_spans(alternative, settings));
        return out;
    }
    if (rule.kind == ExprKind::set) {
        for (const Expr& line : program_.book->set_rules[set_index(rule.text)]) unite(out, rule_spans(line, settings));
        return out;
    }
    const SpanView all = spans(rule, settings);
    if (rule.kind != ExprKind::distance || rule.sense == Sense::without || rule.scope != Scope::words) return {all.begin(), all.end()};
    keep_smallest(all, out);
    return out;
}

Spans PlainMatcher::phrase_spans(const Expr& phrase, std::size_t items, const Settings& settings) {
    Spans out, joined;
    bool may_begin = true;
    for (std::size_t i = 0; i < items; ++i) {
        const Expr& item = phrase.operands[i];
        const SpanView own = spans(item, settings);
        const bool optional = item.kind == ExprKind::option;
        join(out, own, item.link, item.gap, tokens(), joined);
        if (may_begin) unite(joined, own);
        if (optional) unite(joined, out);
        out.swap(joined);
        may_begin = may_begin && optional;
    }
    return out;
}

Spans PlainMatcher::compute(const Expr& expr, const Settings& settings) {
    Spans out;
    const auto operand = [&](std::size_t i) { return spans(expr.operands[i], settings); };
    switch (expr.kind) {
        case ExprKind::word: return word_spans(expr.text, expr.match, settings);
        case ExprKind::any_word:
            for (std::uint32_t word = 0; word < tokens().words.size(); ++word) out.push_back({word, word + 1});
            return out;
        case ExprKind::hyphened: return hyphened_spans(expr, settings);
        case ExprKind::regex: return regex_spans(expr, settings);
        case ExprKind::set:
            for (const Expr& line : program_.book->set_rules[set_index(expr.text)]) unite(out, spans(line, settings));
            return out;
        case ExprKind::code: return code_spans(expr);
        case ExprKind::phrase: return phrase_spans(expr, expr.operands.size(), settings);
        case ExprKind::option: unite(out, operand(0)); return out;
        case ExprKind::either:
            for (std::size_t i = 0; i < expr.operands.size(); ++i) unite(out, operand(i));
            return out;
        case ExprKind::distance:
        case ExprKind::both:
        case ExprKind::without: break;
    }
    const SpanView a = operand(0), b = operand(1);
    if (expr.kind != ExprKind::distance) {
        if ((expr.kind == ExprKind::both) != b.empty()) out.assign(a.begin(), a.end());
    } else if (expr.sense == Sense::without) {
        keep_apart(a, b, expr.order, expr.scope, expr.words, tokens(), out);
    } else if (expr.scope == Scope::words) {
        cover_within(a, b, expr.order, expr.words, tokens(), out);
    } else {
        cover_in_scope(a, b, expr.order, expr.scope, tokens(), out);
    }
    return out;
}

Spans PlainMatcher::word_spans(std::string_view text, Match match, const Settings& settings) {
    const Pattern pattern = word_pattern(text, match, settings, *program_.language);
    Spans out;
    for (std::uint32_t word = 0; word < tokens().words.size(); ++word)
        if (meets(pattern, form(word, pattern.view))) out.push_back({word, word + 1});
    return out;
}

Spans PlainMatcher::hyphened_spans(const Expr& expr, const Settings& settings) {
    Spans apart, longer;
    std::string joined;
    Match match = Match::plain;
    for (const Expr& word : expr.operands) {
        const SpanView own = spans(word, settings);
        if (joined.empty()) {
            apart.assign(own.begin(), own.end());
        } else {
            join(apart, own, Link::spaced, {}, tokens(), longer);
            apart.swap(longer);
        }
        joined += word.text;
        if (word.match == Match::wildcard) match = Match::wildcard;
    }
    unite(apart, word_spans(joined, match, settings));
    return apart;
}

Spans PlainMatcher::regex_spans(const Expr& expr, const Settings& settings) {
    Spans out;
    std::string error;
    if (const auto regex = compile_regex(expr.text, settings.letter_case, settings.accents, error)) regex->find(tokens(), out);
    return out;
}

Spans PlainMatcher::code_spans(const Expr& expr) const {
    Spans out;
    for (const std::uint32_t member : program_.codes[code_index(expr.text)].family)
        for (const CodeSpan& left : found_.code(member)) out.push_back(left.span);
    normalize(out);
    return out;
}

}  // namespace libcode

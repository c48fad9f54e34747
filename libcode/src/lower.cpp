// Lowers rule trees to nodes; the contract stands in lower.hpp.
#include "lower.hpp"

#include <algorithm>
#include <utility>

#include "utf8.hpp"

namespace libcode {
namespace {

std::size_t mix(std::size_t hash, std::size_t value) { return (hash ^ value) * 0x9E3779B97F4A7C15ull + (hash >> 29); }

std::size_t hash_of(const Node& node) {
    std::size_t hash = mix(static_cast<std::size_t>(node.op), static_cast<std::size_t>(node.order));
    hash = mix(hash, static_cast<std::size_t>(node.scope));
    hash = mix(hash, node.words);
    hash = mix(hash, node.id);
    for (const NodeId operand : node.operands) hash = mix(hash, operand);
    for (const Step& step : node.steps) hash = mix(hash, std::hash<std::string>{}(step.gap) + step.optional);
    return hash;
}

// What of the settings a rule's meaning hangs on, as one number.
std::uint32_t settings_key(const Settings& settings) {
    return static_cast<std::uint32_t>(settings.letter_case) << 2 | static_cast<std::uint32_t>(settings.accents) << 1 |
           static_cast<std::uint32_t>(settings.inflections);
}

View unstemmed_view(const Settings& settings) {
    if (settings.letter_case == Case::exact) return View::exact;
    return settings.accents == Accents::ignore ? View::bare : View::caseless;
}

View word_view(const Settings& settings) {
    if (settings.letter_case == Case::exact || settings.inflections == Inflections::exact) return unstemmed_view(settings);
    return settings.accents == Accents::ignore ? View::stem_bare : View::stem;
}

}  // namespace

bool Node::same_as(const Node& other) const {
    return op == other.op && order == other.order && scope == other.scope && words == other.words && id == other.id &&
           operands == other.operands && steps == other.steps;
}

Pattern word_pattern(std::string_view text, Match match, const Settings& settings, const Language& language) {
    Pattern pattern;
    switch (match) {
        case Match::plain: pattern.view = word_view(settings); break;
        case Match::exact: pattern.view = View::exact; break;
        case Match::wildcard:
            pattern.kind = PatternKind::wildcard;
            pattern.view = unstemmed_view(settings);
            break;
        case Match::one_edit:
        case Match::two_edits:
            pattern.kind = PatternKind::fuzzy;
            pattern.edits = match == Match::one_edit ? 1 : 2;
            pattern.view = unstemmed_view(settings);
            break;
    }
    Form form = view_form(text, pattern.view, language);
    // Only a stemmer or another script's folding can take an 's away.
    const bool shows_side = (pattern.view == View::exact || pattern.view == View::caseless) && utf8::is_ascii(text);
    pattern.side = shows_side ? form.full == form.base ? Side::base : Side::full : side_of(text, language);
    pattern.text = std::move(form.full);
    return pattern;
}

Lowering::Lowering(Program& program) : program_(program) {
    const auto& sets = program.book->sets;
    for (std::uint32_t i = 0; i < sets.size(); ++i) set_index_.emplace(sets[i].name, i);
    const auto& codes = program.book->codes;
    for (std::uint32_t i = 0; i < codes.size(); ++i) code_index_.emplace(codes[i].path, i);
}

NodeId Lowering::lower_rule(const Expr& expr, const Settings& settings, std::vector<std::pair<RuleRange, std::string>>& faults) {
    settings_ = settings;
    faults_ = &faults;
    return lower_alternative(expr);
}

NodeId Lowering::lower_alternative(const Expr& expr) {
    if (expr.kind == ExprKind::set) return lower_set(expr, Rank::alternative);
    if (expr.kind == ExprKind::either) {
        Node either{.op = Op::either, .operands = {}, .steps = {}, .source = &expr};
        for (const Expr& operand : expr.operands) either.operands.push_back(lower_alternative(operand));
        return intern(std::move(either));
    }
    const NodeId node = lower(expr);
    if (expr.kind != ExprKind::distance || program_.nodes[node].op != Op::distance) return node;
    return intern({.op = Op::smallest, .operands = {node}, .steps = {}, .source = &expr});
}

NodeId Lowering::lower(const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::word: return lower_word(expr.text, expr.match, expr);
        case ExprKind::any_word: return intern(Node{.op = Op::any, .operands = {}, .steps = {}, .source = &expr});
        case ExprKind::hyphened: return lower_hyphened(expr);
        case ExprKind::regex: return lower_regex(expr);
        case ExprKind::set: return lower_set(expr, Rank::part);
        case ExprKind::code:
            return intern({.op = Op::code, .id = code_index_.at(expr.text), .operands = {}, .steps = {}, .source = &expr});
        case ExprKind::phrase: return lower_sequence(expr);
        case ExprKind::option: return lower(expr.operands.front());
        case ExprKind::distance: return lower_distance(expr);
        case ExprKind::either:
        case ExprKind::both:
        case ExprKind::without: break;
    }
    Node node{.op = expr.kind == ExprKind::either ? Op::either : expr.kind == ExprKind::both ? Op::both : Op::without,
              .operands = {}, .steps = {}, .source = &expr};
    for (const Expr& operand : expr.operands) node.operands.push_back(lower(operand));
    return intern(std::move(node));
}

NodeId Lowering::lower_word(const std::string& text, Match match, const Expr& source) {
    const PatternId pattern = intern(word_pattern(text, match, settings_, *program_.language));
    return intern({.op = Op::pattern, .id = pattern, .operands = {}, .steps = {}, .source = &source});
}

NodeId Lowering::lower_hyphened(const Expr& expr) {
    Node apart{.op = Op::sequence, .operands = {}, .steps = {}, .source = &expr};
    std::string joined;
    Match match = Match::plain;
    for (const Expr& word : expr.operands) {
        apart.operands.push_back(lower(word));
        apart.steps.push_back({});
        joined += word.text;
        if (word.match == Match::wildcard) match = Match::wildcard;
    }
    const NodeId first = intern(std::move(apart)), second = lower_word(joined, match, expr);
    return intern({.op = Op::either, .operands = {first, second}, .steps = {}, .source = &expr});
}

NodeId Lowering::lower_sequence(const Expr& expr) {
    Node node{.op = Op::sequence, .operands = {}, .steps = {}, .source = &expr};
    for (const Expr& item : expr.operands) {
        node.operands.push_back(lower(item));
        node.steps.push_back({item.link, item.gap, item.kind == ExprKind::option});
    }
    return intern(std::move(node));
}

NodeId Lowering::lower_distance(const Expr& expr) {
    Node node{.op = expr.sense == Sense::without ? Op::apart : expr.scope == Scope::words ? Op::distance : Op::scope,
              .order = expr.order, .scope = expr.scope, .words = expr.words, .operands = {}, .steps = {}, .source = &expr};
    for (const Expr& operand : expr.operands) node.operands.push_back(lower(operand));
    return intern(std::move(node));
}

NodeId Lowering::lower_set(const Expr& expr, Rank rank) {
    const std::uint32_t set = set_index_.at(expr.text);
    const SetKey key{set, settings_key(settings_), rank};
    if (const auto known = lowered_sets_.find(key); known != lowered_sets_.end()) return known->second;
    Node node{.op = Op::either, .operands = {}, .steps = {}, .source = &expr};
    const std::size_t faults_before = faults_->size();
    for (const Expr& line : program_.book->set_rules[set])
        node.operands.push_back(rank == Rank::alternative ? lower_alternative(line) : lower(line));
    // Ranges in a line of the set mean nothing in the rule: there it is the set's name that is at fault.
    for (std::size_t i = faults_before; i < faults_->size(); ++i) (*faults_)[i].first = expr.range;
    const NodeId lowered = node.operands.size() == 1 ? node.operands.front() : intern(std::move(node));
    lowered_sets_.emplace(key, lowered);
    return lowered;
}

NodeId Lowering::lower_regex(const Expr& expr) {
    const std::string key = std::to_string(settings_key(settings_)) + ' ' + expr.text;
    auto known = regex_index_.find(key);
    if (known == regex_index_.end()) {
        std::string error;
        auto regex = compile_regex(expr.text, settings_.letter_case, settings_.accents, error);
        if (!regex) faults_->emplace_back(expr.range, std::move(error));
        known = regex_index_.emplace(key, static_cast<std::uint32_t>(program_.regexes.size())).first;
        program_.regexes.push_back(std::move(regex));
    }
    return intern(Node{.op = Op::regex, .id = known->second, .operands = {}, .steps = {}, .source = &expr});
}

NodeId Lowering::intern(Node node) {
    const std::size_t hash = hash_of(node);
    const auto [first, last] = node_index_.equal_range(hash);
    for (auto at = first; at != last; ++at)
        if (program_.nodes[at->second].same_as(node)) return at->second;
    const auto id = static_cast<NodeId>(program_.nodes.size());
    program_.nodes.push_back(std::move(node));
    node_index_.emplace(hash, id);
    return id;
}

PatternId Lowering::intern(Pattern pattern) {
    std::string key{static_cast<char>('0' + static_cast<int>(pattern.kind)), static_cast<char>('0' + static_cast<int>(pattern.view)),
                    static_cast<char>('0' + pattern.edits), static_cast<char>('0' + static_cast<int>(pattern.side))};
    key += pattern.text;
    const auto [at, is_new] = pattern_index_.emplace(std::move(key), static_cast<PatternId>(program_.patterns.size()));
    if (is_new) program_.patterns.push_back(std::move(pattern));
    return at->second;
}

}  // namespace libcode

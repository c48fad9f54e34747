// Lints a codebook alone. In: Coder. Out: lints by place. Cost: one more lowering of the rules, then pairs of
// rules of one code and of alternatives of one bracket, up to a limit. Joins Cover, which compares meanings, and
// find_words_like_operators and find_signs_read_as_written, which look at spellings. Tests: test_lint.cpp.
#include <libcode/lint.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "cover.hpp"
#include "lint_operators.hpp"
#include "lint_place.hpp"
#include "lint_signs.hpp"
#include "lower.hpp"
#include "regex_tree.hpp"

namespace libcode {
namespace {

// Beyond these only equal meanings are looked for, so that no codebook can keep the lints busy.
constexpr std::size_t most_alternatives_compared = 2000;  // of one code or set
constexpr std::size_t most_pairs = 20'000'000;            // of a codebook

// ASCII characters that no word, number or emoji sequence holds, so that a match of nothing else touches no word.
constexpr std::string_view wordless = " \t\n\r\"!$%&()+-/<=>?@[\\]^{|}~";

bool is_wordless(const CharSet& set) {
    return std::ranges::all_of(set, [](const CharRange& range) {
        if (range.last >= 0x80) return false;
        for (char32_t c = range.first; c <= range.last; ++c)
            if (wordless.find(static_cast<char>(c)) == std::string_view::npos) return false;
        return true;
    });
}

// One alternative at the top of a rule, or of a bracket inside it.
struct Alternative {
    const Rule* rule;
    std::size_t rule_index;
    const Expr* expr;
    NodeId node;
    bool is_whole_rule;
};

class Linter {
  public:
    explicit Linter(const Program& program)
        : book_(*program.book), places_(book_), scratch_(copy_frame(program)), lowering_(scratch_), cover_(scratch_) {}

    std::vector<Lint> run() {
        for (std::uint32_t i = 0; i < book_.codes.size(); ++i) lint_code(i);
        lint_sets();
        std::ranges::stable_sort(lints_, [](const Lint& a, const Lint& b) { return a.fault.place < b.fault.place; });
        return std::move(lints_);
    }

  private:
    // A program to lower single alternatives into; only its nodes and patterns are used.
    static Program copy_frame(const Program& program) {
        Program frame;
        frame.book = program.book;
        frame.language = program.language;
        frame.codes = program.codes;
        return frame;
    }

    NodeId lower(const Expr& expr, const Settings& settings) {
        std::vector<std::pair<RuleRange, std::string>> faults;
        return lowering_.lower_rule(expr, settings, faults);
    }

    void add(LintKind kind, const std::string& owner, const Rule& rule, RuleRange range, std::string message, std::string hint) {
        lints_.push_back({kind, owner, rule.text, places_.fault(rule, range, std::move(message), std::move(hint))});
    }
    void add(LintKind kind, const std::string& owner, Place place, std::size_t length_bytes, std::string message, std::string hint) {
        lints_.push_back({kind, owner, {}, places_.fault(place, length_bytes, std::move(message), std::move(hint))});
    }

    // ---- one code

    void lint_code(std::uint32_t index) {
        const Code& code = book_.codes[index];
        const CodeRules& rules = book_.code_rules[index];
        lint_count(code);
        std::vector<NodeId> unless;
        for (const Expr& expr : rules.unless) unless.push_back(lower(expr, code.settings));
        std::vector<Alternative> alternatives;
        for (std::size_t i = 0; i < rules.rules.size(); ++i) {
            lint_rule(code.path, code.rules[i], rules.rules[i], &code.settings);
            if (lint_never(code, code.rules[i], rules.rules[i], unless)) continue;
            collect(code.rules[i], i, rules.rules[i], code.settings, true, alternatives);
        }
        compare(code.path, alternatives, "rule");
        alternatives.clear();
        for (std::size_t i = 0; i < rules.unless.size(); ++i) {
            lint_rule(code.path, code.unless[i], rules.unless[i], &code.settings);
            collect(code.unless[i], i, rules.unless[i], code.settings, true, alternatives);
        }
        compare(code.path, alternatives, "line of `unless`");
    }

    void lint_count(const Code& code) {
        if (code.rules.empty() || code.count.forbidden_plain == 0) return;
        for (int i = 0; i < axis_count; ++i) {
            const auto axis = static_cast<Axis>(i);
            if ((code.count.forbidden_plain >> i & 1) == 0) continue;
            const std::string word(status_word(axis, true));
            if (code.settings.negation == Negation::off) {
                add(LintKind::never_counts, code.path, code.place, code.key.size(),
                    "`count` asks for `" + word + "`, but with `negation: off` no status is looked for", "leave one of the two out");
            } else if (std::ranges::none_of(book_.cues.cues, [&](const Cue& cue) { return cue.axis == axis; })) {
                add(LintKind::never_counts, code.path, code.place, code.key.size(),
                    "`count` asks for `" + word + "`, but the cues have none under `" + std::string(axis_name(axis)) + "`",
                    "add them to the cue file, or leave the word out");
            }
        }
    }

    // What a rule, a line of `unless` or of a set may be linted for by itself.
    void lint_rule(const std::string& owner, const Rule& rule, const Expr& expr, const Settings* settings) {
        for (const WordLikeOperator& found : find_words_like_operators(rule.text))
            add(LintKind::lower_case_operator, owner, rule, found.range, "operators are written in capitals; here this is a word to be met",
                "write `" + found.operator_ + "`, or put the word in quotes if it is meant");
        for (SignReadAsWritten& found : find_signs_read_as_written(rule.text))
            add(LintKind::read_as_written, owner, rule, found.range, std::move(found.message), std::move(found.hint));
        walk(expr, [&](const Expr& part, bool is_top) {
            if (part.kind == ExprKind::regex) lint_regex(owner, rule, part);
            if (part.kind != ExprKind::either || is_top || settings == nullptr) return;
            std::vector<Alternative> alternatives;
            for (const Expr& operand : part.operands) alternatives.push_back({&rule, 0, &operand, lower(operand, *settings), false});
            compare(owner, alternatives, "alternative");
        });
    }

    // Calls `visit` for every part; alternatives at the top of a rule are its caller's.
    static void walk(const Expr& expr, const std::function<void(const Expr&, bool)>& visit, bool is_top = true) {
        visit(expr, is_top);
        for (const Expr& operand : expr.operands) walk(operand, visit, is_top && expr.kind == ExprKind::either);
    }

    void lint_regex(const std::string& owner, const Rule& rule, const Expr& expr) {
        std::string error;
        const auto tree = read_regex(expr.text, std::nullopt, error);
        if (!tree || !std::ranges::all_of(tree->sets, is_wordless)) return;
        add(LintKind::wordless_regex, owner, rule, expr.range, "this regular expression can touch no word, so it never gives a match",
            "let it take the word beside the sign as well, as in `/\\w+!/`");
    }

    bool lint_never(const Code& code, const Rule& rule, const Expr& expr, const std::vector<NodeId>& unless) {
        const NodeId node = lower(expr, code.settings);
        if (cover_.is_impossible(node)) {
            add(LintKind::never_matches, code.path, rule, expr.range, "this rule can never match: what it asks for is what it excludes",
                "take a look at its `NOT`");
            return true;
        }
        if (unless.empty()) return false;
        if (cover_.always_overlaps(node, unless)) {
            add(LintKind::never_matches, code.path, rule, expr.range, "this rule can never count: `unless` sets every match aside",
                "leave out the rule, or the line of `unless`");
            return true;
        }
        std::vector<Alternative> alternatives;
        collect(rule, 0, expr, code.settings, true, alternatives);
        for (const Alternative& each : alternatives)
            if (!each.is_whole_rule && cover_.always_overlaps(each.node, unless))
                add(LintKind::never_matches, code.path, rule, each.expr->range, "this alternative can never count: `unless` sets every match aside",
                    "leave out the alternative, or the line of `unless`");
        return false;
    }

    // ---- alternatives against each other

    void collect(const Rule& rule, std::size_t rule_index, const Expr& expr, const Settings& settings, bool is_whole, std::vector<Alternative>& out) {
        if (expr.kind != ExprKind::either) return out.push_back({&rule, rule_index, &expr, lower(expr, settings), is_whole});
        for (const Expr& operand : expr.operands) collect(rule, rule_index, operand, settings, false, out);
    }

    // Says of each alternative that another one makes needless, `what` being what the whole is called. Of equals the
    // later is needless.
    void compare(const std::string& owner, const std::vector<Alternative>& alternatives, const std::string& what) {
        std::map<NodeId, std::size_t> first_of;
        const bool compares_all = alternatives.size() <= most_alternatives_compared;
        for (std::size_t i = 0; i < alternatives.size(); ++i) {
            const auto [first, is_new] = first_of.emplace(alternatives[i].node, i);
            if (!is_new) {
                report(owner, alternatives, i, first->second, what, LintKind::duplicate);
                continue;
            }
            if (!compares_all || pairs_ >= most_pairs) continue;
            pairs_ += alternatives.size();
            for (std::size_t j = 0; j < alternatives.size(); ++j) {
                if (j == i || !cover_.covers(alternatives[j].node, alternatives[i].node)) continue;
                const bool alike = cover_.covers(alternatives[i].node, alternatives[j].node);
                if (alike && i < j) continue;
                if (report(owner, alternatives, i, j, what, alike ? LintKind::duplicate : LintKind::shadowed)) break;
            }
        }
    }

    // A rule that stands first and weighs otherwise has its use: of one match the earlier rule is counted.
    bool report(const std::string& owner, const std::vector<Alternative>& alternatives, std::size_t needless, std::size_t other,
                const std::string& what, LintKind kind) {
        const Alternative& a = alternatives[needless];
        const Alternative& b = alternatives[other];
        const bool apart = a.rule->weight != b.rule->weight || a.rule->memo != b.rule->memo;
        if (apart && needless < other) return false;
        const std::string name = a.is_whole_rule ? what : "alternative";
        std::string that = places_.written(*b.rule, b.expr->range);
        if (b.rule != a.rule) that += " on line " + std::to_string(b.rule->place.line);
        if (kind == LintKind::duplicate) add(kind, owner, *a.rule, a.expr->range, "this " + name + " means the same as " + that, "leave one of them out");
        else add(kind, owner, *a.rule, a.expr->range, "every match of this " + name + " is also one of " + that, "leave it out; it changes no count");
        return true;
    }

    // ---- sets

    void lint_sets() {
        std::map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < book_.sets.size(); ++i) index.emplace(book_.sets[i].name, i);
        // Per set the codes' settings it is read under: where they differ, nothing is said of its alternatives.
        std::vector<std::vector<Settings>> read_under(book_.sets.size());
        for (std::size_t code = 0; code < book_.codes.size(); ++code) {
            std::vector<std::size_t> reached;
            std::set<std::size_t> seen;
            const auto reach = [&](const Expr& part, bool) {
                if (part.kind != ExprKind::set) return;
                const auto found = index.find(part.text);
                if (found != index.end() && seen.insert(found->second).second) reached.push_back(found->second);
            };
            for (const Expr& expr : book_.code_rules[code].rules) walk(expr, reach);
            for (const Expr& expr : book_.code_rules[code].unless) walk(expr, reach);
            while (!reached.empty()) {
                const std::size_t set = reached.back();
                reached.pop_back();
                auto& settings = read_under[set];
                const Settings& own = book_.codes[code].settings;
                const bool known = std::ranges::any_of(settings, [&](const Settings& other) { return reads_alike(other, own); });
                if (known) continue;
                settings.push_back(own);
                for (const Expr& expr : book_.set_rules[set]) walk(expr, reach);
            }
        }
        for (std::size_t i = 0; i < book_.sets.size(); ++i) lint_set(book_.sets[i], book_.set_rules[i], read_under[i]);
    }

    static bool reads_alike(const Settings& a, const Settings& b) {
        return std::tie(a.letter_case, a.accents, a.inflections) == std::tie(b.letter_case, b.accents, b.inflections);
    }

    void lint_set(const Set& set, const std::vector<Expr>& lines, const std::vector<Settings>& read_under) {
        const std::string name = "$" + set.name;
        if (read_under.empty()) {
            add(LintKind::unused_set, name, set.place, set.name.size(), "no rule of a code uses the set `" + name + "`",
                "leave it out, or write `" + name + "` in a rule");
        }
        const Settings* settings = read_under.size() == 1 ? &read_under.front() : nullptr;
        std::vector<Alternative> alternatives;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            lint_rule(name, set.alternatives[i], lines[i], settings);
            if (settings) collect(set.alternatives[i], i, lines[i], *settings, true, alternatives);
        }
        compare(name, alternatives, "alternative");
    }

    const Codebook::Impl& book_;
    LintPlaces places_;
    Program scratch_;
    Lowering lowering_;
    Cover cover_;
    std::vector<Lint> lints_;
    std::size_t pairs_ = 0;
};

}  // namespace

std::string_view lint_word(LintKind kind) {
    switch (kind) {
        case LintKind::never_matches: return "never-matches";
        case LintKind::never_counts: return "never-counts";
        case LintKind::duplicate: return "duplicate";
        case LintKind::shadowed: return "shadowed";
        case LintKind::unused_set: return "unused-set";
        case LintKind::lower_case_operator: return "lower-case-operator";
        case LintKind::read_as_written: return "read-as-written";
        case LintKind::wordless_regex: return "wordless-regex";
        case LintKind::never_fired: return "never-fired";
        case LintKind::takes_in: break;
    }
    return "takes-in";
}

std::vector<Lint> lint(const Coder& coder) { return Linter(coder.program()).run(); }

}  // namespace libcode

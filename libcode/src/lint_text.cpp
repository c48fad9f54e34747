// Lints a codebook on given answers. In: Coder, Codings and their texts. Out: the rules that made no coding, and what
// each wildcard or fuzzy word met in matches. Cost: coding the answers once more, and a look at the words of each match of
// a rule with such a word. Tests: test_lint.cpp.
#include <libcode/lint.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "lint_place.hpp"
#include "print_rule.hpp"
#include "work.hpp"

namespace libcode {
namespace {

constexpr std::uint64_t least_met_by_fuzzy = 3;  // a form must be met so often to be called unintended
constexpr std::uint64_t least_met_by_wildcard = 5;
constexpr std::size_t responses_between_looks = 256;
constexpr std::size_t short_stem_chars = 4;  // `can*` takes in other words, `addict*` hardly

// Where an expression was written.
struct Written {
    const Expr* expr = nullptr;
    const Rule* rule = nullptr;
    std::string owner;
};

using Forms = std::unordered_map<std::string, std::uint64_t>;

bool is_wide(const Pattern& pattern) { return pattern.kind != PatternKind::literal; }

class TextLinter {
  public:
    TextLinter(const Coder& coder, const Codings& codings, std::span<const std::string_view> text)
        : program_(coder.program()), book_(*program_.book), places_(book_), text_(text), codings_(codings), wide_of_rule_(program_.rules.size()), matched_(program_.rules.size()),
          is_met_(program_.patterns.size() + program_.groups.size()), forms_(program_.patterns.size()) {
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            std::set<NodeId> seen;
            find_wide(program_.rules[i].node, seen, wide_of_rule_[i]);
        }
    }

    TextLints run(const Options& options) {
        look_at_responses(options);
        TextLints out;
        find_idle_rules(out);
        find_wide_words(out);
        std::ranges::stable_sort(out.lints, [](const Lint& a, const Lint& b) { return a.fault.place < b.fault.place; });
        std::ranges::stable_sort(out.words, [](const WideWord& a, const WideWord& b) { return a.place < b.place; });
        return out;
    }

  private:
    void find_wide(NodeId id, std::set<NodeId>& seen, std::set<PatternId>& wide) const {
        if (!seen.insert(id).second) return;
        const Node& node = program_.nodes[id];
        if (node.op == Op::pattern && is_wide(program_.patterns[node.id])) wide.insert(node.id);
        for (const NodeId operand : node.operands) find_wide(operand, seen, wide);
    }

    void look_at_responses(const Options& options) {
        Work work(program_);
        Lexicon lexicon(*program_.index);
        MetWords met_words(work.found());
        std::vector<std::uint8_t> in_base(program_.codes.size());
        std::vector<Coding> rows;
        for (std::size_t i = 0; i < text_.size(); ++i) {
            if (i % responses_between_looks == 0 && options.progress && !options.progress(i)) throw Stopped();
            if (codings_.answers[i] != Answer::usable) continue;
            ++usable_;
            for (std::size_t code = 0; code < in_base.size(); ++code) in_base[code] = codings_.in_base(i, code);
            rows.clear();
            work.code(static_cast<std::uint32_t>(i), text_[i], in_base, rows);
            look_at_words(work, lexicon, met_words, in_base);
        }
    }

    // Counts the rules that match the response at hand, and the forms by which wide words took part.
    void look_at_words(Work& work, Lexicon& lexicon, MetWords& met_words, const std::vector<std::uint8_t>& in_base) {
        const Tokens& tokens = work.tokens();
        for (std::size_t word = 0; word < tokens.words.size(); ++word)
            for (const PatternId pattern : lexicon.patterns(lexicon.resolve(tokens.form(word)))) is_met_[pattern] = 1;
        std::set<std::pair<PatternId, std::uint32_t>> taking_part;
        std::vector<std::uint32_t> words;
        for (const std::uint32_t rule : work.found().woken()) {
            if (!in_base[program_.rules[rule].code]) continue;
            const NodeId node = program_.rules[rule].node;
            const SpanView spans = work.found().spans(node);
            if (spans.empty()) continue;
            ++matched_[rule];
            if (wide_of_rule_[rule].empty()) continue;
            for (const Span span : Spans(spans.begin(), spans.end())) {
                met_words.find(node, span, words);
                for (const std::uint32_t word : words)
                    for (const PatternId pattern : lexicon.patterns(lexicon.resolve(tokens.form(word))))
                        if (wide_of_rule_[rule].contains(pattern)) taking_part.emplace(pattern, word);
            }
        }
        for (const auto& [pattern, word] : taking_part) ++forms_[pattern][view_form(tokens.form(word), View::caseless, *program_.language).base];
    }

    // ---- rules without a coding

    void find_idle_rules(TextLints& out) const {
        if (usable_ == 0) return;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> made;
        for (const Coding& coding : codings_.rows) ++made[{coding.code, coding.rule}];
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            const CompiledRule& compiled = program_.rules[i];
            if (made.contains({compiled.code, compiled.index})) continue;
            const Rule& rule = program_.rule(compiled);
            std::string message, hint;
            if (matched_[i] > 0) {
                message = "this rule matches in " + count_of(matched_[i], "response") + ", but no coding comes of it";
                hint = "`unless` sets its matches aside, or other rules of the code take their place";
            } else {
                message = "this rule met nothing in " + count_of(base_of(compiled.code), "response");
                if (const Expr* unmet = find_unmet(compiled.node)) hint = "no response holds " + in_backquotes(print_rule(*unmet));
            }
            const auto length = static_cast<std::uint32_t>(rule.text.size());
            out.lints.push_back({LintKind::never_fired, book_.codes[compiled.code].path, rule.text,
                                 places_.fault(rule, {0, length}, std::move(message), std::move(hint))});
        }
    }

    std::uint64_t base_of(std::uint32_t code) const {
        std::uint64_t base = 0;
        for (std::size_t i = 0; i < codings_.answers.size(); ++i) base += codings_.answers[i] == Answer::usable && codings_.in_base(i, code);
        return base;
    }

    static std::string count_of(std::uint64_t count, std::string thing) {
        return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
    }

    // A part without which the node cannot match and that no response holds, or null.
    const Expr* find_unmet(NodeId id) const {
        const Node& node = program_.nodes[id];
        switch (node.op) {
            case Op::pattern: return is_met_[node.id] ? nullptr : node.source;
            case Op::either:
                for (const NodeId operand : node.operands)
                    if (find_unmet(operand) == nullptr) return nullptr;
                return node.source;
            case Op::smallest:
            case Op::without:
            case Op::apart: return find_unmet(node.operands[0]);
            case Op::sequence:
            case Op::distance:
            case Op::scope:
            case Op::both: break;
            default: return nullptr;
        }
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            if (!node.steps.empty() && node.steps[i].optional) continue;
            if (const Expr* unmet = find_unmet(node.operands[i])) return unmet;
        }
        return nullptr;
    }

    // ---- wide words

    void find_wide_words(TextLints& out) const {
        const auto written = where_written();
        std::set<PatternId> done;
        for (const Node& node : program_.nodes) {
            if (node.op != Op::pattern || forms_[node.id].empty() || !done.insert(node.id).second) continue;
            const auto found = written.find(node.source);
            if (found == written.end()) continue;
            const Written& where = found->second;
            const RuleRange range = where.expr->range;
            WideWord word;
            word.word = where.rule->text.substr(range.start_bytes, range.end_bytes - range.start_bytes);
            word.code = where.owner;
            word.rule = where.rule->text;
            const std::uint64_t unintended = list_forms(program_.patterns[node.id], forms_[node.id], word);
            Fault fault = places_.fault(*where.rule, range, {}, {});
            word.place = fault.place;
            if (unintended > 0) {
                fault.message = in_backquotes(word.word) + " takes in what looks like another word, " + std::to_string(unintended) + " times of " +
                                std::to_string(word.met);
                fault.hint = "write out the forms that are meant, or set the others aside with `unless`";
                out.lints.push_back({LintKind::takes_in, where.owner, where.rule->text, std::move(fault)});
            }
            out.words.push_back(std::move(word));
        }
    }

    // Every expression of the codebook by its address, with the line it was written in.
    std::unordered_map<const Expr*, Written> where_written() const {
        std::unordered_map<const Expr*, Written> out;
        const auto add = [&](const auto& self, const Expr& expr, const Rule& rule, const std::string& owner) -> void {
            if (expr.kind == ExprKind::word || expr.kind == ExprKind::hyphened) out[&expr] = {&expr, &rule, owner};
            for (const Expr& operand : expr.operands) self(self, operand, rule, owner);
        };
        for (std::size_t i = 0; i < book_.sets.size(); ++i)
            for (std::size_t j = 0; j < book_.set_rules[i].size(); ++j)
                add(add, book_.set_rules[i][j], book_.sets[i].alternatives[j], "$" + book_.sets[i].name);
        for (std::size_t i = 0; i < book_.codes.size(); ++i)
            for (std::size_t j = 0; j < book_.code_rules[i].rules.size(); ++j)
                add(add, book_.code_rules[i].rules[j], book_.codes[i].rules[j], book_.codes[i].path);
        return out;
    }

    // Fills the forms of `word`, the most frequent first; how often unintended ones were met.
    std::uint64_t list_forms(const Pattern& pattern, const Forms& forms, WideWord& word) const {
        for (const auto& [form, count] : forms) {
            word.met += count;
            word.forms.push_back({form, count});
        }
        word.distinct_forms = word.forms.size();
        std::ranges::sort(word.forms, [](const MetForm& a, const MetForm& b) { return a.count != b.count ? a.count > b.count : a.form < b.form; });
        std::uint64_t unintended = 0;
        for (MetForm& form : word.forms) {
            form.looks_unintended = looks_unintended(pattern, forms, word.met, form);
            if (form.looks_unintended) unintended += form.count;
        }
        if (word.forms.size() > most_forms_listed) word.forms.resize(most_forms_listed);
        return unintended;
    }

    // A slip is rarer than the word it is a slip of; where a short word that is met by itself also meets one form more
    // often than all others, that form is seldom meant; nor is a contraction (`can*`: can't).
    bool looks_unintended(const Pattern& pattern, const Forms& forms, std::uint64_t met, const MetForm& form) const {
        if (pattern.kind == PatternKind::fuzzy) {
            const auto own = forms.find(pattern.text);
            const std::uint64_t own_count = own == forms.end() ? 0 : own->second;
            return form.form != pattern.text && form.count >= least_met_by_fuzzy && form.count * 2 > own_count && !share_stem(form.form, pattern.text);
        }
        const std::string stem = pattern.text.substr(0, pattern.text.find_first_of("*?"));
        if (stem.empty() || pattern.text.size() != stem.size() + 1 || form.form == stem) return false;
        const bool is_contraction = form.form.find('\'') != std::string::npos && stem.find('\'') == std::string::npos;
        if (is_contraction) return true;
        return stem.size() <= short_stem_chars && forms.contains(stem) && form.count >= least_met_by_wildcard && form.count > met - form.count && !share_stem(form.form, stem);
    }

    bool share_stem(const std::string& a, const std::string& b) const {
        const std::string_view stemmer = program_.language->stemmer;
        return fold(a, Fold::stem, stemmer) == fold(b, Fold::stem, stemmer);
    }

    const Program& program_;
    const Codebook::Impl& book_;
    LintPlaces places_;
    std::span<const std::string_view> text_;
    const Codings& codings_;
    std::vector<std::set<PatternId>> wide_of_rule_;  // in step with program_.rules
    std::vector<std::uint64_t> matched_;             // the same: responses in which the rule has a span
    std::vector<std::uint8_t> is_met_;               // per pattern and group, by any word of any response
    std::vector<Forms> forms_;                       // per pattern, by words that took part in a match
    std::uint64_t usable_ = 0;
};

}  // namespace

TextLints lint(const Coder& coder, const Codings& codings, std::span<const std::string_view> text, const Options& options) {
    if (codings.answers.size() != text.size())
        throw std::invalid_argument("the codings are of " + std::to_string(codings.answers.size()) + " responses, but there are " +
                                    std::to_string(text.size()) + " texts");
    return TextLinter(coder, codings, text).run(options);
}

}  // namespace libcode

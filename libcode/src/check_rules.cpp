// The parsed rules of a codebook in, the faults between them out: unknown names, cycles,
// what a set may not carry into a phrase, and (rule_sizes.hpp) what is too much. Linear in the rules. Covered by tests/test_check_rules.cpp.
#include "check_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "near_words.hpp"
#include "rule_cycles.hpp"
#include "rule_faults.hpp"
#include "rule_sizes.hpp"

namespace libcode {

namespace {

constexpr std::size_t most_suggestions = 50;      // each looks at every name
constexpr std::size_t most_names_to_suggest = 20'000;
constexpr std::size_t longest_list = 6;           // of names in a message, more or less

constexpr const char* write_a_set = "write its words under `sets:`";
constexpr const char* write_a_path = "write the path of a code of this codebook";

// Where an expression stands: inside a phrase or a word distance, or not.
enum class Surroundings : std::uint8_t { open, tight };

class RuleChecker {
  public:
    RuleChecker(RuleBook book, std::vector<CheckFault>& faults) : book_(book), faults_(faults) {}

    void run() {
        index_names();
        for (std::uint32_t i = 0; i < book_.sets.size(); ++i) {
            holder_ = i;
            walk_all(book_.sets[i].alternatives, book_.set_rules[i]);
        }
        for (std::uint32_t i = 0; i < book_.codes.size(); ++i) {
            holder_ = own(i);
            walk_all(book_.codes[i].rules, book_.code_rules[i].rules);
            walk_all(book_.codes[i].unless, book_.code_rules[i].unless);
        }
        const Needs needs = follow_needs(tree(0) + code_count(), std::move(needs_));
        report_cycles(needs.cycles);
        report_carried_scopes(needs.order);
        if (needs.cycles.empty()) check_rule_sizes(book_, needs.order, [this](const Expr& named) { return thing_of(named); }, faults_);
    }

  private:
    // Things that need each other are numbered: sets, then codes by their own rules, then codes with all
    // below them, which is what a reference to a code means.
    std::uint32_t set_count() const { return static_cast<std::uint32_t>(book_.sets.size()); }
    std::uint32_t code_count() const { return static_cast<std::uint32_t>(book_.codes.size()); }
    std::uint32_t own(std::uint32_t code) const { return set_count() + code; }
    std::uint32_t tree(std::uint32_t code) const { return set_count() + code_count() + code; }

    std::string name_of(std::uint32_t thing) const {
        if (thing < set_count()) return "$" + book_.sets[thing].name;
        return book_.codes[(thing - set_count()) % code_count()].path;
    }

    // What an expression names; none where the name has a fault.
    std::uint32_t thing_of(const Expr& named) const {
        const auto& names = named.kind == ExprKind::set ? sets_ : paths_;
        const auto found = names.find(named.text);
        if (found == names.end()) return UINT32_MAX;
        return named.kind == ExprKind::set ? found->second : tree(found->second);
    }

    void index_names() {
        for (std::uint32_t i = 0; i < set_count(); ++i) sets_.emplace(book_.sets[i].name, i);
        scoped_sets_.assign(set_count(), 0);
        has_rules_.assign(code_count(), 0);
        for (std::uint32_t i = code_count(); i-- > 0;) {
            const Code& code = book_.codes[i];
            paths_.emplace(code.path, i);
            needs_.push_back({tree(i), own(i), nullptr, {}});
            if (code.parent) needs_.push_back({tree(*code.parent), tree(i), nullptr, {}});
            if (!code.rules.empty()) has_rules_[i] = 1;
            if (code.parent && has_rules_[i]) has_rules_[*code.parent] = 1;
        }
        for (std::uint32_t i = 0; i < code_count(); ++i) keys_[book_.codes[i].key].push_back(i);
    }

    void fail(RuleRange range, std::string message, std::string hint) {
        faults_.push_back({rule_, {range, std::move(message), std::move(hint)}});
    }

    // ---- names

    void walk_all(const std::vector<Rule>& rules, std::vector<Expr>& exprs) {
        for (std::size_t i = 0; i < rules.size() && i < exprs.size(); ++i) {
            rule_ = &rules[i];
            walk(exprs[i], Surroundings::open);
        }
    }

    void walk(Expr& expr, Surroundings surroundings) {
        if (expr.kind == ExprKind::set) {
            look_up_set(expr, surroundings);
        } else if (expr.kind == ExprKind::code) {
            look_up_code(expr);
        } else if (expr.kind == ExprKind::distance && expr.scope != Scope::words) {
            if (holder_ < set_count()) scoped_sets_[holder_] = 1;
        }
        const bool tightens = expr.kind == ExprKind::phrase || (expr.kind == ExprKind::distance && expr.scope == Scope::words);
        for (Expr& operand : expr.operands) walk(operand, tightens ? Surroundings::tight : surroundings);
    }

    void look_up_set(const Expr& expr, Surroundings surroundings) {
        const auto found = sets_.find(expr.text);
        if (found == sets_.end()) {
            fail(expr.range, "there is no set " + shown("$" + expr.text), suggest_set(expr.text));
            return;
        }
        if (book_.sets[found->second].alternatives.empty()) {
            fail(expr.range, "the set " + shown("$" + expr.text) + " is empty", "give it at least one alternative");
            return;
        }
        needs_.push_back({holder_, found->second, rule_, expr.range});
        uses_.push_back({holder_, found->second, rule_, expr.range, surroundings});
    }

    void look_up_code(Expr& expr) {
        auto path = paths_.find(expr.text);
        std::uint32_t code = 0;
        if (path != paths_.end()) {
            code = path->second;
        } else {
            const auto key = keys_.find(expr.text);
            if (key == keys_.end()) {
                fail(expr.range, "there is no code " + shown("@" + expr.text), suggest_code(expr.text));
                return;
            }
            if (key->second.size() > 1) {
                fail(expr.range, "several codes have the key " + shown(expr.text), "write one of " + list_paths(key->second));
                return;
            }
            code = key->second.front();
        }
        expr.text = book_.codes[code].path;
        if (!has_rules_[code]) {
            fail(expr.range, "the code " + shown("@" + expr.text) + " has no rules, nor has any code below it",
                 "give it a rule, or leave it out here");
            return;
        }
        needs_.push_back({holder_, tree(code), rule_, expr.range});
    }

    std::string list_paths(const std::vector<std::uint32_t>& codes) const {
        std::string out;
        for (std::size_t i = 0; i < codes.size() && i < longest_list; ++i) {
            if (i > 0) out += ", ";
            out += shown("@" + book_.codes[codes[i]].path);
        }
        return codes.size() > longest_list ? out + " …" : out;
    }

    std::string suggest_set(std::string_view name) {
        if (book_.sets.empty()) return "write the words out instead";
        if (book_.sets.size() > most_names_to_suggest || suggestions_++ >= most_suggestions) return write_a_set;
        std::vector<std::string_view> names;
        for (const Set& set : book_.sets) names.push_back(set.name);
        const auto near = nearest_word(name, names);
        return near ? "did you mean " + shown("$" + std::string(*near)) + "?" : write_a_set;
    }

    std::string suggest_code(std::string_view name) {
        if (book_.codes.size() > most_names_to_suggest || suggestions_++ >= most_suggestions) return write_a_path;
        std::vector<std::string_view> names;
        for (const Code& code : book_.codes) names.push_back(code.path);
        auto near = nearest_word(name, names);
        if (!near) {
            // The last part of a path may be right where those before it are not.
            const std::string_view key = name.substr(name.rfind('.') + 1);
            names.clear();
            for (const auto& [known, codes] : keys_) names.push_back(known);
            std::sort(names.begin(), names.end());
            const auto near_key = nearest_word(key, names);
            if (near_key) return "did you mean " + list_paths(keys_.find(*near_key)->second) + "?";
        }
        return near ? "did you mean " + shown("@" + std::string(*near)) + "?" : write_a_path;
    }

    // ---- what reaches what

    void report_cycles(const std::vector<Cycle>& cycles) {
        for (const Cycle& cycle : cycles) {
            std::vector<std::string> names;
            for (const std::uint32_t thing : cycle.chain) {
                std::string name = name_of(thing);
                if (names.empty() || names.back() != name) names.push_back(std::move(name));
            }
            if (names.size() == 1) names.push_back(names.front());
            std::string chain = names.front();
            for (std::size_t i = 1; i < names.size(); ++i) {
                const bool left_out = i >= longest_list && i + 1 < names.size();
                if (!left_out) chain += " → " + names[i];
                if (left_out && i == longest_list) chain += " → …";
            }
            rule_ = cycle.rule;
            fail(cycle.range, "this leads back to itself: " + chain, "take one of these references out");
        }
    }

    // `order` has each set after the sets it uses.
    void report_carried_scopes(const std::vector<std::uint32_t>& order) {
        std::vector<std::vector<std::uint32_t>> used(set_count());
        for (const Use& use : uses_) {
            if (use.holder < set_count()) used[use.holder].push_back(use.set);
        }
        for (const std::uint32_t thing : order) {
            if (thing >= set_count()) continue;
            for (const std::uint32_t set : used[thing]) scoped_sets_[thing] |= scoped_sets_[set];
        }
        for (const Use& use : uses_) {
            if (use.surroundings == Surroundings::open || !scoped_sets_[use.set]) continue;
            rule_ = use.rule;
            fail(use.range, shown(name_of(use.set)) + " brings a distance in sentences or paragraphs into a phrase or a distance in words",
                 "make that distance the outermost operator, or use a number of words in it");
        }
    }

    struct Use {
        std::uint32_t holder;
        std::uint32_t set;
        const Rule* rule;
        RuleRange range;
        Surroundings surroundings;
    };

    RuleBook book_;
    std::vector<CheckFault>& faults_;
    std::unordered_map<std::string_view, std::uint32_t> sets_, paths_;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> keys_;
    std::vector<std::uint8_t> has_rules_;    // per code, it or one below it
    std::vector<std::uint8_t> scoped_sets_;  // per set, it or one it uses has a scope distance
    std::vector<Need> needs_;
    std::vector<Use> uses_;
    std::size_t suggestions_ = 0;
    std::uint32_t holder_ = 0;     // whose rule is walked
    const Rule* rule_ = nullptr;
};

}  // namespace

void check_rules(RuleBook book, std::vector<CheckFault>& faults) { RuleChecker(book, faults).run(); }

}  // namespace libcode

// Compares two codebooks; the contract stands in book_changes.hpp.
#include "book_changes.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace libcode {
namespace {

class Comparison {
  public:
    Comparison(const Codebook::Impl& before, const Codebook::Impl& after) : before_(before), after_(after) {
        for (std::uint32_t i = 0; i < before.sets.size(); ++i) old_set_.emplace(before.sets[i].name, i);
        for (std::uint32_t i = 0; i < after.sets.size(); ++i) new_set_.emplace(after.sets[i].name, i);
        for (std::uint32_t i = 0; i < before.codes.size(); ++i) old_code_.emplace(before.codes[i].path, i);
        for (std::uint32_t i = 0; i < after.codes.size(); ++i) new_code_.emplace(after.codes[i].path, i);
        is_same_set_.resize(after.sets.size());
        points_at_.resize(after.codes.size());
    }

    BookChanges run() {
        const std::size_t old_count = before_.codes.size(), new_count = after_.codes.size();
        out_.new_code.assign(old_count, no_code);
        out_.old_rules.resize(old_count);
        out_.later_rules.resize(old_count);
        out_.new_rules.resize(new_count);
        out_.is_redone.resize(new_count);
        std::uint32_t last_old = 0;
        for (std::uint32_t code = 0; code < new_count; ++code) {
            const auto old = old_code_.find(after_.codes[code].path);
            if (old == old_code_.end()) {
                out_.new_rules[code] = {0, rule_count(after_, code)};
                out_.is_redone[code] = 1;
                continue;
            }
            out_.keeps_order = out_.keeps_order && last_old <= old->second;
            last_old = old->second;
            out_.renumbers = out_.renumbers || old->second != code;
            out_.new_code[old->second] = code;
            compare(old->second, code);
        }
        for (std::uint32_t old = 0; old < old_count; ++old)
            if (out_.new_code[old] == no_code) {
                out_.drops = true;
                out_.old_rules[old] = {0, rule_count(before_, old)};
            }
        follow();
        return std::move(out_);
    }

  private:
    static std::uint32_t rule_count(const Codebook::Impl& book, std::uint32_t code) { return static_cast<std::uint32_t>(book.codes[code].rules.size()); }

    void compare(std::uint32_t old, std::uint32_t code) {
        const Code &a = before_.codes[old], &b = after_.codes[code];
        const CodeRules &x = before_.code_rules[old], &y = after_.code_rules[code];
        const std::uint32_t old_count = rule_count(before_, old), new_count = rule_count(after_, code);
        const bool is_like = a.settings == b.settings && a.count == b.count && is_same_where(a.where, b.where) && is_same(a.unless, x.unless, b.unless, y.unless);
        const auto is_same_rule = [&](std::uint32_t i, std::uint32_t k) { return a.rules[i].text == b.rules[k].text && is_same(x.rules[i], y.rules[k]); };
        std::uint32_t first = 0, same_after = 0;
        if (is_like) {
            const std::uint32_t shorter = std::min(old_count, new_count);
            while (first < shorter && is_same_rule(first, first)) ++first;
            while (same_after < shorter - first && is_same_rule(old_count - 1 - same_after, new_count - 1 - same_after)) ++same_after;
        }
        out_.old_rules[old] = {first, old_count - same_after};
        out_.new_rules[code] = {first, new_count - same_after};
        out_.is_redone[code] = !is_like || first + same_after < std::max(old_count, new_count);
        out_.later_rules[old] = std::int64_t{new_count} - std::int64_t{old_count};
        out_.renumbers = out_.renumbers || (old_count != new_count && same_after != 0);
    }

    static bool is_same_where(const std::vector<Where>& a, const std::vector<Where>& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Where& x, const Where& y) { return x.column == y.column && x.values == y.values; });
    }

    bool is_same(const std::vector<Rule>& a, const std::vector<Expr>& x, const std::vector<Rule>& b, const std::vector<Expr>& y) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (a[i].text != b[i].text || !is_same(x[i], y[i])) return false;
        return true;
    }

    // Whether two trees of the same text name the same things.
    bool is_same(const Expr& a, const Expr& b) {
        if (a.kind != b.kind || a.operands.size() != b.operands.size()) return false;
        if (a.kind == ExprKind::code) return a.text == b.text;
        if (a.kind == ExprKind::set) return a.text == b.text && is_same_set(a.text);
        for (std::size_t i = 0; i < a.operands.size(); ++i)
            if (!is_same(a.operands[i], b.operands[i])) return false;
        return true;
    }

    bool is_same_set(const std::string& name) {
        const auto a = old_set_.find(name), b = new_set_.find(name);
        if (a == old_set_.end() || b == new_set_.end()) return false;
        std::optional<bool>& known = is_same_set_[b->second];
        if (!known)
            known = is_same(before_.sets[a->second].alternatives, before_.set_rules[a->second], after_.sets[b->second].alternatives, after_.set_rules[b->second]);
        return *known;
    }

    // The codes that an expression points at.
    void collect(const Expr& expr, std::vector<std::uint32_t>& codes) const {
        if (expr.kind == ExprKind::code) codes.push_back(new_code_.at(expr.text));
        if (expr.kind == ExprKind::set)
            for (const Expr& each : after_.set_rules[new_set_.at(expr.text)]) collect(each, codes);
        for (const Expr& operand : expr.operands) collect(operand, codes);
    }

    // A code is redone where one that it points at is, or where one was taken out below that; what is redone needs all that it points at.
    void follow() {
        const auto count = static_cast<std::uint32_t>(after_.codes.size());
        for (std::uint32_t code = 0; code < count; ++code) {
            for (const Expr& rule : after_.code_rules[code].rules) collect(rule, points_at_[code]);
            for (const Expr& rule : after_.code_rules[code].unless) collect(rule, points_at_[code]);
        }
        // Whether a code or one below it is redone or gone.
        std::vector<std::uint8_t> is_touched(count);
        const auto touch = [&](std::uint32_t code) {
            for (std::optional<std::uint32_t> at = code; at && !is_touched[*at]; at = after_.codes[*at].parent) is_touched[*at] = 1;
        };
        for (std::uint32_t code = 0; code < count; ++code)
            if (out_.is_redone[code]) touch(code);
        for (std::uint32_t old = 0; old < out_.new_code.size(); ++old)
            if (out_.new_code[old] == no_code)
                for (std::optional<std::uint32_t> at = before_.codes[old].parent; at; at = before_.codes[*at].parent)
                    if (out_.new_code[*at] != no_code) touch(out_.new_code[*at]);
        for (bool is_more = true; is_more;) {
            is_more = false;
            for (std::uint32_t code = 0; code < count; ++code) {
                const auto& targets = points_at_[code];
                if (out_.is_redone[code] || std::none_of(targets.begin(), targets.end(), [&](std::uint32_t target) { return is_touched[target] != 0; })) continue;
                out_.is_redone[code] = 1;
                touch(code);
                is_more = true;
            }
        }
        out_.is_needed = out_.is_redone;
        std::vector<std::uint32_t> open;
        for (std::uint32_t code = 0; code < count; ++code)
            if (out_.is_needed[code]) open.push_back(code);
        const auto need = [&](std::uint32_t code) {
            if (out_.is_needed[code]) return;
            out_.is_needed[code] = 1;
            open.push_back(code);
        };
        if (open.empty()) return;
        std::vector<std::vector<std::uint32_t>> children(count);
        for (std::uint32_t code = 0; code < count; ++code)
            if (after_.codes[code].parent) children[*after_.codes[code].parent].push_back(code);
        std::vector<std::uint8_t> is_gone_through(count);
        const auto need_family = [&](std::uint32_t root) {
            if (std::exchange(is_gone_through[root], std::uint8_t{1}) != 0) return;
            std::vector<std::uint32_t> family{root};
            for (std::size_t i = 0; i < family.size(); ++i) {
                need(family[i]);
                family.insert(family.end(), children[family[i]].begin(), children[family[i]].end());
            }
        };
        for (std::size_t i = 0; i < open.size(); ++i)
            for (const std::uint32_t target : points_at_[open[i]]) need_family(target);
    }

    const Codebook::Impl &before_, &after_;
    BookChanges out_;
    std::unordered_map<std::string_view, std::uint32_t> old_set_, new_set_, old_code_, new_code_;
    std::vector<std::optional<bool>> is_same_set_;  // by set after
    std::vector<std::vector<std::uint32_t>> points_at_;
};

}  // namespace

std::optional<BookChanges> changes_of(const Codebook::Impl& before, const Codebook::Impl& after) {
    if (before.language != after.language || before.settings.unit != after.settings.unit || before.cues_text != after.cues_text) return std::nullopt;
    return Comparison(before, after).run();
}

}  // namespace libcode

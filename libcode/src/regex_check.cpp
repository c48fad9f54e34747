// Compiles every regular expression of a codebook to see whether it can be; the contract stands in regex_check.hpp.
#include "regex_check.hpp"

#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "regex.hpp"

namespace libcode {
namespace {

class RegexCheck {
  public:
    explicit RegexCheck(std::vector<CheckFault>& faults) : faults_(faults) {}

    void check(const Rule& rule, const Expr& expr, const Settings& settings) {
        if (expr.kind == ExprKind::regex) {
            const std::string& error = error_of(expr.text, settings);
            if (!error.empty()) faults_.push_back({&rule, {expr.range, error, {}}});
        }
        for (const Expr& operand : expr.operands) check(rule, operand, settings);
    }

    void check(std::span<const Rule> rules, std::span<const Expr> trees, const Settings& settings) {
        for (std::size_t i = 0; i < rules.size(); ++i) check(rules[i], trees[i], settings);
    }

  private:
    const std::string& error_of(const std::string& pattern, const Settings& settings) {
        const auto [known, is_new] = errors_.try_emplace({pattern, settings.letter_case, settings.accents});
        if (is_new) compile_regex(pattern, settings.letter_case, settings.accents, known->second);
        return known->second;
    }

    std::vector<CheckFault>& faults_;
    std::map<std::tuple<std::string, Case, Accents>, std::string> errors_;
};

}  // namespace

void check_regexes(const RuleBook& book, const Settings& settings, std::vector<CheckFault>& faults) {
    RegexCheck check(faults);
    for (std::size_t i = 0; i < book.sets.size(); ++i) check.check(book.sets[i].alternatives, book.set_rules[i], settings);
    for (std::size_t i = 0; i < book.codes.size(); ++i) {
        check.check(book.codes[i].rules, book.code_rules[i].rules, book.codes[i].settings);
        check.check(book.codes[i].unless, book.code_rules[i].unless, book.codes[i].settings);
    }
}

}  // namespace libcode

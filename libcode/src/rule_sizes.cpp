// How high a rule is and how many spans it can have at one word, its sets written out: sets of sets can make a
// short codebook mean more than any memory holds, or lie deeper than the stack. In: the parsed rules and the order in which
// they need each other. Out: faults. Linear in the rules. Covered by tests/test_rule_sizes.cpp.
#include "rule_sizes.hpp"

#include <algorithm>
#include <string>

#include "rule_faults.hpp"

namespace libcode {

namespace {

constexpr std::uint64_t most_words = UINT32_MAX;  // numbers stay below it, so that products fit

struct Size {
    std::uint32_t height = 1;
    std::uint64_t narrowest_words = 1, widest_words = 1;
    std::uint64_t ends = 1;  // of spans that begin at one word, at most
};

std::uint64_t limited(std::uint64_t words) { return std::min(words, most_words); }

// As many ends as the parts give, or as there are widths.
Size bounded(Size size) {
    size.narrowest_words = limited(size.narrowest_words);
    size.widest_words = limited(size.widest_words);
    size.ends = std::min(limited(size.ends), size.widest_words - size.narrowest_words + 1);
    return size;
}

class SizeChecker {
  public:
    SizeChecker(const RuleBook& book, const std::function<std::uint32_t(const Expr&)>& thing_of, std::vector<CheckFault>& faults)
        : book_(book), thing_of_(thing_of), faults_(faults), sizes_(book.sets.size() + 2 * book.codes.size()) {}

    void run(const std::vector<std::uint32_t>& order) {
        const std::size_t sets = book_.sets.size(), codes = book_.codes.size();
        children_.resize(codes);
        for (std::uint32_t i = 0; i < codes; ++i)
            if (book_.codes[i].parent) children_[*book_.codes[i].parent].push_back(i);
        for (const std::uint32_t thing : order) {
            Size& size = sizes_[thing];
            if (thing < sets) {
                size = of_rules(book_.sets[thing].alternatives, book_.set_rules[thing]);
            } else if (thing < sets + codes) {
                const std::size_t code = thing - sets;
                const Size own = of_rules(book_.codes[code].rules, book_.code_rules[code].rules);
                size.height = std::max(own.height, of_rules(book_.codes[code].unless, book_.code_rules[code].unless).height);
            } else {
                const std::size_t code = thing - sets - codes;
                size.height = sizes_[sets + code].height;
                for (const std::uint32_t child : children_[code]) size.height = std::max(size.height, sizes_[sets + codes + child].height);
            }
        }
    }

  private:
    // Of alternatives; one that is too much is reported, and then counts for no more than a word.
    Size of_rules(const std::vector<Rule>& rules, const std::vector<Expr>& exprs) {
        Size sum;
        bool is_first = true;
        for (std::size_t i = 0; i < rules.size() && i < exprs.size(); ++i) {
            Size size = of(exprs[i]);
            if (size.height > highest_rule) {
                fail(rules[i], exprs[i], "brackets, sets and codes lie one within the other more than " + std::to_string(highest_rule) + " deep here",
                     "write some of them out");
                size = {};
            } else if (size.ends > most_ends_a_beginning) {
                fail(rules[i], exprs[i], "this can be met in too many ways: by up to " + std::to_string(size.ends) +
                         " different runs of words from one word on (at most 1,000 are looked for)",
                     "leave out some of what is optional, or make the distances shorter");
                size = {};
            }
            sum = is_first ? size : either(sum, size);
            is_first = false;
        }
        sum.height += 1;
        return sum;
    }

    void fail(const Rule& rule, const Expr& expr, std::string message, std::string hint) {
        faults_.push_back({&rule, {expr.range, std::move(message), std::move(hint)}});
    }

    static Size either(const Size& a, const Size& b) {
        return bounded({std::max(a.height, b.height), std::min(a.narrowest_words, b.narrowest_words), std::max(a.widest_words, b.widest_words), a.ends + b.ends});
    }

    Size of(const Expr& expr) {
        Size size;
        switch (expr.kind) {
            case ExprKind::word:
            case ExprKind::any_word:
            case ExprKind::regex: return {};
            case ExprKind::hyphened: return bounded({2, 1, expr.operands.size(), 2});
            case ExprKind::set: {
                const std::uint32_t set = thing_of_(expr);
                if (set < sizes_.size()) size = sizes_[set];
                break;
            }
            case ExprKind::code: {
                const std::uint32_t code = thing_of_(expr);
                if (code < sizes_.size()) size.height = sizes_[code].height;
                break;
            }
            case ExprKind::option:
                size = of(expr.operands.front());
                size = bounded({size.height, 0, size.widest_words, size.ends + 1});
                break;
            case ExprKind::phrase:
                size = {0, 0, 0, 1};
                for (const Expr& operand : expr.operands) {
                    const Size next = of(operand);
                    size = bounded({std::max(size.height, next.height), size.narrowest_words + next.narrowest_words,
                                    size.widest_words + next.widest_words, size.ends * next.ends});
                }
                break;
            case ExprKind::either:
                size = of(expr.operands.front());
                for (std::size_t i = 1; i < expr.operands.size(); ++i) size = either(size, of(expr.operands[i]));
                break;
            case ExprKind::distance: {
                const Size a = of(expr.operands[0]), b = of(expr.operands[1]);
                size.height = std::max(a.height, b.height);
                if (expr.sense == Sense::without) {
                    size = {size.height, a.narrowest_words, a.widest_words, a.ends};
                } else if (expr.scope == Scope::words) {
                    const std::uint64_t narrowest = expr.order == Order::near ? std::max(a.narrowest_words, b.narrowest_words) : a.narrowest_words + b.narrowest_words;
                    size = bounded({size.height, narrowest, a.widest_words + b.widest_words + expr.words - 1, most_words});
                }
                break;
            }
            case ExprKind::both:
            case ExprKind::without: {
                const Size a = of(expr.operands[0]), b = of(expr.operands[1]);
                size = {std::max(a.height, b.height), a.narrowest_words, a.widest_words, a.ends};
                break;
            }
        }
        ++size.height;
        return size;
    }

    const RuleBook& book_;
    const std::function<std::uint32_t(const Expr&)>& thing_of_;
    std::vector<CheckFault>& faults_;
    std::vector<Size> sizes_;
    std::vector<std::vector<std::uint32_t>> children_;
};

}  // namespace

void check_rule_sizes(const RuleBook& book, const std::vector<std::uint32_t>& order,
                      const std::function<std::uint32_t(const Expr&)>& thing_of, std::vector<CheckFault>& faults) {
    SizeChecker(book, thing_of, faults).run(order);
}

}  // namespace libcode

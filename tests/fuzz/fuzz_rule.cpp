// A rule, of any bytes: refused with faults that stand in it, or read as a tree that prints, and reads again as the same
// tree. In a codebook it compiles or is refused, and codes.
#include <string>
#include <string_view>

#include "faults.hpp"
#include "parser.hpp"
#include "paths.hpp"
#include "print_rule.hpp"
#include "readable.hpp"
#include "source.hpp"

namespace {

bool same(const libcode::Expr& a, const libcode::Expr& b) {
    return a.kind == b.kind && a.text == b.text && a.match == b.match && a.link == b.link && a.gap == b.gap && a.order == b.order &&
           a.scope == b.scope && a.words == b.words && a.sense == b.sense &&
           std::equal(a.operands.begin(), a.operands.end(), b.operands.begin(), b.operands.end(), same);
}

void check_ranges(const libcode::Expr& expr, std::size_t size) {
    must(expr.range.start_bytes <= expr.range.end_bytes && expr.range.end_bytes <= size, "an expression stands in its rule");
    for (const libcode::Expr& operand : expr.operands) check_ranges(operand, size);
}

constexpr std::string_view texts[] = {"No k-cramps, but my mate's bladdr pain might be why. Never heard of ketamine, the kcramps A&E 24/7 été a a b",
                                      "ket a b c d. KET (e) 日本 \xFF😭\nket? x ..3 k NEAR near"};

void use(std::string_view rule) {
    for (std::size_t at = 0; at < rule.size(); at += libcode::utf8_length(rule, at))  // a rule is a line of a file
        if (libcode::utf8_length(rule, at) == 0 || rule[at] == '\r' || rule[at] == '\n') return;
    std::string book = "settings: {negation: off}\nsets: {drug: k | ket}\ncodes:\n  b: {rules: pain*}\n  a:\n    rules: |2\n      ";
    try {
        code_by(path_of(rule.size()), libcode::Coder(libcode::parse_codebook(book.append(rule))), texts);
    } catch (const libcode::CodebookError& error) {
        check_faults(error.faults(), book);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<libcode::RuleFault> faults;
    const auto tree = libcode::parse_rule(text, faults);
    must(tree.has_value() == faults.empty(), "a rule is read, or has a fault");
    for (const libcode::RuleFault& fault : faults) {
        must(!fault.message.empty(), "a fault says what is wrong");
        must(fault.range.start_bytes <= fault.range.end_bytes && fault.range.end_bytes <= size, "a fault stands in its rule");
    }
    if (!tree) return 0;
    check_ranges(*tree, size);
    const std::string printed = libcode::print_rule(*tree);
    const auto again = libcode::parse_rule(printed, faults);
    must(again && same(*tree, *again), "a printed rule reads as the same tree");
    must(libcode::print_rule(*again) == printed, "and prints as itself");
    use(text);
    return 0;
}

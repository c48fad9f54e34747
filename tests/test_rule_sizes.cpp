// How high and how wide a rule may be once its sets are written out: each limit from both sides, and that a set which
// is too much is reported where it stands and not again in what uses it.
#include <doctest/doctest.h>

#include <libcode/codebook.hpp>

#include <string>
#include <vector>

#include "rule_sizes.hpp"

namespace libcode {
namespace {

// The faults of a codebook of one rule, as "line:column message" lines; `sets` is the body of `sets:`.
std::string faults_of(const std::string& rule, const std::string& sets = {}, const std::string& more_codes = {}) {
    const std::string book = (sets.empty() ? "" : "sets:\n" + sets) + "codes:\n" + more_codes + "  theme:\n    rules: |\n      " + rule + "\n";
    std::string out;
    try {
        parse_codebook(book, "f");
    } catch (const CodebookError& error) {
        for (const Fault& fault : error.faults()) out += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.message + "\n";
    }
    return out;
}

std::string repeated(const std::string& piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
}

// s0 to s<count - 1>, each on a line of its own: the first is `first`, each other `pattern` with < for the one before.
std::string chain_of_sets(int count, const std::string& first, const std::string& pattern) {
    std::string out = "  s0: " + first + "\n";
    for (int i = 1; i < count; ++i) {
        out += "  s" + std::to_string(i) + ": ";
        for (const char c : pattern) out += c == '<' ? std::to_string(i - 1) : std::string(1, c);
        out += '\n';
    }
    return out;
}

const std::string too_deep = "brackets, sets and codes lie one within the other more than 500 deep here\n";
std::string too_wide(int ends) {
    return "this can be met in too many ways: by up to " + std::to_string(ends) + " different runs of words from one word on (at most 1,000 are looked for)\n";
}

TEST_CASE("rule sizes: how deep sets may lie") {
    // A word is 1 high, a set's lines 1 more, its name in a rule 1 more.
    constexpr int fits = static_cast<int>(highest_rule) / 2;
    CHECK(faults_of("$s" + std::to_string(fits - 2), chain_of_sets(fits - 1, "x", "$s<")) == "");
    const std::string deep = faults_of("x", chain_of_sets(2 * fits, "x", "$s<"));
    CHECK(deep.ends_with(too_deep));
    CHECK(deep.find('\n') == deep.size() - 1);  // once, though the sets above it are higher yet
}

TEST_CASE("rule sizes: how deep codes may lie") {
    const auto chain = [](int count) {
        std::string out = "  c0: {rules: ket}\n";
        for (int i = 1; i < count; ++i) out += "  c" + std::to_string(i) + ": {rules: \"@c" + std::to_string(i - 1) + "\"}\n";
        return out;
    };
    CHECK(faults_of("x", {}, chain(100)) == "");
    CHECK(faults_of("x", {}, chain(600)).ends_with(too_deep));
}

TEST_CASE("rule sizes: in how many ways a rule may be met from one word on") {
    // n options before a word end in n + 1 places, since they are side by side.
    CHECK(faults_of(repeated("[a] ", 999) + "b") == "");
    CHECK(faults_of(repeated("[a] ", 1000) + "b") == "4:7 " + too_wide(1001));
    // A distance of n gives as many ends as there are widths.
    CHECK(faults_of("a NEAR/100 b NEAR/100 c") == "");
    CHECK(faults_of("(" + repeated("(a NEAR/100 ", 11) + "b" + repeated(")", 11) + ")").find("too many ways") != std::string::npos);
    // In a scope, with AND and NOT only the widths of the first operand count.
    CHECK(faults_of("a AND (b NEAR/100 c)") == "");
    CHECK(faults_of("a NOT NEAR/100 b") == "");
}

TEST_CASE("rule sizes: sets count as they are written out") {
    // Each set doubles the words of the one before, and so its widths.
    CHECK(faults_of("$s9", chain_of_sets(10, "a", "$s< | $s< $s<")) == "");
    CHECK(faults_of("$s10", chain_of_sets(11, "a", "$s< | $s< $s<")).find("too many ways") != std::string::npos);
    // As long as there is one width only, no number of words is too many.
    CHECK(faults_of("$s40", chain_of_sets(41, "a", "$s< $s< | $s< $s<")) == "");
}

}  // namespace
}  // namespace libcode

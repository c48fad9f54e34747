// P10: no codebook hangs, crashes or fills the memory: it is refused with a typed error that has a place, or it works.
//
// Each row is a codebook, what must become of it (the fault's message, or part of it, or nothing) and a response that is
// then coded. The time of the processor is printed; a refusal may take the limit, and what works ten times as long.
//
//     hostile [--limit SECONDS] [NAME...]      all rows, or those whose name holds NAME
#include <ctime>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/tables.hpp>

namespace {

using namespace std::string_literals;

struct Row {
    const char* name;
    std::function<std::string()> book;
    const char* fault;  // a part of the first fault's message; "" where the codebook works
    std::string response = "no ket, a a a b and x";
};

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

// `pattern` for 0 .. count - 1, where # is the number, < the one before and > the one after.
std::string numbered(const std::string& pattern, std::size_t count, std::size_t first = 0) {
    std::string out;
    for (std::size_t i = first; i < first + count; ++i)
        for (const char c : pattern) {
            if (c == '#') out += std::to_string(i);
            else if (c == '<') out += std::to_string(i - 1);
            else if (c == '>') out += std::to_string(i + 1);
            else out += c;
        }
    return out;
}

std::string rules(const std::string& lines, const std::string& top = "") { return top + "codes:\n  a:\n    rules: |\n" + lines; }
std::string rule(const std::string& text, const std::string& top = "") { return rules("      " + text + "\n", top); }

std::string alias_bomb() {
    std::string out = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'z'; ++c) out += c + ": &"s + c + " [" + repeated("*"s + static_cast<char>(c - 1) + ",", 9) + "]\n";
    return out;
}

std::string utf16(const std::string& ascii, bool is_big) {
    std::string out = is_big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) {
        if (is_big) out += '\0';
        out += c;
        if (!is_big) out += '\0';
    }
    return out;
}

// Codes within codes, each with one rule.
std::string nested_codes(int depth) {
    std::string out, indent;
    for (int i = 0; i < depth; ++i) {
        out += indent + "codes:\n" + indent + " c" + std::to_string(i) + ":\n" + indent + "  rules: ket\n";
        indent += "  ";
    }
    return out;
}

std::vector<Row> rows() {
    const std::size_t million = 1'000'000;
    return {
        // The file
        {"an alias bomb", [] { return "codes:\n  a:\n    rules: x\n    memo: &m [x]\n" + alias_bomb(); }, "anchor"},
        {"brackets a million deep", [=] { return "codes: " + repeated("[", million); }, "nested too deeply"},
        {"lists a million deep", [=] { return "codes:\n" + repeated("- ", million); }, "nested too deeply"},
        {"maps a million deep", [=] { return "codes: " + repeated("{a: ", million); }, "unknown key"},
        {"codes within codes, 30 deep", [] { return nested_codes(30); }, ""},
        {"codes within codes, 1,000 deep", [] { return nested_codes(1000); }, "nested too deeply"},
        {"80 MiB of one word", [] { return std::string(80u << 20, 'a'); }, "too long"},
        {"one key a million times", [=] { return repeated("a: 1\n", million); }, "stands twice"},
        {"800,000 keys nobody knows", [] { return "codes:\n  a:\n    rules: x\n" + numbered("k#: 1\n", 800'000); }, "unknown"},
        {"duplicate codes", [] { return "codes:\n  a: {rules: x}\n  a: {rules: y}\n"s; }, "`a` stands twice"},
        {"codes named no, on, off, null", [] { return "codes:\n  no: {rules: ket}\n  on: {rules: a}\n  off: {rules: b}\n  null: {rules: x}\n"s; }, ""},
        {"a code named 007", [] { return "codes:\n  007: {rules: ket}\n"s; }, "007"},
        {"rules that are no, 1.20, 12:30 and ~", [] { return "codes:\n  a: {name: 007, rules: no}\n  b: {name: no, rules: \"12:30\"}\n"s; }, ""},
        {"NUL", [] { return "codes:\n  a:\n    rules: k\0et\n"s; }, "NUL"},
        {"NUL, escaped", [] { return "codes:\n  a:\n    rules: \"k\\0et\"\n"s; }, "U+0000"},
        {"a lone surrogate", [] { return "codes:\n  a:\n    rules: k\xED\xA0\xBD\n"s; }, "not UTF-8"},
        {"a lone surrogate, escaped", [] { return "codes:\n  a:\n    rules: \"k\\ud83d\"\n"s; }, "not a character"},
        {"bytes that are no UTF-8", [=] { return std::string(million, '\xFF'); }, "not UTF-8"},
        {"a byte order mark", [] { return "\xEF\xBB\xBF" + rule("ket"); }, ""},
        {"two byte order marks", [] { return "\xEF\xBB\xBF\xEF\xBB\xBF" + rule("ket"); }, "byte order mark"},
        {"UTF-16, little-endian", [] { return utf16(rule("ket"), false); }, "UTF-16"},
        {"UTF-16, big-endian", [] { return utf16(rule("ket"), true); }, "UTF-16"},
        {"CR only", [] { return "codes:\r  a:\r    rules: |\r      ket\r      a NEAR/5 b\r"s; }, ""},
        {"CR LF", [] { return "codes:\r\n  a:\r\n    rules: |\r\n      ket\r\n"s; }, ""},
        {"nothing", [] { return ""s; }, "empty"},
        {"a byte order mark and nothing", [] { return "\xEF\xBB\xBF"s; }, "empty"},
        {"a million line breaks", [=] { return repeated("\n", million); }, "empty"},
        {"tabs", [] { return "codes:\n\ta:\n\t\trules: x\n"s; }, "tab"},
        // Many
        {"a million rules", [=] { return rules(numbered("      word#\n", million)); }, ""},
        {"a million rules that are one", [=] { return rules(repeated("      ket\n", million)); }, ""},
        {"a million codes", [=] { return "codes:\n" + numbered("  c#: {rules: w#}\n", million); }, "entries"},
        {"400,000 codes", [=] { return "codes:\n" + numbered("  c#: {rules: w#}\n", 400'000); }, ""},
        {"a million rules in 10,000 codes", [] {
             std::string out = "codes:\n";
             for (std::size_t code = 0; code < 10'000; ++code)
                 out += "  c" + std::to_string(code) + ":\n    rules: |\n" + numbered("      word#\n", 100, 100 * code);
             return out;
         }, ""},
        {"a million rules in a list", [=] { return "codes:\n  a:\n    rules:\n" + numbered("      - word#\n", million); }, ""},
        {"a list of 30 million entries", [=] { return "codes: [" + repeated("a,", 30 * million) + "]"; }, "entries"},
        {"20,000 codes on one word", [] { return "codes:\n" + numbered("  c#: {rules: ket}\n", 20'000); }, ""},
        {"100,000 faults", [] { return rules(repeated("      a,b (\n", 100'000)); }, "comma"},
        {"a rule of 90,000 alternatives", [] { return rule("x" + numbered(" | w#", 90'000)); }, ""},
        {"a rule of 200,000 alternatives", [] { return rule("x" + repeated(" | x", 200'000)); }, "100,000 words"},
        {"a set of 90,000 words in 1,000 rules",
         [] { return rules(numbered("      $s w#\n", 1'000), "sets:\n  s: x" + numbered(" | w#", 90'000) + "\n"); }, ""},
        {"the same, every rule the set alone",
         [] { return "sets:\n  s: x" + numbered(" | w#", 90'000) + "\ncodes:\n" + numbered("  c#: {rules: $s | v#}\n", 1'000); }, ""},
        {"1,000 sets that hold one of 90,000 words",
         [] { return "sets:\n  s: x" + numbered(" | w#", 90'000) + "\n" + numbered("  t#: $s | v#\n", 1'000) + "codes:\n" + numbered("  c#: {rules: $t#}\n", 1'000); }, ""},
        {"a set of 10,000 codes in 10,000 codes",
         [] {
             return "sets:\n  s: \"@c0" + numbered(" | @c#", 10'000) + "\"\ncodes:\n" + numbered("  c#: {rules: ket}\n", 10'000) +
                    numbered("  d#: {rules: \"$s NEAR/5 w#\"}\n", 10'000);
         }, ""},
        // Names that lead to names
        {"a set that is itself", [] { return rule("$s", "sets: {s: x | $s}\n"); }, "leads back to itself"},
        {"a ring of 100,000 sets", [] { return rule("$s0", "sets:\n" + numbered("  s#: x | $s>\n", 99'999) + "  s99999: x | $s0\n"); }, "leads back to itself"},
        {"a ring through unless and parents", [] { return "codes:\n  a:\n    rules: x\n    unless: \"@b\"\n  b:\n    codes:\n      c: {rules: \"@a\"}\n"s; }, "leads back to itself"},
        {"sets of sets, 100 deep", [] { return rule("$s99", "sets:\n  s0: x\n" + numbered("  s#: w# | $s<\n", 99, 1)); }, ""},
        {"sets of sets, 100,000 deep", [] { return rule("$s99999", "sets:\n  s0: x\n" + numbered("  s#: w# | $s<\n", 99'999, 1)); }, "deep here"},
        {"sets of sets, 100,000 deep, upwards", [] { return rule("$s0", "sets:\n" + numbered("  s#: w# | $s>\n", 99'999) + "  s99999: x\n"); }, "deep here"},
        {"codes of codes, 100 deep", [] { return "codes:\n  c0: {rules: ket}\n" + numbered("  c#: {rules: \"@c<\"}\n", 99, 1); }, ""},
        {"codes of codes, 100,000 deep", [] { return "codes:\n  c0: {rules: ket}\n" + numbered("  c#: {rules: \"@c< | w#\"}\n", 99'999, 1); }, "deep here"},
        {"sets that double 40 times", [] { return rule("$s40", "sets:\n  s0: a\n" + numbered("  s#: $s< $s< | $s< $s<\n", 40, 1)); }, ""},
        {"sets that grow, 40 times", [] { return rule("$s40", "sets:\n  s0: a\n" + numbered("  s#: $s< | $s< $s<\n", 40, 1)); }, "too many ways"},
        {"sets of distances that grow", [] { return rule("$s20", "sets:\n  s0: a\n" + numbered("  s#: $s< NEAR/100 $s<\n", 20, 1)); }, "too many ways"},
        {"unknown names, 100,000", [] { return rules(numbered("      $s# @c#\n", 100'000)); }, "no set"},
        // Rules
        {"brackets 100,000 deep", [] { return rule(repeated("(", 100'000) + "a" + repeated(")", 100'000)); }, "100 deep"},
        {"options 40 deep", [] { return rule(repeated("[a ", 40) + "a" + repeated("]", 40) + " b"); }, ""},
        {"options 10,000 deep", [] { return rule(repeated("[a ", 10'000) + repeated("]", 10'000) + " b"); }, "100 deep"},
        {"100 options side by side", [] { return rule(repeated("[a] ", 100) + "b"); }, "", "no " + repeated("a ", 2'000) + "b"},
        {"90,000 options side by side", [] { return rule(repeated("[a] ", 90'000) + "b"); }, "too many ways"},
        {"a phrase of 90,000 words", [] { return rule(repeated("a ", 90'000) + "b"); }, "", "no " + repeated("a ", 5'000) + "b"},
        {"90,000 hyphens", [] { return rule(repeated("a-", 90'000) + "b"); }, ""},
        {"99 distances", [] { return rule(repeated("a NEAR/1 ", 90) + "b"); }, "", "no " + repeated("a ", 200) + "b"},
        {"9 wide distances", [] { return rule(repeated("a NEAR/100 ", 9) + "b"); }, "", "no " + repeated("a ", 200) + "b"},
        {"90 wide distances", [] { return rule(repeated("a NEAR/100 ", 90) + "b"); }, "too many ways"},
        {"1,000 distances", [] { return rule(repeated("a NEAR/1 ", 1'000) + "b"); }, "100 operators"},
        {"400 stars in one word", [] { return rule(repeated("a*", 400) + "b"); }, "", repeated("a", 1'000)},
        {"500,000 stars in one word", [] { return rule(repeated("a*", 490'000) + "b"); }, "wildcard", repeated("a", 1'000)},
        {"90,000 lone stars", [] { return rule(repeated("* ", 90'000) + "ket"); }, "", repeated("a ", 100'000)},
        {"a fuzzy word of 1,000 letters", [] { return rule(repeated("a", 1'000) + "~2"); }, "", repeated("a", 999)},
        {"10,000 fuzzy words", [] { return rules(numbered("      bladder#~2\n", 10'000)); }, "", "bladderx bladder12"},
        {"a rule of 2 MB", [] { return rule(std::string(2'000'000, 'x')); }, "longer than"},
        {"regex: repetition of repetition", [] { return rule("/((a{100}){100}){100}/"); }, "RE2"},
        {"regex: a program over its budget", [] { return rule("/" + repeated("(\\w{100}|\\d{100})", 200) + "/"); }, "too big"},
        {"regex: 100,000 alternatives", [] { return rule("/x" + numbered("|w#", 100'000) + "/"); }, "too big"},
        {"regex: groups 10,000 deep", [] { return rule("/" + repeated("(", 10'000) + "a" + repeated(")", 10'000) + "/"); }, "more than 100 deep"},
        {"regex: 2,000 of them", [] { return rules(numbered("      /w#.*x#/\n", 2'000)); }, ""},
        {"regex: backtracking", [] { return rule("/(a*)*(a*)*(a*)*b/"); }, "", std::string(9'000, 'a')},
        {"weights and at_least", [] { return "codes:\n  a:\n    at_least: 99999999999999999999\n    rules:\n      - {rule: x, weight: 1e999}\n"s; }, "at_least"},
    };
}

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Prints one line; whether the row is as it should be.
bool run(const Row& row, double limit_seconds) {
    const std::string book = row.book();
    std::string outcome, problem;
    const double start = processor_seconds();
    try {
        const libcode::Coder coder(libcode::parse_codebook(book, "f"));
        const std::string_view text = row.response;
        libcode::Responses responses;
        responses.text = {&text, 1};
        const libcode::Codings codings = coder.code(responses);
        count_codes(codings);
        outcome = "works: " + std::to_string(codings.rows.size()) + " codings";
        if (*row.fault != '\0') problem = "should be refused";
    } catch (const libcode::CodebookError& error) {
        const libcode::Fault& fault = error.faults().front();
        outcome = std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.message.substr(0, 90);
        if (fault.message.find(row.fault) == std::string::npos || *row.fault == '\0') problem = "is not the fault expected";
        else if (fault.place.line == 0) problem = "has no place";
    }
    const double seconds = processor_seconds() - start;
    if (seconds > (*row.fault == '\0' ? 10 : 1) * limit_seconds) problem += " too slow";
    std::printf("%-42s %7.3f s  %s%s%s\n", row.name, seconds, outcome.c_str(), problem.empty() ? "" : "  <-- ", problem.c_str());
    std::fflush(stdout);
    return problem.empty();
}

}  // namespace

int main(int argc, char** argv) {
    double limit_seconds = 1;
    std::vector<std::string> names;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--limit" && i + 1 < argc) {
            limit_seconds = std::stod(argv[++i]);
        } else if (argument.starts_with("--")) {
            std::cerr << "usage: hostile [--limit SECONDS] [NAME...]\n";
            return 2;
        } else {
            names.push_back(argument);
        }
    }
    std::size_t tried = 0, wrong = 0;
    for (const Row& row : rows()) {
        const auto is_named = [&](const std::string& name) { return std::string_view(row.name).find(name) != std::string_view::npos; };
        if (!names.empty() && std::none_of(names.begin(), names.end(), is_named)) continue;
        ++tried;
        wrong += !run(row, limit_seconds);
    }
    std::printf("hostile: %zu codebooks, %zu not as they should be or slower than %g s\n", tried, wrong, limit_seconds);
    return wrong == 0 && tried > 0 ? 0 : 1;
}

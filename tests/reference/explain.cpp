// Explanations against the engine on random worlds: the plain matcher's spans of every rule, and for every response × code the
// codings, the statuses and their cues, whether the code counts, and words behind every part that is said to be met.
#include <chrono>
#include <iostream>
#include <map>

#include <libcode/explain.hpp>
#include <libcode/tables.hpp>

#include "compare.hpp"
#include "explain_match.hpp"
#include "generate.hpp"
#include "proofs.hpp"
#include "work.hpp"

namespace reference {
namespace {

const char* difference_of_spans(const libcode::Program& program, std::string_view text) {
    libcode::Work work(program);
    std::vector<libcode::Coding> rows;
    if (work.code(0, text, {}, rows) != libcode::Answer::usable) return nullptr;
    work.finish();
    libcode::PlainMatcher plain(program, work.found());
    for (const auto& rule : program.rules) {
        const auto got = plain.rule_spans(program.book->code_rules[rule.code].rules[rule.index], program.book->codes[rule.code].settings);
        const auto wanted = work.found().spans(rule.node);
        if (!std::equal(got.begin(), got.end(), wanted.begin(), wanted.end())) return "spans of a rule";
    }
    return nullptr;
}

const char* difference_of_why(const libcode::Why& why, const libcode::Codings& codings) {
    libcode::Status status;
    for (const auto& cue : why.cues) status.mark(cue.axis);
    if (status != why.coding.status) return "status";
    if (!why.cues.empty() && why.cues.front().line != codings.cues[why.coding.cue]) return "cue";
    std::uint32_t start = UINT32_MAX, end = 0;
    for (const auto& part : why.parts) {
        if (part.role != libcode::PartRole::met) continue;
        if (part.words.empty()) return "part without words";
        for (const auto words : part.words) start = std::min(start, words.start_bytes), end = std::max(end, words.end_bytes);
    }
    return start == why.coding.start_bytes && end == why.coding.end_bytes ? nullptr : "words that met the rule";
}

const char* difference(const libcode::Explanation& explanation, const libcode::Program& program, const libcode::Codings& codings, bool counts) {
    const auto& family = program.codes[explanation.code].family;
    std::vector<libcode::Coding> wanted;
    for (const auto& row : codings.rows)
        if (std::find(family.begin(), family.end(), row.code) != family.end()) wanted.push_back(row);
    if (!std::equal(wanted.begin(), wanted.end(), explanation.codings.begin(), explanation.codings.end(),
                    [](const auto& row, const auto& why) { return row == why.coding; }))
        return "codings";
    if (explanation.counts() != counts) return "whether it counts";
    for (const auto& why : explanation.codings)
        if (const char* what = difference_of_why(why, codings)) return what;
    if (explanation.why_not)
        for (const auto& part : explanation.why_not->parts)
            if (part.words.empty() != (part.role == libcode::PartRole::missing || part.role == libcode::PartRole::absent)) return "words of a part";
    return nullptr;
}

}  // namespace

int explained_pairs(std::uint64_t pairs, std::uint64_t seed) {
    constexpr int responses_a_book = 25;
    const auto begin = std::chrono::steady_clock::now();
    std::uint64_t done = 0;
    std::map<std::string, std::uint64_t> answers;
    for (std::uint64_t world = 0; done < pairs; ++world) {
        Generator generator(seed * 1'000'003 + world);
        const Book book = generator.book();
        const libcode::Coder coder(engine_codebook(book));
        for (int i = 0; i < responses_a_book; ++i) {
            const std::string text = generator.response(book);
            const Row row = generator.row(book);
            libcode::RowContext context;
            std::vector<libcode::Variable> variables;
            for (const auto& [column, value] : row) {
                context.variables.emplace_back(column, value);
                variables.push_back({column, {value}});
            }
            const std::string_view texts[] = {text};
            libcode::Responses responses;
            responses.text = texts;
            responses.variables = variables;
            const libcode::Codings codings = coder.code(responses);
            const auto present = libcode::response_matrix(codings, libcode::Values::present);
            const char* what = difference_of_spans(coder.program(), text);
            for (std::uint32_t code = 0; code < present.size() && !what; ++code) {
                const auto explanation = libcode::explain(coder, text, code, &context);
                what = difference(explanation, coder.program(), codings, present[code] == 1);
                ++done;
                ++answers[explanation.counts() ? "yes" : "no: " + std::string(libcode::stop_name(explanation.why_not->stop))];
                if (what) std::cout << libcode::to_text(explanation, coder.codebook(), text) << "\n";
            }
            if (!what) continue;
            std::cout << "seed " << seed << " world " << world << " response " << i << ": explanation and engine differ in " << what << "\n"
                      << describe(book, {text, row});
            return 1;
        }
    }
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - begin;
    for (const auto& [answer, count] : answers) std::cout << "  " << answer << ": " << count << "\n";
    std::cout << "explanations: seed " << seed << ", " << done << " of a response and a code, 0 differences, " << all.count() << " s\n";
    return 0;
}

}  // namespace reference

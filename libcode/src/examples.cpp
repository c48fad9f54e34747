// Runs a codebook's examples as tests. In: Coder. Out: one result per example. Cost: one coding of each
// example by the whole codebook. Tests: test_examples.cpp, tests/python/test_check.py.
#include <libcode/examples.hpp>

#include <algorithm>

#include "work.hpp"

namespace libcode {
namespace {

bool is_within(const std::vector<Code>& codes, std::uint32_t code, std::uint32_t ancestor) {
    for (std::optional<std::uint32_t> up = code; up; up = codes[*up].parent)
        if (*up == ancestor) return true;
    return false;
}

}  // namespace

std::vector<ExampleResult> run_examples(const Coder& coder) {
    const auto& codes = coder.codebook().codes();
    Work work(coder.program());
    std::vector<ExampleResult> results;
    const auto run = [&](std::uint32_t code, ExampleKind kind, const std::vector<Example>& examples) {
        for (std::uint32_t i = 0; i < examples.size(); ++i) {
            ExampleResult result{code, kind, i, false, {}};
            work.code(0, examples[i].text, {}, result.codings);
            std::erase_if(result.codings, [&](const Coding& coding) { return !is_within(codes, coding.code, code); });
            const bool counts = std::ranges::any_of(result.codings, &Coding::counts);
            result.holds = counts == (kind == ExampleKind::match);
            results.push_back(std::move(result));
        }
    };
    for (std::uint32_t code = 0; code < codes.size(); ++code) {
        run(code, ExampleKind::match, codes[code].match);
        run(code, ExampleKind::reject, codes[code].reject);
    }
    return results;
}

}  // namespace libcode

// Codes many responses, on as many threads as asked for. In: Responses. Out: Codings, the same whatever the number
// of threads: each thread codes one run of responses with a Work of its own, and the runs are put together in order.
// Tests: test_coder.cpp.
#include <libcode/coder.hpp>

#include <algorithm>
#include <mutex>
#include <utility>

#include "bases.hpp"
#include "check_responses.hpp"
#include "instructions.hpp"
#include "on_threads.hpp"
#include "work.hpp"

namespace libcode {
namespace {

struct Run {
    std::size_t first = 0, last = 0;  // responses
    std::vector<Coding> codings;
};

// Where responses are all in the base of every code, no bytes per code are needed.
bool looks_everywhere(const Bases& bases) { return bases.bases.size() == 1; }

void code_run(Work& work, const Program& program, const Responses& responses, const Bases& bases, Run& run, std::vector<Answer>& answers,
              Pace& pace) {
    std::vector<std::uint8_t> in_base;
    std::size_t bytes = 0, unreported = 0;
    for (std::size_t i = run.first; i < run.last; ++i) {
        if (!looks_everywhere(bases)) {
            in_base.resize(program.codes.size());
            for (std::size_t code = 0; code < in_base.size(); ++code) {
                const auto& base = bases.bases[bases.base_of_code[code]];
                in_base[code] = base.empty() || base[i];
            }
        }
        answers[i] = work.code(static_cast<std::uint32_t>(i), responses.text[i], in_base, run.codings);
        ++unreported;
        bytes += responses.text[i].size() + 1;
        if (bytes < bytes_between_looks) continue;
        if (!pace.go_on(unreported)) return;
        bytes = unreported = 0;
    }
    pace.finish(unreported);
}

std::size_t threads_for(const Responses& responses, unsigned asked) {
    std::size_t bytes = 0;
    for (const std::string_view text : responses.text) bytes += text.size();
    return std::min(threads_worth(bytes, asked), std::max<std::size_t>(1, responses.text.size()));
}

// Cuts the responses into runs of about equal text.
std::vector<Run> cut_runs(const Responses& responses, std::size_t threads) {
    std::size_t bytes = 0, total = 0;
    for (const std::string_view text : responses.text) total += text.size() + 1;
    std::vector<Run> runs(1);
    for (std::size_t i = 0; i < responses.text.size(); ++i) {
        bytes += responses.text[i].size() + 1;
        runs.back().last = i + 1;
        if (runs.size() < threads && bytes * threads >= total * runs.size() && i + 1 < responses.text.size()) {
            runs.emplace_back();
            runs.back().first = runs.back().last = i + 1;
        }
    }
    return runs;
}

}  // namespace

// Works that know many word forms already. A call takes as many as it has threads and puts them back; at most
// `most_kept` wait here. Where another thread is at the bench, a call makes its own, so that none waits, and none hangs in a
// process that was forked meanwhile.
struct Coder::Bench {
    static constexpr std::size_t most_kept = 16;

    // `responses`: how many one of them may have to code.
    std::vector<std::unique_ptr<Work>> take(std::size_t count, const Program& program, Instructions instructions, std::size_t responses) {
        std::vector<std::unique_ptr<Work>> out;
        if (const std::unique_lock lock(mutex, std::try_to_lock); lock.owns_lock())
            for (auto at = works.begin(); at != works.end() && out.size() < count;) {
                const bool fits = (*at)->instructions() == instructions && (*at)->can_code(responses);
                if (fits) out.push_back(std::move(*at));
                at = fits ? works.erase(at) : at + 1;
            }
        while (out.size() < count) out.push_back(std::make_unique<Work>(program, instructions));
        return out;
    }

    void put_back(std::vector<std::unique_ptr<Work>> used) {
        const std::unique_lock lock(mutex, std::try_to_lock);
        if (!lock.owns_lock()) return;
        for (auto& work : used)
            if (works.size() < most_kept) works.push_back(std::move(work));
    }

    std::mutex mutex;
    std::vector<std::unique_ptr<Work>> works;
};

Coder::Coder(Codebook codebook) : codebook_(std::move(codebook)), bench_(std::make_shared<Bench>()) {
    // The program shares the codebook's inside, which the codebook keeps alive as well.
    program_ = compile(codebook_.shared_impl());
}

Codings Coder::code(const Responses& responses, const Options& options) const {
    check_responses(responses);
    Bases bases = find_bases(codebook_.codes(), responses);
    Codings out{codebook_, {}, std::vector<Answer>(responses.text.size(), Answer::not_asked), {}, {}, {}};
    for (const Cue& cue : program_->book->cues.cues) out.cues.push_back(cue.text);

    std::vector<Run> runs = cut_runs(responses, threads_for(responses, options.threads));
    auto works = bench_->take(runs.size(), *program_, usable_instructions(options.instructions), responses.text.size());
    try {
        on_threads(runs.size(), options, [&](std::size_t i, Pace& pace) { code_run(*works[i], *program_, responses, bases, runs[i], out.answers, pace); });
    } catch (const Stopped&) {
        bench_->put_back(std::move(works));
        throw;
    }
    bench_->put_back(std::move(works));

    std::size_t rows = 0;
    for (const Run& run : runs) rows += run.codings.size();
    out.rows = std::move(runs[0].codings);
    out.rows.reserve(rows);
    for (std::size_t i = 1; i < runs.size(); ++i) out.rows.insert(out.rows.end(), runs[i].codings.begin(), runs[i].codings.end());
    out.bases = std::move(bases.bases);
    out.base_of_code = std::move(bases.base_of_code);
    return out;
}

}  // namespace libcode

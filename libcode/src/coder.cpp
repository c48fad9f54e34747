// Codes many responses, on as many threads as asked for. In: Responses. Out: Codings, the same whatever the number
// of threads: each thread codes one run of responses with a Work of its own, and the runs are put together in order.
// Tests: test_coder.cpp.
#include <libcode/coder.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "bases.hpp"
#include "check_responses.hpp"
#include "instructions.hpp"
#include "work.hpp"

namespace libcode {
namespace {

// Below this a thread costs more than it gains.
constexpr std::size_t least_bytes_a_thread = 512 * 1024;
// How much text is coded between two looks at the progress and at whether to stop.
constexpr std::size_t bytes_between_looks = 64 * 1024;

struct Shared {
    std::atomic<std::size_t> done{0};
    std::atomic<bool> stop{false};
};

struct Run {
    std::size_t first = 0, last = 0;  // responses
    std::vector<Coding> codings;
    std::exception_ptr failure;       // out of memory is all that can go wrong
};

// Where responses are all in the base of every code, no bytes per code are needed.
bool looks_everywhere(const Bases& bases) { return bases.bases.size() == 1; }

void code_run(Work& work, const Program& program, const Responses& responses, const Bases& bases, Run& run, std::vector<Answer>& answers,
              Shared& shared, const std::function<void()>& look) {
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
        shared.done += unreported;
        bytes = unreported = 0;
        if (look) look();
        if (shared.stop) return;
    }
    shared.done += unreported;
}

unsigned threads_for(const Responses& responses, unsigned asked) {
    std::size_t bytes = 0;
    for (const std::string_view text : responses.text) bytes += text.size();
    const std::size_t useful = std::max<std::size_t>(1, std::min(bytes / least_bytes_a_thread, responses.text.size()));
    const std::size_t wanted = asked != 0 ? asked : std::max(1u, std::thread::hardware_concurrency());
    return static_cast<unsigned>(std::min(useful, wanted));
}

// Cuts the responses into runs of about equal text.
std::vector<Run> cut_runs(const Responses& responses, unsigned threads) {
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

void code_on_threads(const std::vector<std::unique_ptr<Work>>& works, const Program& program, const Responses& responses, const Bases& bases,
                     std::vector<Run>& runs, std::vector<Answer>& answers, Shared& shared, const Options& options) {
    std::mutex mutex;
    std::condition_variable finished;
    std::size_t running = runs.size();
    std::vector<std::thread> threads;
    const auto join_all = [&] {
        for (std::thread& thread : threads) thread.join();
    };
    try {
        for (std::size_t i = 0; i < runs.size(); ++i)
            threads.emplace_back([&, i] {
                Run& run = runs[i];
                try {
                    code_run(*works[i], program, responses, bases, run, answers, shared, {});
                } catch (...) {  // not covered from here: no text makes coding fail, only memory that runs out
                    run.failure = std::current_exception();
                    shared.stop = true;
                }  // to here
                const std::lock_guard lock(mutex);
                --running;
                finished.notify_one();
            });
        std::unique_lock lock(mutex);
        while (!finished.wait_for(lock, std::chrono::milliseconds(50), [&] { return running == 0; })) {
            lock.unlock();
            if (options.progress && !options.progress(shared.done)) shared.stop = true;
            lock.lock();
        }
    } catch (...) {
        shared.stop = true;
        join_all();
        throw;
    }
    join_all();
    for (const Run& run : runs)
        if (run.failure) std::rethrow_exception(run.failure);
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

    Shared shared;
    std::vector<Run> runs = cut_runs(responses, threads_for(responses, options.threads));
    auto works = bench_->take(runs.size(), *program_, usable_instructions(options.instructions), responses.text.size());
    if (runs.size() == 1) {
        const auto look = [&] {
            if (options.progress && !options.progress(shared.done)) shared.stop = true;
        };
        code_run(*works[0], *program_, responses, bases, runs[0], out.answers, shared, look);
    } else {
        code_on_threads(works, *program_, responses, bases, runs, out.answers, shared, options);
    }
    bench_->put_back(std::move(works));
    if (shared.stop || (options.progress && !options.progress(shared.done))) throw Stopped();

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

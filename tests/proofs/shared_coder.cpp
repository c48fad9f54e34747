// P5: one Coder used by many threads at once finds what it finds alone. Each thread codes runs of the responses, with every set of
// instructions, alone and with threads of its own, copies the coder, and asks why; everything must be as one thread found it
// before. Built with ThreadSanitizer by tests/proofs/sanitizers, which sees what a comparison cannot.
//
//     shared_coder [--seconds S] [--seed S]
#include <atomic>
#include <chrono>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <libcode/explain.hpp>

#include "../reference/compare.hpp"
#include "../reference/generate.hpp"

namespace {

constexpr unsigned thread_count = 8;
constexpr std::size_t short_responses = 60;
constexpr std::size_t long_bytes = 1'300'000;  // enough that a call takes threads of its own

struct World {
    libcode::Coder coder;
    std::vector<std::string> texts;
    std::vector<std::string_view> few, many;
    libcode::Codings of_few, of_many;
};

libcode::Codings code(const libcode::Coder& coder, std::span<const std::string_view> texts, unsigned threads, libcode::Instructions instructions) {
    const std::vector<libcode::Variable> variables = {{"country", std::vector<std::string_view>(texts.size(), "UK")},
                                                      {"age", std::vector<std::string_view>(texts.size(), "18")}};
    libcode::Responses responses;
    responses.text = texts;
    responses.variables = variables;
    libcode::Options options;
    options.threads = threads;
    options.instructions = instructions;
    return coder.code(responses, options);
}

World make_world(std::uint64_t seed) {
    reference::Generator generator(seed);
    const reference::Book book = generator.book();
    const libcode::Coder coder(reference::engine_codebook(book));
    World world{coder, {}, {}, {}, {coder.codebook(), {}, {}, {}, {}, {}}, {coder.codebook(), {}, {}, {}, {}, {}}};
    for (std::size_t i = 0; i < short_responses; ++i) world.texts.push_back(generator.response(book));
    for (const std::string& text : world.texts) world.few.push_back(text);
    for (std::size_t bytes = 0, i = 0; bytes < long_bytes; bytes += world.texts[i++ % short_responses].size() + 1)
        world.many.push_back(world.texts[i % short_responses]);
    // By a coder of its own, so that the shared one comes to the threads as it was made.
    const libcode::Coder alone(coder.codebook());
    world.of_few = code(alone, world.few, 1, libcode::Instructions::plain);
    world.of_many = code(alone, world.many, 1, libcode::Instructions::plain);
    return world;
}

bool same(const libcode::Codings& a, const libcode::Codings& b) { return a.rows == b.rows && a.answers == b.answers && a.cues == b.cues; }

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t seed = std::random_device{}();
    double seconds = 5;
    for (int i = 1; i + 1 < argc; i += 2) (std::string(argv[i]) == "--seed" ? (void)(seed = std::stoull(argv[i + 1])) : (void)(seconds = std::stod(argv[i + 1])));
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    const auto paths = libcode::instructions_here();
    std::atomic<std::uint64_t> calls{0}, differences{0}, worlds{0};
    do {
        World world = make_world(seed * 1'000'003 + worlds++);
        std::vector<std::thread> threads;
        for (unsigned id = 0; id < thread_count; ++id)
            threads.emplace_back([&, id] {
                for (std::size_t turn = 0; turn < 12; ++turn) {
                    const auto instructions = paths[(turn + id) % paths.size()];
                    const libcode::Coder copy = world.coder;
                    differences += !same(code(turn % 2 == 0 ? world.coder : copy, world.few, 1, instructions), world.of_few);
                    libcode::explain(world.coder, world.few[(turn * 8 + id) % short_responses], 0);
                    calls += 2;
                }
                if (id % 4 == 0) differences += !same(code(world.coder, world.many, 2 + id / 4, paths[id % paths.size()]), world.of_many), ++calls;
            });
        for (std::thread& thread : threads) thread.join();
    } while (differences == 0 && std::chrono::steady_clock::now() < until);
    std::cout << "shared coder: seed " << seed << ", " << worlds << " codebooks, " << thread_count << " threads, " << calls << " calls, " << differences
              << " differences\n";
    return differences == 0 ? 0 : 1;
}

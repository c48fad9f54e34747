// Stages of libcode under Google Benchmark: `build/bench/stages --help`. The table of tests/bench/run is what is read; this is for
// work on one stage, with its filters, repetitions and JSON.
#include <benchmark/benchmark.h>

#include "codebooks.hpp"
#include "corpora.hpp"
#include "engine.hpp"

using namespace bench;

namespace {

void measure(benchmark::State& state, Engine& engine, const Corpus& corpus) {
    std::uint64_t found = 0;
    for (auto _ : state) {
        state.PauseTiming();
        engine.prepare(corpus.texts);
        state.ResumeTiming();
        benchmark::DoNotOptimize(found = engine.run(corpus.texts));
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * corpus.size_bytes()));
    state.counters["found"] = static_cast<double>(found);
}

template <class Make>
void add(const std::string& name, const std::shared_ptr<const Corpus>& corpus, Make make) {
    // An engine is made when its turn comes, so that a filter costs nothing for the others.
    benchmark::RegisterBenchmark((name + "/" + corpus->name).c_str(), [=](benchmark::State& state) {
        const std::unique_ptr<Engine> engine = make();
        measure(state, *engine, *corpus);
    })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    for (const char* kind : {"english", "mixed", "cyrillic", "cjk", "thai"}) {
        const auto corpus = std::make_shared<const Corpus>(make_corpus(kind, 10'000, 1));
        add("words/scanner", corpus, plain_words);
        for (const std::string& instructions : instructions_here()) add("words/" + instructions, corpus, [=] { return words(instructions); });
    }
    for (const char* kind : {"english", "mixed"}) {
        const auto corpus = std::make_shared<const Corpus>(make_corpus(kind, 10'000, 1));
        for (const std::string mix : {"words", "wildcards", "phrases", "proximity", "all", "regex"}) {
            const auto yaml = [=](bool negation) { return make_rules(*corpus, mix == "regex" ? 100 : 1000, 1, mix, negation).yaml; };
            add("classes/" + mix, corpus, [=] { return classes(yaml(false)); });
            add("job/" + mix, corpus, [=] { return job(yaml(false), "best", 1, Caches::warm); });
            add("job/" + mix + "+negation", corpus, [=] { return job(yaml(true), "best", 1, Caches::warm); });
        }
    }
    benchmark::RunSpecifiedBenchmarks();
}

// Runs one stage once to warm up, then once inside measured(), for tests/bench/callgrind. Prints bytes, words and what was found.
//
//     once codebook KIND > BOOK                         # beforehand, so that valgrind need not look on
//     once words INSTRUCTIONS KIND ROWS
//     once job INSTRUCTIONS KIND ROWS BOOK
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "codebooks.hpp"
#include "corpora.hpp"
#include "engine.hpp"

namespace {

std::uint64_t found = 0;

}  // namespace

// Callgrind looks only at what happens within it.
extern "C" [[gnu::noinline]] void measured(bench::Engine& engine, const bench::Corpus& corpus) { found = engine.run(corpus.texts); }

int main(int argc, char** argv) {
    const std::string stage = argc > 1 ? argv[1] : "";
    if (stage == "codebook" && argc == 3) {
        std::fputs(bench::make_rules(bench::make_corpus(argv[2], 5'000, 1), 1000, 1, "all", true).yaml.c_str(), stdout);
        return 0;
    }
    if (!(stage == "words" && argc == 5) && !(stage == "job" && argc == 6)) {
        std::fputs("usage: once codebook KIND; once words INSTRUCTIONS KIND ROWS; once job INSTRUCTIONS KIND ROWS BOOK\n", stderr);
        return 2;
    }
    const bench::Corpus corpus = bench::make_corpus(argv[3], std::strtoull(argv[4], nullptr, 10), 1);
    std::string yaml;
    if (stage == "job") {
        std::ifstream file(argv[5], std::ios::binary);
        yaml.assign(std::istreambuf_iterator<char>(file), {});
    }
    const auto engine = stage == "words" ? bench::words(argv[2]) : bench::job(yaml, argv[2], 1, bench::Caches::warm);
    engine->prepare(corpus.texts);
    engine->run(corpus.texts);
    engine->prepare(corpus.texts);
    measured(*engine, corpus);
    std::printf("%zu %llu %llu\n", corpus.size_bytes(), static_cast<unsigned long long>(bench::plain_words()->run(corpus.texts)),
                static_cast<unsigned long long>(found));
}

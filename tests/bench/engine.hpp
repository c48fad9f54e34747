// Engine: what is timed, ours and the others' alike, so that all can take turns in one process.
//
// Making one is the engine's compile time, prepare() is what a round does beforehand, run() is timed, hits() shows what it found.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "naive.hpp"

namespace bench {

class Engine {
  public:
    virtual ~Engine() = default;
    // Not timed: what `texts` need before run(), and the memory of the last run.
    virtual void prepare(std::span<const std::string_view> texts) { static_cast<void>(texts); }
    // Timed. Returns how much was found.
    virtual std::uint64_t run(std::span<const std::string_view> texts) = 0;
    // What run() found last, in order, while its texts are there; without positions where the engine gives none.
    virtual std::vector<Hit> hits() const { return {}; }
};

// Ours. `instructions` is plain, avx2, avx512 or best, as far as this commit and this processor have them.
std::vector<std::string> instructions_here();
std::unique_ptr<Engine> plain_words();                        // the scanner of characters: cut_words()
std::unique_ptr<Engine> words(std::string_view instructions); // the segmenter; cut_words() where this commit has none
std::unique_ptr<Engine> classes(std::string_view yaml);       // from words that are cut already to the codebook's classes
enum class Caches { warm, cold };                             // whether word forms are known from the round before
std::unique_ptr<Engine> job(std::string_view yaml, std::string_view instructions, unsigned threads, Caches caches);
struct CompileSeconds {
    double yaml, parse, compile;  // parse contains yaml
};
CompileSeconds compile_seconds(std::string_view yaml);
std::size_t coding_bytes();

// The others'. `words` are folded and none twice. Throws std::runtime_error where the engine cannot take them.
std::unique_ptr<Engine> icu_words();
std::unique_ptr<Engine> icu_map(std::span<const std::string> words);
std::unique_ptr<Engine> re2_set(std::span<const std::string> words);
std::unique_ptr<Engine> hyperscan(std::span<const std::string> words);  // null where it was not built in

}  // namespace bench

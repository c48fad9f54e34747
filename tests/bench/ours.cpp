// libcode's stages as engines. A commit from before there was a segmenter is measured as well, for comparison.
#include "engine.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include <libcode/coder.hpp>

#include "codebooks.hpp"
#include "lexicon.hpp"
#include "program.hpp"
#include "source.hpp"
#include "words.hpp"
#include "yaml.hpp"
#if __has_include("segmenter.hpp")
#include "instructions.hpp"
#include "segmenter.hpp"
#define BENCH_HAS_SEGMENTER 1
#endif

namespace bench {
namespace {

using libcode::Word;

std::vector<Hit> as_hits(const std::vector<std::vector<Word>>& words) {
    std::vector<Hit> hits;
    for (std::uint32_t response = 0; response < words.size(); ++response)
        for (const auto& [start, end] : words[response]) hits.push_back({response, 0, start, end});
    return hits;
}

#ifdef BENCH_HAS_SEGMENTER
libcode::Instructions instructions_of(std::string_view name) {
    for (const auto instructions : libcode::instructions_here())
        if (to_string(instructions) == name) return instructions;
    return libcode::usable_instructions(libcode::Instructions::best);
}
using Cutter = libcode::Segmenter;
Cutter cutter(std::string_view instructions) { return Cutter(instructions_of(instructions)); }
#else
struct Cutter {
    void cut(std::string_view text, std::vector<Word>& words) { libcode::cut_words(text, words); }
};
Cutter cutter(std::string_view) { return {}; }
#endif

template <class Cut>
class Words : public Engine {
  public:
    explicit Words(Cut cut) : cut_(std::move(cut)) {}
    std::uint64_t run(std::span<const std::string_view> texts) override {
        std::uint64_t count = 0;
        for (const std::string_view text : texts) {
            cut_.cut(text, words_);
            count += words_.size();
        }
        texts_ = texts;
        return count;
    }
    std::vector<Hit> hits() const override {
        std::vector<std::vector<Word>> all(texts_.size());
        Cut cut = cut_;
        for (std::size_t i = 0; i < texts_.size(); ++i) cut.cut(texts_[i], all[i]);
        return as_hits(all);
    }

  private:
    Cut cut_;
    std::vector<Word> words_;
    std::span<const std::string_view> texts_;
};

struct PlainCutter {
    void cut(std::string_view text, std::vector<Word>& words) { libcode::cut_words(text, words); }
};

class Classes : public Engine {
  public:
    explicit Classes(std::string_view yaml) : coder_(libcode::parse_codebook(yaml)), lexicon_(*coder_.program().index) {}

    void prepare(std::span<const std::string_view> texts) override {
        if (words_.size() == texts.size()) return;
        words_.assign(texts.size(), {});
        for (std::size_t i = 0; i < texts.size(); ++i) libcode::cut_words(texts[i], words_[i]);
    }
    std::uint64_t run(std::span<const std::string_view> texts) override { return resolve(lexicon_, texts); }

  private:
    // As this commit's engine asks: for a response at once, or word by word.
    template <class L>
    std::uint64_t resolve(L& lexicon, std::span<const std::string_view> texts) {
        std::uint64_t count = 0;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if constexpr (requires { lexicon.resolve(texts[i], words_[i], classes_, hits_); }) {
                lexicon.resolve(texts[i], words_[i], classes_, hits_);
                count += hits_.size();
            } else {
                for (const auto& [start, end] : words_[i]) count += lexicon.resolve(texts[i].substr(start, end - start)) != 0;
            }
        }
        return count;
    }

    libcode::Coder coder_;
    libcode::Lexicon lexicon_;
    std::vector<std::vector<Word>> words_;
    std::vector<std::uint32_t> classes_;
#ifdef BENCH_HAS_SEGMENTER
    std::vector<libcode::Hit> hits_;
#else
    std::vector<std::uint32_t> hits_;
#endif
};

template <class O>
void set_instructions(O& options, std::string_view name) {
    if constexpr (requires { options.instructions; }) {
        for (const auto instructions : libcode::instructions_here())
            if (to_string(instructions) == name) options.instructions = instructions;
    }
}

class Job : public Engine {
  public:
    Job(std::string_view yaml, std::string_view instructions, unsigned threads, Caches caches)
        : book_(libcode::parse_codebook(yaml)), coder_(book_), caches_(caches) {
        options_.threads = threads;
        set_instructions(options_, instructions);
    }
    void prepare(std::span<const std::string_view>) override {
        codings_.reset();
        if (caches_ == Caches::cold) coder_ = libcode::Coder(book_);
    }
    std::uint64_t run(std::span<const std::string_view> texts) override {
        codings_.emplace(coder_.code({.text = texts}, options_));
        return codings_->rows.size();
    }
    std::vector<Hit> hits() const override {
        std::vector<Hit> hits;
        for (const libcode::Coding& coding : codings_->rows)
            hits.push_back({coding.response, static_cast<std::uint32_t>(coding.code * rules_per_code + coding.rule), coding.start_bytes, coding.end_bytes});
        std::sort(hits.begin(), hits.end());
        return hits;
    }

  private:
    libcode::Codebook book_;
    libcode::Coder coder_;
    Caches caches_;
    libcode::Options options_;
    std::optional<libcode::Codings> codings_;
};

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

std::vector<std::string> instructions_here() {
    std::vector<std::string> names;
#ifdef BENCH_HAS_SEGMENTER
    for (const auto instructions : libcode::instructions_here()) names.emplace_back(to_string(instructions));
#else
    names.emplace_back("plain");
#endif
    return names;
}

std::unique_ptr<Engine> plain_words() { return std::make_unique<Words<PlainCutter>>(PlainCutter{}); }
std::unique_ptr<Engine> words(std::string_view instructions) { return std::make_unique<Words<Cutter>>(cutter(instructions)); }
std::unique_ptr<Engine> classes(std::string_view yaml) { return std::make_unique<Classes>(yaml); }
std::unique_ptr<Engine> job(std::string_view yaml, std::string_view instructions, unsigned threads, Caches caches) {
    return std::make_unique<Job>(yaml, instructions, threads, caches);
}

CompileSeconds compile_seconds(std::string_view yaml) {
    CompileSeconds out{};
    double start = seconds();
    {
        const libcode::Source source(yaml, "book.yaml");
        libcode::FaultList faults(source);
        const auto tree = libcode::read_yaml(faults);
        out.yaml = seconds() - start;
    }
    start = seconds();
    const libcode::Codebook book = libcode::parse_codebook(yaml);
    out.parse = seconds() - start;
    start = seconds();
    const libcode::Coder coder(book);
    out.compile = seconds() - start;
    return out;
}

std::size_t coding_bytes() { return sizeof(libcode::Coding); }

}  // namespace bench

// P6: one hash of all codings, whatever the threads, batches and instructions; run by tests/proofs/one_hash.sh for every compiler,
// optimisation, locale and ICU.
//
//     one_hash [--rows N] [--worlds N] [--seed S] [--repeats N]   makes the sections of hash_corpus.hpp and codes them
//     one_hash --write FOLDER [...]                               makes and keeps them
//     one_hash --read FOLDER [--repeats N]                        codes those
//
// The sections are coded plainly, on one thread, all at once; that is hashed. Then for threads {1, 2, 3, 8} × batches {1, 7, 1000, all}
// × every kind of instructions that the processor has, all codings, answers and counts must be those. With --repeats, N more times by
// a random choice of these, from two callers at once that share one Coder while every core has something else to do. Out: two hashes,
// of positions in bytes, and in code points as Python gives them. Exit status 1 where anything differs.
#include <atomic>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <locale>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unicode/uversion.h>

#include <libcode/coder.hpp>
#include <libcode/tables.hpp>

#include "../bench/random.hpp"
#include "hash_corpus.hpp"
#include "sha256.hpp"
#include "utf8.hpp"

namespace {

using proofs::Section;

// What coding a section came to, over all its batches.
struct Outcome {
    std::vector<libcode::Coding> rows;
    std::vector<libcode::Answer> answers;
    std::vector<std::uint64_t> counts;  // of each code: as many as a stream of batches may add up
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Setting {
    unsigned threads;
    std::size_t batch;  // 0: all
    libcode::Instructions instructions;
};

std::string to_string(const Setting& setting) {
    return std::to_string(setting.threads) + " threads, batches of " + (setting.batch ? std::to_string(setting.batch) : "all") + ", " +
           std::string(libcode::to_string(setting.instructions));
}

class Job {
  public:
    explicit Job(const Section& section) : section_(section), coder_(libcode::parse_codebook(section.yaml, "book.yaml", section.cues)) {
        for (const auto& text : section.texts) texts_.push_back(text ? std::string_view(*text) : std::string_view());
    }

    Outcome run(const Setting& setting) const { return run(coder_, setting); }
    Outcome run_anew(const Setting& setting) const { return run(libcode::Coder(coder_.codebook()), setting); }
    const Section& section() const { return section_; }
    const libcode::Coder& coder() const { return coder_; }
    std::string_view text(std::size_t response) const { return texts_[response]; }

  private:
    Outcome run(const libcode::Coder& coder, const Setting& setting) const {
        Outcome out;
        const std::size_t batch = setting.batch == 0 ? texts_.size() : setting.batch;
        for (std::size_t first = 0; first < texts_.size(); first += batch) {
            const std::size_t size = std::min(batch, texts_.size() - first);
            libcode::Responses responses;
            responses.text = std::span(texts_).subspan(first, size);
            std::vector<libcode::Variable> variables;
            for (const auto& [name, values] : section_.columns)
                variables.push_back({name, {values.begin() + static_cast<long>(first), values.begin() + static_cast<long>(first + size)}});
            responses.variables = variables;
            libcode::Options options;
            options.threads = setting.threads;
            options.instructions = setting.instructions;
            const libcode::Codings codings = coder.code(responses, options);
            for (libcode::Coding row : codings.rows) {
                row.response += static_cast<std::uint32_t>(first);
                out.rows.push_back(row);
            }
            out.answers.insert(out.answers.end(), codings.answers.begin(), codings.answers.end());
            add_counts(libcode::count_codes(codings), out.counts);
        }
        return out;
    }

    static void add_counts(const std::vector<libcode::CodeCount>& counts, std::vector<std::uint64_t>& sums) {
        std::vector<std::uint64_t> numbers;
        for (const libcode::CodeCount& each : counts)
            numbers.insert(numbers.end(), {each.quotes, each.units, each.responses, each.asked_responses, each.usable_responses, each.negated, each.past, each.other,
                                           each.uncertain, each.not_counted});
        sums.resize(numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) sums[i] += numbers[i];
    }

    const Section& section_;
    libcode::Coder coder_;
    std::vector<std::string_view> texts_;
};

// As Python shows a text: what is no UTF-8 reads as U+FFFD.
std::string shown(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto [character, length_bytes] = libcode::utf8::decode(text, at);
        libcode::utf8::append(out, character);
        at += length_bytes;
    }
    return out;
}

// How many code points there are before each byte, and before the end.
std::vector<std::uint32_t> chars_before(std::string_view text) {
    std::vector<std::uint32_t> chars;
    std::uint32_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) chars.resize(at += libcode::utf8::decode(text, at).length_bytes, count);
    chars.push_back(count);
    return chars;
}

struct Listing {
    std::string in_bytes, in_chars;
};

// A line a coding, an answer and a code's counts; tests/proofs/one_hash.py writes in_chars in the same way.
void list(const Job& job, const Outcome& outcome, Listing& out) {
    const auto both = [&](const std::string& words) {
        out.in_bytes += words;
        out.in_chars += words;
    };
    const auto& codes = job.coder().codebook().codes();
    std::size_t response = SIZE_MAX;
    std::vector<std::uint32_t> chars;  // before each byte of the response
    for (const libcode::Coding& row : outcome.rows) {
        const std::string_view text = job.text(row.response);
        if (row.response != response) chars = chars_before(text);
        response = row.response;
        const bool has_cue = row.cue != libcode::no_cue;
        both(std::to_string(row.response) + "\t" + codes[row.code].path + "\t" + codes[row.code].rules[row.rule].text + "\t" + libcode::to_string(row.status) + "\t" +
             (row.counts ? "counts" : "-"));
        for (const std::uint32_t at : {row.start_bytes, row.end_bytes, row.quote_start_bytes, row.quote_end_bytes}) {
            out.in_bytes += "\t" + std::to_string(at) + ":" + std::to_string(chars[at]);
            out.in_chars += "\t" + std::to_string(chars[at]);
        }
        out.in_bytes += "\t" + std::to_string(row.unit) + "\t" + (has_cue ? std::to_string(row.cue) : "-") + "\t" + std::to_string(row.cue_start_bytes) + "\t" +
                        std::to_string(row.cue_end_bytes);
        out.in_chars += "\t" + shown(text.substr(row.cue_start_bytes, row.cue_end_bytes - row.cue_start_bytes));
        both("\n");
    }
    for (const libcode::Answer answer : outcome.answers) both(std::to_string(static_cast<int>(answer)));
    for (const std::uint64_t count : outcome.counts) both(" " + std::to_string(count));
    both("\n");
}

// Keeps every core busy while it lives.
class Load {
  public:
    Load() {
        for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
            threads_.emplace_back([this] {
                std::uint64_t sum = 0;
                while (!stop_) sum = sum * 6364136223846793005u + 1;
                sink_ = sum;
            });
    }
    ~Load() {
        stop_ = true;
        for (std::thread& thread : threads_) thread.join();
    }

  private:
    std::atomic<bool> stop_{false};
    std::atomic<std::uint64_t> sink_{0};
    std::vector<std::thread> threads_;
};

struct Numbers {
    std::size_t rows = 400, worlds = 40, repeats = 0;
    std::uint64_t seed = 1;
    std::string read, write;
};

Numbers arguments(int argc, char** argv) {
    Numbers out;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        if (i + 1 == argc) throw std::invalid_argument(name);
        const std::string value = argv[++i];
        if (name == "--rows") out.rows = std::stoull(value);
        else if (name == "--worlds") out.worlds = std::stoull(value);
        else if (name == "--seed") out.seed = std::stoull(value);
        else if (name == "--repeats") out.repeats = std::stoull(value);
        else if (name == "--read") out.read = value;
        else if (name == "--write") out.write = value;
        else throw std::invalid_argument(name);
    }
    return out;
}

std::vector<Setting> settings_here() {
    std::vector<Setting> out;
    for (const libcode::Instructions instructions : libcode::instructions_here())
        for (const unsigned threads : {1u, 2u, 3u, 8u})
            for (const std::size_t batch : {0u, 1000u, 7u, 1u}) out.push_back({threads, batch, instructions});
    return out;
}

// Every character is met by tables, which no thread and no batch changes: that section takes long and is coded once a path.
bool is_for(const Setting& setting, const Section& section) {
    return !section.yaml.starts_with("codebook: characters") || (setting.threads == 8 && setting.batch == 0);
}

// How many of `repeats` random choices differ.
std::size_t repeat(const std::vector<Job>& jobs, const std::vector<Outcome>& wanted, const std::vector<Setting>& settings, std::size_t repeats, std::uint64_t seed) {
    const Load load;
    std::atomic<std::size_t> next{0}, differences{0};
    const auto call = [&] {
        for (std::size_t at = next++; at < repeats; at = next++) {
            if (at > 0 && at % 100 == 0) std::cerr << at << " of " << repeats << " repeats\n";
            bench::Random random(seed * 1'000'003 + at);
            const Setting& setting = settings[random.below(settings.size())];
            const bool anew = random.chance(0.1);
            for (std::size_t i = 0; i < jobs.size(); ++i)
                if (is_for(setting, jobs[i].section()) && (anew ? jobs[i].run_anew(setting) : jobs[i].run(setting)) != wanted[i]) ++differences;
        }
    };
    std::thread other(call);
    call();
    other.join();
    return differences;
}

int prove(const Numbers& numbers) {
    std::setlocale(LC_ALL, "");
    try {
        std::locale::global(std::locale(""));
    } catch (const std::runtime_error&) {
        throw std::runtime_error("this machine lacks the locale that LC_ALL names");
    }
    const std::vector<Section> sections =
        numbers.read.empty() ? proofs::make_sections(numbers.rows, numbers.worlds, numbers.seed) : proofs::read_sections(numbers.read);
    if (!numbers.write.empty()) proofs::write_sections(sections, numbers.write);

    std::vector<Job> jobs;
    for (const Section& section : sections) jobs.emplace_back(section);
    const std::vector<Setting> settings = settings_here();
    std::vector<Outcome> wanted;
    Listing listing;
    std::size_t responses = 0, differences = 0;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        wanted.push_back(jobs[i].run(settings.front()));
        responses += wanted[i].answers.size();
        list(jobs[i], wanted[i], listing);
        for (const Setting& setting : settings)
            if (is_for(setting, sections[i]) && jobs[i].run(setting) != wanted[i] && ++differences <= 20) std::cout << "section " << i << " differs with " << to_string(setting) << "\n";
    }
    if (numbers.repeats > 0) differences += repeat(jobs, wanted, settings, numbers.repeats, numbers.seed);

    std::size_t codings = 0;
    for (const Outcome& outcome : wanted) codings += outcome.rows.size();
    const char* icu = U_ICU_VERSION;
    std::cout << "bytes " << libcode::sha256(listing.in_bytes) << "\nchars " << libcode::sha256(listing.in_chars) << "\n"
              << sections.size() << " codebooks, " << responses << " responses, " << codings << " codings, " << settings.size() << " settings, " << numbers.repeats
              << " repeats, " << differences << " differences (" << (numbers.read.empty() ? "seed " + std::to_string(numbers.seed) : "as written") << "; locale "
              << std::setlocale(LC_ALL, nullptr) << ", ICU " << icu << ", "
#ifdef __clang__
              << "clang "
#else
              << "gcc "
#endif
              << __VERSION__ << ")\n";
    return differences == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return prove(arguments(argc, argv));
    } catch (const std::invalid_argument&) {
        std::cerr << "usage: one_hash [--rows N] [--worlds N] [--seed S] [--repeats N] [--write FOLDER | --read FOLDER]\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "one_hash: " << error.what() << "\n";
        return 1;
    }
}

// P13: memory that runs out anywhere in making a codebook ready, coding, explaining and counting gives std::bad_alloc and nothing else;
// the Coder and the Survey that were at work then code as before.
//
// Each world is a codebook and responses. Everything is done once to learn how many allocations that takes; then again and again, with one of
// them failing: the first, the one `stride` on, and so on, alone or with all that come after it. What ends without std::bad_alloc must have given the right answer.
//
//     out_of_memory [--worlds N] [--seed S] [--stride N]
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/cooccurrence.hpp>
#include <libcode/explain.hpp>
#include <libcode/lint.hpp>
#include <libcode/survey.hpp>
#include <libcode/tables.hpp>
#include <libcode/word_counts.hpp>

#include "../reference/generate.hpp"

extern "C" {
void fail_allocations(long first, long count, int everywhere);
void let_allocations_be();
long allocations_seen();
long allocations_failed();
}

namespace {

constexpr char common_book[] = R"(
codebook: Every part
language: en
settings:
  accents: ignore
sets:
  drug: ket | k
codes:
  pain:
    rules: |
      (cramp* | bladder~) NEAR/5 $drug
      /gr(u|ü)n\p{Lu}?/
      "so sore" ..3 été
      $drug [stomach | belly] hurt*
    unless: |
      film BEFORE/6 pain
  habit:
    settings:
      inflections: stem
    rules: peeing | addiction | generously
    at_least: 1
  both:
    rules: '@pain NEAR/sentence @habit'
)";
struct World {
    std::string book;
    std::optional<std::string> cues;
    std::vector<std::string> answers;
    std::vector<libcode::Variable> variables;
};

// What everything gave, to compare; no two different answers look alike.
std::string all_of(const libcode::Coder& coder, const World& world, unsigned threads) {
    std::vector<std::string_view> text(world.answers.begin(), world.answers.end());
    const auto codings = coder.code({.text = text, .variables = world.variables}, {.threads = threads});
    std::string out;
    const auto say = [&out](auto number) { out += std::to_string(number) + ' '; };
    for (const auto& row : codings.rows) {
        say(row.response), say(row.code), say(row.rule), say(row.start_bytes), say(row.end_bytes), say(row.cue);
        out += to_string(row.status);
    }
    for (const auto& count : libcode::count_codes(codings)) say(count.quotes), say(count.responses);
    for (const auto cell : libcode::response_matrix(codings, libcode::Values::count)) say(cell);
    if (world.variables.empty())
        for (std::uint32_t code = 0; code < coder.codebook().codes().size(); ++code)
            out += to_text(explain(coder, text[0], code), coder.codebook(), text[0]);
    say(lint(coder, codings, text).lints.size());
    for (const auto count : count_words(text, group_words(codings, {}), {}).counts) say(count);
    for (const auto both : cooccurrence(codings, text, {}, {}).both) say(both);
    return out;
}

libcode::Codebook book_of(const World& world) {
    return libcode::parse_codebook(world.book, "book", world.cues ? std::optional<std::string_view>(*world.cues) : std::nullopt);
}

// A codebook with one code more, where the text allows one at its end.
libcode::Codebook edited_of(const World& world) {
    World edited = world;
    edited.book += "  one_more:\n    rules: ket | peed\n";
    try {
        return book_of(edited);
    } catch (const libcode::CodebookError&) {
        return book_of(world);
    }
}

// A survey that is held through all failures, coded by two codebooks in turn.
struct Held {
    explicit Held(const World& world) : book(book_of(world)), edited(edited_of(world)), text(world.answers.begin(), world.answers.end()), survey({.text = text, .variables = world.variables}) {}
    std::vector<libcode::Coding> code() {
        std::vector<libcode::Coding> rows;
        for (const auto* each : {&edited, &book}) {
            const auto codings = survey.code(*each);
            rows.insert(rows.end(), codings->rows.begin(), codings->rows.end());
        }
        return rows;
    }
    libcode::Codebook book, edited;
    std::vector<std::string_view> text;
    libcode::Survey survey;
};

World common_world() {
    return {common_book, std::nullopt,
            {"No ket cramps, but pains from k. Grün été, so sore!", "peed and he was peeing generously; k belly hurts", "", "Straße İstanbul ᾳͅ 가一 bladdr k",
             "the film of pain, and addictions of hers last year maybe"},
            {}};
}

World random_world(std::uint64_t seed) {
    reference::Generator generator(seed);
    const reference::Book book = generator.book();
    World world{reference::print_codebook(book), reference::print_cues(book), {}, {{"country", {}}, {"age", {}}}};
    for (int i = 0; i < 4; ++i) world.answers.push_back(generator.response(book));
    static const std::vector<std::string> values = {"UK", "old"};
    for (std::size_t i = 0; i < 2; ++i) world.variables[i].values.assign(world.answers.size(), values[i]);
    return world;
}

struct Run {
    long allocations = 0, failures = 0, survived = 0;  // survived: failed inside and gave the right answer all the same
};

// Throws what must not happen.
Run prove(const World& world, long stride, long forever) {
    const libcode::Coder kept(book_of(world));
    const std::string wanted = all_of(kept, world, 1);
    Held held(world);
    const auto held_rows = held.code();
    Run run;
    fail_allocations(0, 0, 1);
    all_of(libcode::Coder(book_of(world)), world, 1);
    Held(world).code();
    let_allocations_be();
    run.allocations = allocations_seen();
    for (long first = 1;; first += stride) {
        // Makes a codebook ready and codes with it; then codes with one that is kept through all failures.
        bool ended = true, right = true;
        fail_allocations(first, forever, 1);
        try {
            right = all_of(libcode::Coder(book_of(world)), world, 1 + static_cast<unsigned>(first & 1)) == wanted && held.code() == held_rows && Held(world).code() == held_rows && all_of(kept, world, 1) == wanted;
        } catch (const std::bad_alloc&) {
            ended = false;
        } catch (const std::exception& other) {
            let_allocations_be();
            throw std::runtime_error("allocation " + std::to_string(first) + ": not std::bad_alloc but " + other.what());
        }
        let_allocations_be();
        const long failed = allocations_failed();
        if (ended && !right) throw std::runtime_error("allocation " + std::to_string(first) + " failed, and other codings were given");
        if (all_of(kept, world, 1) != wanted) throw std::runtime_error("after allocation " + std::to_string(first) + " failed, the same Coder gives other codings");
        if (held.code() != held_rows) throw std::runtime_error("after allocation " + std::to_string(first) + " failed, the same Survey gives other codings");
        if (all_of(libcode::Coder(book_of(world)), world, 1) != wanted) throw std::runtime_error("after allocation " + std::to_string(first) + " failed, the same codebook gives other codings");
        if (failed == 0) return run;
        ++run.failures;
        run.survived += ended;
    }
}

}  // namespace

int main(int argc, char** argv) {
    long worlds = 20, stride = 1;
    std::uint64_t seed = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        if (name == "--worlds") worlds = std::atol(argv[i + 1]);
        if (name == "--stride") stride = std::atol(argv[i + 1]);
        if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
    }
    long failures = 0, faults = 0;
    for (long at = 0; at < worlds; ++at) {
        const World world = at == 0 ? common_world() : random_world(seed * 1'000'003 + static_cast<std::uint64_t>(at));
        for (const long forever : {1L, 1'000'000'000L}) {
            try {
                const Run run = prove(world, stride, forever);
                failures += run.failures;
                if (at == 0) std::cout << "common world: " << run.allocations << " allocations, " << run.failures << " made to fail, " << run.survived << " of them without harm\n";
            } catch (const std::exception& fault) {
                let_allocations_be();
                std::cout << "world " << at << (forever == 1 ? ", one failure: " : ", all from then on: ") << fault.what() << '\n';
                ++faults;
            }
        }
    }
    std::cout << failures << " allocations made to fail in " << worlds << " worlds, seed " << seed << ": " << faults << " faults\n";
    return faults == 0 ? 0 : 1;
}

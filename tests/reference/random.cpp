// P2: random codebooks and responses; code, start, end, rule, status, cue, unit, quote must agree.
#include <chrono>
#include <iostream>

#include "compare.hpp"
#include "generate.hpp"
#include "proofs.hpp"

namespace reference {

int random_pairs(std::uint64_t pairs, std::uint64_t seed) {
    constexpr int responses_a_book = 25;
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> engine{}, twin{};
    std::uint64_t done = 0, matched = 0, codings = 0, refused = 0;
    for (std::uint64_t world = 0; done < pairs; ++world) {
        // Each world has its own seed, so that one can be made again without those before it.
        Generator generator(seed * 1'000'003 + world);
        Book book = generator.book();
        std::vector<Case> cases;
        for (int i = 0; i < responses_a_book; ++i) {
            const std::string text = generator.response(book);
            cases.push_back({text, generator.row(book)});
        }
        std::vector<std::vector<Coding>> found;
        const auto start = std::chrono::steady_clock::now();
        try {
            found = engine_codings(book, cases);
        } catch (const libcode::CodebookError& error) {
            if (refused++ == 0) std::cout << "refused, world " << world << ":\n" << error.what() << "\n" << print_codebook(book);
            if (refused > 20) return 1;
            continue;
        }
        const auto middle = std::chrono::steady_clock::now();
        engine += middle - start;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const auto wanted = twin_codings(book, cases[i]);
            ++done;
            matched += !wanted.empty();
            codings += wanted.size();
            if (found[i] == wanted) continue;
            std::cout << "seed " << seed << " world " << world << " response " << i << ": engine and twin differ\n";
            Case small = cases[i];
            minimise(book, small);
            std::cout << describe(book, small);
            return 1;
        }
        twin += std::chrono::steady_clock::now() - middle;
    }
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - begin;
    std::cout << "random: seed " << seed << ", " << done << " pairs, " << 100 * matched / done << " % with a match, "
              << codings << " codings, " << refused << " codebooks refused, 0 differences, " << all.count()
              << " s (engine " << engine.count() << ", twin " << twin.count() << ")\n";
    return refused > 0 || matched * 5 < done;
}

}  // namespace reference

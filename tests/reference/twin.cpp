// twin: proves that the engine says what the language document says, on worlds of words made at random
// (--pairs), on all small worlds (--exhaustive), that what must not matter does not (--metamorphic), that
// explanations agree with it (--explain), and that a held survey follows every edit of its codebook (--survey).
#include <cstdint>
#include <iostream>
#include <random>
#include <string>

#include "proofs.hpp"

int main(int argc, char** argv) {
    std::uint64_t pairs = 200'000, seed = std::random_device{}();
    std::string proof = "--pairs";
    int tokens = 8;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        const bool has_value = i + 1 < argc && std::string(argv[i + 1]).rfind("--", 0) != 0;
        if (argument == "--seed" && has_value) {
            seed = std::stoull(argv[++i]);
        } else if (argument == "--tokens" && has_value) {
            tokens = std::stoi(argv[++i]);
        } else if (argument == "--pairs" && has_value) {
            pairs = std::stoull(argv[++i]);
        } else if (argument == "--exhaustive" || argument == "--metamorphic" || argument == "--explain" || argument == "--survey") {
            proof = argument;
            if (argument != "--exhaustive") pairs = has_value ? std::stoull(argv[++i]) : 100'000;
        } else {
            std::cerr << "usage: twin [--seed S] [--pairs N | --metamorphic [N] | --explain [N] | --survey [N] | --exhaustive [--tokens N]]\n";
            return 2;
        }
    }
    if (proof == "--exhaustive") return reference::exhaustive_pairs(tokens);
    std::cout << "seed " << seed << std::endl;
    if (proof == "--metamorphic") return reference::metamorphic_cases(pairs, seed);
    if (proof == "--explain") return reference::explained_pairs(pairs, seed);
    if (proof == "--survey") return reference::edited_surveys(pairs, seed);
    return reference::random_pairs(pairs, seed);
}

// Looks once at what the processor can do. In: what is asked for. Out: what is used. Tests: test_segmenter.cpp.
#include "instructions.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace libcode {
namespace {

bool can_run(Instructions instructions) {
#if defined(__x86_64__) && defined(__GNUC__)
    if (instructions == Instructions::avx2) return __builtin_cpu_supports("avx2");
    if (instructions == Instructions::avx512) return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#endif
    return instructions == Instructions::plain;
}

}  // namespace

std::string_view to_string(Instructions instructions) {
    constexpr std::array<std::string_view, 4> names{"best", "plain", "avx2", "avx512"};
    return names[static_cast<std::size_t>(instructions)];
}

std::vector<Instructions> instructions_here() {
    std::vector<Instructions> here;
    for (const Instructions each : {Instructions::plain, Instructions::avx2, Instructions::avx512})
        if (can_run(each)) here.push_back(each);
    return here;
}

Instructions usable_instructions(Instructions asked) {
    if (asked == Instructions::best) return instructions_here().back();
    if (!can_run(asked)) throw std::invalid_argument("this processor has no " + std::string(to_string(asked)) + " instructions");
    return asked;
}

}  // namespace libcode

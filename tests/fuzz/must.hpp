// What every fuzzer says of what it tries: it holds, or the program ends and libFuzzer keeps the input.
#pragma once

#include <cstdio>
#include <cstdlib>

inline void must(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

// Whether the spans of Responses fit each other. Tests: test_coder.cpp.
#pragma once

#include <libcode/coder.hpp>

namespace libcode {

// Throws std::invalid_argument where they differ in length, or hold more than 32 bits can number.
void check_responses(const Responses& responses);

}  // namespace libcode

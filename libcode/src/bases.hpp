// Bases: which responses each code looks at, by its `where`.
//
// In: the codes and the columns of a survey. Out: one byte per response for each distinct `where`. Cost: one
// look-up per response and column named. Twin: tests/reference. Tests: test_bases.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include <libcode/coder.hpp>

namespace libcode {

struct Bases {
    std::vector<std::vector<std::uint8_t>> bases;  // the first is empty: every response
    std::vector<std::uint32_t> base_of_code;
};

// `before`, where given, are codings of the same responses: a base that stands there is taken over.
// Throws std::invalid_argument where a `where` names a column that is not there, with the columns there are.
Bases find_bases(const std::vector<Code>& codes, const Responses& responses, const Codings* before = nullptr);

}  // namespace libcode

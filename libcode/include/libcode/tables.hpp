// Tables: what counts where. The one place that decides whether a code is present in a response.
//
// A code counts once in a unit (a response, or a sentence) where at least `at_least` of its own codings count;
// a parent where it or a descendant counts. Null responses are outside every base, and so are those that a
// code's `where` leaves out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <libcode/codings.hpp>
#include <libcode/export.hpp>

namespace libcode {

enum class Values : std::uint8_t {
    present,  // 1 where the code counts in at least one unit, else 0
    count,    // how many codings count, those of descendants included; 0 where the code is not present
};

inline constexpr std::int32_t not_in_base = -1;

// Responses × codes, row by row: what `values` says, or not_in_base. A response that is unusable counts as 0.
LIBCODE_API std::vector<std::int32_t> response_matrix(const Codings& codings, Values values);

// Respondents × codes: the sum (count) or the maximum (present) over a respondent's responses, or not_in_base where
// none of them is in the base. `respondent` holds one number per response, from 0; the matrix has as many rows as
// the largest and one.
LIBCODE_API std::vector<std::int32_t> respondent_matrix(const Codings& codings, std::span<const std::uint32_t> respondent, Values values);

// Per coding 1 where it counts in a unit that has `at_least` of its code's codings that count, else 0.
LIBCODE_API std::vector<std::uint8_t> counted_codings(const Codings& codings);

// One line of a table of codes. Bases are those of the code's `where`.
struct CodeCount {
    std::uint64_t quotes = 0;       // codings that count, those of descendants included
    std::uint64_t units = 0;        // responses or sentences in which the code counts, as the codebook's `unit` says
    std::uint64_t responses = 0;    // responses in which it counts
    std::uint64_t respondents = 0;  // respondents any of whose responses has it
    double weight = 0;              // sum of the rules' weights over `quotes`
    std::uint64_t asked_responses = 0, usable_responses = 0;      // the bases
    std::uint64_t asked_respondents = 0, usable_respondents = 0;
    // Among `quotes`: how many are not what a reader may take them for, where the code counts those too.
    std::uint64_t negated = 0, past = 0, other = 0, uncertain = 0;
    std::uint64_t not_counted = 0;  // codings of the code and its descendants that do not count
};

// One line per code, in codebook order. `respondent` as above; empty where each response is a respondent.
LIBCODE_API std::vector<CodeCount> count_codes(const Codings& codings, std::span<const std::uint32_t> respondent = {});

}  // namespace libcode

// Co-occurrence: which codes stand together, and which of the two comes first.
//
//     Cooccurrence together = cooccurrence(codings, texts, respondents, {.within = Within::sentence});
//     together.both[a * together.codes + b]      // sentences that hold a and b
//
// A code is in a unit (a response, a respondent, a paragraph, a sentence) where a coding of it that counts touches the unit. Units are
// those of usable responses; a pair is looked at in the units that are in the base of both codes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <libcode/codings.hpp>
#include <libcode/export.hpp>

namespace libcode {

enum class Within : std::uint8_t {
    response,
    respondent,
    paragraph,
    sentence,
    words,  // at most so many words between the two matches, of one response; counted are responses
};

enum class Parents : std::uint8_t { hold_descendants, hold_own };  // what a parent is in a unit by

struct CooccurrenceOptions {
    Within within = Within::response;
    std::uint32_t words = 0;  // of Within::words: 0 is side by side or overlapping
    Parents parents = Parents::hold_descendants;
    std::span<const std::uint8_t> included = {};  // one per response: 0 leaves it out; empty: all are in
    // Called now and then with how many responses are done; returning false throws Stopped.
    std::function<bool(std::size_t responses_done)> progress = {};
};

// Matrices of codes × codes, row by row. For Within::words the units of `both`, `before` and all others are responses.
struct Cooccurrence {
    std::size_t codes = 0;
    std::vector<std::uint64_t> both;    // units in which both are (for Within::words: near each other)
    std::vector<std::uint64_t> before;  // of those, in which the first match of the row's code begins before that of the column's
                                        // (for Within::words: in the first pair that is near)
    std::vector<std::uint64_t> row;     // units in which the row's code is
    std::vector<std::uint64_t> base;    // units
};

// `text` and `respondent` (one number per response, from 0) as in tables.hpp; both may be empty where `within` does not ask for
// them. Throws std::invalid_argument where they are not one per response, and Stopped. Costs one walk over the codings with
// each pair of a unit looked at once; for paragraphs and sentences the cutting of every usable response as well, for
// words that of the responses with codings.
LIBCODE_API Cooccurrence cooccurrence(const Codings& codings, std::span<const std::string_view> text, std::span<const std::uint32_t> respondent,
                                      const CooccurrenceOptions& options);

}  // namespace libcode

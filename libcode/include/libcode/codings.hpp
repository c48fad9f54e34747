// Codings: what coding found, one row a coding. Offsets are bytes into the response's text;
// the bindings turn them into code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <libcode/codebook.hpp>
#include <libcode/status.hpp>

namespace libcode {

// What became of a response before any rule looked at it.
enum class Answer : std::uint8_t {
    not_asked,  // null: outside every base
    unusable,   // asked, but blank or without a single word: in the base "asked" only
    usable,
};

inline constexpr std::uint32_t no_cue = 0xFFFFFFFF;

struct Coding {
    std::uint32_t response;  // index into Responses::text
    std::uint32_t code;      // index into Codebook::codes()
    std::uint32_t rule;      // index into Codebook::codes()[code].rules
    std::uint32_t start_bytes, end_bytes;              // the match
    std::uint32_t quote_start_bytes, quote_end_bytes;  // what is shown around it
    std::uint32_t unit;   // ordinal of the unit (0, or the sentence's number) it counts in
    std::uint32_t cue;    // index into Codings::cues, or no_cue: what set the first of the marked axes
    std::uint32_t cue_start_bytes, cue_end_bytes;  // where it stands in the response; 0, 0 without a cue
    Status status;
    bool counts;          // by the code's `count`

    friend bool operator==(const Coding&, const Coding&) = default;
};

struct Codings {
    Codebook codebook;
    std::vector<Coding> rows;     // by (response, code, start)
    std::vector<Answer> answers;  // one per response
    // Per code, whether its `where` keeps a response in its base: empty (all are) or one
    // byte per response. Index into `bases` by base_of_code[code].
    std::vector<std::vector<std::uint8_t>> bases;
    std::vector<std::uint32_t> base_of_code;
    std::vector<std::string> cues;  // the rules of the cues, as their file writes them, that `Coding::cue` points to

    // Whether `response` can count for `code`: its `where` holds. Says nothing of answers[].
    bool in_base(std::size_t response, std::size_t code) const {
        const auto& base = bases[base_of_code[code]];
        return base.empty() || base[response] != 0;
    }
};

}  // namespace libcode

// Cues: the words by which a writer denies, puts into the past, into somebody else, or into doubt.
//
// Read from a YAML file a language (libcode/cues/en.yaml), which a codebook's `cues: FILE`
// replaces. Such a file, whole:
//
//     cues: English
//     language: en
//     ends: |                      # rules; every reach stops before a span of one of them
//       but | however | although
//     negation:                    # an axis: negation, time, person, certainty
//       - cue: |                   # rules, one a line
//           no | not | never
//         looks: ahead             # ahead | back | both | question
//         reach: 6                 # words, 1..100
//       - cue: |
//           none
//         looks: back
//         reach: 3
//       - pseudo: |                # spans that hold no cue of this axis
//           no doubt
//           not only
//       - opening: |               # a cue that opens a sentence before a comma or a dash is no cue
//           no | nope
//       - ends: |                  # as `ends` above, for this axis only
//           why | whether
//       - afresh: |                # ends, only where a comma or a dash stands before: "no fuss, felt
//           felt | very            # safe" does not deny the safety
//       - last: |                  # what looks ahead takes this in and stops: "nothing helps the
//           help* | cope with      # cramps" denies the help, not the cramps
//
// `looks: question` is for an answer ("Cramps? No."): where the cue is all of its sentence, or opens it before a comma, and
// the sentence before ends in a question mark, it reaches back into that one, whose ends do not matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/codebook.hpp>

#include "rule.hpp"

namespace libcode {

enum class Looks : std::uint8_t { ahead, back, both, question };

struct Cue {
    Axis axis = Axis::negation;
    Looks looks = Looks::ahead;
    std::uint32_t reach_words = 0;
    std::string text;  // the line as written
    Place place;
    Expr rule;
};

struct PseudoCue {
    Axis axis = Axis::negation;
    bool opening_only = false;  // void only where it opens a sentence before a comma or a dash
    std::string text;
    Place place;
    Expr rule;
};

enum class StopSide : std::uint8_t { before, after, after_comma };

// Where the reaches of one axis stop.
struct ReachStop {
    Axis axis = Axis::negation;
    StopSide side = StopSide::before;  // before, after_comma: both ways; after: only what looks ahead
    std::string text;
    Place place;
    Expr rule;
};

struct Cues {
    std::string name, language, file;
    std::vector<Cue> cues;
    std::vector<PseudoCue> pseudo;
    std::vector<ReachStop> stops;
    std::vector<Expr> ends;  // of every axis
};

// Reads a cue file; every fault goes to `faults`.
Cues parse_cues(std::string_view text, std::string_view file, std::vector<Fault>& faults);

// The text of the cue file that comes with the library for a language ("en", "en-GB"), if any.
std::optional<std::string_view> embedded_cues(std::string_view language);

}  // namespace libcode

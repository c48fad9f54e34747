// Reach: which words of a response the cues cover, and what status that gives a match.
//
//     "I never had cramps but my mate did"
//        └cue─► covered ─┘   └── `ends` stops it
//
// In: a Found whose cues, pseudo-cues and ends can be run. Out: the status of a rule's span and the cue behind
// it. Cost: the cues are run once a sentence, and only in sentences where something was found, for no reach goes further
// (but that of an answer, into the question before it); a span looks at the cues that can reach it. Where a cue file looks
// beyond its sentence, the whole response takes the place of a sentence. Twin: tests/reference. Tests: test_reach.cpp and
// corpus/status.txt.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <libcode/codings.hpp>
#include <libcode/status.hpp>

#include "found.hpp"
#include "met_words.hpp"

namespace libcode {

// One place where a cue stands, and the words it covers.
struct CueInPlace {
    std::uint32_t cue;   // index into Cues::cues
    Axis axis;
    Span own;            // the words of the cue itself
    Span ahead, back;    // the words it covers; empty where start == end
    bool is_void = false;  // by a pseudo-cue; then it covers nothing
};

struct StatusAndCue {
    Status status;
    std::uint32_t cue = no_cue;  // of the first axis that is marked
    Span cue_words{0, 0};        // its own words
};

// The cue that marks an axis, and how many words lie between it and the nearest word that met the rule.
struct NearestCue {
    const CueInPlace* cue = nullptr;  // null where the axis is not marked
    std::uint32_t words_between = UINT32_MAX;
};

// Where the reaches of an axis stop.
struct Stops {
    Spans ahead;  // start: where a stop begins; end: how far a cue before it covers at most. In order by both
    std::vector<std::uint32_t> back;  // how far back a cue after it covers at most; in order
};

class Reach {
  public:
    explicit Reach(Found& found) : found_(found), met_words_(found) {}

    // Forgets the response before.
    void begin();

    // The status of a span that a rule's node has found. A cue holds if it covers a word that met the rule and
    // none of its own words did; per axis the one nearest to such a word counts, then the earlier, the longer, the
    // one listed first.
    StatusAndCue status(NodeId node, Span span);

    // The cues behind that status, one an axis; they point into cues().
    std::array<NearestCue, axis_count> nearest_cues(NodeId node, Span span);

    // The cues in place, by where they start; what an explanation shows.
    std::span<const CueInPlace> cues();

  private:
    using Axes = std::array<bool, axis_count>;
    // What is known of one sentence (or of the response, as above), by its number.
    struct Place {
        std::uint32_t response = 0;             // ordinal of begin()
        std::uint32_t first_cue = 0, end_cue = 0;  // in cues_
        Axes is_stopped{};                      // for which axes stops and pseudo-cues have been looked for
    };
    std::uint32_t place_of(std::uint32_t word) const;
    std::uint32_t last_place() const;
    Span words_of(std::uint32_t place) const;
    Place& find_cues(std::uint32_t place);
    void wake(std::uint32_t place);
    void stop_and_void(std::uint32_t place, Axes axes);
    void find_stops(const Axes& axes);
    void find_pseudo(const Axes& axes);
    bool is_void(const CueInPlace& cue) const;
    void find_cover(CueInPlace& cue) const;
    // The cues of a place that stand near enough to reach `span`.
    std::span<CueInPlace> near(const Place& place, Span span);

    Found& found_;
    MetWords met_words_;
    std::uint32_t response_ = 0;
    std::vector<Place> places_;
    Span window_{0, 0};         // the words that were woken last
    std::vector<std::uint32_t> woken_, woken_cues_, woken_pseudo_, woken_stops_, woken_ends_;
    std::vector<CueInPlace> cues_;  // those of a place side by side, in order
    std::vector<CueInPlace> shown_;
    std::uint32_t furthest_words_ = 0;  // how far before its own first word or after its last a cue covers at most
    std::array<Stops, axis_count> stops_;
    std::array<Spans, axis_count> pseudo_, openings_;  // in order, without overlaps
    std::vector<std::uint32_t> met_;
};

}  // namespace libcode

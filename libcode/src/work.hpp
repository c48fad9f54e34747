// Work: codes one response after another, on one thread, with memory that is used again.
//
//     text ─► tokenize ─► Found (patterns, spans) ─► unless ─► Reach (status) ─► select ─► codings
//
// The function that joins the stages; it holds no logic of its own beyond what a code's `unless` and `count` say.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <libcode/codings.hpp>

#include "found.hpp"
#include "reach.hpp"
#include "segmenter.hpp"
#include "select.hpp"

namespace libcode {

class Work {
  public:
    explicit Work(const Program& program, Instructions instructions = Instructions::plain);

    Instructions instructions() const { return instructions_; }

    // Whether so many more responses can be coded: their ordinals have 32 bits.
    bool can_code(std::size_t responses) const { return responses < found_.ordinals_left(); }

    // Codes one response and appends its codings, by (code, start). `in_base` holds a byte per code: 0 where the code
    // does not look at this response; empty where all do. Returns what the response is.
    Answer code(std::uint32_t response, std::string_view text, std::span<const std::uint8_t> in_base, std::vector<Coding>& codings);

    // After code() of a response that is usable: makes ready what code() makes ready only where a rule can match.
    void finish();
    // Then: the response as the rules saw it.
    const Tokens& tokens() const { return tokens_; }
    Found& found() { return found_; }
    Reach& reach() { return reach_; }

  private:
    void run_code(std::uint32_t code, std::span<const std::uint32_t> rules);
    void append(std::uint32_t response, std::uint32_t code, const Candidate& candidate, std::vector<Coding>& codings) const;

    const Program& program_;
    Instructions instructions_;
    Segmenter segmenter_;
    Lexicon lexicon_;
    Tokens tokens_;
    bool is_finished_ = false;
    std::uint32_t ink_start_bytes_ = 0, ink_end_bytes_ = 0;  // the response without the white space around it
    Found found_;
    Reach reach_;
    bool counts_sentences_;
    std::vector<Candidate> candidates_;
    Spans unless_;
    std::vector<std::uint32_t> unless_ends_;
};

}  // namespace libcode

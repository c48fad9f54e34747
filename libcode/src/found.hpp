// Found: what one response holds for a Program: its words' patterns, the spans of each node, and what each
// code was left with. One a thread, used again for every response.
//
// In: Tokens and the classes of their forms. Out: spans of any node, each computed once a response.
// Cost: follows the patterns met, not the rules or the words of the codebook. Twin: tests/reference. Tests:
// test_found.cpp and the corpus.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "lexicon.hpp"
#include "program.hpp"
#include "spans.hpp"
#include "tokens.hpp"

namespace libcode {

// A span that a code was left with, and the rule (index into Program::rules) that made it.
struct CodeSpan {
    Span span;
    std::uint32_t rule;
};

class Found {
  public:
    explicit Found(const Program& program);

    // Takes up a response whose words are cut; its sentences may come later, but before spans are asked for. Says
    // whether a rule can match in it: where none can, wake() need not be called.
    bool begin(const Tokens& tokens, Lexicon& lexicon);

    // Then woken() are the rules that can match, in run order.
    void wake();
    std::span<const std::uint32_t> woken() const { return woken_; }

    // Replaces `cues` by what can match of the cue file in the words of `window`, by the numbers of Waking, in order. Only after
    // this can spans of its nodes be asked for: those that lie in the window, until the next call.
    void wake_cues(Span window, std::vector<std::uint32_t>& cues);

    // How often begin() can still be called.
    std::uint32_t ordinals_left() const { return UINT32_MAX - response_; }

    const Tokens& tokens() const { return *tokens_; }
    const Program& program() const { return program_; }

    // The spans of a node; the view holds until the next begin(), of the cue file's until the next wake_cues().
    SpanView spans(NodeId node);

    // What a code was left with after selection, in order of span. Must be set before a rule that points at it is run.
    void set_code(std::uint32_t code, std::vector<CodeSpan> left);
    std::span<const CodeSpan> code(std::uint32_t code) const;

  private:
    struct Result {
        std::uint32_t of = 0;  // the response, or for a node of the cue file the window
        Spans spans;
    };
    // Words that met a pattern or group, as a list through met_; for alternatives only whether they are awake.
    struct Waker {
        std::uint32_t response = 0;  // in which it was awake last
        std::uint32_t first = 0, last = 0;
    };
    struct Met {
        std::uint32_t word, next;
    };
    // What a class of forms meets of the rules, a range of meets_, and a row of bits of cue_rows_: which wakers of the cue
    // file are awake with it, and then what is woken by them.
    struct FormClass {
        std::uint32_t first_pattern = 0, end_pattern = 0;
        std::uint32_t cue_row = 0;
        std::uint32_t first_cue_bits = 0, end_cue_bits = 0;  // the same row without what is zero, a range of cue_bits_
        bool wakes_rules = false;
    };
    struct CueBits {
        std::uint64_t bits;
        std::uint32_t at;
    };
    struct CueHit {
        std::uint32_t word;
        const std::uint64_t* row;
    };
    void begin_window();
    void learn_class(std::span<const PatternId> patterns);
    // Notes that a word met a pattern; whether it is the first that did.
    bool note(PatternId pattern, std::uint32_t word);
    bool is_awake(NodeId node) const {
        const std::uint32_t waker = program_.nodes[node].waker;
        if (waker == no_waker) return true;
        const std::uint32_t bit = cue_bit_[waker];
        return bit == no_bit ? wakers_[waker].response == response_ : has_bit(awake_cues_.data(), bit);
    }
    static bool has_bit(const std::uint64_t* bits, std::uint32_t bit) { return (bits[bit / 64] >> (bit % 64) & 1) != 0; }
    bool meets(std::uint32_t word, PatternId pattern) const;
    void compute_phrase(const Node& node, Spans& out);
    void find_met(PatternId pattern, Spans& out) const;
    void compute(const Node& node, Spans& out);
    void compute_sequence(const Node& node, Spans& out);

    const Program& program_;
    const Tokens* tokens_ = nullptr;
    std::uint32_t response_ = 0;  // ordinal of begin(); what bears another number is of an earlier response
    std::uint32_t window_ = 0;    // ordinal of wake_cues()
    std::vector<std::uint32_t> forms_;     // the class of each word
    std::vector<Hit> hits_;
    std::vector<Met> met_;
    std::vector<Waker> wakers_;            // patterns, groups, alternatives
    std::vector<FormClass> classes_;
    std::vector<PatternId> meets_;

    static constexpr std::uint32_t no_bit = 0xFFFFFFFF;
    std::vector<std::uint32_t> cue_bit_;   // by waker: its bit in a row, or no_bit where it belongs to a rule
    std::size_t awake_words_, row_words_;  // of 64 bits: those of the wakers, and all
    std::vector<std::uint64_t> cue_rows_;  // the first row is empty
    std::vector<CueBits> cue_bits_;
    std::vector<CueHit> cue_hits_;
    std::vector<std::uint64_t> awake_cues_;  // all rows of the window's words
    std::vector<std::uint32_t> woken_;
    std::vector<std::uint32_t> waking_;    // wakers that have not yet woken others
    Spans phrase_words_;
    ApartMemory apart_;
    std::vector<Result> results_;          // per node
    std::vector<std::pair<std::uint32_t, std::vector<CodeSpan>>> codes_;  // per code: response, spans
};

}  // namespace libcode

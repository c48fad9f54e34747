// Program: a compiled codebook. Where the codebook stream ends and the text stream begins.
//
//     patterns   what words are asked of word forms, each once however many rules use it
//     nodes      expressions over spans, shared: a set used by a hundred rules is one node
//     rules      one node each, woken by the patterns without which it cannot match
//     codes      in the order in which they are run: those a rule points at (@) first
//     cues       rules like any other, looked at only where a code has found something
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <libcode/codebook.hpp>

#include "codebook_impl.hpp"
#include "language.hpp"
#include "lexicon.hpp"
#include "pattern.hpp"
#include "regex.hpp"
#include "rule.hpp"

namespace libcode {

// A pattern, or a group of them: groups are numbered after the patterns.
using PatternId = std::uint32_t;
using NodeId = std::uint32_t;

enum class Op : std::uint8_t {
    pattern,   // words that meet a pattern
    any,       // every word
    sequence,  // operands side by side; `steps` says how each is tied and whether it may be left out
    either,    // spans of any operand
    distance,  // operands[0] and [1] at most `words` apart, in `order`
    scope,     // operands[0] and [1] in one sentence or paragraph: smallest covers
    apart,     // spans of operands[0] with no operands[1] near (`words`, or in `scope`) nor overlapping
    both,      // spans of operands[0] where operands[1] has any
    without,   // spans of operands[0] where operands[1] has none
    smallest,  // spans of operands[0] that hold no other
    code,      // what code `code` was left with, and its descendants
    regex,     // matches of regexes[regex], whole words
};

struct Step {
    Link link = Link::spaced;
    std::string gap;
    bool optional = false;

    friend bool operator==(const Step&, const Step&) = default;
};

inline constexpr std::uint32_t no_waker = 0xFFFFFFFF;
inline constexpr PatternId no_group = 0xFFFFFFFF;
inline constexpr PatternId any_word = 0xFFFFFFFE;    // an item of a phrase
inline constexpr std::size_t longest_phrase_items = 8;  // of Node::phrase; longer ones are joined item by item

struct Node {
    Op op = Op::any;
    Order order = Order::near;
    Scope scope = Scope::words;
    std::uint32_t words = 0;
    std::uint32_t id = 0;           // pattern, code or regex
    std::vector<NodeId> operands;
    std::vector<Step> steps;        // of a sequence, in step with operands
    const Expr* source = nullptr;   // an expression it was made from; two places that mean the same share a node

    // Made from the above when all nodes stand (wake.hpp).
    std::uint32_t waker = no_waker;        // without which the node has no spans; no_waker: it may always have
    PatternId group = no_group;            // of `either`: the operands that are one pattern each
    std::vector<NodeId> others = {};       // of `either`: the operands that are not
    std::vector<PatternId> phrase = {};    // of `sequence`: its items, where each is one pattern, group or any_word

    // Whether both mean the same; `source` and what follows it take no part.
    bool same_as(const Node& other) const;
};

// A rule of a code. Rules stand in the order in which they are run: codes that others point at
// first, and a code's rules in the author's order.
struct CompiledRule {
    NodeId node = 0;
    std::uint32_t code = 0;
    std::uint32_t index = 0;  // in the code's rules
};

struct CompiledCode {
    std::vector<NodeId> unless;
    std::vector<std::uint32_t> family;  // itself and its descendants, in file order
    Counting count;
    QuoteScope quote = QuoteScope::sentence;
    bool finds_status = true;
    bool is_pointed_at = false;         // by a rule, itself or as a descendant
};

// Waking: a rule can match only where its waker is awake, or else it is always awake. The wakers are the patterns and
// groups, awake where they are met, and after them alternatives, which other wakers wake. What hangs on a cue file (cues,
// pseudo-cues, stops and ends, numbered through in this order) is woken in the same way, but looked at only
// where a code has found something.
struct Waking {
    // To each number a list of others.
    struct Lists {
        std::vector<std::uint32_t> first, all;
        std::span<const std::uint32_t> of(std::uint32_t number) const { return {all.data() + first[number], all.data() + first[number + 1]}; }
    };
    Lists rules, cues, wakers;          // by waker: what it wakes
    std::uint32_t cue_count = 0;
    std::uint32_t first_cue_alternative = 0;  // from this waker on only what hangs on the cue file is woken
    std::vector<std::uint32_t> rules_always, cues_always;
    std::vector<std::uint8_t> wakes_rules;  // by waker: whether any rule lies behind it
};

struct Program {
    std::shared_ptr<const Codebook::Impl> book;
    const Language* language = nullptr;
    std::vector<Pattern> patterns;
    std::vector<Node> nodes;
    std::unique_ptr<const PatternIndex> index;  // of `patterns`
    std::vector<std::unique_ptr<const Regex>> regexes;
    std::vector<CompiledRule> rules;
    std::vector<CompiledCode> codes;           // in step with the codebook's codes
    std::vector<NodeId> cues, pseudo, stops, ends;  // in step with those of Cues; empty where none is needed

    // Patterns that are alternatives of one another, as one: by their number less that of the patterns.
    std::vector<std::vector<PatternId>> groups;
    // Nodes, patterns and groups from these on belong to the cue file alone; no rule of a code needs them.
    NodeId first_cue_node = 0;
    PatternId first_cue_pattern = 0, first_cue_group = 0;
    // Whether no span of the cue file goes over the end of a sentence, nor hangs on what stands beyond it.
    bool cues_stay_in_sentence = true;

    bool is_of_cues(PatternId pattern) const {
        return pattern < patterns.size() ? pattern >= first_cue_pattern : pattern >= first_cue_group;
    }

    Waking waking;

    const Rule& rule(const CompiledRule& compiled) const { return book->codes[compiled.code].rules[compiled.index]; }
};

// Compiles a checked codebook. Throws CodebookError for what only compiling can see (a regex that
// RE2 refuses, words that mean nothing under their settings), every fault at once. With `is_wanted`, a byte a code, the rules of
// the other codes are left out; a code that is wanted wants all that it points at.
std::shared_ptr<const Program> compile(std::shared_ptr<const Codebook::Impl> book, std::span<const std::uint8_t> is_wanted = {});

}  // namespace libcode

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

struct Node {
    Op op = Op::any;
    Order order = Order::near;
    Scope scope = Scope::words;
    std::uint32_t words = 0;
    std::uint32_t id = 0;           // pattern, code or regex
    std::vector<NodeId> operands;
    std::vector<Step> steps;        // of a sequence, in step with operands
    const Expr* source = nullptr;   // an expression it was made from; two places that mean the same share a node

    // Whether both mean the same; `source` takes no part.
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
    bool finds_status = true;
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

    // Waking: a rule can match only where its waker is awake, or else it is always awake. The wakers are the patterns,
    // awake where they are met, and after them alternatives, which other wakers wake. Waker w wakes the rules
    // woken[woken_first[w]] to woken[woken_first[w + 1]], and likewise those of `wakers`.
    std::vector<std::uint32_t> woken_first, woken;
    std::vector<std::uint32_t> wakers_first, wakers;
    std::vector<std::uint32_t> always_awake;

    const Rule& rule(const CompiledRule& compiled) const { return book->codes[compiled.code].rules[compiled.index]; }
};

// Compiles a checked codebook. Throws CodebookError for what only compiling can see (a regex that
// RE2 refuses, words that mean nothing under their settings), every fault at once.
std::shared_ptr<const Program> compile(std::shared_ptr<const Codebook::Impl> book);

}  // namespace libcode

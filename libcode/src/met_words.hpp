// The words that met a rule: for one span of a node, every word that took part in it, over all the ways in
// which the span can come about. Words in gaps took no part.
//
//     cramp* NEAR/8 ket      "Cramps at night from ket"
//                             ^^^^^^           ^^^     met, the span is all five words
//
// In: a Found, a node and one of its spans. Out: word numbers, in order. Cost: the number of smaller spans that
// lie inside, each looked at once. Called only where a cue could reach the span. Twin: tests/reference
// carries the words along with every span. Tests: test_met_words.cpp.
#pragma once

#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

#include "found.hpp"

namespace libcode {

class MetWords {
  public:
    explicit MetWords(Found& found) : found_(found) {}

    // Replaces `words`.
    void find(NodeId node, Span span, std::vector<std::uint32_t>& words);

  private:
    void mark(NodeId node, Span span);
    void mark_sequence(const Node& node, Span span);
    void mark_pairs(SpanView first, SpanView second, NodeId first_node, NodeId second_node, const Node& node, Span span);
    void mark_nested(NodeId outer, NodeId inner, Span span);

    Found& found_;
    std::vector<std::uint32_t>* words_ = nullptr;
    std::set<std::tuple<NodeId, std::uint32_t, std::uint32_t>> marked_;
};

}  // namespace libcode

// Cover: what can be said of two expressions without any text.
//
//     cramp*                     covers   cramps
//     $drug [$belly] cramp*      covers   ket cramps
//     pain NEAR/8 ket            covers   pain NEAR/4 ket      (both single words)
//
// In: nodes of a Program. Out: answers that hold for every response; where nothing is certain the answer is no.
// Cost: each pair of nodes is looked at once, and after `most_steps` pairs every answer is no, so that no codebook
// can keep it busy. Twin: the engine on random texts. Tests: test_cover.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "program.hpp"

namespace libcode {

class Cover {
  public:
    explicit Cover(const Program& program) : program_(program) {}

    // Whether every span of `inner` is a span of `outer`, in every response.
    bool covers(NodeId outer, NodeId inner);

    // Whether every span of `inner` overlaps a span of one of `others`.
    bool always_overlaps(NodeId inner, std::span<const NodeId> others);

    // Whether a node can have no span in any response: what it needs is what it forbids.
    bool is_impossible(NodeId node);

    bool is_exhausted() const { return steps_ >= most_steps; }

  private:
    static constexpr std::size_t most_steps = 2'000'000;

    bool find_covers(NodeId outer, NodeId inner);
    bool sequence_covers(const Node& outer, const Node& inner, std::size_t inner_first, std::size_t inner_last);
    bool distance_covers(const Node& outer, const Node& inner);
    bool smallest_covers(const Node& outer, const Node& inner);
    bool pattern_covers(const Pattern& outer, const Pattern& inner) const;
    bool is_one_word(NodeId node) const;
    void gather(NodeId node, std::vector<NodeId>& present, std::vector<NodeId>& absent) const;
    const Node& node(NodeId id) const { return program_.nodes[id]; }

    const Program& program_;
    std::unordered_map<std::uint64_t, bool> known_;
    std::size_t steps_ = 0;
};

}  // namespace libcode

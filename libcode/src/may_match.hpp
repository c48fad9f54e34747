// In which responses of a survey a node may have spans: those that hold the words it needs, whatever their order.
//
//     cramp* NEAR/8 (k | ket)      responses with a form of `cramp*`, and of `k` or `ket`
//
// In: a Program and the survey's words. Out: a set that holds every response in which the node has a span; what no words tell (a regex,
// any word) may match everywhere. Cost: follows the forms that meet the node's patterns. Tests: test_may_match.cpp.
#pragma once

#include <optional>
#include <vector>

#include "program.hpp"
#include "response_set.hpp"
#include "spellings.hpp"

namespace libcode {

class MayMatch {
  public:
    MayMatch(const Program& program, const WordIndex& words, Spellings& spellings, std::size_t responses);

    const ResponseSet& node(NodeId node);

  private:
    ResponseSet find(const Node& node);
    ResponseSet all() const;

    const Program& program_;
    const WordIndex& words_;
    Spellings& spellings_;
    std::size_t responses_;
    std::vector<std::vector<NodeId>> rules_of_code_;
    std::vector<std::optional<ResponseSet>> known_;  // by node
};

}  // namespace libcode

// Finds where nodes may match; the contract stands in may_match.hpp.
#include "may_match.hpp"

namespace libcode {

MayMatch::MayMatch(const Program& program, const WordIndex& words, Spellings& spellings, std::size_t responses)
    : program_(program), words_(words), spellings_(spellings), responses_(responses), rules_of_code_(program.codes.size()), known_(program.nodes.size()) {
    for (const CompiledRule& rule : program.rules) rules_of_code_[rule.code].push_back(rule.node);
}

const ResponseSet& MayMatch::node(NodeId node) {
    if (!known_[node]) known_[node] = find(program_.nodes[node]);
    return *known_[node];
}

ResponseSet MayMatch::all() const {
    ResponseSet set(responses_);
    set.add_all();
    return set;
}

ResponseSet MayMatch::find(const Node& node) {
    ResponseSet set(responses_);
    switch (node.op) {
        case Op::pattern: words_.add_responses(spellings_.find(program_.patterns[node.id]), set); return set;
        case Op::any:
        case Op::regex: return all();
        case Op::either:
            for (const NodeId operand : node.operands) set |= this->node(operand);
            return set;
        case Op::code:
            for (const std::uint32_t member : program_.codes[node.id].family)
                for (const NodeId rule : rules_of_code_[member]) set |= this->node(rule);
            return set;
        case Op::apart:
        case Op::without:
        case Op::smallest: return this->node(node.operands[0]);
        case Op::sequence:
        case Op::distance:
        case Op::scope:
        case Op::both: break;
    }
    set.add_all();
    for (std::size_t i = 0; i < node.operands.size(); ++i)
        if (node.steps.empty() || !node.steps[i].optional) set &= this->node(node.operands[i]);
    return set;
}

}  // namespace libcode

// Plans which patterns wake which rules; the contract stands in wake.hpp.
#include "wake.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace libcode {
namespace {

using Patterns = std::vector<PatternId>;
using Needs = std::shared_ptr<const Patterns>;  // null: nothing in particular is needed

class Waking {
  public:
    explicit Waking(const Program& program) : program_(program), known_(program.nodes.size()), of_code_(program.codes.size()) {}

    Needs of_node(NodeId node) {
        if (!known_[node].first) known_[node] = {true, find(program_.nodes[node])};
        return known_[node].second;
    }

    // Rules come in run order, so a code is complete before another points at it.
    void add_to_code(std::uint32_t code, const Needs& needs) {
        auto& sum = of_code_[code];
        if (!needs) sum.always = true;
        else sum.patterns.insert(sum.patterns.end(), needs->begin(), needs->end());
    }

  private:
    struct CodeNeeds {
        Patterns patterns;
        bool always = false;
    };

    Needs find(const Node& node) {
        switch (node.op) {
            case Op::pattern: return std::make_shared<Patterns>(1, node.id);
            case Op::any:
            case Op::regex: return nullptr;
            case Op::either: return any_of(node);
            case Op::code: return family_of(node.id);
            case Op::apart:
            case Op::without:
            case Op::smallest: return of_node(node.operands[0]);
            case Op::sequence:
            case Op::distance:
            case Op::scope:
            case Op::both: break;
        }
        Needs best;
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            if (!node.steps.empty() && node.steps[i].optional) continue;
            const Needs needs = of_node(node.operands[i]);
            if (needs && (!best || is_rarer(*needs, *best))) best = needs;
        }
        return best;
    }

    Needs any_of(const Node& node) {
        auto all = std::make_shared<Patterns>();
        for (const NodeId operand : node.operands) {
            const Needs needs = of_node(operand);
            if (!needs) return nullptr;
            all->insert(all->end(), needs->begin(), needs->end());
        }
        return sorted(std::move(all));
    }

    Needs family_of(std::uint32_t code) {
        auto all = std::make_shared<Patterns>();
        for (const std::uint32_t member : program_.codes[code].family) {
            if (of_code_[member].always) return nullptr;
            all->insert(all->end(), of_code_[member].patterns.begin(), of_code_[member].patterns.end());
        }
        return sorted(std::move(all));
    }

    static Needs sorted(std::shared_ptr<Patterns> patterns) {
        std::sort(patterns->begin(), patterns->end());
        patterns->erase(std::unique(patterns->begin(), patterns->end()), patterns->end());
        return patterns;
    }

    // Without a corpus, few and long words are the best guess at rare ones.
    bool is_rarer(const Patterns& a, const Patterns& b) const {
        if (a.size() != b.size()) return a.size() < b.size();
        return shortest(a) > shortest(b);
    }
    std::size_t shortest(const Patterns& patterns) const {
        std::size_t bytes = SIZE_MAX;
        for (const PatternId pattern : patterns) bytes = std::min(bytes, program_.patterns[pattern].text.size());
        return bytes;
    }

    const Program& program_;
    std::vector<std::pair<bool, Needs>> known_;
    std::vector<CodeNeeds> of_code_;
};

}  // namespace

void plan_waking(Program& program) {
    Waking waking(program);
    std::vector<std::pair<PatternId, std::uint32_t>> pairs;
    for (std::uint32_t rule = 0; rule < program.rules.size(); ++rule) {
        const Needs needs = waking.of_node(program.rules[rule].node);
        waking.add_to_code(program.rules[rule].code, needs);
        if (!needs) program.always_awake.push_back(rule);
        else
            for (const PatternId pattern : *needs) pairs.emplace_back(pattern, rule);
    }
    std::sort(pairs.begin(), pairs.end());
    program.woken_first.assign(program.patterns.size() + 1, 0);
    for (const auto& [pattern, rule] : pairs) {
        ++program.woken_first[pattern + 1];
        program.woken.push_back(rule);
    }
    for (std::size_t i = 1; i < program.woken_first.size(); ++i) program.woken_first[i] += program.woken_first[i - 1];
}

}  // namespace libcode

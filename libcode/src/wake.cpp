// Plans what wakes which rules; the contract stands in wake.hpp.
#include "wake.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace libcode {
namespace {

// What a node needs: a waker, and how rare that is likely to be. A node without one is always awake.
struct Need {
    std::uint32_t waker;
    std::uint64_t patterns;      // at most so many lie behind it
    std::size_t shortest_bytes;  // of their texts
};
using Needed = std::optional<Need>;

// Without a corpus, few and long words are the best guess at rare ones.
bool is_rarer(const Need& a, const Need& b) {
    return a.patterns != b.patterns ? a.patterns < b.patterns : a.shortest_bytes > b.shortest_bytes;
}

class Waking {
  public:
    explicit Waking(Program& program)
        : program_(program), known_(program.nodes.size()), of_code_(program.codes.size()), waker_count_(static_cast<std::uint32_t>(program.patterns.size())) {}

    Needed of_node(NodeId node) {
        if (!known_[node].first) known_[node] = {true, find(program_.nodes[node])};
        return known_[node].second;
    }

    // Rules come in run order, so a code is complete before another points at it.
    void add_rule(std::uint32_t rule) {
        const Needed need = of_node(program_.rules[rule].node);
        of_code_[program_.rules[rule].code].push_back(need);
        if (need) rules_.emplace_back(need->waker, rule);
        else program_.always_awake.push_back(rule);
    }

    void finish() {
        lay(rules_, program_.woken_first, program_.woken);
        lay(wakers_, program_.wakers_first, program_.wakers);
    }

  private:
    using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // a waker, what it wakes

    Needed find(const Node& node) {
        switch (node.op) {
            case Op::pattern: return Need{node.id, 1, program_.patterns[node.id].text.size()};
            case Op::any:
            case Op::regex: return std::nullopt;
            case Op::either: {
                std::vector<Needed> all;
                for (const NodeId operand : node.operands) all.push_back(of_node(operand));
                return any_of(all);
            }
            case Op::code: {
                std::vector<Needed> all;
                for (const std::uint32_t member : program_.codes[node.id].family)
                    all.insert(all.end(), of_code_[member].begin(), of_code_[member].end());
                return any_of(all);
            }
            case Op::apart:
            case Op::without:
            case Op::smallest: return of_node(node.operands[0]);
            case Op::sequence:
            case Op::distance:
            case Op::scope:
            case Op::both: break;
        }
        Needed best;
        for (std::size_t i = 0; i < node.operands.size(); ++i) {
            if (!node.steps.empty() && node.steps[i].optional) continue;
            const Needed need = of_node(node.operands[i]);
            if (need && (!best || is_rarer(*need, *best))) best = need;
        }
        return best;
    }

    // A new waker that each of these wakes.
    Needed any_of(const std::vector<Needed>& all) {
        constexpr std::uint64_t most_patterns = UINT64_MAX / 2;
        Need sum{waker_count_, 0, SIZE_MAX};
        for (const Needed& need : all) {
            if (!need) return std::nullopt;
            sum.patterns = std::min(most_patterns, sum.patterns + need->patterns);
            sum.shortest_bytes = std::min(sum.shortest_bytes, need->shortest_bytes);
        }
        for (const Needed& need : all) wakers_.emplace_back(need->waker, sum.waker);
        ++waker_count_;
        return sum;
    }

    void lay(Edges& edges, std::vector<std::uint32_t>& first, std::vector<std::uint32_t>& woken) const {
        std::sort(edges.begin(), edges.end());
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        first.assign(waker_count_ + 1u, 0);
        woken.clear();
        for (const auto& [waker, what] : edges) {
            ++first[waker + 1];
            woken.push_back(what);
        }
        for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    }

    Program& program_;
    std::vector<std::pair<bool, Needed>> known_;
    std::vector<std::vector<Needed>> of_code_;
    std::uint32_t waker_count_;
    Edges rules_, wakers_;
};

}  // namespace

void plan_waking(Program& program) {
    Waking waking(program);
    for (std::uint32_t rule = 0; rule < program.rules.size(); ++rule) waking.add_rule(rule);
    waking.finish();
}

}  // namespace libcode

// Plans what wakes which rules; the contract stands in wake.hpp.
#include "wake.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace libcode {
namespace {

// What a node needs: a waker, and how common that is likely to be. A node without one is always awake.
struct Need {
    std::uint32_t waker;
    std::uint64_t commonness;
};
using Needed = std::optional<Need>;

constexpr std::uint64_t most_common = std::uint64_t{1} << 32;

// Without a corpus: the longer a word the rarer, by half with each letter that is given (Zipf 1935 on length and frequency).
std::uint64_t commonness_of(const Pattern& pattern) {
    const auto given = std::count_if(pattern.text.begin(), pattern.text.end(), [](char byte) { return byte != '*' && byte != '?'; });
    return most_common >> std::min<std::ptrdiff_t>(given, 32);
}

std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) { return std::min(UINT64_MAX / 2, a + b); }

class Planner {
  public:
    explicit Planner(Program& program)
        : program_(program), known_(program.nodes.size()), of_code_(program.codes.size()),
          waker_count_(static_cast<std::uint32_t>(program.patterns.size() + program.groups.size())) {}

    Needed of_node(NodeId node) {
        if (!known_[node].first) {
            const Needed need = find(program_.nodes[node]);
            known_[node] = {true, need};
            if (need) program_.nodes[node].waker = need->waker;
            if (program_.nodes[node].op == Op::sequence) find_phrase(program_.nodes[node]);
        }
        return known_[node].second;
    }

    // Rules come in run order, so a code is complete before another points at it.
    void add_rule(std::uint32_t rule) {
        const Needed need = of_node(program_.rules[rule].node);
        of_code_[program_.rules[rule].code].push_back(need);
        if (need) rules_.emplace_back(need->waker, rule);
        else program_.waking.rules_always.push_back(rule);
    }

    std::uint32_t waker_count() const { return waker_count_; }

    void add_cues(const std::vector<NodeId>& nodes) {
        for (const NodeId node : nodes) {
            const Needed need = of_node(node);
            if (need) cues_.emplace_back(need->waker, cue_count_);
            else program_.waking.cues_always.push_back(cue_count_);
            ++cue_count_;
        }
    }

    void finish() {
        Waking& waking = program_.waking;
        waking.cue_count = cue_count_;
        lay(rules_, waking.rules);
        lay(cues_, waking.cues);
        lay(wakers_, waking.wakers);
        // An alternative is numbered after what wakes it.
        waking.wakes_rules.assign(waker_count_, 0);
        for (std::uint32_t waker = waker_count_; waker-- > 0;) {
            const auto behind = waking.wakers.of(waker);
            const auto wakes = [&](std::uint32_t other) { return waking.wakes_rules[other] != 0; };
            waking.wakes_rules[waker] = !waking.rules.of(waker).empty() || std::any_of(behind.begin(), behind.end(), wakes);
        }
    }

  private:
    using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // a waker, what it wakes

    Needed find(const Node& node) {
        switch (node.op) {
            case Op::pattern: return Need{node.id, commonness_of(program_.patterns[node.id])};
            case Op::any:
            case Op::regex: return std::nullopt;
            case Op::either: {
                std::vector<Needed> all;
                if (node.group != no_group) all.push_back(of_group(node));
                for (const NodeId operand : node.others) all.push_back(of_node(operand));
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
            if (need && (!best || need->commonness < best->commonness)) best = need;
        }
        return best;
    }

    // A phrase of single words is looked for around the words of its waker, if that is one of its items.
    void find_phrase(Node& node) const {
        if (node.operands.size() > longest_phrase_items) return;
        std::vector<PatternId> items;
        for (const NodeId operand : node.operands) {
            const Node& item = program_.nodes[operand];
            if (item.op == Op::pattern) items.push_back(item.id);
            else if (item.op == Op::any) items.push_back(any_word);
            else if (item.op == Op::either && item.others.empty() && item.group != no_group) items.push_back(item.group);
            else return;
        }
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!node.steps[i].optional && items[i] == node.waker) {
                node.phrase = std::move(items);
                return;
            }
    }

    Need of_group(const Node& node) const {
        const auto& members = program_.groups[node.group - program_.patterns.size()];
        Need need{node.group, 0};
        for (const PatternId member : members) need.commonness = sum_of(need.commonness, commonness_of(program_.patterns[member]));
        return need;
    }

    // A new waker that each of these wakes.
    Needed any_of(const std::vector<Needed>& all) {
        if (all.size() == 1) return all.front();
        Need sum{waker_count_, 0};
        for (const Needed& need : all) {
            if (!need) return std::nullopt;
            sum.commonness = sum_of(sum.commonness, need->commonness);
        }
        for (const Needed& need : all) wakers_.emplace_back(need->waker, sum.waker);
        ++waker_count_;
        return sum;
    }

    void lay(Edges& edges, Waking::Lists& lists) const {
        std::sort(edges.begin(), edges.end());
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        lists.first.assign(waker_count_ + 1u, 0);
        for (const auto& [waker, what] : edges) {
            ++lists.first[waker + 1];
            lists.all.push_back(what);
        }
        for (std::size_t i = 1; i < lists.first.size(); ++i) lists.first[i] += lists.first[i - 1];
    }

    Program& program_;
    std::vector<std::pair<bool, Needed>> known_;  // by node
    std::vector<std::vector<Needed>> of_code_;
    std::uint32_t waker_count_, cue_count_ = 0;
    Edges rules_, cues_, wakers_;
};

// Words that are alternatives become one group, met where any of them is; a set of a thousand words is then found at once.
void group_words(Program& program) {
    const auto pattern_count = static_cast<PatternId>(program.patterns.size());
    const auto next_group = [&] { return pattern_count + static_cast<PatternId>(program.groups.size()); };
    program.first_cue_group = PatternId{UINT32_MAX};
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        Node& node = program.nodes[id];
        if (id == program.first_cue_node) program.first_cue_group = next_group();
        if (node.op != Op::either) continue;
        std::vector<PatternId> members;
        for (const NodeId operand : node.operands) {
            if (program.nodes[operand].op == Op::pattern) members.push_back(program.nodes[operand].id);
            else node.others.push_back(operand);
        }
        if (members.empty()) continue;
        node.group = next_group();
        program.groups.push_back(std::move(members));
    }
}

bool stays_in_sentence(Op op, Scope scope) {
    switch (op) {
        case Op::pattern:
        case Op::any:
        case Op::sequence:
        case Op::either:
        case Op::distance:
        case Op::smallest: return true;
        case Op::scope:
        case Op::apart: return scope != Scope::paragraph;
        case Op::both:
        case Op::without:
        case Op::code:
        case Op::regex: break;
    }
    return false;
}

// Their nodes and all that these hang on, which a rule may have as well.
bool cues_stay_in_sentence(const Program& program) {
    std::vector<NodeId> left;
    std::vector<bool> is_seen(program.nodes.size());
    const auto reach = [&](const std::vector<NodeId>& nodes) {
        for (const NodeId node : nodes) {
            if (is_seen[node]) continue;
            is_seen[node] = true;
            left.push_back(node);
        }
    };
    for (const auto* nodes : {&program.cues, &program.pseudo, &program.stops, &program.ends}) reach(*nodes);
    while (!left.empty()) {
        const Node& node = program.nodes[left.back()];
        left.pop_back();
        if (!stays_in_sentence(node.op, node.scope)) return false;
        reach(node.operands);
    }
    return true;
}

}  // namespace

void plan_waking(Program& program) {
    group_words(program);
    program.cues_stay_in_sentence = cues_stay_in_sentence(program);
    Planner planner(program);
    for (std::uint32_t rule = 0; rule < program.rules.size(); ++rule) planner.add_rule(rule);
    for (NodeId node = 0; node < program.first_cue_node; ++node) planner.of_node(node);
    program.waking.first_cue_alternative = planner.waker_count();
    for (const auto* nodes : {&program.cues, &program.pseudo, &program.stops, &program.ends}) planner.add_cues(*nodes);
    for (NodeId node = program.first_cue_node; node < program.nodes.size(); ++node) planner.of_node(node);
    planner.finish();
}

}  // namespace libcode

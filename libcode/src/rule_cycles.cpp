// Needs in, an order or cycles out: a depth-first walk with a stack of its own, because chains
// may be a million long. Linear. Covered by tests/test_check_rules.cpp.
#include "rule_cycles.hpp"

#include <algorithm>

namespace libcode {

namespace {

constexpr std::size_t most_cycles = 100;
constexpr std::size_t longest_chain = 64;  // that is reported
constexpr std::uint32_t nothing = 0xFFFFFFFF;

enum class Visit : std::uint8_t { unseen, open, done };

struct Step {
    std::uint32_t thing;
    std::uint32_t next_need;  // index of the next need to follow
};

}  // namespace

Needs follow_needs(std::uint32_t count, std::vector<Need> needs) {
    std::stable_sort(needs.begin(), needs.end(), [](const Need& a, const Need& b) { return a.from < b.from; });
    std::vector<std::uint32_t> first(count + 1, 0);
    for (const Need& need : needs) ++first[need.from + 1];
    for (std::uint32_t i = 0; i < count; ++i) first[i + 1] += first[i];

    Needs found;
    std::vector<Visit> visits(count, Visit::unseen);
    std::vector<std::uint32_t> place(count, nothing);  // on the stack
    std::vector<Step> stack;
    const auto open = [&](std::uint32_t thing) {
        visits[thing] = Visit::open;
        place[thing] = static_cast<std::uint32_t>(stack.size());
        stack.push_back({thing, first[thing]});
    };
    const auto close_cycle = [&](std::size_t last_need) {
        Cycle cycle{nullptr, {}, {}};
        const std::uint32_t start = place[needs[last_need].to];
        for (std::size_t i = start; i < stack.size() && cycle.chain.size() < longest_chain; ++i) {
            cycle.chain.push_back(stack[i].thing);
        }
        cycle.chain.push_back(needs[last_need].to);
        const Need* need = &needs[last_need];
        for (std::size_t i = stack.size() - 1; !need->rule && i > start; --i) need = &needs[stack[i - 1].next_need - 1];
        cycle.rule = need->rule;
        cycle.range = need->range;
        found.cycles.push_back(std::move(cycle));
    };
    for (std::uint32_t root = 0; root < count; ++root) {
        if (visits[root] == Visit::unseen) open(root);
        while (!stack.empty()) {
            Step& step = stack.back();
            if (step.next_need == first[step.thing + 1]) {
                visits[step.thing] = Visit::done;
                found.order.push_back(step.thing);
                stack.pop_back();
                continue;
            }
            const std::uint32_t need = step.next_need++;
            const std::uint32_t to = needs[need].to;
            if (visits[to] == Visit::unseen) {
                open(to);
            } else if (visits[to] == Visit::open && found.cycles.size() < most_cycles) {
                close_cycle(need);
            }
        }
    }
    return found;
}

}  // namespace libcode

// Thompson's construction and the two passes over it; the contract stands in regex_automaton.hpp.
#include "regex_automaton.hpp"

#include <utility>

namespace libcode {
namespace {

bool is_word(char symbol) { return word_symbols.find(symbol) != std::string_view::npos; }

bool holds(RegexAssertion assertion, std::string_view symbols, std::size_t at) {
    const bool after_word = at > 0 && is_word(symbols[at - 1]);
    const bool before_word = at < symbols.size() && is_word(symbols[at]);
    switch (assertion) {
        case RegexAssertion::text_start: return at == 0;
        case RegexAssertion::text_end: return at == symbols.size();
        case RegexAssertion::word_boundary: return after_word != before_word;
        case RegexAssertion::no_word_boundary: break;
    }
    return after_word == before_word;
}

}  // namespace

RegexAutomaton::RegexAutomaton(const RegexTree& tree, const RegexAlphabet& alphabet) : sets_(tree.sets.size()) {
    for (std::size_t set = 0; set < sets_.size(); ++set)
        for (const std::uint8_t symbol : alphabet.symbols_of_set(set)) sets_[set].set(symbol);
    start_ = add({.step = Step::split});
    const std::uint32_t last = build(tree.root, start_);
    match_ = add({.step = Step::match});
    link(last, match_);
}

std::uint32_t RegexAutomaton::add(State state) {
    states_.push_back(std::move(state));
    return static_cast<std::uint32_t>(states_.size() - 1);
}

void RegexAutomaton::link(std::uint32_t from, std::uint32_t to) {
    states_[from].next.push_back(to);
    states_[to].previous.push_back(from);
}

// Adds the states of a node after `from`; returns the state that all its ways end in.
std::uint32_t RegexAutomaton::build(const RegexNode& node, std::uint32_t from) {
    switch (node.kind) {
        case RegexKind::set: {
            const std::uint32_t state = add({.step = Step::take, .set = node.set});
            link(from, state);
            const std::uint32_t after = add({.step = Step::split});
            link(state, after);
            return after;
        }
        case RegexKind::assertion: {
            const std::uint32_t state = add({.step = Step::assertion, .assertion = node.assertion});
            link(from, state);
            return state;
        }
        case RegexKind::sequence:
            for (const RegexNode& child : node.children) from = build(child, from);
            return from;
        case RegexKind::alternation: {
            const std::uint32_t end = add({.step = Step::split});
            for (const RegexNode& child : node.children) link(build(child, from), end);
            return end;
        }
        case RegexKind::repeat: break;
    }
    const RegexNode& child = node.children.front();
    for (std::uint32_t i = 0; i < node.least; ++i) from = build(child, from);
    const std::uint32_t end = add({.step = Step::split});
    if (!node.most) {
        const std::uint32_t loop = add({.step = Step::split});
        link(from, loop);
        link(build(child, loop), loop);
        link(loop, end);
        return end;
    }
    for (std::uint32_t i = node.least; i < *node.most; ++i) {
        link(from, end);
        from = build(child, from);
    }
    link(from, end);
    return end;
}

class RegexAutomaton::Search {
  public:
    Search(const RegexAutomaton& automaton, std::string_view symbols, std::size_t from)
        : automaton_(automaton), symbols_(symbols), from_(from), lists_(2), listed_(automaton.size(), 0) {
        note_hopes();
    }

    void find(std::vector<Match>& matches) {
        for (std::size_t at = from_; at < symbols_.size();) {
            const std::size_t end = longest_from(at);
            if (end > at) matches.push_back({at, end});
            at = end > at ? end : at + 1;
        }
    }

  private:
    const State& state(std::uint32_t index) const { return automaton_.states_[index]; }
    bool takes(const State& state, std::size_t at) const {
        return automaton_.sets_[state.set].test(static_cast<unsigned char>(symbols_[at]));
    }

    // Whether a state is left without taking a symbol.
    bool passes(const State& state, std::size_t at) const {
        return state.step == Step::split || (state.step == Step::assertion && holds(state.assertion, symbols_, at));
    }

    // hopes_[at - from_][s]: from state s at symbol `at`, a match can be reached.
    void note_hopes() {
        hopes_.assign(symbols_.size() - from_ + 1, Marks(automaton_.size()));
        std::vector<std::uint32_t> open, reached;
        for (std::size_t at = symbols_.size() + 1; at-- > from_;) {
            Marks& hopes = hopes_[at - from_];
            const auto add = [&](std::uint32_t index) {
                if (hopes[index]) return;
                hopes[index] = true;
                open.push_back(index);
            };
            const std::vector<std::uint32_t> later = std::exchange(reached, {});
            for (const std::uint32_t index : later)
                for (const std::uint32_t before : state(index).previous)
                    if (state(before).step == Step::take && takes(state(before), at)) add(before);
            add(automaton_.match_);
            while (!open.empty()) {
                const std::uint32_t index = open.back();
                open.pop_back();
                reached.push_back(index);
                for (const std::uint32_t before : state(index).previous)
                    if (passes(state(before), at)) add(before);
            }
        }
    }

    // Where the longest match that begins at `start` ends; `start` where there is none but the empty one.
    std::size_t longest_from(std::size_t start) {
        std::vector<std::uint32_t>& current = lists_[0];
        std::vector<std::uint32_t>& next = lists_[1];
        current.clear();
        ++round_;
        follow(automaton_.start_, start, current);
        std::size_t at = start;
        while (!current.empty()) {  // of states that take this symbol on a way to a match
            next.clear();
            ++at;
            ++round_;
            for (const std::uint32_t index : current)
                for (const std::uint32_t after : state(index).next) follow(after, at, next);
            current.swap(next);
        }
        return at;
    }

    // Lists the states that take a symbol, with hope, and are reached from `first` without taking one.
    void follow(std::uint32_t first, std::size_t at, std::vector<std::uint32_t>& list) {
        const Marks& hopes = hopes_[at - from_];
        open_.assign(1, first);
        while (!open_.empty()) {
            const std::uint32_t index = open_.back();
            open_.pop_back();
            if (!hopes[index] || listed_[index] == round_) continue;
            listed_[index] = round_;
            const State& here = state(index);
            if (here.step == Step::take) list.push_back(index);
            else if (passes(here, at))
                open_.insert(open_.end(), here.next.begin(), here.next.end());
        }
    }

    const RegexAutomaton& automaton_;
    std::string_view symbols_;
    std::size_t from_;
    std::vector<Marks> hopes_;
    std::vector<std::vector<std::uint32_t>> lists_;
    std::vector<std::uint32_t> open_;
    std::vector<std::uint64_t> listed_;  // the round a state was last seen in
    std::uint64_t round_ = 0;
};

void RegexAutomaton::find(std::string_view symbols, std::size_t from, std::vector<Match>& matches) const {
    Search(*this, symbols, from).find(matches);
}

}  // namespace libcode

// Finds the matches of an expression in time linear in the text, whatever the expression: RE2's deputy.
//
// Successive longest matches make a search read ahead in vain: /a.*z|a/ reads a whole sentence without z from every a.
// Here one pass from the end first notes the states from which a match can still be reached; a match is then
// followed no further than it goes. Much slower a character than RE2, so it takes over only where RE2 has searched in
// vain too often. Costs (text × states). In goes the tree over its alphabet; test_regex_automaton.cpp checks it against RE2.
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "regex_alphabet.hpp"
#include "regex_tree.hpp"

namespace libcode {

class RegexAutomaton {
  public:
    RegexAutomaton(const RegexTree& tree, const RegexAlphabet& alphabet);

    std::size_t size() const { return states_.size(); }

    struct Match {
        std::size_t start, end;  // symbols
    };
    // Appends the successive, leftmost-longest, non-empty matches from symbol `from` on.
    void find(std::string_view symbols, std::size_t from, std::vector<Match>& matches) const;

  private:
    enum class Step : std::uint8_t { take, split, assertion, match };
    struct State {
        Step step;
        RegexAssertion assertion{};
        std::uint32_t set = 0;          // what `take` takes
        std::vector<std::uint32_t> next = {}, previous = {};
    };
    using Marks = std::vector<bool>;  // one a state
    class Search;

    std::uint32_t add(State state);
    void link(std::uint32_t from, std::uint32_t to);
    std::uint32_t build(const RegexNode& node, std::uint32_t from);

    std::vector<State> states_;
    std::vector<std::bitset<256>> sets_;  // by symbol
    std::uint32_t start_ = 0, match_ = 0;
};

}  // namespace libcode

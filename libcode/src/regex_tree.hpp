// Reads a regular expression into a tree whose leaves are sets of characters.
//
// In goes an expression that RE2 has accepted, so that nothing here can be ill-formed but what RE2 takes and a
// rule does not (\C). Out comes its tree, as folded text sees it: a literal is folded like the text (and stands
// for several characters where its fold does), `\b \w \d \s` and their opposites are Unicode's, properties are
// those of Unicode 15.0. Linear in the expression and the ranges of its classes. Tests: test_regex.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "char_set.hpp"
#include "fold.hpp"

namespace libcode {

enum class RegexKind : std::uint8_t { set, sequence, alternation, repeat, assertion };
enum class RegexAssertion : std::uint8_t { text_start, text_end, word_boundary, no_word_boundary };

struct RegexNode {
    RegexKind kind = RegexKind::sequence;
    std::uint32_t set = 0;                    // index into RegexTree::sets
    RegexAssertion assertion{};
    std::uint32_t least = 0;                  // of a repeat
    std::optional<std::uint32_t> most = {};   // nothing: without end
    std::vector<RegexNode> children = {};     // none in a sequence: the empty text
};

struct RegexTree {
    RegexNode root;
    std::vector<CharSet> sets;  // each once
    bool asks_for_boundaries = false;
};

// Nothing, and a sentence in `error`, where the expression holds what a rule's may not.
std::optional<RegexTree> read_regex(std::string_view pattern, std::optional<Fold> fold_as, std::string& error);

// Whether some text of at least one character matches.
bool takes_text(const RegexTree& tree);

}  // namespace libcode

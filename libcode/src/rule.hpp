// The meaning of one rule as a tree: what the parser makes and simplify, check and compile read.
//
//     $drug [$belly] cramp* NEAR/8 pain        distance near 8
//                                               ├─ phrase
//                                               │   ├─ set "drug"
//                                               │   ├─ option ── set "belly"
//                                               │   └─ word "cramp*" wildcard
//                                               └─ word "pain"
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace libcode {

enum class ExprKind : std::uint8_t {
    word,      // `text`, matched as `match` says
    any_word,  // `*` alone
    hyphened,  // a-b: operands are words; all apart or all joined
    regex,     // /text/
    set,       // $text
    code,      // @text
    phrase,    // operands side by side, tied as each operand's `link` says
    option,    // [ ]: one operand, or nothing; stands in a phrase only
    either,    // | : two or more operands
    distance,  // operands A and B, with `order`, `scope`, `words`; `sense` without: A NOT NEAR B
    both,      // A AND B
    without,   // A AND NOT B
};

enum class Match : std::uint8_t { plain, wildcard, exact, one_edit, two_edits };
enum class Link : std::uint8_t { spaced, glued };  // glued: no white space may stand before it
enum class Order : std::uint8_t { before, after, near };
enum class Scope : std::uint8_t { words, sentence, paragraph };
enum class Sense : std::uint8_t { with, without };

// Where an expression stands in its rule's text.
struct RuleRange {
    std::uint32_t start_bytes = 0;
    std::uint32_t end_bytes = 0;
};

struct Expr {
    ExprKind kind = ExprKind::word;
    RuleRange range;
    std::string text;                  // word (without = ~), regex (without / /), name of set or code
    Match match = Match::plain;        // of a word
    Link link = Link::spaced;          // to the item before it in a phrase
    std::string gap;                   // glued: what the rule writes between ("&", "/", "")
    Order order = Order::near;         // of a distance, with what follows
    Scope scope = Scope::words;
    std::uint32_t words = 0;           // 1..100 for Scope::words: at most so many apart, adjacent is 1
    Sense sense = Sense::with;
    std::vector<Expr> operands;
};

}  // namespace libcode

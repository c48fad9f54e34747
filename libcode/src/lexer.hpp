// Cuts one rule's text into tokens: words as written, brackets, operators, names, quotes, regexes.
//
//     (pee | peeing) ..3 "blood, glass" NOT NEAR/5 $drug
//     ( w  |  w    ) dst quote          not dst    set
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rule.hpp"
#include "rule_faults.hpp"

namespace libcode {

enum class TokenKind : std::uint8_t {
    chunk,  // words written without white space between them: cramp*, k-cramps, A&E, =GP, bladder~
    quote,  // `text` is what stands between the quotation marks
    regex,  // `text` is what stands between the slashes, \/ still escaped
    set,    // `text` is the name without $
    code,   // `text` is the path or key without @
    open_round, close_round, open_square, close_square,
    bar,       // | or OR
    and_,      // AND
    not_,      // NOT
    distance,  // NEAR/n, BEFORE/n, AFTER/n, ..n
    end,       // the last token of every rule
};

// Whether a token was already found at fault: it then stands for something that is not looked into.
enum class Soundness : std::uint8_t { sound, faulty };

struct RuleToken {
    TokenKind kind = TokenKind::end;
    Soundness soundness = Soundness::sound;
    Order order = Order::near;  // of a distance, with what follows
    Scope scope = Scope::words;
    std::uint32_t words = 0;
    RuleRange range;  // of the whole token, with its marks
    std::string_view text;
};

inline constexpr std::uint32_t longest_rule_bytes = 1'000'000;
inline constexpr std::uint32_t deepest_rule = 100;     // brackets within brackets; also the height of a tree
inline constexpr std::uint32_t most_rule_words = 100'000;

enum class Lexed : std::uint8_t { whole, refused };  // refused: over a limit, there are no tokens

// Replaces `tokens` by the tokens of `text`, which must outlive them. Linear in the text.
Lexed lex_rule(std::string_view text, std::vector<RuleToken>& tokens, RuleFaults& faults);

}  // namespace libcode

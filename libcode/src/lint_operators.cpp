// Finds words that stand where an operator would; the contract stands in lint_operators.hpp.
#include "lint_operators.hpp"

#include <algorithm>
#include <array>

#include "lexer.hpp"

namespace libcode {
namespace {

// ASCII capitals; operators are made of nothing else.
std::string capitals(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

bool is_sign_word(std::string_view chunk) { return chunk.find_first_of("*?~=") != std::string_view::npos; }

bool opens_group(const RuleToken& token) {
    switch (token.kind) {
        case TokenKind::open_round:
        case TokenKind::open_square:
        case TokenKind::set:
        case TokenKind::code:
        case TokenKind::regex:
        case TokenKind::quote: return true;
        case TokenKind::chunk: return is_sign_word(token.text);
        default: return false;
    }
}

bool closes_group(const RuleToken& token) {
    if (token.kind == TokenKind::close_round || token.kind == TokenKind::close_square) return true;
    return token.kind != TokenKind::open_round && token.kind != TokenKind::open_square && opens_group(token);
}

bool is_operand(const RuleToken& token) { return token.kind == TokenKind::chunk || opens_group(token) || closes_group(token); }

// "NEAR" of "Near/5", "BEFORE" of "before/sentence"; empty where the chunk is no such thing.
bool is_distance_with_number(std::string_view written) {
    const std::size_t slash = written.find('/');
    if (slash == std::string_view::npos) return false;
    constexpr std::array<std::string_view, 3> names{"NEAR", "BEFORE", "AFTER"};
    if (std::ranges::find(names, written.substr(0, slash)) == names.end()) return false;
    const std::string_view after = written.substr(slash + 1);
    if (after == "SENTENCE" || after == "PARAGRAPH") return true;
    return !after.empty() && after.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_lone_distance(std::string_view written) { return written == "NEAR" || written == "BEFORE" || written == "AFTER"; }

}  // namespace

std::vector<WordLikeOperator> find_words_like_operators(std::string_view rule) {
    std::vector<WordLikeOperator> found;
    std::vector<RuleToken> tokens;
    RuleFaults faults;
    if (lex_rule(rule, tokens, faults) == Lexed::refused) return found;
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        const RuleToken& token = tokens[i];
        if (token.kind != TokenKind::chunk || !is_operand(tokens[i - 1]) || !is_operand(tokens[i + 1])) continue;
        const std::string written = capitals(token.text);
        const bool after_group = closes_group(tokens[i - 1]);
        if (is_distance_with_number(written)) {
            std::string meant = written;
            const std::size_t slash = meant.find('/');
            for (std::size_t at = slash + 1; at < meant.size(); ++at)
                if (meant[at] >= 'A' && meant[at] <= 'Z') meant[at] = static_cast<char>(meant[at] - 'A' + 'a');
            found.push_back({token.range, std::move(meant)});
        } else if (written == "OR" && (after_group || opens_group(tokens[i + 1]))) {
            found.push_back({token.range, "OR"});
        } else if (written == "AND" && tokens[i + 1].kind == TokenKind::chunk && capitals(tokens[i + 1].text) == "NOT" && is_operand(tokens[i + 2]) &&
                   (after_group || opens_group(tokens[i + 2]))) {
            found.push_back({{token.range.start_bytes, tokens[i + 1].range.end_bytes}, "AND NOT"});
        } else if ((written == "AND" || is_lone_distance(written)) && after_group && opens_group(tokens[i + 1])) {
            found.push_back({token.range, written == "AND" ? written : written + "/5"});
        }
    }
    return found;
}

}  // namespace libcode

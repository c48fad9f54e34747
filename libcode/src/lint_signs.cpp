// Finds signs that are read as written; the contract stands in lint_signs.hpp.
#include "lint_signs.hpp"

#include <algorithm>

#include "lexer.hpp"
#include "source.hpp"

namespace libcode {
namespace {

constexpr std::string_view hyphen = "-", tilde = "~", wildcards = "*?";
constexpr std::string_view possessives[] = {"'s", "\u2019s", "'S", "\u2019S"};

// Where two hyphens or more stand between words, or npos.
std::size_t find_dash(std::string_view chunk) {
    const std::size_t at = chunk.find("--");
    return chunk.find_first_not_of(hyphen, at == chunk.npos ? chunk.size() : at) == chunk.npos ? chunk.npos : at;
}

// A `~` that is neither before the word nor, with its number, after it.
std::size_t find_inner_tilde(std::string_view chunk) {
    const std::size_t at = chunk.find(tilde, 1);
    if (at == chunk.npos || chunk.find_first_not_of("0123456789", at + 1) == chunk.npos) return chunk.npos;
    return chunk.back() == tilde.front() ? chunk.npos : at;
}

}  // namespace

std::vector<SignReadAsWritten> find_signs_read_as_written(std::string_view rule) {
    std::vector<SignReadAsWritten> found;
    std::vector<RuleToken> tokens;
    RuleFaults faults;
    if (lex_rule(rule, tokens, faults) == Lexed::refused) return found;
    for (const RuleToken& token : tokens) {
        if (token.kind != TokenKind::chunk) continue;
        const std::string_view chunk = token.text;
        const auto add = [&](std::size_t at, std::size_t length, std::string message, std::string hint) {
            const auto start = token.range.start_bytes + static_cast<std::uint32_t>(at);
            found.push_back({{start, start + static_cast<std::uint32_t>(length)}, std::move(message), std::move(hint)});
        };
        if (const std::size_t at = find_dash(chunk); at != chunk.npos) {
            const std::size_t end = chunk.find_first_not_of(hyphen, at);
            add(at, end - at, "two hyphens are a dash, which a response must write just so here",
                "write one hyphen, or put the words in quotes if it is meant");
        }
        if (const std::size_t at = find_inner_tilde(chunk); at != chunk.npos) {
            std::string whole(chunk);
            std::erase(whole, tilde.front());
            add(at, tilde.size(), "inside a word `~` is a sign that a response must write, and asks for no misspellings",
                "write " + in_backquotes(whole + "~") + ", or put the words in quotes if it is meant");
        }
        for (const std::string_view possessive : possessives) {
            const std::size_t at = chunk.find(possessive);
            if (at == chunk.npos || at == 0 || at + possessive.size() >= chunk.size()) continue;
            if (wildcards.find(chunk[at + possessive.size()]) == wildcards.npos) continue;
            add(at, possessive.size() + 1, "this meets only words that are written with the `'s`",
                "write " + in_backquotes(std::string(chunk.substr(0, at)) + "*") + ", which meets those as well");
        }
    }
    return found;
}

}  // namespace libcode

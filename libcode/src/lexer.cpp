// Rule text in, tokens out, each with its place. Decides what is an operator, where a quote or
// regex ends, and that things which need a space have one; what a chunk of words means is
// rule_words.cpp's. One pass, linear. Covered by tests/test_lexer.cpp.
#include "lexer.hpp"

#include <string>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/predicate.hpp>

#include "../unicode/tables.hpp"
#include "utf8.hpp"

namespace libcode {

namespace {

using boost::algorithm::all;
using boost::algorithm::is_digit;

bool is_white_space(char32_t c) { return unicode::properties(c).is(unicode::white); }

// Chinese, Japanese and Arabic commas are commas to their writers.
bool is_comma(char32_t c) { return c == U',' || c == U'，' || c == U'、' || c == U'،'; }
bool is_semicolon(char32_t c) { return c == U';' || c == U'；' || c == U'؛'; }
bool is_curly_quote(char32_t c) { return c == U'“' || c == U'”' || c == U'„'; }
bool is_quote(char32_t c) { return c == U'"' || is_curly_quote(c); }
bool is_bracket(char32_t c) { return c == U'(' || c == U')' || c == U'[' || c == U']'; }

bool ends_chunk(char32_t c) {
    return is_white_space(c) || is_bracket(c) || c == U'|' || is_quote(c) || is_comma(c) || is_semicolon(c);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }
bool is_name_char(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

// How much of `text`, from its start, is a name: `drug`, or with dots `physical.bladder`.
std::size_t name_length_bytes(std::string_view text, TokenKind kind) {
    std::size_t end = 0;
    while (end < text.size() && is_letter(text[end])) {
        while (end < text.size() && is_name_char(text[end])) ++end;
        const bool goes_on = kind == TokenKind::code && end + 1 < text.size() && text[end] == '.' && is_letter(text[end + 1]);
        if (!goes_on) break;
        ++end;
    }
    return end;
}

bool is_number(std::string_view text) { return !text.empty() && all(text, is_digit()); }

// Numbers over 999 read as 999: all that matters is that they are too large.
std::uint32_t number(std::string_view digits) {
    std::uint32_t value = 0;
    for (const char digit : digits) {
        value = value * 10 + static_cast<std::uint32_t>(digit - '0');
        if (value > 999) return 999;
    }
    return value;
}

class Lexer {
  public:
    Lexer(std::string_view text, std::vector<RuleToken>& tokens, RuleFaults& faults)
        : text_(text), tokens_(tokens), faults_(faults) {}

    Lexed run() {
        if (text_.size() > longest_rule_bytes) {
            faults_.add({0, 1}, "the rule is longer than 1,000,000 bytes", "split it into several rules");
            return Lexed::refused;
        }
        std::uint32_t depth = 0;
        while (at_ < text_.size()) {
            const utf8::Decoded c = utf8::decode(text_, at_);
            if (is_white_space(c.character)) {
                at_ += c.length_bytes;
            } else if (is_comma(c.character) || is_semicolon(c.character)) {
                separator(c);
            } else if (is_quote(c.character)) {
                quote(c);
            } else if (c.character == U'/') {
                regex();
            } else if (is_bracket(c.character) || c.character == U'|') {
                sign();
                const TokenKind kind = tokens_.back().kind;
                if (kind == TokenKind::open_round || kind == TokenKind::open_square) ++depth;
                if (depth > 0 && (kind == TokenKind::close_round || kind == TokenKind::close_square)) --depth;
                if (depth > deepest_rule) {
                    faults_.add(tokens_.back().range, "brackets stand in brackets more than 100 deep",
                                "make sets of the inner parts");
                    return Lexed::refused;
                }
            } else {
                chunk();
            }
        }
        push(TokenKind::end, at_, {});
        find_missing_spaces();
        return Lexed::whole;
    }

  private:
    RuleRange range_from(std::size_t start) const {
        return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at_)};
    }

    RuleToken& push(TokenKind kind, std::size_t start, std::string_view text) {
        RuleToken token;
        token.kind = kind;
        token.range = range_from(start);
        token.text = text;
        return tokens_.emplace_back(token);
    }

    void push_faulty(TokenKind kind, std::size_t start, std::string message, std::string hint) {
        push(kind, start, {}).soundness = Soundness::faulty;
        faults_.add(range_from(start), std::move(message), std::move(hint));
    }

    void separator(utf8::Decoded c) {
        const std::size_t start = at_;
        at_ += c.length_bytes;
        faults_.add(range_from(start),
                    is_comma(c.character) ? "a comma means nothing in a rule" : "a semicolon means nothing in a rule",
                    "put `|` between alternatives, a space between the words of a phrase, and a number such as "
                    "\"1,000\" in quotes");
    }

    void sign() {
        const std::size_t start = at_++;
        switch (text_[start]) {
            case '(': push(TokenKind::open_round, start, {}); break;
            case ')': push(TokenKind::close_round, start, {}); break;
            case '[': push(TokenKind::open_square, start, {}); break;
            case ']': push(TokenKind::close_square, start, {}); break;
            default: push(TokenKind::bar, start, {});
        }
    }

    void quote(utf8::Decoded opening) {
        const std::size_t start = at_;
        const std::size_t inner = start + opening.length_bytes;
        for (at_ = inner; at_ < text_.size();) {
            const utf8::Decoded c = utf8::decode(text_, at_);
            const std::size_t close = at_;
            at_ += c.length_bytes;
            if (opening.character == U'"' ? c.character == U'"' : is_curly_quote(c.character)) {
                push(TokenKind::quote, start, text_.substr(inner, close - inner));
                return;
            }
        }
        push_faulty(TokenKind::quote, start, "this quotation mark is never closed", "write the closing quotation mark");
    }

    void regex() {
        const std::size_t start = at_++;
        for (; at_ < text_.size(); ++at_) {
            if (text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == '/') {
                const char32_t next = at_ + 1 < text_.size() ? utf8::decode(text_, at_ + 1).character : U' ';
                if (!is_white_space(next) && !is_bracket(next) && next != U'|') continue;
                const std::string_view inner = text_.substr(start + 1, at_ - start - 1);
                ++at_;
                finish_regex(start, inner);
                return;
            }
        }
        at_ = text_.size();
        push_faulty(TokenKind::regex, start, "this regular expression is never closed",
                    "end it with `/` before a space, a bracket or `|`, and write a slash in it as `\\/`; words such as "
                    "he/she need no spaces around the slash");
    }

    void finish_regex(std::size_t start, std::string_view inner) {
        if (inner.empty()) {
            push_faulty(TokenKind::regex, start, "this regular expression is empty",
                        "write what to look for between the slashes");
        } else if (inner.front() == ' ' && inner.back() == ' ') {
            push_faulty(TokenKind::regex, start, "slashes with spaces around them make a regular expression",
                        "write `|` between alternatives, or `\\s` for white space in a regular expression");
        } else {
            push(TokenKind::regex, start, inner);
        }
    }

    void chunk() {
        const std::size_t start = at_;
        while (at_ < text_.size()) {
            const utf8::Decoded c = utf8::decode(text_, at_);
            if (ends_chunk(c.character)) break;
            at_ += c.length_bytes;
        }
        const std::string_view text = text_.substr(start, at_ - start);
        if (text.starts_with("..") && !text.starts_with("...")) {
            words_between(start, text);
        } else if (text[0] == '$') {
            name(TokenKind::set, start, text);
        } else if (text[0] == '@') {
            name(TokenKind::code, start, text);
        } else if (!operator_word(start, text)) {
            words(start, text);
        }
    }

    void words_between(std::size_t start, std::string_view text) {
        const std::string_view digits = text.substr(2);
        if (!is_number(digits) || number(digits) > 99) {
            push_faulty(TokenKind::distance, start, shown(text) + " needs a number from 0 to 99 after its two full stops",
                        "write `..3` for up to three words between");
            return;
        }
        RuleToken& token = push(TokenKind::distance, start, text);
        token.order = Order::before;
        token.words = number(digits) + 1;
    }

    void name(TokenKind kind, std::size_t start, std::string_view text) {
        const std::size_t length = name_length_bytes(text.substr(1), kind);
        const std::string_view mark = text.substr(0, 1);
        if (length == 0) {
            push_faulty(kind, start, shown(mark) + " needs a name that begins with a letter",
                        kind == TokenKind::set ? "write `$drug` for a set; to look for the sign itself use a regular "
                                                 "expression such as /\\$5/"
                                               : "write `@physical.bladder` for a code; to look for the sign itself use "
                                                 "a regular expression such as /@home/");
        } else if (length + 1 < text.size()) {
            const std::string_view rest = text.substr(length + 1);
            if (rest[0] == '~' || rest[0] == '*' || rest[0] == '?') {
                push_faulty(kind, start, shown(rest.substr(0, 1)) + " stands against " + shown(text.substr(0, length + 1)),
                            "put it on the words themselves");
            } else {
                push_faulty(kind, start, shown(rest) + " stands against " + shown(text.substr(0, length + 1)),
                            "put a space between them, or write the words out");
            }
        } else {
            push(kind, start, text.substr(1));
        }
    }

    // Whether the chunk is an operator, or wants to be one.
    bool operator_word(std::size_t start, std::string_view text) {
        const std::string_view word = text.substr(0, text.find('/'));
        const bool slash = word.size() < text.size();
        if (word == "AND" || word == "OR" || word == "NOT") {
            if (slash) {
                push_faulty(TokenKind::chunk, start, shown(word) + " is an operator and stands by itself",
                            "to look for the words, write them in small letters or quote them: \"" + std::string(text) + "\"");
            } else {
                push(word == "AND" ? TokenKind::and_ : word == "OR" ? TokenKind::bar : TokenKind::not_, start, text);
            }
            return true;
        }
        Order order;
        if (word == "NEAR") order = Order::near;
        else if (word == "BEFORE") order = Order::before;
        else if (word == "AFTER") order = Order::after;
        else return false;
        distance(order, start, word, slash ? text.substr(word.size() + 1) : std::string_view());
        return true;
    }

    void distance(Order order, std::size_t start, std::string_view word, std::string_view reach) {
        const std::string operator_name(word);
        RuleToken& token = push(TokenKind::distance, start, text_.substr(start, at_ - start));
        token.order = order;
        token.words = 1;
        if (reach == "sentence" || reach == "paragraph") {
            token.scope = reach == "sentence" ? Scope::sentence : Scope::paragraph;
            token.words = 0;
        } else if (reach.empty()) {
            token.soundness = Soundness::faulty;
            faults_.add(token.range, shown(word) + " does not say how near",
                        "write " + shown(operator_name + "/5") + " for at most five words apart; to look for the word itself, "
                        "quote it: \"" + operator_name + "\"");
        } else if (!is_number(reach)) {
            token.soundness = Soundness::faulty;
            faults_.add(token.range, shown(word) + " cannot be followed by " + shown(reach),
                        "after the slash stands a number from 1 to 100, `sentence` or `paragraph`");
        } else if (number(reach) == 0) {
            token.soundness = Soundness::faulty;
            faults_.add(token.range, "no two words are 0 apart", "words side by side are 1 apart: " + shown(operator_name + "/1"));
        } else if (number(reach) > 100) {
            token.soundness = Soundness::faulty;
            faults_.add(token.range, shown(word) + " reaches at most 100 words",
                        "write " + shown(operator_name + "/100") + " or " + shown(operator_name + "/sentence"));
        } else {
            token.words = number(reach);
        }
    }

    void words(std::size_t start, std::string_view text) {
        for (std::size_t found = 1; found + 1 < text.size(); ++found) {
            if ((text[found] != '$' && text[found] != '@') || !is_letter(text[found + 1])) continue;
            push_faulty(TokenKind::chunk, start, shown(text.substr(0, found)) + " stands against " + shown(text.substr(found)),
                        "put a space between them; to look for the sign itself, quote it: \"" + std::string(text) + "\"");
            return;
        }
        const std::size_t stops = text.rfind("..");
        if (stops != std::string_view::npos && is_number(text.substr(stops + 2))) {
            push_faulty(TokenKind::chunk, start, shown(text.substr(stops)) + " needs a space before it",
                        "write " + shown(std::string(text.substr(0, stops)) + " " + std::string(text.substr(stops))));
            return;
        }
        push(TokenKind::chunk, start, text);
    }

    static bool can_stand_left(TokenKind kind) {
        return kind != TokenKind::open_round && kind != TokenKind::open_square && kind != TokenKind::bar;
    }
    static bool can_stand_right(TokenKind kind) {
        return kind != TokenKind::close_round && kind != TokenKind::close_square && kind != TokenKind::bar && kind != TokenKind::end;
    }

    // Two tokens without a space, neither of them `|`: `addict(ion|ed)`, `"near"miss`, `(a)(b)`.
    void find_missing_spaces() {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
            RuleToken& left = tokens_[i];
            RuleToken& right = tokens_[i + 1];
            if (left.range.end_bytes != right.range.start_bytes || !can_stand_left(left.kind) || !can_stand_right(right.kind)) continue;
            const std::string_view left_text = source(left), right_text = source(right);
            const bool marks_right = right.kind == TokenKind::chunk && (right_text[0] == '~' || right_text[0] == '*' || right_text[0] == '?');
            const bool marks_left = left.kind == TokenKind::chunk && (left_text.back() == '=' || left_text.back() == '*' || left_text.back() == '?');
            if (marks_left || marks_right) {
                const std::string_view mark = marks_left ? left_text.substr(left_text.size() - 1) : right_text.substr(0, 1);
                faults_.add(marks_left ? left.range : right.range,
                            shown(mark) + " stands against " + shown(marks_left ? right_text : left_text),
                            "put it on the words themselves");
            } else {
                faults_.add({left.range.start_bytes, right.range.end_bytes},
                            shown(left_text) + " stands against " + shown(right_text) + " without a space",
                            "put a space between them, or write each word out: `addiction | addicted`");
            }
            if (left.kind == TokenKind::chunk) left.soundness = Soundness::faulty;
            if (right.kind == TokenKind::chunk) right.soundness = Soundness::faulty;
        }
    }

    std::string_view source(const RuleToken& token) const {
        return text_.substr(token.range.start_bytes, token.range.end_bytes - token.range.start_bytes);
    }

    std::string_view text_;
    std::vector<RuleToken>& tokens_;
    RuleFaults& faults_;
    std::size_t at_ = 0;
};

}  // namespace

Lexed lex_rule(std::string_view text, std::vector<RuleToken>& tokens, RuleFaults& faults) {
    tokens.clear();
    return Lexer(text, tokens, faults).run();
}

}  // namespace libcode

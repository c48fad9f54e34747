// Tokens of a rule in, its tree out, or its faults. Reads brackets by recursion (bounded by the
// lexer) and the operators of one bracket level as a flat list that is then folded, loosest
// last. A part at fault becomes a word without text, so that the faults after it are found too.
// Linear in the rule. Covered by tests/test_parser.cpp.
#include "parser.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lexer.hpp"
#include "rule_words.hpp"

namespace libcode {

namespace {

// An expression with what the check of its surroundings asks for.
struct Part {
    Expr expr;
    RuleRange range;                  // with its brackets
    std::uint32_t height = 1;         // of its tree
    std::optional<RuleRange> scope;   // the operator of a sentence or paragraph distance in it
};

// What stands between two operands of one bracket level.
struct Operator {
    enum class Kind : std::uint8_t { bar, both, without, distance } kind = Kind::bar;
    Sense sense = Sense::with;
    Soundness soundness = Soundness::sound;
    RuleToken token;   // of a distance: its order, scope and words
    RuleRange range;   // `NOT NEAR/5` is one operator
};

// The tokens of one bracket level: operands.size() is operators.size() + 1 once it is read.
struct Level {
    std::vector<Part> operands;
    std::vector<Operator> operators;
};

constexpr std::size_t longest_reading_bytes = 160;  // of a hint that shows a rule bracketed

class Parser {
  public:
    Parser(std::string_view rule, const std::vector<RuleToken>& tokens, RuleFaults& faults)
        : rule_(rule), tokens_(tokens), faults_(faults) {}

    Expr run() {
        Part whole = level(nullptr);
        while (next().kind != TokenKind::end) {
            faults_.add(next().range, "this bracket closes nothing", "leave it out, or open it before the words it belongs to");
            ++at_;
            level(nullptr);
        }
        return std::move(whole.expr);
    }

  private:
    const RuleToken& next() const { return tokens_[at_]; }

    std::string_view source(RuleRange range) const {
        return rule_.substr(range.start_bytes, range.end_bytes - range.start_bytes);
    }

    static bool closes(TokenKind kind) {
        return kind == TokenKind::close_round || kind == TokenKind::close_square || kind == TokenKind::end;
    }
    static bool is_operator(TokenKind kind) {
        return kind == TokenKind::bar || kind == TokenKind::and_ || kind == TokenKind::not_ || kind == TokenKind::distance;
    }

    static Part placeholder(RuleRange range) {
        Part part;
        part.expr.range = part.range = range;
        return part;
    }

    // What stands between brackets (`opening`) or is the whole rule (null).
    Part level(const RuleToken* opening) {
        Level read;
        while (!closes(next().kind)) {
            if (!is_operator(next().kind)) {
                read.operands.push_back(phrase());
                continue;
            }
            const bool operand_missing = read.operands.size() == read.operators.size();
            const Operator op = read_operator();
            if (operand_missing) {
                report_missing_operand(op, read.operators.empty() ? nullptr : &read.operators.back());
                read.operands.push_back(placeholder(op.range));
            }
            read.operators.push_back(op);
        }
        if (read.operators.empty() && read.operands.empty()) {
            const RuleRange range = opening ? RuleRange{opening->range.start_bytes, next().range.end_bytes} : next().range;
            faults_.add(range, opening ? "these brackets are empty" : "there is no word here", "write what to look for");
            return placeholder(range);
        }
        if (read.operands.size() == read.operators.size()) {
            const Operator& last = read.operators.back();
            if (last.soundness == Soundness::sound) faults_.add(last.range, "nothing stands after " + shown(source(last.range)), hint_for_operator(last));
            read.operands.push_back(placeholder(last.range));
        }
        report_mixed_operators(read);
        return fold_alternatives(read);
    }

    // ---- operators

    Operator read_operator() {
        const RuleToken& token = next();
        ++at_;
        Operator op;
        op.token = token;
        op.range = token.range;
        op.soundness = token.soundness;
        switch (token.kind) {
            case TokenKind::and_:
                op.kind = Operator::Kind::both;
                if (next().kind == TokenKind::not_ && !is_distance_word(tokens_[at_ + 1])) {
                    op.kind = Operator::Kind::without;
                    op.range.end_bytes = next().range.end_bytes;
                    ++at_;
                }
                break;
            case TokenKind::not_:
                op.kind = Operator::Kind::distance;
                op.sense = Sense::without;
                if (is_distance_word(next())) {
                    op.token = next();
                    op.soundness = next().soundness;
                    op.range.end_bytes = next().range.end_bytes;
                    ++at_;
                } else {
                    op.soundness = Soundness::faulty;
                    op.kind = Operator::Kind::without;
                    faults_.add(token.range, "`NOT` stands only in `AND NOT` and before `NEAR`, `BEFORE` or `AFTER`",
                                "write `AND NOT` for responses without the word, `NOT NEAR/5` for a word without it near; "
                                "to look for the word itself, quote it: \"NOT\"");
                }
                break;
            case TokenKind::distance: op.kind = Operator::Kind::distance; break;
            default: op.kind = Operator::Kind::bar;
        }
        return op;
    }

    // NEAR, BEFORE or AFTER: a distance that may follow NOT. (`..n` may not.)
    static bool is_distance_word(const RuleToken& token) {
        return token.kind == TokenKind::distance && !token.text.starts_with("..");
    }

    std::string hint_for_operator(const Operator& op) const {
        if (op.kind == Operator::Kind::distance && op.token.text.starts_with("..")) return "`..3` stands between two words: `pissing ..3 blood`";
        if (source(op.range) == "|") return "write an alternative there, or leave `|` out";
        return "write what it joins; to look for the word itself, quote it: \"" + std::string(source(op.range)) + "\"";
    }

    void report_missing_operand(const Operator& op, const Operator* before) {
        if (op.soundness == Soundness::faulty || (before && before->soundness == Soundness::faulty)) return;
        const std::string name = shown(source(op.range));
        faults_.add(op.range,
                    before ? "nothing stands between " + shown(source(before->range)) + " and " + name : "nothing stands before " + name,
                    hint_for_operator(op));
    }

    // `a | b NEAR/5 c` reads two ways; which one was meant is the author's to say.
    void report_mixed_operators(const Level& read) {
        const auto is_bar = [](const Operator& op) { return op.kind == Operator::Kind::bar; };
        const auto& ops = read.operators;
        if (std::none_of(ops.begin(), ops.end(), is_bar) || std::all_of(ops.begin(), ops.end(), is_bar)) return;
        const auto odd = is_bar(ops.front()) ? std::find_if_not(ops.begin(), ops.end(), is_bar) : ops.begin();
        const std::size_t length = read.operands.back().range.end_bytes - read.operands.front().range.start_bytes;
        std::string hint = "put brackets around the alternatives, or around what " + shown(source(odd->range)) + " joins";
        if (length <= longest_reading_bytes) {
            hint = "write `" + reading(read, Operator::Kind::bar) + "` or `" + reading(read, Operator::Kind::distance) + "`";
        }
        faults_.add(odd->range, "`|` and " + shown(source(odd->range)) + " side by side can be read in two ways", std::move(hint));
    }

    // The level with brackets that show `|`, or everything but `|`, as the loosest operator.
    std::string reading(const Level& read, Operator::Kind loosest) const {
        const auto is_loose = [&](const Operator& op) {
            return (op.kind == Operator::Kind::bar) == (loosest == Operator::Kind::bar);
        };
        std::string out;
        for (std::size_t first = 0; first < read.operands.size();) {
            std::size_t last = first;
            while (last < read.operators.size() && !is_loose(read.operators[last])) ++last;
            if (last > first) out += '(';
            for (std::size_t i = first; i <= last; ++i) {
                out += source(read.operands[i].range);
                if (i < last) out.append(" ").append(source(read.operators[i].range)).append(" ");
            }
            if (last > first) out += ')';
            if (last < read.operators.size()) out.append(" ").append(source(read.operators[last].range)).append(" ");
            first = last + 1;
        }
        return out;
    }

    // ---- from a flat level to a tree

    Part fold_alternatives(Level& read) {
        std::vector<Part> alternatives;
        for (std::size_t first = 0; first < read.operands.size();) {
            std::size_t last = first;
            while (last < read.operators.size() && read.operators[last].kind != Operator::Kind::bar) ++last;
            alternatives.push_back(fold_conjunction(read, first, last));
            first = last + 1;
        }
        if (alternatives.size() == 1) return std::move(alternatives.front());
        return node(ExprKind::either, std::move(alternatives));
    }

    Part fold_conjunction(Level& read, std::size_t first, std::size_t last) {
        std::size_t i = first;
        Part left = fold_distances(read, i, last);
        while (i < last) {
            const Operator& op = read.operators[i++];
            std::vector<Part> sides;
            sides.push_back(std::move(left));
            sides.push_back(fold_distances(read, i, last));
            left = node(op.kind == Operator::Kind::both ? ExprKind::both : ExprKind::without, std::move(sides));
        }
        return left;
    }

    // Folds the operands from `i` on that distances join; `i` ends at the last of them.
    Part fold_distances(Level& read, std::size_t& i, std::size_t last) {
        Part left = std::move(read.operands[i]);
        for (; i < last && read.operators[i].kind == Operator::Kind::distance; ++i) {
            const Operator& op = read.operators[i];
            std::vector<Part> sides;
            sides.push_back(std::move(left));
            sides.push_back(std::move(read.operands[i + 1]));
            if (op.token.scope == Scope::words) refuse_scopes(sides);
            left = node(ExprKind::distance, std::move(sides));
            left.expr.order = op.token.order;
            left.expr.scope = op.token.scope;
            left.expr.words = op.token.words;
            left.expr.sense = op.sense;
            if (op.token.scope != Scope::words) left.scope = op.range;
        }
        return left;
    }

    void refuse_scopes(std::vector<Part>& parts) {
        for (Part& part : parts) {
            if (!part.scope) continue;
            faults_.add(*part.scope, shown(source(*part.scope)) + " stands inside a phrase or a distance in words",
                        "make it the outermost operator, or use a number of words instead");
            part.scope.reset();
        }
    }

    Part node(ExprKind kind, std::vector<Part> parts) {
        Part whole;
        whole.range = {parts.front().range.start_bytes, parts.back().range.end_bytes};
        whole.expr.kind = kind;
        whole.expr.range = whole.range;
        for (const Part& part : parts) {
            whole.height = std::max(whole.height, part.height + 1);
            if (!whole.scope) whole.scope = part.scope;
        }
        if (whole.height > deepest_rule) {
            faults_.add(whole.range, "more than 100 operators and brackets lie one within the other", "make sets of the inner parts");
            at_ = tokens_.size() - 1;  // the brackets around it are left open
            gave_up_ = true;
            return placeholder(whole.range);
        }
        whole.expr.operands.reserve(parts.size());
        for (Part& part : parts) whole.expr.operands.push_back(std::move(part.expr));
        return whole;
    }

    // ---- words side by side

    Part phrase() {
        std::vector<Part> items;
        while (!closes(next().kind) && !is_operator(next().kind)) read_item(items);
        const auto is_option = [](const Part& item) { return item.expr.kind == ExprKind::option; };
        const bool only_options = std::all_of(items.begin(), items.end(), is_option);
        const RuleRange range{items.front().range.start_bytes, items.back().range.end_bytes};
        if (only_options && !gave_up_) {
            faults_.add(range, shown(source(range)) + " can be met by no words at all",
                        "square brackets mean \"this or nothing\": leave them out, or put a word beside them");
            return placeholder(range);
        }
        if (items.size() == 1) return std::move(items.front());
        refuse_scopes(items);
        return node(ExprKind::phrase, std::move(items));
    }

    void read_item(std::vector<Part>& items) {
        const RuleToken& token = next();
        if (token.kind == TokenKind::open_round || token.kind == TokenKind::open_square) {
            items.push_back(bracketed());
            return;
        }
        ++at_;
        if (token.soundness == Soundness::faulty) {
            items.push_back(placeholder(token.range));
        } else if (token.kind == TokenKind::chunk || token.kind == TokenKind::quote) {
            words(token, items);
        } else {
            Part name = placeholder(token.range);
            name.expr.kind = token.kind == TokenKind::set ? ExprKind::set : token.kind == TokenKind::code ? ExprKind::code : ExprKind::regex;
            name.expr.text = token.kind == TokenKind::regex ? without_escaped_slashes(token.text) : std::string(token.text);
            items.push_back(std::move(name));
        }
    }

    void words(const RuleToken& token, std::vector<Part>& items) {
        std::vector<Expr> read;
        if (token.kind == TokenKind::chunk) {
            read_chunk(rule_, token.range, read, faults_);
        } else {
            const auto start = static_cast<std::uint32_t>(token.text.data() - rule_.data());
            read_quote(rule_, {start, start + static_cast<std::uint32_t>(token.text.size())}, read, faults_);
        }
        words_read_ += read.size();
        if (words_read_ > most_rule_words) {
            faults_.add(token.range, "the rule has more than 100,000 words", "split it into several rules");
            at_ = tokens_.size() - 1;
            gave_up_ = true;
        }
        const std::size_t first = items.size();
        for (Expr& expr : read) {
            Part& part = items.emplace_back(placeholder(expr.range));
            if (expr.kind == ExprKind::hyphened) part.height = 2;
            part.expr = std::move(expr);
        }
        items[first].range.start_bytes = token.range.start_bytes;
        items.back().range.end_bytes = token.range.end_bytes;
    }

    static std::string without_escaped_slashes(std::string_view regex) {
        std::string out;
        for (std::size_t i = 0; i < regex.size(); ++i) {
            const bool escapes = regex[i] == '\\' && i + 1 < regex.size();
            if (escapes && regex[i + 1] != '/') out += regex[i];
            if (escapes) ++i;
            out += regex[i];
        }
        return out;
    }

    Part bracketed() {
        const RuleToken& opening = next();
        const bool square = opening.kind == TokenKind::open_square;
        ++at_;
        Part inner = level(&opening);
        const RuleToken& closing = next();
        if (closing.kind == TokenKind::end) {
            if (!gave_up_) faults_.add(opening.range, "this bracket is never closed", square ? "write the closing `]`" : "write the closing `)`");
        } else {
            if (square != (closing.kind == TokenKind::close_square)) {
                faults_.add(closing.range, shown(source(opening.range)) + " is closed by " + shown(source(closing.range)),
                            square ? "write `]` here" : "write `)` here");
            }
            ++at_;
        }
        const RuleRange range{opening.range.start_bytes, closing.range.end_bytes};
        if (square) {
            std::vector<Part> only;
            only.push_back(std::move(inner));
            inner = node(ExprKind::option, std::move(only));
            inner.expr.range = range;
        }
        inner.range = range;
        return inner;
    }

    std::string_view rule_;
    const std::vector<RuleToken>& tokens_;
    RuleFaults& faults_;
    std::size_t at_ = 0;
    bool gave_up_ = false;
    std::size_t words_read_ = 0;
};

}  // namespace

std::optional<Expr> parse_rule(std::string_view text, std::vector<RuleFault>& faults) {
    RuleFaults found;
    std::vector<RuleToken> tokens;
    std::optional<Expr> tree;
    if (lex_rule(text, tokens, found) == Lexed::whole) tree = Parser(text, tokens, found).run();
    if (found.empty()) return tree;
    std::vector<RuleFault> in_order = std::move(found).in_order();
    faults.insert(faults.end(), std::make_move_iterator(in_order.begin()), std::make_move_iterator(in_order.end()));
    return std::nullopt;
}

}  // namespace libcode

// A tree in, the rule's text out. Linear. Covered by tests/test_print_rule.cpp.
#include "print_rule.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace libcode {

namespace {

// How tightly a piece of a rule holds together; `|` and the other operators never stand side by side.
enum class Tightness : std::uint8_t { alternatives, conjunction, distance, phrase, item };

Tightness tightness(const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::either: return Tightness::alternatives;
        case ExprKind::both:
        case ExprKind::without: return Tightness::conjunction;
        case ExprKind::distance: return Tightness::distance;
        case ExprKind::phrase: return Tightness::phrase;
        default: return Tightness::item;
    }
}

class Printer {
  public:
    void print(const Expr& expr) {
        switch (expr.kind) {
            case ExprKind::word: word(expr); break;
            case ExprKind::any_word: out_ += '*'; break;
            case ExprKind::hyphened: hyphened(expr); break;
            case ExprKind::regex: regex(expr.text); break;
            case ExprKind::set: out_.append("$").append(expr.text); break;
            case ExprKind::code: out_.append("@").append(expr.text); break;
            case ExprKind::phrase: phrase(expr); break;
            case ExprKind::option:
                out_ += '[';
                print(expr.operands.front());
                out_ += ']';
                break;
            case ExprKind::either:
                for (std::size_t i = 0; i < expr.operands.size(); ++i) {
                    if (i > 0) out_ += " | ";
                    within(expr.operands[i], Tightness::phrase);
                }
                break;
            case ExprKind::distance:
                within(expr.operands[0], Tightness::distance);
                distance(expr);
                within(expr.operands[1], Tightness::phrase);
                break;
            case ExprKind::both:
            case ExprKind::without:
                within(expr.operands[0], Tightness::conjunction);
                out_ += expr.kind == ExprKind::both ? " AND " : " AND NOT ";
                within(expr.operands[1], Tightness::distance);
                break;
        }
    }

    std::string take() && { return std::move(out_); }

  private:
    void within(const Expr& expr, Tightness loosest) {
        if (tightness(expr) >= loosest) {
            print(expr);
            return;
        }
        out_ += '(';
        print(expr);
        out_ += ')';
    }

    void distance(const Expr& expr) {
        out_ += expr.sense == Sense::without ? " NOT " : " ";
        out_ += expr.order == Order::before ? "BEFORE/" : expr.order == Order::after ? "AFTER/" : "NEAR/";
        if (expr.scope == Scope::words) out_ += std::to_string(expr.words);
        else out_ += expr.scope == Scope::sentence ? "sentence" : "paragraph";
        out_ += ' ';
    }

    static bool holds_any(std::string_view text, std::initializer_list<std::string_view> signs) {
        return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
    }

    static bool is_operator(const Expr& expr) {
        if (expr.kind != ExprKind::word || expr.match != Match::plain) return false;
        const auto operators = {"AND", "OR", "NOT", "NEAR", "BEFORE", "AFTER"};
        return std::any_of(operators.begin(), operators.end(), [&](std::string_view name) { return expr.text == name; });
    }

    // Numbers with a comma, Hebrew abbreviations: words only a quotation can hold.
    static bool ends_a_chunk(std::string_view text) {
        return holds_any(text, {",", ";", "\"", "，", "、", "；", "،", "؛"});
    }

    void word(const Expr& expr) {
        const bool quoted = expr.match == Match::plain && (is_operator(expr) || ends_a_chunk(expr.text));
        if (expr.match == Match::exact) out_ += '=';
        if (quoted) out_ += opening_quote(expr.text);
        out_ += expr.text;
        if (quoted) out_ += closing_quote(expr.text);
        if (expr.match == Match::one_edit) out_ += '~';
        if (expr.match == Match::two_edits) out_ += "~2";
    }

    static std::string opening_quote(std::string_view text) { return text.find('"') == std::string_view::npos ? "\"" : "“"; }
    static std::string closing_quote(std::string_view text) { return text.find('"') == std::string_view::npos ? "\"" : "”"; }

    void hyphened(const Expr& expr) {
        for (std::size_t i = 0; i < expr.operands.size(); ++i) {
            if (i > 0) out_ += '-';
            out_ += expr.operands[i].text;
        }
    }

    void regex(std::string_view text) {
        out_ += '/';
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '/') out_ += '\\';
            out_ += text[i];
            if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] != '/') out_ += text[++i];
        }
        out_ += '/';
    }

    void phrase(const Expr& expr) {
        const auto& items = expr.operands;
        for (std::size_t first = 0; first < items.size();) {
            std::size_t last = first + 1;
            while (last < items.size() && items[last].link == Link::glued) ++last;
            if (first > 0) out_ += ' ';
            run(items, first, last);
            first = last;
        }
    }

    // Items written without white space between them. What quotation marks would make plain, a wildcard or a hyphen that joins, stood in none.
    void run(const std::vector<Expr>& items, std::size_t first, std::size_t last) {
        std::string together;
        bool quoted = false, stood_in_none = false;
        for (std::size_t i = first; i < last; ++i) {
            together += items[i].gap;
            together += items[i].text;
            quoted = quoted || (last - first > 1 && ends_a_chunk(items[i].text)) || must_quote(items, i, i + 1 == last);
            stood_in_none = stood_in_none || items[i].kind != ExprKind::word || items[i].match != Match::plain;
        }
        if (quoted && !stood_in_none) {
            out_ += opening_quote(together) + together + closing_quote(together);
            return;
        }
        for (std::size_t i = first; i < last; ++i) {
            out_ += items[i].gap;
            const bool plain = items[i].kind == ExprKind::word && items[i].match == Match::plain && last - first > 1;
            if (plain) out_ += items[i].text;
            else within(items[i], Tightness::item);
        }
    }

    // Whether a gap between two words would be something else outside quotation marks.
    static bool must_quote(const std::vector<Expr>& items, std::size_t i, bool is_last) {
        if (items[i].link != Link::glued) return false;
        const std::string_view gap = items[i].gap, text = items[i].text;
        const bool number = text.find_first_not_of("0123456789") == std::string_view::npos;
        const bool digit = text.find_first_of("0123456789") == 0;
        if (gap == "-" || gap == "\u2010" || gap == "\u2011") return true;
        if ((gap.ends_with("$") || gap.ends_with("@")) && !digit) return true;
        if ((gap.ends_with("..") || gap.ends_with("~")) && number && is_last) return true;
        if (gap.starts_with("/") && is_operator(items[i - 1])) return true;
        return ends_a_chunk(gap) || holds_any(gap, {"(", ")", "[", "]", "|", "*", "?", "“", "”", "„"});
    }

    std::string out_;
};

}  // namespace

std::string print_rule(const Expr& rule) {
    Printer printer;
    printer.print(rule);
    return std::move(printer).take();
}

}  // namespace libcode

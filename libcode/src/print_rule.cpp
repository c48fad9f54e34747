// A tree in, the rule's text out. Linear. Covered by tests/test_print_rule.cpp.
#include "print_rule.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "parser.hpp"

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

    // Whether these plain words, so written, are read as they are; if not, they stood in quotation marks.
    static bool reads_as(std::string_view text, std::span<const Expr> words) {
        std::vector<RuleFault> faults;
        const auto tree = parse_rule(text, faults);
        if (!tree) return false;
        const std::span read = tree->kind == ExprKind::phrase ? std::span(tree->operands) : std::span(&*tree, 1);
        return std::ranges::equal(read, words, [&](const Expr& now, const Expr& word) {
            return now.kind == ExprKind::word && now.match == Match::plain && now.text == word.text && now.gap == word.gap &&
                   (&word == &words.front() || now.link == word.link);
        });
    }

    static std::string quoted(const std::string& text) { return text.find('"') == std::string::npos ? '"' + text + '"' : "“" + text + "”"; }

    void word(const Expr& expr) {
        if (expr.match == Match::exact) out_ += '=';
        out_ += expr.match != Match::plain || reads_as(expr.text, {&expr, 1}) ? expr.text : quoted(expr.text);
        if (expr.match == Match::one_edit) out_ += '~';
        if (expr.match == Match::two_edits) out_ += "~2";
    }

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
            run(std::span(items).subspan(first, last - first));
            first = last;
        }
    }

    // Items written without white space between them. A wildcard or a hyphen that joins stood in no quotation marks.
    void run(std::span<const Expr> items) {
        const auto is_plain = [](const Expr& item) { return item.kind == ExprKind::word && item.match == Match::plain; };
        std::string together;
        for (const Expr& item : items) together.append(&item == &items.front() ? "" : item.gap).append(item.text);
        if (items.size() > 1 && std::ranges::all_of(items, is_plain)) {
            out_ += reads_as(together, items) ? together : quoted(together);
            return;
        }
        for (const Expr& item : items) {
            out_ += item.gap;
            if (is_plain(item) && items.size() > 1) out_ += item.text;
            else within(item, Tightness::item);
        }
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

// Writes the twin's picture of a codebook as the files a researcher would write.
#include "book.hpp"

namespace reference {

std::string Book::path(int code) const {
    const Code& c = codes[static_cast<std::size_t>(code)];
    return c.parent < 0 ? c.key : path(c.parent) + "." + c.key;
}

bool Book::holds(int parent, int code) const {
    for (; code >= 0; code = codes[static_cast<std::size_t>(code)].parent)
        if (code == parent) return true;
    return false;
}

namespace {

// How tightly a written expression holds together, loosest first.
enum Tightness { alternatives, conjunction, distance, side_by_side, item };

Tightness tightness(const Node& node) {
    switch (node.kind) {
        case Kind::either: return alternatives;
        case Kind::both:
        case Kind::without: return conjunction;
        case Kind::distance: return distance;
        case Kind::phrase: return node.quoted ? item : side_by_side;
        default: return item;
    }
}

class Printer {
  public:
    explicit Printer(const Book& book) : book_(book) {}

    std::string at(const Node& node, Tightness least) const {
        // `|` beside AND or a distance needs brackets, and so does a distance written `..n` beside another.
        return tightness(node) < least ? "(" + print(node) + ")" : print(node);
    }

    std::string print(const Node& node) const {
        std::string out;
        switch (node.kind) {
            case Kind::word: {
                const char* const after[] = {"", "", "", "~", "~2"};
                return (node.meets == Meets::exact ? "=" : "") + node.text + after[static_cast<int>(node.meets)];
            }
            case Kind::any_word: return "*";
            case Kind::regex: return "/" + node.text + "/";
            case Kind::set: return "$" + node.text;
            case Kind::code: return "@" + book_.path(node.code);
            case Kind::option: return "[" + print(node.items[0]) + "]";
            case Kind::hyphened:
                for (const Node& part : node.items) (out += out.empty() ? "" : "-") += part.text;
                return out;
            case Kind::phrase:
                for (const Node& part : node.items) {
                    out += out.empty() ? "" : part.glued ? part.sign : " ";
                    out += at(part, item);
                }
                return node.quoted ? "\"" + out + "\"" : out;
            case Kind::either:
                for (const Node& part : node.items) (out += out.empty() ? "" : " | ") += at(part, side_by_side);
                return out;
            case Kind::both: return at(node.items[0], conjunction) + " AND " + at(node.items[1], distance);
            case Kind::without: return at(node.items[0], conjunction) + " AND NOT " + at(node.items[1], distance);
            case Kind::distance: break;
        }
        if (node.dots)
            return at(node.items[0], side_by_side) + " .." + std::to_string(node.words - 1) + " " +
                   at(node.items[1], side_by_side);
        const Node& left = node.items[0];
        out = at(left, left.kind == Kind::distance && left.dots ? side_by_side : distance);
        if (node.negative) out += " NOT";
        out += node.order == Order::before ? " BEFORE/" : node.order == Order::after ? " AFTER/" : " NEAR/";
        out += node.scope == Scope::words      ? std::to_string(node.words)
               : node.scope == Scope::sentence ? "sentence"
                                               : "paragraph";
        return out + " " + at(node.items[1], side_by_side);
    }

  private:
    const Book& book_;
};

std::string settings_lines(const Settings& settings, const std::string& indent) {
    std::string out;
    const auto say = [&](const char* key, const std::optional<std::string>& value) {
        if (value) out += indent + "  " + key + ": " + *value + "\n";
    };
    say("quote", settings.quote);
    say("case", settings.letter_case);
    say("accents", settings.accents);
    say("inflections", settings.inflections);
    say("negation", settings.negation);
    return out;
}

std::string block(const Book& book, const std::string& indent, const std::string& key, const std::vector<Node>& rules) {
    if (rules.empty()) return "";
    std::string out = indent + key + ": |\n";
    for (const Node& rule : rules) out += indent + "  " + print_rule(book, rule) + "\n";
    return out;
}

std::string code_lines(const Book& book, int parent, const std::string& indent) {
    std::string out;
    for (std::size_t i = 0; i < book.codes.size(); ++i) {
        const Code& code = book.codes[i];
        if (code.parent != parent) continue;
        const std::string in = indent + "  ";
        out += indent + code.key + ":\n" + in + "name: " + code.key + "\n";
        if (const auto lines = settings_lines(code.settings, in); !lines.empty()) out += in + "settings:\n" + lines;
        if (code.count) out += in + "count: " + *code.count + "\n";
        if (code.at_least > 1) out += in + "at_least: " + std::to_string(code.at_least) + "\n";
        if (!code.where.empty()) {
            out += in + "where:\n";
            for (const auto& [column, values] : code.where) {
                out += in + "  " + column + ": [";
                for (std::size_t v = 0; v < values.size(); ++v) out += (v ? ", " : "") + values[v];
                out += "]\n";
            }
        }
        out += block(book, in, "rules", code.rules) + block(book, in, "unless", code.unless);
        if (const auto below = code_lines(book, static_cast<int>(i), in + "  "); !below.empty())
            out += in + "codes:\n" + below;
    }
    return out;
}

}  // namespace

std::string print_rule(const Book& book, const Node& rule) { return Printer(book).print(rule); }

std::string print_codebook(const Book& book) {
    std::string out = "codebook: random\nlanguage: " + book.language + "\ncues: cues.yaml\nsettings:\n  unit: " +
                      book.unit + "\n" + settings_lines(book.settings, "");
    if (!book.sets.empty()) {
        out += "sets:\n";
        for (const auto& [name, lines] : book.sets) out += block(book, "  ", name, lines);
    }
    return out + "codes:\n" + code_lines(book, -1, "  ");
}

std::string print_cues(const Book& book) {
    std::string out = "cues: random\nlanguage: " + book.language + "\n" + block(book, "", "ends", book.ends);
    const char* const axes[] = {"negation", "time", "person", "certainty"};
    for (int axis = 0; axis < 4; ++axis) {
        std::string lines;
        for (const Cue& cue : book.cues) {
            if (cue.axis != axis) continue;
            const char* const keys[] = {"cue", "pseudo", "opening", "ends", "afresh", "last"};
            lines += std::string("  - ") + keys[static_cast<int>(cue.sort)] + ": |\n      " +
                     print_rule(book, cue.rule) + "\n";
            if (cue.sort == Cue::Sort::cue)
                lines += "    looks: " + cue.looks + "\n    reach: " + std::to_string(cue.reach) + "\n";
        }
        if (!lines.empty()) out += std::string(axes[axis]) + ":\n" + lines;
    }
    return out;
}

}  // namespace reference

// The random worlds: few words, so that rules meet them, and every kind of rule, setting and sign.
#include "generate.hpp"

#include <algorithm>

#include "fold.hpp"

namespace reference {
namespace {

const std::vector<std::string> lexicon = {
    "a",       "b",      "k",     "ket",    "kets",     "KET",    "cramp",  "cramps", "kcramp", "kcramps", "pain",
    "painful", "belly",  "no",    "not",    "but",      "was",    "mate",   "might",  "dont",   "don't",   "didnt",
    "ket's",   "mum's",  "NHS",   "nhs",    "E",        "24",     "7",      "été",    "ete",    "Été",     "straße",
    "strasse", "😭",     "❤️",     "bladder", "bladdr",   "baldder", "blader", "shame",  "share",  "running", "run",
    "runs",    "near",   "or",    "don’t",  "e\u0301te\u0301", "a.k.a",  "日",     "本",     "K",      "ﬁne",     "fine"};

const std::vector<std::string> wildcards = {"cramp*", "*n't", "k?t", "ket*", "?a", "*s", "pain*", "k*s", "*a*", "b*r", "*'s", "??t*", "é*"};

const std::vector<std::string> joints = {" ",  " ",  " ",  " ",   " ",  " ",   " ",  " ",   " ",   " ",     " ",  " ",
                                         " ",  " ",  "-",  "/",   ", ", ". ",  "! ", "\n",  "\n\n", ": ",   " - ", "&",
                                         " & ", " \"", "\" ", " (", ") ", "… ",  "? ", "; ",  "  ",  " – ",  "‐",  "“",
                                         "” ",  ".",   ",",   "'",  "’ ", " … ", "\r\n", "_", ":",   " / ",  "。"};

const std::vector<std::string> patterns = {"k\\w+",     "\\bk",          "cramps?",      "[a-c]+",    "a|ab|b",       "\\d+",
                                           "k(et)? ?a", "(?:ket|pain)s?", ".a",           "\\d ?\\d*", "ket\\b",       "K.T",
                                           "é+",        "a[^ ]*b?",      "24\\/7",       "(a|b) (a|b)", "\\bno\\b.*ket", "^k",
                                           "s$",        "ss",            "n't",          "[^a-z]+k",  "a *",          "e. ?",
                                           "日",        "\\w+ \\w+",     "(ket|kets) "};

Node make(Kind kind, std::vector<Node> items = {}) {
    Node node;
    node.kind = kind;
    node.items = std::move(items);
    return node;
}

Node make_word(std::string text, Meets meets = Meets::plain) {
    Node node;
    node.text = std::move(text);
    node.meets = meets;
    return node;
}

// A word a rule can write as one word: not emoji joined by signs, nor one cut into several tokens.
bool one_word(const std::string& word) { return word != "a.k.a" && word != "❤️"; }

}  // namespace

Node Generator::plain() {
    for (;;)
        if (const auto& text = pick(world_); one_word(text)) return make_word(text);
}

Node Generator::word() {
    switch (below(14)) {
        case 0: return make_word(pick(wildcards), Meets::wildcard);
        case 1: return make(Kind::any_word);
        case 2: {
            Node out = plain();
            out.meets = Meets::exact;
            return out;
        }
        case 3: {
            const std::vector<std::string> long_words = {"bladder", "cramps", "shame", "baldder", "kcramp", "running", "strasse", "mum's"};
            return make_word(pick(long_words), chance(60) ? Meets::one_edit : Meets::two_edits);
        }
        case 4: {
            Node out = make(Kind::hyphened);
            const std::vector<std::string> parts = {"k", "a", "b", "cramp", "cramps", "ket", "cramp*", "kcr", "amp", "24", "ru", "n*"};
            for (std::size_t i = 0, n = 2 + below(2); i < n; ++i) {
                const auto& part = pick(parts);
                out.items.push_back(make_word(part, part.back() == '*' ? Meets::wildcard : Meets::plain));
            }
            return out;
        }
        default: return plain();
    }
}

Node Generator::phrase(const Book& book, int depth, int code) {
    Node out = make(Kind::phrase);
    if (chance(10)) {
        out.quoted = true;
        for (std::size_t i = 0, n = 2 + below(2); i < n; ++i) out.items.push_back(plain());
        return out;
    }
    const std::size_t n = 2 + below(3);
    bool solid = false;
    for (std::size_t i = 0; i < n; ++i) {
        if ((solid || i + 1 < n) && chance(20)) {
            out.items.push_back(make(Kind::option, {expression(book, depth - 1, Inside::phrase, code)}));
            continue;
        }
        solid = true;
        Node item = depth > 1 && chance(30) ? expression(book, depth - 1, Inside::phrase, code) : word();
        const bool glues = item.kind == Kind::word && item.meets == Meets::plain && !out.items.empty() &&
                           out.items.back().kind == Kind::word && out.items.back().meets == Meets::plain;
        if (glues && chance(15)) {
            item.glued = true;
            item.sign = chance(50) ? "&" : "/";
        }
        out.items.push_back(item);
    }
    return out;
}

Node Generator::distance(const Book& book, int depth, Inside inside, int code) {
    Node out = make(Kind::distance);
    out.order = static_cast<Order>(below(3));
    out.words = 1 + static_cast<int>(chance(80) ? below(4) : below(12));
    if (inside == Inside::rule && chance(25)) out.scope = chance(60) ? Scope::sentence : Scope::paragraph;
    out.negative = chance(25);
    const auto within = out.scope == Scope::words ? Inside::distance : Inside::rule;
    if (out.scope == Scope::words && !out.negative && chance(25)) {
        out.order = Order::before;
        out.dots = true;
    }
    for (int side = 0; side < 2; ++side) out.items.push_back(expression(book, depth - 1, within, code));
    return out;
}

// An expression in the rules of code `code`, which may look at codes before it (or none: -1).
Node Generator::expression(const Book& book, int depth, Inside inside, int code) {
    if (depth <= 0) return word();
    switch (below(12)) {
        case 0:
        case 1: return phrase(book, depth, code);
        case 2:
        case 3: {
            Node out = make(Kind::either);
            for (std::size_t i = 0, n = 2 + below(2); i < n; ++i) out.items.push_back(expression(book, depth - 1, inside, code));
            return out;
        }
        case 4:
        case 5:
        case 6: return distance(book, depth, inside, code);
        case 7:
            if (!book.sets.empty() && code != -2) {
                Node out = make(Kind::set);
                out.text = std::next(book.sets.begin(), static_cast<long>(below(book.sets.size())))->first;
                return out;
            }
            return word();
        case 8: {
            std::vector<int> others;  // codes that stand wholly before this one
            for (int c = 0; c < code; ++c)
                if (!book.holds(c, code)) others.push_back(c);
            if (others.empty()) return word();
            Node out = make(Kind::code);
            out.code = pick(others);
            return out;
        }
        case 9:
            if (inside == Inside::rule)
                return make(chance(50) ? Kind::both : Kind::without,
                            {expression(book, depth - 1, inside, code), expression(book, depth - 1, inside, code)});
            return word();
        case 10:
            if (chance(60)) {
                Node out = make(Kind::regex);
                out.text = pick(patterns);
                return out;
            }
            return word();
        default: return word();
    }
}

Node Generator::simple_rule() {
    if (chance(60)) return plain();
    if (chance(50)) {
        return make(Kind::phrase, {plain(), plain()});
    }
    return make(Kind::either, {plain(), plain()});
}

bool Generator::stands_alone(const Node& node) {
    return node.kind != Kind::set && node.kind != Kind::code && std::all_of(node.items.begin(), node.items.end(), stands_alone);
}

// A cue is mostly a word or two; now and then any expression, or one that is written in a rule as well, whole or in part.
Node Generator::cue_rule(const Book& book) {
    if (chance(70)) return simple_rule();
    if (chance(50)) return expression(book, 1 + static_cast<int>(below(2)), Inside::rule, -2);
    Node out = simple_rule();
    const auto& rules = pick(book.codes).rules;
    if (rules.empty()) return out;
    const Node* part = &pick(rules);
    for (;;) {
        if (stands_alone(*part) && part->kind != Kind::option) out = *part;
        if (part->items.empty() || chance(50)) return out;
        part = &pick(part->items);
    }
}

Settings Generator::settings() {
    Settings out;
    if (chance(20)) out.quote = pick<std::string>({"sentence", "response", "match"});
    if (chance(20)) out.negation = chance(50) ? "on" : "off";
    // Exact case goes with exact accents and inflections; the language refuses the rest.
    switch (below(9)) {
        case 0: out.letter_case = "exact", out.accents = "exact", out.inflections = "exact"; break;
        case 1: out.letter_case = "ignore", out.accents = "ignore", out.inflections = "exact"; break;
        case 2: out.letter_case = "ignore", out.accents = "exact", out.inflections = "stem"; break;
        case 3: out.letter_case = "ignore", out.accents = "ignore", out.inflections = "stem"; break;
        default: break;
    }
    return out;
}

Book Generator::book() {
    Book book;
    world_.clear();
    for (std::size_t i = 0, n = 3 + below(8); i < n; ++i) world_.push_back(pick(lexicon));
    world_.push_back("ket");
    if (chance(15)) book.language = "fr";
    if (chance(25)) book.unit = "sentence";
    if (chance(30)) book.settings = settings();

    const std::vector<std::string> names = {"drug", "body", "x1"};
    for (std::size_t i = 0, n = below(3); i < n; ++i) {
        std::vector<Node> lines;
        for (std::size_t k = 0, m = 1 + below(2); k < m; ++k) lines.push_back(expression(book, 1, Inside::distance, -2));
        book.sets[names[i]] = lines;
    }

    // Codes in file order, parents before their children: each is put below the one before it, or
    // below one of that one's parents, or on top.
    const std::size_t n = 1 + below(4);
    for (std::size_t i = 0; i < n; ++i) {
        Code code;
        code.key = std::string(1, static_cast<char>('p' + i)) + (chance(20) ? "_no" : "");
        int parent = static_cast<int>(i) - 1;
        while (parent >= 0 && !chance(40)) parent = book.codes[static_cast<std::size_t>(parent)].parent;
        code.parent = parent;
        if (chance(40)) code.settings = settings();
        if (chance(30))
            code.count = pick<std::string>({"all", "affirmed", "affirmed self", "negated", "current certain",
                                            "affirmed negated past", "other uncertain"});
        if (chance(10)) code.at_least = 2;
        bool placed = false;
        for (int c = parent; c >= 0; c = book.codes[static_cast<std::size_t>(c)].parent)
            placed |= !book.codes[static_cast<std::size_t>(c)].where.empty();
        if (!placed && chance(10)) {
            code.where["country"] = {"UK"};
            if (chance(50)) code.where["country"].push_back("US");
            if (chance(30)) code.where["age"] = {"18"};
        }
        book.codes.push_back(code);
        const std::size_t rules = 1 + below(3);
        for (std::size_t r = 0; r < rules; ++r)
            book.codes[i].rules.push_back(expression(book, static_cast<int>(below(4)), Inside::rule, static_cast<int>(i)));
        if (chance(25))
            book.codes[i].unless.push_back(expression(book, static_cast<int>(below(3)), Inside::rule, static_cast<int>(i)));
    }

    for (std::size_t i = 0, cues = 1 + below(5); i < cues; ++i) {
        Cue cue;
        cue.axis = static_cast<int>(chance(50) ? 0 : below(4));
        cue.looks = pick<std::string>({"ahead", "back", "both", "question"});
        cue.reach = 1 + static_cast<int>(below(6));
        cue.rule = cue_rule(book);
        if (i > 0 && chance(40)) cue.sort = pick<Cue::Sort>({Cue::Sort::pseudo, Cue::Sort::opening, Cue::Sort::ends, Cue::Sort::afresh, Cue::Sort::last});
        book.cues.push_back(cue);
    }
    if (chance(60)) book.ends.push_back(cue_rule(book));
    return book;
}

std::string Generator::filler() {
    std::string out;
    for (std::size_t i = 0, n = below(3); i < n; ++i) out += pick(world_) + " ";
    return out;
}

// A text that has a good chance to be met by the expression.
std::string Generator::instance(const Book& book, const Node& node) {
    switch (node.kind) {
        case Kind::word: {
            std::string out;
            for (char c : node.text)
                if (c == '?' || c == '*') out += c == '?' || chance(50) ? "a" : "";
                else out += c;
            return out;
        }
        case Kind::any_word: return pick(world_);
        case Kind::regex: return chance(50) ? "ket a" : "cramps 24";
        case Kind::set: return instance(book, pick(book.sets.at(node.text)));
        case Kind::code: {
            const auto& rules = book.codes[static_cast<std::size_t>(node.code)].rules;
            return rules.empty() ? "ket" : instance(book, pick(rules));
        }
        case Kind::option: return chance(50) ? instance(book, node.items[0]) : "";
        case Kind::either: return instance(book, pick(node.items));
        case Kind::hyphened:
        case Kind::phrase: {
            const std::string hyphen = pick<std::string>({" ", "-", ""});
            std::string out;
            for (const Node& item : node.items) {
                const auto part = instance(book, item);
                if (part.empty()) continue;
                if (!out.empty()) out += node.kind == Kind::hyphened ? hyphen : item.glued ? item.sign : " ";
                out += part;
            }
            return out;
        }
        case Kind::distance: {
            auto a = instance(book, node.items[0]), b = instance(book, node.items[1]);
            if (node.order == Order::after || (node.order == Order::near && chance(50))) std::swap(a, b);
            return a + " " + filler() + b;
        }
        case Kind::both: return instance(book, node.items[0]) + " " + filler() + instance(book, node.items[1]);
        case Kind::without: return instance(book, node.items[0]);
    }
    return "";
}

std::string Generator::response(const Book& book) {
    std::string out;
    if (chance(3)) return pick<std::string>({"", " ", ".", "\n\n", "..."});
    for (std::size_t i = 0, n = 1 + below(9); i < n; ++i) {
        if (i > 0) out += pick(joints);
        const auto& code = pick(book.codes);
        if (chance(15) && !code.rules.empty()) out += instance(book, pick(code.rules));
        else if (chance(8) && !code.unless.empty()) out += instance(book, pick(code.unless));
        else if (chance(15) && !book.cues.empty()) out += instance(book, pick(book.cues).rule);
        else if (chance(8)) out += pick(lexicon);
        else out += pick(world_);
        if (out.size() > 400) break;
    }
    if (chance(30)) out += pick<std::string>({".", "!", " ", "\n", "?\"", " ?"});
    return out;
}

Row Generator::row(const Book&) {
    return {{"country", pick<std::string>({"UK", "US", "FR"})}, {"age", pick<std::string>({"18", "19"})}};
}

}  // namespace reference

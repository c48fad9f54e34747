// P3: every rule of up to three atoms over two letters on every text of up to so many tokens, a token
// being a, b or the end of a sentence.
#include <functional>
#include <iostream>

#include "compare.hpp"
#include "proofs.hpp"

namespace reference {
namespace {

Node atom(const char* text) {
    Node node;
    node.text = text;
    return node;
}

Node two(Kind kind, const Node& a, const Node& b) {
    Node node;
    node.kind = kind;
    node.items = {a, b};
    return node;
}

Node option(const Node& a) {
    Node node;
    node.kind = Kind::option;
    node.items = {a};
    return node;
}

bool has_scope(const Node& node) {
    if (node.kind == Kind::distance && node.scope != Scope::words) return true;
    for (const Node& item : node.items)
        if (has_scope(item)) return true;
    return false;
}

// Every way to put two expressions together.
void join(const Node& a, const Node& b, std::vector<Node>& out) {
    const bool words_only = has_scope(a) || has_scope(b);
    out.push_back(two(Kind::either, a, b));
    out.push_back(two(Kind::both, a, b));
    out.push_back(two(Kind::without, a, b));
    for (Order order : {Order::before, Order::after, Order::near})
        for (bool negative : {false, true})
            for (int words : {0, 1, 2}) {
                if (words > 0 && words_only) continue;
                Node node = two(Kind::distance, a, b);
                node.order = order;
                node.negative = negative;
                node.words = words;
                node.scope = words ? Scope::words : Scope::sentence;
                out.push_back(node);
            }
    if (words_only) return;
    out.push_back(two(Kind::phrase, a, b));
    out.push_back(two(Kind::phrase, option(a), b));
    out.push_back(two(Kind::phrase, a, option(b)));
    if (a.kind == Kind::word && b.kind == Kind::word) out.push_back(two(Kind::hyphened, a, b));
}

std::vector<Node> all_rules() {
    const std::vector<Node> one = {atom("a"), atom("b")};
    std::vector<Node> pairs, all = one;
    for (const Node& a : one)
        for (const Node& b : one) join(a, b, pairs);
    all.insert(all.end(), pairs.begin(), pairs.end());
    for (const Node& a : one)
        for (const Node& ab : pairs) {
            join(a, ab, all);
            join(ab, a, all);
        }
    return all;
}

std::vector<Case> all_texts(int tokens) {
    std::vector<Case> out;
    const Row row = {{"country", "UK"}, {"age", "18"}};
    const std::function<void(const std::string&, int)> grow = [&](const std::string& text, int left) {
        out.push_back({text, row});
        if (left == 0) return;
        const std::string space = text.empty() ? "" : " ";
        grow(text + space + "a", left - 1);
        grow(text + space + "b", left - 1);
        if (!text.empty() && text.back() != '.') grow(text + ".", left - 1);
    };
    grow("", tokens);
    return out;
}

}  // namespace

int exhaustive_pairs(int tokens) {
    constexpr std::size_t rules_a_book = 100;
    const auto rules = all_rules();
    const auto texts = all_texts(tokens);
    std::uint64_t pairs = 0, codings = 0;
    for (std::size_t from = 0; from < rules.size(); from += rules_a_book) {
        Book book;
        book.settings.negation = "off";
        book.cues = {Cue{.rule = atom("c")}};  // a cue file is never empty
        for (std::size_t i = from; i < std::min(rules.size(), from + rules_a_book); ++i) {
            Code code;
            code.key = "r" + std::to_string(i);
            code.rules = {rules[i]};
            book.codes.push_back(code);
        }
        const libcode::Coder coder(engine_codebook(book));
        constexpr std::size_t batch = 1000;
        for (std::size_t at = 0; at < texts.size(); at += batch) {
            const std::vector<Case> some(texts.begin() + static_cast<long>(at),
                                         texts.begin() + static_cast<long>(std::min(texts.size(), at + batch)));
            const auto found = engine_codings(coder, some);
            for (std::size_t i = 0; i < some.size(); ++i) {
                const auto wanted = twin_codings(book, some[i]);
                pairs += book.codes.size();
                codings += wanted.size();
                if (found[i] == wanted) continue;
                std::cout << "exhaustive: engine and twin differ\n";
                Case small = some[i];
                minimise(book, small);
                std::cout << describe(book, small);
                return 1;
            }
        }
    }
    std::cout << "exhaustive: " << rules.size() << " rules, " << texts.size() << " texts of up to " << tokens
              << " tokens, " << pairs << " pairs, " << codings << " codings, 0 differences\n";
    return 0;
}

}  // namespace reference

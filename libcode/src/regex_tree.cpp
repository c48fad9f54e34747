// A recursive descent over RE2's syntax; the contract stands in regex_tree.hpp. RE2 does not limit the depth of groups
// everywhere, so it is limited here, for this and for all that walk the tree.
#include "regex_tree.hpp"

#include <algorithm>

#include "fold_text.hpp"
#include "utf8.hpp"

namespace libcode {
namespace {

constexpr int deepest_groups = 100;  // as many as brackets of a rule

struct Flags {
    bool any_case = false;     // (?i)
    bool dot_takes_newline = false;  // (?s)
};

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_octal(char32_t c) { return c >= U'0' && c <= U'7'; }

std::uint32_t hex_value(char32_t c) {
    return c <= U'9' ? c - U'0' : (c | 0x20) - U'a' + 10;
}

class Reader {
  public:
    Reader(std::string_view pattern, std::optional<Fold> fold_as, RegexTree& tree, std::string& error)
        : fold_as_(fold_as), tree_(tree), error_(error) {
        for (std::size_t at = 0; at < pattern.size();) {
            const auto [character, length_bytes] = utf8::decode(pattern, at);
            pattern_.push_back(character);
            at += length_bytes;
        }
    }

    RegexNode alternation() {
        RegexNode all{.kind = RegexKind::alternation};
        const Flags outside = flags_;  // a flag set inside a group ends with it
        all.children.push_back(sequence());
        while (take(U"|")) all.children.push_back(sequence());
        flags_ = outside;
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

  private:
    bool at_end() const { return at_ >= pattern_.size(); }
    char32_t peek() const { return at_end() ? U'\0' : pattern_[at_]; }
    char32_t next() { return at_end() ? U'\0' : pattern_[at_++]; }
    bool sees(std::u32string_view text) const { return std::u32string_view(pattern_).substr(at_, text.size()) == text; }
    bool take(std::u32string_view text) {
        if (!sees(text)) return false;
        at_ += text.size();
        return true;
    }
    void fail(std::string sentence) {
        if (error_.empty()) error_ = std::move(sentence);
    }

    RegexNode sequence() {
        RegexNode all;
        while (!at_end() && !sees(U"|") && !sees(U")")) {
            if (take(U"(?")) {
                if (!sees(U"P<") && !sees(U"<")) {
                    if (read_flags()) {  // "(?i)": for the rest of this group
                        repeat(all.children);
                        continue;
                    }
                } else {
                    at_ = pattern_.find(U'>', at_) + 1;
                }
                all.children.push_back(group());
            } else if (take(U"(")) {
                all.children.push_back(group());
            } else if (take(U"\\Q")) {
                while (!at_end() && !take(U"\\E")) all.children.push_back(literal(next()));
            } else {
                all.children.push_back(one());
            }
            repeat(all.children);
        }
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

    RegexNode group() {
        const Flags outside = outside_of_group_.value_or(flags_);
        outside_of_group_.reset();
        if (++depth_ > deepest_groups) {
            fail("groups stand in groups more than 100 deep");
            at_ = pattern_.size();
        }
        RegexNode inner = alternation();
        take(U")");
        --depth_;
        flags_ = outside;
        return inner;
    }

    // Reads flags after "(?". True where they stand alone; else a group of its own follows.
    bool read_flags() {
        Flags flags = flags_;
        bool on = true;
        for (;;) {
            switch (next()) {
                case U'-': on = false; break;
                case U'i': flags.any_case = on; break;
                case U's': flags.dot_takes_newline = on; break;
                case U'\0': case U')': flags_ = flags; return true;  // an expression that RE2 takes does not end here
                case U':': outside_of_group_ = flags_; flags_ = flags; return false;
                default: break;  // m: a sentence is one line; U: the longest match is taken either way
            }
        }
    }

    // Wraps the last child where a repeat follows it.
    void repeat(std::vector<RegexNode>& children) {
        std::uint32_t least = 0;
        std::optional<std::uint32_t> most;
        if (take(U"*")) {}
        else if (take(U"+")) least = 1;
        else if (take(U"?")) most = 1;
        else if (!counts(least, most)) return;
        take(U"?");  // longest matches: lazy or not is the same
        RegexNode inner = std::move(children.back());
        children.back() = {.kind = RegexKind::repeat, .least = least, .most = most};
        children.back().children.push_back(std::move(inner));
    }

    // {2} {2,} {2,5}; any other brace is a literal.
    bool counts(std::uint32_t& least, std::optional<std::uint32_t>& most) {
        const std::size_t start = at_;
        if (!take(U"{") || !is_digit(peek())) return at_ = start, false;
        least = number();
        most = least;
        if (take(U",")) {
            most.reset();
            if (is_digit(peek())) most = number();
        }
        if (!take(U"}")) return at_ = start, false;
        return true;
    }

    std::uint32_t number() {
        std::uint32_t value = 0;
        while (is_digit(peek())) value = std::min<std::uint32_t>(value * 10 + (next() - U'0'), 100000);
        return value;
    }

    RegexNode one() {
        if (take(U".")) return leaf(flags_.dot_takes_newline ? CharSet{{0, last_char}} : complement({{U'\n', U'\n'}}));
        if (take(U"^") || take(U"\\A")) return assertion(RegexAssertion::text_start);
        if (take(U"$") || take(U"\\z")) return assertion(RegexAssertion::text_end);
        if (take(U"\\b")) return assertion(RegexAssertion::word_boundary);
        if (take(U"\\B")) return assertion(RegexAssertion::no_word_boundary);
        if (take(U"\\C")) return fail("\\C, one byte, has no meaning in a rule: write . for one character"), RegexNode{};
        if (take(U"[")) return leaf(bracketed());
        if (const auto set = escaped_set()) return leaf(*set);
        return literal(one_char());
    }

    RegexNode assertion(RegexAssertion assertion) {
        if (assertion >= RegexAssertion::word_boundary) tree_.asks_for_boundaries = true;
        return {.kind = RegexKind::assertion, .assertion = assertion};
    }

    RegexNode leaf(const CharSet& set) {
        const auto found = std::find(tree_.sets.begin(), tree_.sets.end(), set);
        const auto index = static_cast<std::uint32_t>(found - tree_.sets.begin());
        if (found == tree_.sets.end()) tree_.sets.push_back(set);
        return {.kind = RegexKind::set, .set = index};
    }

    // A literal with the marks that join it, folded: one leaf, or a sequence of them.
    RegexNode literal(char32_t first) {
        std::string text;
        utf8::append(text, first);
        while (!at_end() && joins_previous(peek())) utf8::append(text, next());
        FoldedText folded;
        fold_text(text, fold_as_, folded);
        RegexNode all;
        for (const char32_t c : folded.chars)
            all.children.push_back(leaf(flags_.any_case ? close_over_case({{c, c}}) : CharSet{{c, c}}));
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

    // A character, written as itself or escaped.
    char32_t one_char() {
        const char32_t c = next();
        if (c != U'\\') return c;
        const char32_t escaped = next();
        switch (escaped) {
            case U'a': return U'\a';
            case U'f': return U'\f';
            case U'n': return U'\n';
            case U'r': return U'\r';
            case U't': return U'\t';
            case U'v': return U'\v';
            case U'x': {
                const bool braced = take(U"{");
                char32_t value = 0;
                for (int digits = 0; !at_end() && (braced ? !sees(U"}") : digits < 2); ++digits) value = value * 16 + hex_value(next());
                if (braced) take(U"}");
                return value;
            }
            default: break;
        }
        if (!is_octal(escaped)) return escaped;
        char32_t value = escaped - U'0';
        for (int digits = 1; digits < 3 && is_octal(peek()); ++digits) value = value * 8 + (next() - U'0');
        return value;
    }

    // \d \w \s \p{…} and their opposites, or nothing.
    std::optional<CharSet> escaped_set() {
        if (take(U"\\d")) return digit_chars();
        if (take(U"\\D")) return complement(digit_chars());
        if (take(U"\\s")) return space_chars();
        if (take(U"\\S")) return complement(space_chars());
        if (take(U"\\w")) return word_chars();
        if (take(U"\\W")) return complement(word_chars());
        const bool opposite = sees(U"\\P");
        if (!take(U"\\p") && !take(U"\\P")) return std::nullopt;
        std::string name;
        bool negated = opposite;
        if (take(U"{")) {
            if (take(U"^")) negated = !negated;
            while (!at_end() && !sees(U"}")) utf8::append(name, next());
            take(U"}");
        } else {
            utf8::append(name, next());
        }
        CharSet set = property(name);
        if (ignores_case()) set = close_over_case(set);
        return negated ? complement(set) : set;
    }

    CharSet property(const std::string& name) {
        const auto set = property_set(name);
        if (!set) fail("no script or category is called " + name);
        return set.value_or(CharSet{});
    }

    bool ignores_case() const { return flags_.any_case || fold_as_; }

    // What stands between [ and ].
    CharSet bracketed() {
        const bool negated = take(U"^");
        CharSet all;
        for (bool first = true; !at_end() && (first || !sees(U"]")); first = false) {
            if (sees(U"[:") && pattern_.find(U":]", at_ + 2) != std::u32string::npos) {
                take(U"[:");
                const bool opposite = take(U"^");
                std::string name;
                while (!at_end() && !sees(U":]")) utf8::append(name, next());
                take(U":]");
                const CharSet set = ignores_case() ? close_over_case(posix_set(name)) : posix_set(name);
                all = unite(all, opposite ? complement(set) : set);
            } else if (const auto set = escaped_set()) {
                all = unite(all, *set);
            } else {
                const char32_t from = one_char();
                char32_t to = from;
                if (sees(U"-") && !sees(U"-]")) {
                    take(U"-");
                    to = one_char();
                }
                all = unite(all, folded_range({from, to}));
            }
        }
        take(U"]");
        return negated ? complement(all) : all;
    }

    // What a character or a range of a class becomes in folded text. Of a range only the cases are folded, or
    // [\x{80}-\x{FFFF}] would take in every letter that some odd character folds to.
    CharSet folded_range(CharRange range) {
        CharSet set{range};
        if (ignores_case()) set = close_over_case(set);
        if (!fold_as_ || range.first != range.last) return set;
        std::string text;
        utf8::append(text, range.first);
        FoldedText folded;
        fold_text(text, fold_as_, folded);
        if (folded.chars.size() == 1) return unite(set, {{folded.chars.front(), folded.chars.front()}});
        fail("where case is ignored, " + text + " reads as " + std::to_string(folded.chars.size()) +
             " characters and cannot stand in brackets; write (…|" + text + ")");
        return set;
    }

    std::u32string pattern_;
    std::size_t at_ = 0;
    int depth_ = 0;
    Flags flags_;
    std::optional<Flags> outside_of_group_;  // the flags to go back to, where "(?i:" has changed them
    std::optional<Fold> fold_as_;
    RegexTree& tree_;
    std::string& error_;
};

bool can_match(const RegexNode& node, const RegexTree& tree);

bool can_take_text(const RegexNode& node, const RegexTree& tree) {
    const auto takes = [&](const RegexNode& child) { return can_take_text(child, tree); };
    switch (node.kind) {
        case RegexKind::set: return !tree.sets[node.set].empty();
        case RegexKind::assertion: return false;
        case RegexKind::repeat: return node.most != 0u && takes(node.children.front());
        case RegexKind::alternation: return std::any_of(node.children.begin(), node.children.end(), takes);
        case RegexKind::sequence: break;
    }
    return can_match(node, tree) && std::any_of(node.children.begin(), node.children.end(), takes);
}

bool can_match(const RegexNode& node, const RegexTree& tree) {
    const auto matches = [&](const RegexNode& child) { return can_match(child, tree); };
    switch (node.kind) {
        case RegexKind::set: return !tree.sets[node.set].empty();
        case RegexKind::assertion: return true;
        case RegexKind::repeat: return node.least == 0 || matches(node.children.front());
        case RegexKind::alternation: return std::any_of(node.children.begin(), node.children.end(), matches);
        case RegexKind::sequence: break;
    }
    return std::all_of(node.children.begin(), node.children.end(), matches);
}

}  // namespace

std::optional<RegexTree> read_regex(std::string_view pattern, std::optional<Fold> fold_as, std::string& error) {
    RegexTree tree;
    error.clear();
    tree.root = Reader(pattern, fold_as, tree, error).alternation();
    if (!error.empty()) return std::nullopt;
    return tree;
}

bool takes_text(const RegexTree& tree) { return can_take_text(tree.root, tree); }

}  // namespace libcode

// A chunk of a rule in, the items of a phrase out. The chunk is cut by the code that cuts
// texts, with `*` and `?` standing for a letter meanwhile, so that rule and text agree on what
// a word is. Linear. Covered by tests/test_parser.cpp.
#include "rule_words.hpp"

#include <algorithm>
#include <string>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/predicate.hpp>

#include "../unicode/tables.hpp"
#include "fold.hpp"
#include "utf8.hpp"
#include "words.hpp"

namespace libcode {

namespace {

constexpr std::size_t shortest_fuzzy_chars = 5;

bool is_hyphen(std::string_view gap) { return gap == "-" || gap == "\u2010" || gap == "\u2011"; }
bool is_wildcard(char c) { return c == '*' || c == '?'; }
bool has_wildcard(std::string_view text) { return std::any_of(text.begin(), text.end(), is_wildcard); }

template <typename Test>
bool any_char(std::string_view text, Test test) {
    for (std::size_t at = 0; at < text.size();) {
        const auto [character, length_bytes] = utf8::decode(text, at);
        if (test(unicode::properties(character))) return true;
        at += length_bytes;
    }
    return false;
}

bool is_white(const unicode::Properties& c) { return c.is(unicode::white); }
bool ends_sentence(const unicode::Properties& c) { return c.is(unicode::ender_anywhere); }
bool stops_phrase(const unicode::Properties& c) {
    return !c.is(unicode::white) && !c.is(unicode::hyphen) && !c.is(unicode::steppable);
}


std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool is_hidden(std::string_view sign) { return shown(sign).starts_with("`U+"); }

// What to write instead of a sign that belongs to no word.
std::string hint_for(std::string_view sign) {
    if (sign == "&" || sign == "+") return "words side by side need no sign; for responses that hold both write `AND`";
    if (sign == "!") return "for responses without a word write `AND NOT`";
    if (is_hyphen(sign) || sign == "/") return "a space is enough: a phrase steps over hyphens and slashes";
    if (sign == ".") return "leave the full stop out";
    if (sign == "'" || sign == "\u2018" || sign == "\u2019") return "leave it out; a phrase is quoted with double quotes";
    if (sign == "~") return "`~` goes after one word: `bladder~`";
    if (sign == "=") return "`=` goes before one word: `=NHS`";
    if (is_hidden(sign)) return "it cannot be seen: delete it, or write the word anew";
    return "leave it out; to look for the sign itself write a regular expression such as `/50 ?%/`";
}

class Reader {
  public:
    Reader(std::string_view rule, RuleRange range, std::vector<Expr>& items, RuleFaults& faults)
        : rule_(rule), range_(range), items_(items), faults_(faults) {}

    void chunk() {
        const std::string_view text = source(range_);
        const std::size_t tilde = text.rfind('~');
        const bool fuzzy = tilde != std::string_view::npos && tilde > 0 &&
                           boost::algorithm::all(text.substr(tilde + 1), boost::algorithm::is_digit());
        if (text == "*") {
            push(range_, Match::plain);
            items_.back().kind = ExprKind::any_word;
            items_.back().text.clear();
        } else if (text.size() > 1 && text[0] == '=') {
            exact_word();
        } else if (fuzzy) {
            fuzzy_word(range_.start_bytes + static_cast<std::uint32_t>(tilde));
        } else {
            cut(range_, Wildcards::as_letters);
            if (signs_are_sound() && wildcards_are_sound()) words_and_hyphens();
        }
    }

    void quoted() {
        cut(range_, Wildcards::as_signs);
        if (words_.empty() && trimmed(source(range_)).empty()) {
            fail(range_, "these quotation marks hold no word", "write the phrase between them");
            return;
        }
        if (!signs_are_sound()) return;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            push(words_[i], Match::plain);
            if (i > 0 && !any_char(gap_before(i), is_white)) glue_to_previous(i);
        }
    }

  private:
    enum class Wildcards { as_letters, as_signs };

    std::string_view source(RuleRange range) const {
        return rule_.substr(range.start_bytes, range.end_bytes - range.start_bytes);
    }
    static RuleRange range_of(Word word) { return {word.start_bytes, word.end_bytes}; }
    RuleRange range_before(std::size_t i) const { return {words_[i - 1].end_bytes, words_[i].start_bytes}; }
    std::string_view gap_before(std::size_t i) const { return source(range_before(i)); }

    // Cuts `range` into words_, whose offsets are into the rule.
    void cut(RuleRange range, Wildcards wildcards) {
        std::string text(source(range));
        if (wildcards == Wildcards::as_letters) std::replace_if(text.begin(), text.end(), is_wildcard, 'a');
        cut_words(text, words_);
        for (Word& word : words_) {
            word.start_bytes += range.start_bytes;
            word.end_bytes += range.start_bytes;
        }
    }

    void push(RuleRange range, Match match) {
        Expr& expr = items_.emplace_back();
        expr.range = range;
        expr.text = source(range);
        expr.match = match;
    }
    void push(Word word, Match match) { push(range_of(word), match); }

    void glue_to_previous(std::size_t i) {
        items_.back().link = Link::glued;
        items_.back().gap = gap_before(i);
    }

    // A word without text stands for what is at fault, so that the rest of the rule can be read.
    bool fail(RuleRange range, std::string message, std::string hint) {
        faults_.add(range, std::move(message), std::move(hint));
        items_.emplace_back().range = range_;
        return false;
    }

    bool fail_on_sign(RuleRange range) {
        const std::string_view sign = trimmed(source(range));
        range.start_bytes = static_cast<std::uint32_t>(sign.data() - rule_.data());
        range.end_bytes = range.start_bytes + static_cast<std::uint32_t>(sign.size());
        return fail(range, "the sign " + shown(sign) + " belongs to no word", hint_for(sign));
    }

    // Signs stand between words that are written without a space, and nowhere else.
    bool signs_are_sound() {
        if (words_.empty()) return fail_on_sign(range_);
        const RuleRange before{range_.start_bytes, words_.front().start_bytes};
        const RuleRange after{words_.back().end_bytes, range_.end_bytes};
        if (!trimmed(source(before)).empty()) return fail_on_sign(before);
        for (std::size_t i = 1; i < words_.size(); ++i) {
            const std::string_view gap = gap_before(i);
            if (any_char(gap, ends_sentence)) {
                return fail(range_before(i), shown(gap) + " ends a sentence, and no phrase goes on into the next one",
                            "make two rules of it, or join the two with `NEAR/paragraph`");
            }
            if (any_char(gap, is_white) && any_char(gap, stops_phrase)) {
                return fail(range_before(i), "no phrase steps over " + shown(trimmed(gap)),
                            "to step over it write `BEFORE/1` between the words");
            }
        }
        if (!trimmed(source(after)).empty() && !is_plural_possessive(source(range_of(words_.back())), source(after))) return fail_on_sign(after);
        return true;
    }

    // `parents' generation`: the apostrophe belongs to the word as one reads it, and a phrase steps over it in the text.
    static bool is_plural_possessive(std::string_view word, std::string_view after) {
        return (word.back() == 's' || word.back() == 'S') && (after == "'" || after == "\u2019");
    }

    bool wildcards_are_sound() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::string_view word = source(range_of(words_[i]));
            const bool against = i > 0 && gap_before(i).empty() &&
                                 (is_wildcard(word.front()) || is_wildcard(rule_[words_[i].start_bytes - 1]));
            if (against) {
                return fail(range_, "a wildcard stands against a character that is a word by itself",
                            "write the words out, or use a regular expression");
            }
            if (has_wildcard(word) && !has_letter(word)) {
                return fail(range_of(words_[i]), "the wildcard " + shown(word) + " has no letter or digit beside it",
                            "write `*` by itself for any one word");
            }
        }
        return true;
    }

    static bool has_letter(std::string_view word) {
        std::string rest(word);
        std::erase_if(rest, is_wildcard);
        std::vector<Word> words;
        cut_words(rest, words);
        return !words.empty();
    }

    // Whether `range` is one word without signs or wildcards.
    bool is_plain_word(RuleRange range) {
        cut(range, Wildcards::as_signs);
        return words_.size() == 1 && words_[0].start_bytes == range.start_bytes && words_[0].end_bytes == range.end_bytes;
    }

    void exact_word() {
        const RuleRange body{range_.start_bytes + 1, range_.end_bytes};
        if (!is_plain_word(body)) {
            fail(range_, "`=` goes before one plain word", "write for instance `=NHS`; of several words each takes its own `=`");
            return;
        }
        push(range_, Match::exact);
        items_.back().text = source(body);
    }

    void fuzzy_word(std::uint32_t tilde_bytes) {
        const RuleRange body{range_.start_bytes, tilde_bytes};
        const std::string_view edits = source({tilde_bytes + 1, range_.end_bytes});
        if (!is_plain_word(body)) {
            fail(range_, "`~` goes after one plain word", "write for instance `bladder~`; of several words each takes its own `~`");
        } else if (edits.size() > 1 || edits.find_first_not_of("12") != std::string_view::npos) {
            fail({tilde_bytes, range_.end_bytes}, "`~` stands for one edit and `~2` for two; there is no " + shown(source({tilde_bytes, range_.end_bytes})),
                 "write " + shown(std::string(source(body)) + "~2"));
        } else if (utf8::count_chars(fold(source(body), Fold::exact)) < shortest_fuzzy_chars) {
            fail(range_, "`~` needs a word of 5 letters or more", "write the spellings out with `|` between them");
        } else {
            push(range_, edits == "2" ? Match::two_edits : Match::one_edit);
            items_.back().text = source(body);
        }
    }

    // Words with one hyphen between them make one item that is matched apart or joined.
    void words_and_hyphens() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const bool joined = i > 0 && is_hyphen(gap_before(i));
            push(words_[i], has_wildcard(source(range_of(words_[i]))) ? Match::wildcard : Match::plain);
            if (!joined) {
                if (i > 0) glue_to_previous(i);
                continue;
            }
            Expr part = std::move(items_.back());
            items_.pop_back();
            Expr& whole = items_.back();
            if (whole.kind != ExprKind::hyphened) {
                Expr first = std::move(whole);
                whole = Expr();
                whole.kind = ExprKind::hyphened;
                whole.range = first.range;
                whole.link = std::exchange(first.link, Link::spaced);
                whole.gap = std::exchange(first.gap, {});
                whole.operands.push_back(std::move(first));
            }
            whole.range.end_bytes = part.range.end_bytes;
            whole.operands.push_back(std::move(part));
        }
    }

    std::string_view rule_;
    RuleRange range_;
    std::vector<Expr>& items_;
    RuleFaults& faults_;
    std::vector<Word> words_;
};

}  // namespace

void read_chunk(std::string_view rule, RuleRange range, std::vector<Expr>& items, RuleFaults& faults) {
    Reader(rule, range, items, faults).chunk();
}

void read_quote(std::string_view rule, RuleRange inner, std::vector<Expr>& items, RuleFaults& faults) {
    Reader(rule, inner, items, faults).quoted();
}

}  // namespace libcode

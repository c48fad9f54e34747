// The twin: a matcher written straight from the language document, as plainly as can be, so that
// the engine has somebody to agree with. It shares the library's words, sentences and folded word
// forms (which have tests of their own) and nothing else. Spans are sets, pairs are tried one by
// one, and no thought is given to time, but that what a cue finds in a text is looked up once.
#pragma once

#include <bitset>
#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "book.hpp"
#include "tokens.hpp"

namespace reference {

inline constexpr int most_words = 192;  // of a text the twin can read
using Words = std::bitset<most_words>;

struct Span {
    int start, end;  // words, end exclusive
    friend auto operator<=>(const Span&, const Span&) = default;
    bool overlaps(Span other) const { return start < other.end && other.start < end; }
    bool holds(Span other) const { return start <= other.start && other.end <= end; }
};

// The spans of an expression, each with the words that met the rule in any way of meeting it.
using Spans = std::map<Span, Words>;

// What is in force for one code.
struct InForce {
    std::string quote = "sentence", letter_case = "ignore", accents = "exact", inflections = "exact",
                negation = "on", count = "affirmed";
    std::map<std::string, std::vector<std::string>> where;
};
InForce in_force(const Book& book, int code);

using Row = std::map<std::string, std::string>;  // the columns beside the text

struct Coding {
    int code = 0, rule = 0;
    std::uint32_t start = 0, end = 0, quote_start = 0, quote_end = 0;  // bytes
    int unit = 0;
    std::string status;  // the four words, as the library writes them
    std::string cue;     // the cue's line, or empty
    std::uint32_t cue_start = 0, cue_end = 0;  // bytes
    bool counts = false;
    friend auto operator<=>(const Coding&, const Coding&) = default;
};

struct Found {  // a coding before it is written down: what `@code` sees
    Span span;
    int rule = 0;
    Words met;
    int marked = 0;  // bit per axis
    const Cue* cue = nullptr;
    Span cue_words{};
    bool counts = false;
};

class Twin {
  public:
    Twin(const Book& book, std::string_view text, const Row& row);
    std::vector<Coding> code();  // in order of (code, start)

  private:
    // spans.cpp
    Spans spans(const Node& node, const InForce& force);
    Spans rule_spans(const Node& node, const InForce& force);
    Spans word_spans(const Node& node, const InForce& force);
    Spans regex_spans(const Node& node, const InForce& force);
    Spans phrase_spans(const std::vector<Node>& items, const InForce& force);
    Spans distance_spans(const Node& node, const InForce& force);
    bool steps_over(const Node& item, int word) const;
    bool in_one(Scope scope, Span span) const;

    // select.cpp
    bool in_base(int code) const;
    const std::vector<Found>& found(int code);
    void find_status(Found& found);
    bool voided(const Cue& cue, Span span);
    bool opens_sentence(Span span) const;
    bool comma_follows(Span span) const;
    bool semicolon_before(int word) const;
    Words question_reach(const Cue& cue, Span span) const;
    Words reach(const Cue& cue, Span span);

    const Book& book_;
    const Row& row_;
    const libcode::Language& language_;
    libcode::Tokens tokens_;
    int size_ = 0;
    std::map<int, std::vector<Found>> found_;
    std::map<const Node*, Spans> cue_spans_;
    const Spans& cue_spans(const Node& rule);
    std::map<const Cue*, Spans> reached_;
    const Spans& reached(const Cue& cue);  // where a cue stands and is not voided, with the words it reaches from there
};

// words.cpp: does a word of a rule meet a word of a text?
bool meets(const Node& word, std::string_view form, const InForce& force, const libcode::Language& language);
libcode::Fold fold_of(const InForce& force);
// What a regex sees of a stretch of text: its fold, or the text as written under `case: exact`.
std::string seen_by_regex(std::string_view text, const InForce& force);

// regex.cpp: the stretches [start, end) of `text` that a pattern matches: leftmost-longest, not empty,
// one after the other. Knows the little regex language that the generator writes.
std::vector<Span> regex_matches(const std::string& pattern, const std::u32string& text, const InForce& force);

std::u32string code_points(std::string_view utf8);
std::string utf8(char32_t c);

}  // namespace reference

// The twin's own picture of a codebook: what the random generator makes, print.cpp writes as a
// codebook file for the engine, and the twin reads as it is. Nothing here comes from the library,
// so a fault of its parser cannot hide in the twin.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reference {

enum class Kind { word, any_word, hyphened, regex, set, code, phrase, option, either, distance, both, without };
enum class Meets { plain, wildcard, exact, one_edit, two_edits };
enum class Order { before, after, near };
enum class Scope { words, sentence, paragraph };

struct Node {
    Kind kind = Kind::word;
    std::string text;           // a word, the pattern of a regex, the name of a set
    Meets meets = Meets::plain; // of a word
    int code = 0;               // of a code: index into Book::codes
    bool glued = false;         // written against the item before it in a phrase, with `sign` between
    std::string sign;
    Order order = Order::near;  // of a distance
    Scope scope = Scope::words;
    int words = 0;
    bool negative = false;      // A NOT NEAR B
    bool quoted = false;        // a phrase, to be written in quotation marks
    bool dots = false;          // a distance, to be written `..n`
    std::vector<Node> items;
};

// What a codebook or code says; what it leaves out comes from its parent, or from the defaults.
struct Settings {
    std::optional<std::string> quote, letter_case, accents, inflections, negation;
};

struct Code {
    std::string key;
    int parent = -1;
    Settings settings;
    std::vector<Node> rules, unless;
    std::optional<std::string> count;
    int at_least = 1;
    std::map<std::string, std::vector<std::string>> where;
};

struct Cue {
    enum class Sort { cue, pseudo, opening, ends, afresh, last } sort = Sort::cue;
    int axis = 0;               // negation, time, person, certainty
    std::string looks = "ahead";
    int reach = 1;
    Node rule;
};

struct Book {
    std::string language = "en";
    std::string unit = "response";
    Settings settings;
    std::map<std::string, std::vector<Node>> sets;
    std::vector<Code> codes;
    std::vector<Cue> cues;
    std::vector<Node> ends;

    std::string path(int code) const;         // "physical.k_cramps"
    bool holds(int parent, int code) const;   // is `code` the code `parent` or below it?
};

std::string print_rule(const Book& book, const Node& rule);
std::string print_codebook(const Book& book);
std::string print_cues(const Book& book);

}  // namespace reference

// Explanations: why a code was found in a response, or why it was not.
//
//     "I never get K cramps"        why not k_cramps?  negated by “never”, 2 words before
//        └cue─┘    └┘└────┘         the words that met $drug and $cramp of the rule on line 31
//
// An explanation codes the one response anew and follows the rules of the code through it, part by part. It
// agrees with Coder::code on every text. Offsets are bytes into the response's text, or into a rule's.
// Unlike faults, explanations quote the response: whoever asks for one wants to read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/codings.hpp>
#include <libcode/export.hpp>
#include <libcode/status.hpp>

namespace libcode {

// A stretch of a text.
struct TextRange {
    std::uint32_t start_bytes = 0;
    std::uint32_t end_bytes = 0;
    friend bool operator==(TextRange, TextRange) = default;
};

// What a part of a rule is to an answer.
enum class PartRole : std::uint8_t {
    met,         // its words met this part
    there,       // the other half of an AND, which need only stand somewhere in the response
    absent,      // what a NOT forbids, and is not there
    missing,     // nothing in the response meets it
    nearly,      // its words nearly meet it: an edit away, another form
    in_the_way,  // what a NOT forbids, and its words are there
};

// One part of a rule: a word, a regex, a $set or an @code.
struct Part {
    PartRole role = PartRole::met;
    TextRange rule;                // where it stands in Rule::text
    std::string through;           // of a $set or an @code: what of it was met; else empty
    std::vector<TextRange> words;  // in the response, in order; empty where none are
};

enum class CueSide : std::uint8_t { before, after };  // where the cue stands, seen from the words that met the rule

// The cue that marked one axis of a coding's status.
struct CueFound {
    Axis axis = Axis::negation;
    std::string line;              // of the cue file, as written
    std::string file;              // the cue file's name
    Place place;
    TextRange words;               // the cue's own words
    CueSide side = CueSide::before;
    std::uint32_t words_away = 0;  // from the nearest word that met the rule; 1 is next to it
};

// One coding, explained.
struct Why {
    Coding coding;               // as Coder::code gives it, of response 0
    std::vector<Part> parts;     // in the rule's order, on the leftmost way through it
    std::vector<CueFound> cues;  // one per marked axis, in order of the axes
};

// What stopped a code, in the order in which it is looked for.
enum class Stop : std::uint8_t {
    not_asked,    // the response is null
    unusable,     // it is blank or without a word
    where,        // the code does not look at this row
    at_least,     // too few codings count
    status,       // what was found does not count
    unless,       // what was found is set aside by a rule of `unless`
    distance,     // words too far apart
    between,      // a sign or white space between words that must stand side by side
    sentences,    // words in different sentences or paragraphs
    order,        // words the wrong way round
    overlap,      // the same words would have to meet two parts
    forbidden,    // what a NOT forbids is there
    spelling,     // a word that nearly meets the rule's
    missing,      // nothing meets a part of the rule
};
LIBCODE_API std::string_view stop_name(Stop stop);  // "not asked", "distance", ...

struct WhyNot {
    Stop stop = Stop::missing;
    std::string reason;                 // one sentence without a full stop
    // Whose rule is nearest, where one is: the code's own or, of a parent, a descendant's.
    std::optional<std::uint32_t> code;  // index into Codebook::codes()
    std::uint32_t rule = 0;             // index into that code's rules
    std::vector<Part> parts;            // of that rule
    std::optional<std::uint32_t> unless;  // the rule of `unless` that set it aside
    std::vector<Part> unless_parts;
    // Of Stop::distance, forbidden and at_least: what was found and what the rule asks, in words or codings.
    std::optional<std::uint32_t> measured, limit;
};

struct Explanation {
    std::uint32_t code = 0;        // index into Codebook::codes()
    Answer answer = Answer::usable;
    std::vector<Why> codings;      // of the code and its descendants, counting or not, by (code, start)
    std::optional<WhyNot> why_not;  // nothing where the code counts in the response
    bool counts() const { return !why_not.has_value(); }
};

// The row that a response stands in, for `where`.
struct RowContext {
    std::string question;
    std::vector<std::pair<std::string, std::string>> variables;  // column, value
};

// Explains one code in one response; text.data() is null where the question was not asked. Without a `row`, `where`
// is set aside, as in a codebook's examples. Throws std::out_of_range where there is no such code and
// std::invalid_argument where a `where` names a column that the row does not have; never for what a text holds.
LIBCODE_API Explanation explain(const Coder& coder, std::string_view text, std::uint32_t code,
                                const RowContext* row = nullptr);

// Every coding of the code and its descendants; empty where there is none.
LIBCODE_API std::vector<Why> why(const Coder& coder, std::string_view text, std::uint32_t code,
                                 const RowContext* row = nullptr);
// What stopped the code; nothing where it counts.
LIBCODE_API std::optional<WhyNot> why_not(const Coder& coder, std::string_view text, std::uint32_t code,
                                          const RowContext* row = nullptr);

// What is put around the response's words in a terminal: plain signs, or escapes for bold and colour.
struct TextMarks {
    std::string word_start = "[", word_end = "]";  // words that met the rule, or nearly
    std::string cue_start = "{", cue_end = "}";    // cues, and what stands in the way
};

// The explanation in lines for a terminal, without a final line break. `text` is the response that was explained; its control
// characters are shown, not obeyed.
LIBCODE_API std::string to_text(const Explanation& explanation, const Codebook& codebook, std::string_view text,
                                const TextMarks& marks = {});

}  // namespace libcode

// Lints: what is allowed in a codebook and yet is probably not what its author meant.
//
//     auto lints = lint(coder);                    // of the codebook alone
//     TextLints found = lint(coder, codings, text);  // of the codebook on the answers coded
//
// Of the codebook alone, a lint says only what is certain for every text there could be; on given answers it
// says what is so in them. A lint changes nothing: the codebook codes as it stands.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/export.hpp>
#include <libcode/fault.hpp>

namespace libcode {

enum class LintKind : std::uint8_t {
    never_matches,        // a rule or alternative that no text can meet, or that `unless` always sets aside
    never_counts,         // a code whose `count` asks for a status that is never looked for
    duplicate,            // means the same as another rule of its code, or alternative of its brackets
    shadowed,             // each of its matches is also one of another rule of its code
    unused_set,           // no rule reaches the set
    lower_case_operator,  // `or`, `and`, `near/5` ... where an operator would stand
    read_as_written,      // `--` or `~` inside a word, or `'s` before a `*`, which a response must write just so
    wordless_regex,       // a regular expression that can touch no word
    never_fired,          // on answers: a rule that made no coding
    takes_in,             // on answers: a wildcard or `~` that often meets what looks like another word
};

// The kind as users read it: "never-matches", "unused-set", ...
LIBCODE_API std::string_view lint_word(LintKind kind);

struct Lint {
    LintKind kind;
    std::string code;  // the path of the code; "$name" for a set
    std::string rule;  // the text of the rule or alternative's line, or empty
    Fault fault;       // where, what and what to do about it; never holds words of the answers
};

// A distinct word form of the answers, as folded for comparison, and how often it was met.
struct MetForm {
    std::string form;
    std::uint64_t count = 0;
    bool looks_unintended = false;
};

// A wildcard or fuzzy word of the codebook and the forms by which it took part in matches. These are words of
// the respondents, so they stand apart from the messages.
struct WideWord {
    std::string word;  // as written: "cramp*", "shame~"
    std::string code;  // of the first rule that uses it, or "$name"
    std::string rule;
    Place place;
    std::vector<MetForm> forms;  // the most frequent first, at most `most_forms_listed`
    std::uint64_t distinct_forms = 0, met = 0;  // of all forms
};

inline constexpr std::size_t most_forms_listed = 20;

struct TextLints {
    std::vector<Lint> lints;      // by place
    std::vector<WideWord> words;  // every wildcard and fuzzy word that met something, by place
};

// The lints of a codebook, by place.
LIBCODE_API std::vector<Lint> lint(const Coder& coder);

// The lints that coded answers bring to light: `codings` must be what `coder` made of `text`, which is
// Responses::text. `options.threads` is not used. Throws std::invalid_argument where the two differ in length, and
// Stopped.
LIBCODE_API TextLints lint(const Coder& coder, const Codings& codings, std::span<const std::string_view> text,
                           const Options& options = {});

}  // namespace libcode

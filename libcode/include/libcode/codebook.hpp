// A codebook: the themes a researcher looks for, and in which words each shows itself.
//
//     codebook file (YAML) --parse_codebook--> Codebook --Coder--> Codings
//
// A Codebook is an immutable value, cheap to copy. It remembers the text it was read from
// byte for byte, so that writing back an unedited codebook changes nothing, and an edit
// rewrites one node and leaves the comments alone.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libcode/export.hpp>
#include <libcode/fault.hpp>
#include <libcode/status.hpp>

namespace libcode {

enum class Unit : std::uint8_t { response, sentence };                // where a code counts once
enum class QuoteScope : std::uint8_t { sentence, response, match };   // what is shown around a match
enum class Case : std::uint8_t { ignore, exact };
enum class Accents : std::uint8_t { exact, ignore };
enum class Inflections : std::uint8_t { exact, stem };
enum class Negation : std::uint8_t { on, off };  // off: no status is looked for; all is affirmed

struct Settings {
    Unit unit = Unit::response;  // of the whole codebook only
    QuoteScope quote = QuoteScope::sentence;
    Case letter_case = Case::ignore;          // written `case:`
    Accents accents = Accents::exact;
    Inflections inflections = Inflections::exact;
    Negation negation = Negation::on;

    friend bool operator==(const Settings&, const Settings&) = default;
};

// One rule as its author wrote it, without surrounding space or comment.
struct Rule {
    std::string text;
    double weight = 1.0;  // multiplies this rule's codings in weighted tables only
    std::string memo;
    Place place;
};

// One example: a response that must be coded (`match`) or must not count (`reject`).
struct Example {
    std::string text;
    Place place;
};

// A column of the data and the values of it that keep a row in a code's base.
struct Where {
    std::string column;
    std::vector<std::string> values;
};

// A theme. Codes stand in Codebook::codes() in file order, parents before their children.
struct Code {
    std::string key;   // "k_cramps"
    std::string path;  // "physical.k_cramps"
    std::optional<std::uint32_t> parent;  // index into Codebook::codes()
    std::string name;  // as written, else the key
    std::string definition, use_when, not_when, memo, color;
    Settings settings;  // with what is passed down from parents and the codebook
    std::vector<Rule> rules, unless;
    Counting count;              // with what is passed down
    std::uint32_t at_least = 1;  // own codings that must count in a unit
    std::vector<Where> where;    // with what is passed down
    std::vector<Example> match, reject;
    Place place;
};

// A named list of alternatives, written `$name` in rules.
struct Set {
    std::string name;
    std::vector<Rule> alternatives;  // each line of the set
    Place place;
};

class LIBCODE_API Codebook {
  public:
    // Never empty: the only ways to one are the functions below.
    const std::string& name() const;      // `codebook:`, may be empty
    const std::string& version() const;   // may be empty
    const std::string& language() const;  // BCP 47, "en" where the file names none
    const std::string& memo() const;
    const std::string& cues_file() const;  // `cues:` as written, may be empty
    const std::optional<std::string>& cues_text() const;  // what that file holds
    const Settings& settings() const;
    const std::vector<Set>& sets() const;
    const std::vector<Code>& codes() const;

    // The index of a code by its path, or by its key where that is unique in the codebook.
    std::optional<std::uint32_t> find(std::string_view path_or_key) const;

    const std::string& file() const;    // the name given to parse_codebook
    const std::string& source() const;  // the text, byte for byte
    std::string sha256() const;         // of source(), as 64 hexadecimal digits

    // A codebook in which one field of one node is replaced by `value` and every other byte
    // of the source stays. `path` names a code ("physical.k_cramps"), a set ("$drug") or, if
    // empty, the codebook itself; `field` is a key of the file format. For rules, unless, match,
    // reject and sets (field ""), `value` is one item a line; for settings and where it is one line
    // of YAML, as in "{case: exact}". A field that is not there yet is inserted, and an empty
    // `value` takes one out. Throws CodebookError with the faults of the edited text,
    // std::out_of_range where there is no such node or field.
    Codebook with(std::string_view path, std::string_view field, std::string_view value) const;

    struct Impl;  // the file's tree and the parsed rules; library internal
    const Impl& impl() const { return *impl_; }
    const std::shared_ptr<const Impl>& shared_impl() const { return impl_; }
    explicit Codebook(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  private:
    std::shared_ptr<const Impl> impl_;
};

// Reads a codebook from text. `file` is only the name that faults are reported under.
// `cues_text` is what the file named by `cues:` holds, where the caller has read it.
// Throws CodebookError with every fault of the text, in order of place.
LIBCODE_API Codebook parse_codebook(std::string_view text, std::string_view file = "<text>",
                                    std::optional<std::string_view> cues_text = std::nullopt);

// Reads a codebook file, and the cue file it names (relative to it).
// Throws CodebookError; a file that cannot be opened is a fault at line 0.
LIBCODE_API Codebook read_codebook(const std::string& path);

}  // namespace libcode

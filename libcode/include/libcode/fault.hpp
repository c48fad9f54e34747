// A fault: one thing that is wrong in a codebook or a cue file, and where.
//
// Building may fail, and then it says everything that is wrong at once: a CodebookError
// carries all the faults of a file, in file order. Using (coding a response) never fails.
// No fault ever quotes a respondent; it may quote the codebook, which its author wrote.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/export.hpp>

namespace libcode {

// A place in a file. Lines and columns start at 1; columns count Unicode code points, as
// editors do. Line 0 means "not from a file".
struct Place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend bool operator==(const Place&, const Place&) = default;
    friend auto operator<=>(const Place&, const Place&) = default;
};

struct Fault {
    std::string file;         // as given to parse_codebook
    Place place;              // the first character at fault
    std::string message;      // what is wrong, one sentence without a full stop
    std::string hint;         // what to do about it, or empty ("did you mean `rules`?")
    std::string source_line;  // the whole line of the file, without its line break
    std::uint32_t length_chars = 1;  // how many characters the caret underlines, at least 1
};

// The fault as a compiler prints it: `file:line:column: message`, the line, a caret line,
// and the hint. Ends without a line break.
LIBCODE_API std::string to_string(const Fault& fault);

// Thrown when a codebook cannot be built. what() is every fault as to_string gives it.
class LIBCODE_API CodebookError : public std::runtime_error {
  public:
    explicit CodebookError(std::vector<Fault> faults);
    const std::vector<Fault>& faults() const noexcept { return faults_; }

  private:
    std::vector<Fault> faults_;
};

}  // namespace libcode

// Coder: a codebook made ready to code responses. Building one may fail; using it never does.
//
//     Coder coder(parse_codebook(text, "book.yaml"));   // once
//     Codings codings = coder.code(responses);          // as often as you like, from any thread
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/codebook.hpp>
#include <libcode/codings.hpp>
#include <libcode/export.hpp>

namespace libcode {

// One column of the survey beside the texts; `where` looks at these.
struct Variable {
    std::string name;
    std::vector<std::string_view> values;  // one per response
};

// The texts to code. A response is one cell of one text column.
struct Responses {
    // UTF-8; null data() means the question was not asked. Bytes that are not UTF-8 read as U+FFFD.
    std::span<const std::string_view> text;
    // Per response an index into `questions`; empty where there is one question.
    std::span<const std::uint32_t> question = {};
    std::span<const std::string> questions = {};
    std::span<const Variable> variables = {};
};

// Which instructions of the processor are used. They change how fast an answer comes, never the answer.
enum class Instructions : std::uint8_t {
    best,    // the quickest that this processor has
    plain,   // none but the compiler's: what the others are tested against
    avx2,
    avx512,  // AVX-512 BW and VL
};
LIBCODE_API std::string_view to_string(Instructions instructions);
// Those that this processor can run, the slowest first; `plain` always can.
LIBCODE_API std::vector<Instructions> instructions_here();

struct Options {
    // Threads to use; 0 lets the library choose from the machine and the size of the data.
    unsigned threads = 0;
    // Called now and then with how many responses are done, from the calling thread; returning
    // false stops the coding, which then throws Stopped.
    std::function<bool(std::size_t responses_done)> progress = {};
    // code() throws std::invalid_argument where the processor has not got these.
    Instructions instructions = Instructions::best;
};

struct LIBCODE_API Stopped : std::runtime_error {
    Stopped() : std::runtime_error("coding was stopped before it was done") {}
};

struct Program;  // a compiled codebook; library internal

// Immutable, cheap to copy, safe to share between threads.
class LIBCODE_API Coder {
  public:
    // Throws CodebookError where the codebook cannot be compiled.
    explicit Coder(Codebook codebook);

    // Codes every response; the codings are in order of (response, code, start).
    // Throws std::invalid_argument where a `where` names a column that is not there or the spans
    // of `responses` differ in length, and Stopped; nothing a response holds can make it throw.
    Codings code(const Responses& responses, const Options& options = {}) const;

    const Codebook& codebook() const { return codebook_; }
    const Program& program() const { return *program_; }

  private:
    struct Bench;  // what threads work with, kept from one call to the next
    Codebook codebook_;
    std::shared_ptr<const Program> program_;
    std::shared_ptr<Bench> bench_;
};

}  // namespace libcode

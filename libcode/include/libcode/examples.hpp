// Examples: a codebook tests itself by the responses written under `match` and `reject`.
#pragma once

#include <cstdint>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/export.hpp>

namespace libcode {

enum class ExampleKind : std::uint8_t { match, reject };

// What became of one example.
struct ExampleResult {
    std::uint32_t code;     // index into Codebook::codes()
    ExampleKind kind;
    std::uint32_t example;  // index into Code::match or Code::reject
    bool holds;             // match: a coding of the code or a descendant counts; reject: none does
    std::vector<Coding> codings;  // of the code and its descendants; offsets into the example's text
};

// Codes every example of the codebook, in its order, match before reject; `where` is ignored.
LIBCODE_API std::vector<ExampleResult> run_examples(const Coder& coder);

}  // namespace libcode

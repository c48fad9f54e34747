// A cue file, of any bytes: read or refused with faults that have places. A codebook that names it codes.
#include <string_view>

#include "faults.hpp"
#include "paths.hpp"
#include "readable.hpp"

namespace {

constexpr std::string_view texts[] = {"No pain, but ket helped. Never a pain, felt very well; my mate might have had pain years ago, none now",
                                      "Pain? No. No doubt the ket (not only) - no pain was denied\nmaybe not ket. Why no ket"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto book = libcode::parse_codebook("cues: cues.yaml\ncodes: {a: {rules: pain | ket}}", "book.yaml", text);
        code_by(path_of(size), libcode::Coder(book), texts);
    } catch (const libcode::CodebookError& error) {
        check_faults(error.faults(), text);
    }
    return 0;
}

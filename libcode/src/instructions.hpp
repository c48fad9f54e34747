// Which instructions of the processor the text stages use. All give the same words and codings; `plain` needs none
// beyond the compiler's, runs everywhere and is what the tests hold the others to.
#pragma once

#include <libcode/coder.hpp>

namespace libcode {

// The quickest that this processor runs, for `best`; else what is asked for. Throws std::invalid_argument where the
// processor cannot run it.
Instructions usable_instructions(Instructions asked);

}  // namespace libcode

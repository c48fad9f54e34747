// Boundaries of extended grapheme clusters (UAX #29, Unicode 15.0): what a reader sees as one character.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace libcode {

void grapheme_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes);

}  // namespace libcode

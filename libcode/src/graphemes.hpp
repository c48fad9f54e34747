// Boundaries of extended grapheme clusters (UAX #29, Unicode 15.0): what a reader sees as one character.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "../unicode/tables.hpp"

namespace libcode {

// Follows the clusters of a text, character by character, in constant memory.
class GraphemeCutter {
  public:
    // Whether a cluster starts at `next`, the character after those shown before; true for the first.
    bool starts_at(const unicode::Properties& next);

  private:
    enum class Pictograph : std::uint8_t { none, seen, joined };  // joined: a ZWJ after it

    bool is_first_ = true;
    unicode::GraphemeBreak last_ = unicode::GraphemeBreak::other;
    Pictograph pictograph_ = Pictograph::none;
    bool is_flag_open_ = false;  // an odd number of regional indicators stands before
};

// Replaces `offsets_bytes` by all boundaries of `text`, from 0 to its size; none where it is empty. Linear.
void grapheme_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes);

}  // namespace libcode

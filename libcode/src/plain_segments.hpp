// Segments of plain characters of any script, the quick way.
//
//     ночью, it’s 東京      letters; ' or ’ between letters; a sign or an ideograph that nothing is attached to
//
// In: a text and a boundary in it. Out: the segment that starts there, by a table of what each character may do; where
// a mark, a full stop between letters, an emoji or the like comes into it, by next_segment(), which is the twin. Cost: a
// look-up a character. Tests: test_segmenter.cpp.
#pragma once

#include <string_view>

#include "words.hpp"

namespace libcode {

Segment plain_segment(std::string_view text, std::size_t start_bytes);

}  // namespace libcode

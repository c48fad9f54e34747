// Folds a stretch of text for a regular expression and remembers where each folded character came from.
//
//     "Straße"  ─►  s t r a s s e      every folded character knows the bytes it stands for;
//                   0 1 2 3 4 4 6      both s of ß stand for all of ß
//
// Characters are folded as word forms are (fold.hpp), together with those that join the one before them, at
// most 64 at a time, so that no run of marks costs more than its length. Linear. Tests: test_fold.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fold.hpp"

namespace libcode {

struct FoldedText {
    std::u32string chars;
    std::vector<std::uint32_t> start_bytes, end_bytes;  // per character, in the text that was folded
};

// Replaces `out` by the fold of `text`; without a fold, by its characters as written. Bytes that are not UTF-8
// read as U+FFFD.
void fold_text(std::string_view text, std::optional<Fold> fold_as, FoldedText& out);

// What one ASCII character becomes where only ASCII follows it.
char32_t fold_ascii(char character, std::optional<Fold> fold_as);

}  // namespace libcode

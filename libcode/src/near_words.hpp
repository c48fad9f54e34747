// Finds the known word that a mistyped one was probably meant to be: the "did you mean" of faults.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace libcode {

// The nearest of `known` (the first of equals), where it is near enough to be a slip: at most one
// edit in three letters, case set aside, neighbours swapped counting as one edit.
std::optional<std::string_view> nearest_word(std::string_view word, std::span<const std::string_view> known);

}  // namespace libcode

// Checks that a file is text that YAML can read: UTF-8 without control characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "source.hpp"

namespace libcode {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Whether a text is UTF-16, with or without its mark.
bool looks_like_utf16(std::string_view text);

// Reports every byte that YAML cannot read, and returns a copy of the same length in bytes and
// characters in which each is replaced, so that reading goes on.
std::string cleaned(std::string_view text, FaultList& faults);

// What is wrong with the first character of a scalar that an escape wrote and no text may hold, or
// nothing. Unusual line breaks may be written so.
std::optional<std::string> wrong_escape_in(std::string_view scalar);

}  // namespace libcode

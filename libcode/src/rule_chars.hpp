// The characters of a rule's text, and how a message shows a piece of it.
#pragma once

#include <string>
#include <string_view>

namespace libcode {

bool is_white_space(char32_t c);  // Unicode's White_Space

// A piece of a rule as a message shows it: in backquotes, cut after 40 characters, with
// characters that cannot be seen written as U+200B.
std::string shown(std::string_view piece);

}  // namespace libcode

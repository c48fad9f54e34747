// Sets of characters that a regular expression may name, frozen at Unicode 15.0: categories and scripts of a character do change
// from one Unicode to the next (U+1171E was Mn and became Mc).
#pragma once

#include <span>
#include <string_view>

namespace libcode::unicode {

struct Range {
    char32_t first, last;  // last included
};

struct PropertySet {
    std::string_view name;  // of a category ("Lu"), a script ("Greek"), or "White_Space" or "Assigned"
    std::span<const Range> ranges;
};

// Sorted by name.
std::span<const PropertySet> property_sets();

}  // namespace libcode::unicode

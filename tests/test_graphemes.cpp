// Grapheme clusters against Unicode's own cases.
#include <doctest/doctest.h>

#include "graphemes.hpp"
#include "unicode_data.hpp"

using namespace libcode;

TEST_CASE("every case of GraphemeBreakTest") {
    std::vector<std::uint32_t> offsets;
    for (const auto& one : unicode_data::break_cases("auxiliary/GraphemeBreakTest.txt")) {
        grapheme_boundaries(one.text, offsets);
        CHECK_MESSAGE(offsets == one.offsets_bytes, "line " << one.line);
    }
}

TEST_CASE("every emoji sequence is one grapheme cluster") {
    std::vector<std::uint32_t> offsets;
    for (const std::string& emoji : unicode_data::emoji()) {
        grapheme_boundaries(emoji, offsets);
        CHECK(offsets.size() == 2);
    }
}

TEST_CASE("a text without characters has no boundary") {
    std::vector<std::uint32_t> offsets{7};
    grapheme_boundaries("", offsets);
    CHECK(offsets.empty());
}

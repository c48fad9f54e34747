// The cue files that come with the library, as texts in the program. The source is made at
// build time by cues/embed.cmake.
#pragma once

#include <span>
#include <string_view>

namespace libcode {

struct EmbeddedCueFile {
    std::string_view language;  // lower case: "en"
    std::string_view text;
};

std::span<const EmbeddedCueFile> embedded_cue_files();

}  // namespace libcode

// Reading a codebook where its cue file is still to be found: what parse_codebook, read_codebook
// and Codebook::with have in common.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <libcode/codebook.hpp>

namespace libcode {

struct CueFile {
    std::string name;  // that its faults are reported under
    std::string text;
};

// Finds the cue file that a codebook names, or nothing where it cannot be read.
using CueSource = std::function<std::optional<CueFile>(const std::string& name)>;

Codebook parse_codebook_with(std::string_view text, std::string_view file, const CueSource& cue_source);

// The file of that name in the folder of the codebook.
CueSource cues_beside(const std::string& codebook_path);

}  // namespace libcode

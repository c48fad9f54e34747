// Reading a codebook where its cue file is still to be found: what parse_codebook, read_codebook
// and Codebook::with have in common.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <libcode/codebook.hpp>

namespace libcode {

// The keys of the file format, in the order in which an author meets them.
inline constexpr std::string_view codebook_keys[] = {"codebook", "version", "language", "memo", "cues",
                                                     "settings", "sets", "codes"};
inline constexpr std::string_view code_keys[] = {
    "name", "definition", "use_when", "not_when", "memo", "color", "settings", "count", "at_least", "where",
    "rules", "unless", "match", "reject", "codes"};

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

// What the proof of one hash codes: sections, each a codebook with the responses it is run on.
//
// `themes` codebooks (one a language, with every kind of rule) meet one corpus of English, accents, emoji, curly quotes, Cyrillic,
// Chinese, Thai, Turkish, sentences of cues, hostile UTF-8, nothing and megabytes; `characters` meets every character there is;
// worlds are the twin's random ones. In: a size and a seed. Out: sections, the same for the same numbers on one machine; to run the
// same on another they are written to a folder and read there. Cost: a second for the usual size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proofs {

struct Section {
    std::string yaml;
    std::optional<std::string> cues;              // the file that `cues:` names
    std::vector<std::optional<std::string>> texts;  // nothing: not asked
    // Columns beside the texts, each with one value a response.
    std::vector<std::pair<std::string, std::vector<std::string>>> columns;
};

// `rows` responses of each kind of writing, `worlds` random worlds.
std::vector<Section> make_sections(std::size_t rows, std::size_t worlds, std::uint64_t seed);

// A folder that also tests/proofs/one_hash.py reads: N.yaml, N.cues, N.texts (the bytes, one after another), N.ends (8 bytes a
// response, little-endian: where it ends, the top bit where it was not asked), N.columns (a line a response, tabs between).
void write_sections(const std::vector<Section>& sections, const std::string& folder);
std::vector<Section> read_sections(const std::string& folder);

}  // namespace proofs

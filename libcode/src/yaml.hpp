// The tree of a YAML file in which every scalar is text and every node knows its bytes.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "source.hpp"

namespace libcode {

enum class YamlKind : std::uint8_t { scalar, list, mapping };
enum class YamlStyle : std::uint8_t {
    plain, single_quoted, double_quoted, literal, folded,  // of scalars: as is, '', "", | and >
    block, flow,                                           // of lists and mappings
};

struct YamlNode {
    YamlKind kind = YamlKind::scalar;
    YamlStyle style = YamlStyle::plain;
    bool faulty = false;  // its fault is reported already; what it holds means nothing
    // From its first character to after its last, without the white space that follows; a
    // literal scalar starts at its `|`.
    ByteRange range;
    std::string text;  // of a scalar
    std::vector<YamlNode> children;  // of a list: the items; of a mapping: key, value, key, value, ...

    bool is_empty_text() const { return kind == YamlKind::scalar && text.empty(); }
    // The value of a key of a mapping, or null.
    const YamlNode* find(std::string_view key) const;
};

// Limits that keep a hostile file from being read for longer than about a second. 400,000 codes of one rule each
// fit, a list of 1,700,000 rules, and a `|` block of any number.
inline constexpr std::size_t longest_file_bytes = 64u << 20;
inline constexpr std::size_t deepest_nesting = 64;
inline constexpr std::size_t most_nodes = 1'700'000;

// Reads a file's only document. Every fault goes to `faults`; after one the tree holds what could
// be read before it, and is null where there is nothing to go on with or too much. In a mapping, keys are
// scalars and no two are equal (later ones are reported and left out).
std::shared_ptr<const YamlNode> read_yaml(FaultList& faults);

}  // namespace libcode

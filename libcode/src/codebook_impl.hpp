// What a Codebook holds inside: the public model, the parsed rules beside it, and the file's tree.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <libcode/codebook.hpp>

#include "cues.hpp"
#include "rule.hpp"

namespace libcode {

struct YamlNode;  // yaml.hpp: the file's tree with the byte range of each node

// The parsed rules of one code, in step with Code::rules and Code::unless.
struct CodeRules {
    std::vector<Expr> rules;
    std::vector<Expr> unless;
};

struct Codebook::Impl {
    std::string file, source;
    std::string name, version, language, memo, cues_file;
    Settings settings;
    std::vector<Set> sets;
    std::vector<Code> codes;
    // In step with `sets` and `codes`. In every Expr of kind code, `text` is the full path of the
    // code meant; every set and code named exists; nothing reaches itself.
    std::vector<std::vector<Expr>> set_rules;
    std::vector<CodeRules> code_rules;
    Cues cues;  // of the language or of the file that `cues:` names; empty where negation is off throughout
    std::optional<std::string> cues_text;  // what the file that `cues:` names held
    std::shared_ptr<const YamlNode> tree;
    // Index into `codes` by path and by key; nothing where several codes have that key.
    std::unordered_map<std::string_view, std::optional<std::uint32_t>> code_by_name;
};

}  // namespace libcode

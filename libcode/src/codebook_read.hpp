// Reads the values of a codebook's or cue file's mappings, each with its own faults.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/codebook.hpp>

#include "parser.hpp"
#include "source.hpp"
#include "yaml.hpp"

namespace libcode {

enum class Weights : std::uint8_t { allowed, refused };  // whether an item may be a mapping with a weight

// Every function reports what is wrong and then returns something harmless, so that reading goes on.
class FieldReader {
  public:
    explicit FieldReader(FaultList& faults) : faults_(faults), source_(faults.source()) {}

    Place place(const YamlNode& node) const { return source_.place(node.range.start_bytes); }

    // Whether `node` is a mapping with at least one key. `what` completes "... must be a mapping".
    bool is_mapping(const YamlNode& node, std::string_view what);
    // Reports keys that are not among `known`. `owner` is "a code", "the codebook", ...
    void check_keys(const YamlNode& mapping, std::span<const std::string_view> known, std::string_view owner);
    // Whether `key` is a letter, then letters, digits and `_`. `what` is "code" or "set".
    bool is_name(const YamlNode& key, std::string_view what);

    // The text of a key that is there; reports lists, mappings and empty texts.
    std::string text(const YamlNode& value, std::string_view key);
    // The index of the value among `words`, or nothing.
    std::optional<std::size_t> choice(const YamlNode& value, std::string_view key, std::span<const std::string_view> words);
    std::optional<std::uint32_t> whole_number(const YamlNode& value, std::string_view key, std::uint32_t most);
    std::optional<double> weight(const YamlNode& value);

    std::vector<Rule> rules(const YamlNode& value, std::string_view key, Weights weights);
    std::vector<Example> examples(const YamlNode& value, std::string_view key);

    // Parses each rule, in step with `rules`; one that cannot be parsed is a word without text.
    std::vector<Expr> parse(const std::vector<Rule>& rules);
    // Reports a fault of a rule, unless the rule could not be parsed in the first place.
    void add_rule_fault(const Rule& rule, const RuleFault& fault);

  private:
    enum class Lines : std::uint8_t { rules, examples };
    struct Item {
        std::string text;
        std::uint32_t start_bytes;
    };

    void read_item(const YamlNode& value, std::string_view key, Lines lines, std::vector<Item>& items);
    void read_block(const YamlNode& value, Lines lines, std::vector<Item>& items);
    bool holds_items(const YamlNode& value, std::string_view key);
    bool is_one_line(const YamlNode& value, std::string_view key);
    void refuse_comment(const YamlNode& value);
    void add_weighted(const YamlNode& item, std::string_view key, std::vector<Rule>& rules);
    ByteRange range_of(const Rule& rule, RuleRange range) const;

    FaultList& faults_;
    const Source& source_;
    std::set<Place> unparsed_;  // the places of rules that could not be parsed
};

// A line of rules without its comment: `#` at the start or after a space opens one, save inside
// quotes or a regex. White space around the rule stays.
std::string_view without_comment(std::string_view line);

}  // namespace libcode

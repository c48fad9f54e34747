// Reads cue files. In: the text of one; out: its cues, pseudo-cues and ends with their rules parsed, and
// every fault. Costs one pass over the file. Tested in test_cues.cpp.
#include "cues.hpp"

#include <algorithm>
#include <iterator>

#include "check_rules.hpp"
#include "codebook_read.hpp"
#include "embedded_cues.hpp"
#include "regex_check.hpp"

namespace libcode {
namespace {

constexpr std::string_view top_keys[] = {"cues", "language", "memo", "ends", "negation", "time", "person", "certainty"};
constexpr std::string_view entry_keys[] = {"cue", "pseudo", "opening", "ends", "afresh", "last", "looks", "reach", "memo"};
constexpr std::string_view entry_sorts[] = {"cue", "pseudo", "opening", "ends", "afresh", "last"};  // an entry has one of these
constexpr std::string_view looks_words[] = {"ahead", "back", "both", "question"};
constexpr std::uint32_t longest_reach_words = 100;
constexpr Axis all_axes[] = {Axis::negation, Axis::time, Axis::person, Axis::certainty};

class CueParser {
  public:
    CueParser(Cues& cues, FaultList& faults) : cues_(cues), faults_(faults), fields_(faults) {}

    void parse(const YamlNode& root);

  private:
    void read_axis(const YamlNode& value, Axis axis);
    void read_entry(const YamlNode& entry, Axis axis);
    void read_cue(const YamlNode& entry, const YamlNode& lines, Axis axis);
    void read_reachless(const YamlNode& entry, std::string_view key, Axis axis);
    std::vector<Expr> checked(const YamlNode& value, std::string_view key, std::vector<Rule>& rules);

    Cues& cues_;
    FaultList& faults_;
    FieldReader fields_;
};

// The rules of one entry, parsed and checked; cues know no sets and no codes.
std::vector<Expr> CueParser::checked(const YamlNode& value, std::string_view key, std::vector<Rule>& rules) {
    std::vector<Code> codes(1);
    std::vector<CodeRules> parsed(1);
    codes[0].rules = fields_.rules(value, key, Weights::refused);
    parsed[0].rules = fields_.parse(codes[0].rules);
    std::vector<CheckFault> found;
    check_rules({{}, {}, codes, parsed}, found);
    check_regexes({{}, {}, codes, parsed}, Settings{}, found);
    for (const auto& fault : found) fields_.add_rule_fault(*fault.rule, fault.fault);
    rules = std::move(codes[0].rules);
    return std::move(parsed[0].rules);
}

void CueParser::read_cue(const YamlNode& entry, const YamlNode& lines, Axis axis) {
    Cue cue;
    cue.axis = axis;
    if (const auto* looks = entry.find("looks")) {
        if (const auto chosen = fields_.choice(*looks, "looks", looks_words)) cue.looks = static_cast<Looks>(*chosen);
    } else if (!entry.faulty) {
        faults_.add(lines.range, "this cue does not say where it looks", "add `looks: ahead`, `looks: back`, `looks: both` or `looks: question`");
    }
    if (const auto* reach = entry.find("reach")) {
        cue.reach_words = fields_.whole_number(*reach, "reach", longest_reach_words).value_or(1);
    } else if (!entry.faulty) {
        faults_.add(lines.range, "this cue does not say how far it reaches", "add `reach:` and a number of words, as in `reach: 6`");
    }
    std::vector<Rule> rules;
    auto parsed = checked(lines, "cue", rules);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        cue.text = std::move(rules[i].text);
        cue.place = rules[i].place;
        cue.rule = std::move(parsed[i]);
        cues_.cues.push_back(cue);
    }
}

// An entry that is no cue itself: `pseudo`, `opening`, `ends`, `afresh` or `last`.
void CueParser::read_reachless(const YamlNode& entry, std::string_view key, Axis axis) {
    for (std::size_t i = 0; i + 1 < entry.children.size(); i += 2) {
        const auto& other = entry.children[i];
        if (other.text == "looks" || other.text == "reach") {
            faults_.add(other.range, "`" + other.text + "` belongs to a `cue`, not to `" + std::string(key) + "`", "take it out");
        }
    }
    std::vector<Rule> rules;
    auto parsed = checked(*entry.find(key), key, rules);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (key == "ends" || key == "afresh" || key == "last") {
            const auto side = key == "ends" ? StopSide::before : key == "afresh" ? StopSide::after_comma : StopSide::after;
            cues_.stops.push_back({axis, side, std::move(rules[i].text), rules[i].place, std::move(parsed[i])});
        } else {
            cues_.pseudo.push_back({axis, key == "opening", std::move(rules[i].text), rules[i].place, std::move(parsed[i])});
        }
    }
}

void CueParser::read_entry(const YamlNode& entry, Axis axis) {
    const auto name = "an item of `" + std::string(axis_name(axis)) + "`";
    if (!fields_.is_mapping(entry, name)) return;
    fields_.check_keys(entry, entry_keys, name);
    if (const auto* memo = entry.find("memo")) fields_.text(*memo, "memo");
    const auto count = std::count_if(std::begin(entry_sorts), std::end(entry_sorts), [&](auto key) { return entry.find(key) != nullptr; });
    if (count != 1 && !entry.faulty) {
        faults_.add(entry.children[0].range, name + " has one of `cue`, `pseudo`, `opening`, `ends`, `afresh` and `last`, not " + (count == 0 ? "none" : "several"),
                    "start each with its own `- `");
        return;
    }
    for (const auto key : entry_sorts) {
        const auto* lines = entry.find(key);
        if (!lines) continue;
        if (key == "cue") read_cue(entry, *lines, axis);
        else read_reachless(entry, key, axis);
    }
}

void CueParser::read_axis(const YamlNode& value, Axis axis) {
    const auto name = "`" + std::string(axis_name(axis)) + "`";
    if (value.faulty && value.kind == YamlKind::scalar) return;
    if (value.kind != YamlKind::list || value.children.empty()) {
        faults_.add(value.range, name + " must be a list of cues", "start each with `- cue:`, `- pseudo:` or `- opening:`");
        return;
    }
    for (const auto& entry : value.children) read_entry(entry, axis);
}

void CueParser::parse(const YamlNode& root) {
    if (!fields_.is_mapping(root, "a cue file")) return;
    fields_.check_keys(root, top_keys, "a cue file");
    if (const auto* node = root.find("cues")) cues_.name = fields_.text(*node, "cues");
    if (const auto* node = root.find("language")) cues_.language = fields_.text(*node, "language");
    if (const auto* node = root.find("memo")) fields_.text(*node, "memo");
    if (const auto* node = root.find("ends")) {
        std::vector<Rule> rules;
        cues_.ends = checked(*node, "ends", rules);
    }
    for (const Axis axis : all_axes) {
        if (const auto* node = root.find(axis_name(axis))) read_axis(*node, axis);
    }
    if (cues_.cues.empty() && !root.faulty && faults_.empty()) {
        faults_.add({root.range.start_bytes, root.range.start_bytes}, "a cue file without a cue",
                    "add `negation:` and below it `- cue:`");
    }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Cues parse_cues(std::string_view text, std::string_view file, std::vector<Fault>& faults) {
    const Source source(text, file);
    FaultList found(source);
    Cues cues;
    cues.file = file;
    if (const auto tree = read_yaml(found)) CueParser(cues, found).parse(*tree);
    for (auto& fault : found.take_sorted()) faults.push_back(std::move(fault));
    return cues;
}

std::optional<std::string_view> embedded_cues(std::string_view language) {
    std::string tag;
    for (const char c : language) tag += lower(c);
    while (!tag.empty()) {
        for (const auto& file : embedded_cue_files()) {
            if (file.language == tag) return file.text;
        }
        const auto dash = tag.rfind('-');
        tag.resize(dash == tag.npos ? 0 : dash);
    }
    return std::nullopt;
}

}  // namespace libcode

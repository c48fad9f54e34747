// In: nodes of a YAML tree that hold one item a line; out: rules and examples, each with its place, and
// the rules' trees. Costs one pass over what is read. Tested in test_codebook_faults.cpp.
#include <algorithm>

#include "codebook_read.hpp"

namespace libcode {
namespace {

constexpr std::string_view blank = " \t\r\n";
constexpr char block_hint[] = "write one item a line below a `|`";

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(blank);
    return start == text.npos ? std::string_view() : text.substr(start, text.find_last_not_of(blank) + 1 - start);
}

// The end of the quoted text or regex that starts at `at`, or `at` where none does.
std::size_t end_of_quote(std::string_view line, std::size_t at) {
    if (line[at] == '"') {
        const auto end = line.find('"', at + 1);
        return end == line.npos ? at : end + 1;
    }
    constexpr std::string_view opening = "\u201C", closing = "\u201D";
    if (line.substr(at).starts_with(opening)) {
        const auto end = line.find(closing, at);
        return end == line.npos ? at : end + closing.size();
    }
    constexpr std::string_view before = " \t([|", after = " \t)]|";
    if (line[at] != '/' || (at > 0 && before.find(line[at - 1]) == before.npos)) return at;
    for (auto end = at + 1; end < line.size(); ++end) {
        if (line[end] == '\\') {
            ++end;
        } else if (line[end] == '/' && (end + 1 == line.size() || after.find(line[end + 1]) != after.npos)) {
            return end + 1;
        }
    }
    return at;
}

}  // namespace

std::string_view without_comment(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == '#' && (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t')) return line.substr(0, at);
        at = std::max(end_of_quote(line, at), at + 1);
    }
    return line;
}

// Reports what can hold no items: mappings, flow lists, folded blocks, nothing.
bool FieldReader::holds_items(const YamlNode& value, std::string_view key) {
    if (value.faulty) return false;
    const auto name = in_backquotes(key);
    if (value.kind == YamlKind::mapping) {
        faults_.add(value.range, name + " must be lines of text, not a mapping", "put a text with `: ` in quotes or below a `|`");
    } else if (value.kind == YamlKind::list && value.style == YamlStyle::flow) {
        faults_.add(value.range, "YAML's `[ ]` list would eat the commas and brackets of " + name, block_hint);
    } else if (value.kind == YamlKind::scalar && value.style == YamlStyle::folded) {
        faults_.add(value.range, "`>` would join the lines of " + name, "write `|` instead");
    } else if (value.is_empty_text()) {
        faults_.add(value.range, name + " is empty", block_hint);
    } else {
        return true;
    }
    return false;
}

bool FieldReader::is_one_line(const YamlNode& value, std::string_view key) {
    if (source_.place(value.range.start_bytes).line == source_.place(value.range.end_bytes).line) return true;
    faults_.add(value.range, "YAML would join these lines of " + in_backquotes(key) + " into one", block_hint);
    return false;
}

void FieldReader::refuse_comment(const YamlNode& value) {
    const auto line = source_.line(source_.place(value.range.end_bytes).line);
    const auto rest = source_.text().substr(value.range.end_bytes, line.end_bytes - value.range.end_bytes);
    const auto at = rest.find_first_not_of(" \t");
    if (at == rest.npos || rest[at] != '#') return;
    faults_.add({value.range.end_bytes + static_cast<std::uint32_t>(at), line.end_bytes},
                "YAML would drop what follows the `#`", "put the item in quotes, or the comment on a line of its own");
}

// The lines of a `|` block; each stands at the end of its line of the file.
void FieldReader::read_block(const YamlNode& value, Lines lines, std::vector<Item>& items) {
    auto line_number = source_.place(value.range.start_bytes).line;
    for (std::size_t at = 0; at < value.text.size();) {
        const auto end = std::min(value.text.find('\n', at), value.text.size());
        const auto whole = std::string_view(value.text).substr(at, end - at);
        at = end + 1;
        if (++line_number > source_.line_count()) return;
        const auto item = trimmed(lines == Lines::rules ? without_comment(whole) : whole);
        if (item.empty()) continue;
        const auto before_bytes = static_cast<std::uint32_t>(item.data() - whole.data());
        const auto start = source_.line(line_number).end_bytes - static_cast<std::uint32_t>(whole.size()) + before_bytes;
        items.push_back({std::string(item), start});
    }
}

// One item that YAML reads as one scalar.
void FieldReader::read_item(const YamlNode& value, std::string_view key, Lines lines, std::vector<Item>& items) {
    const auto size = items.size();
    const auto& range = value.range;
    if (value.style == YamlStyle::literal) {
        read_block(value, lines, items);
        if (lines == Lines::examples && items.size() > size) {  // an example of several lines
            items.resize(size + 1);
            items.back().text = trimmed(value.text);
        } else if (items.size() > size + 1) {
            faults_.add(range, "an item of " + in_backquotes(key) + " must be one line", "start each item with its own `- `");
        }
    } else if (is_one_line(value, key)) {
        // In quotes without escapes the text is the file's own, after the quote.
        const bool quoted = value.style != YamlStyle::plain;
        const bool as_written = source_.text().substr(range.start_bytes + 1).starts_with(value.text);
        const auto item = lines == Lines::rules ? trimmed(value.text) : std::string_view(value.text);
        const auto before_bytes = static_cast<std::uint32_t>(item.data() - value.text.data());
        if (!trimmed(item).empty()) {
            items.push_back({std::string(item), range.start_bytes + (quoted && as_written ? 1 + before_bytes : 0)});
        }
        if (lines == Lines::rules && item.find('\n') != item.npos) {
            faults_.add(range, "an item of " + in_backquotes(key) + " must be one line", block_hint);
        }
    } else {
        return;
    }
    if (items.size() == size) faults_.add(range, "an item of " + in_backquotes(key) + " is empty", block_hint);
}

void FieldReader::add_weighted(const YamlNode& item, std::string_view key, std::vector<Rule>& rules) {
    static constexpr std::string_view keys[] = {"rule", "weight", "memo"};
    check_keys(item, keys, "an item of " + in_backquotes(key));
    std::vector<Item> items;
    if (const auto* rule = item.find("rule")) {
        if (rule->kind == YamlKind::list) {
            faults_.add(rule->range, "`rule` must be one rule, not a list", "start each item with its own `- rule:`");
        } else if (holds_items(*rule, "rule")) {
            read_item(*rule, "rule", Lines::rules, items);
            if (item.style == YamlStyle::block) refuse_comment(*rule);
        }
    } else if (!item.faulty) {
        faults_.add(item.range, "this item has no `rule:`", "if it is a text with `: `, put it in quotes");
    }
    Rule rule;
    if (const auto* weight_value = item.find("weight")) rule.weight = weight(*weight_value).value_or(1.0);
    if (const auto* memo = item.find("memo")) rule.memo = text(*memo, "memo");
    if (items.empty()) return;
    rule.text = std::move(items[0].text);
    rule.place = source_.place(items[0].start_bytes);
    rules.push_back(std::move(rule));
}

std::vector<Rule> FieldReader::rules(const YamlNode& value, std::string_view key, Weights weights) {
    std::vector<Rule> out;
    if (!holds_items(value, key)) return out;
    std::vector<Item> items;
    const auto keep = [&] {
        for (auto& item : items) out.push_back({std::move(item.text), 1.0, {}, source_.place(item.start_bytes)});
        items.clear();
    };
    if (value.kind == YamlKind::list) {
        for (const auto& item : value.children) {
            if (item.kind == YamlKind::mapping && weights == Weights::allowed) {
                add_weighted(item, key, out);
            } else if (item.kind == YamlKind::list || holds_items(item, key)) {
                if (item.kind == YamlKind::list) {
                    faults_.add(item.range, "an item of " + in_backquotes(key) + " must be a text, not a list", block_hint);
                    continue;
                }
                read_item(item, key, Lines::rules, items);
                if (item.style != YamlStyle::literal) refuse_comment(item);
                keep();
            }
        }
        return out;
    }
    if (value.style == YamlStyle::literal) {
        read_block(value, Lines::rules, items);
        if (items.empty()) faults_.add(value.range, in_backquotes(key) + " is empty", block_hint);
    } else {
        read_item(value, key, Lines::rules, items);
        for (auto& item : items) item.text = trimmed(without_comment(item.text));
    }
    keep();
    return out;
}

std::vector<Example> FieldReader::examples(const YamlNode& value, std::string_view key) {
    std::vector<Example> out;
    if (!holds_items(value, key)) return out;
    std::vector<Item> items;
    if (value.kind == YamlKind::list) {
        for (const auto& item : value.children) {
            if (item.kind == YamlKind::list) {
                faults_.add(item.range, "an item of " + in_backquotes(key) + " must be a text, not a list", "put it in quotes");
            } else if (holds_items(item, key)) {
                read_item(item, key, Lines::examples, items);
                if (item.style != YamlStyle::literal) refuse_comment(item);
            }
        }
    } else if (value.style == YamlStyle::literal) {
        read_block(value, Lines::examples, items);
        if (items.empty()) faults_.add(value.range, in_backquotes(key) + " is empty", block_hint);
    } else {
        read_item(value, key, Lines::examples, items);
        refuse_comment(value);
    }
    for (auto& item : items) out.push_back({std::move(item.text), source_.place(item.start_bytes)});
    return out;
}

ByteRange FieldReader::range_of(const Rule& rule, RuleRange range) const {
    const auto start = source_.offset_bytes(rule.place);
    if (source_.text().substr(start).starts_with(rule.text)) return {start + range.start_bytes, start + range.end_bytes};
    return {start, start + static_cast<std::uint32_t>(rule.text.size())};
}

std::vector<Expr> FieldReader::parse(const std::vector<Rule>& rules) {
    std::vector<Expr> out;
    out.reserve(rules.size());
    std::vector<RuleFault> rule_faults;
    for (const auto& rule : rules) {
        auto expr = parse_rule(rule.text, rule_faults);
        for (const auto& fault : rule_faults) add_rule_fault(rule, fault);
        if (!expr || !rule_faults.empty()) unparsed_.insert(rule.place);
        rule_faults.clear();
        out.push_back(expr ? std::move(*expr) : Expr{});
    }
    return out;
}

void FieldReader::add_rule_fault(const Rule& rule, const RuleFault& fault) {
    if (!unparsed_.contains(rule.place)) faults_.add(range_of(rule, fault.range), fault.message, fault.hint);
}

}  // namespace libcode

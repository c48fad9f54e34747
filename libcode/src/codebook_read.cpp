// In: nodes of a YAML tree; out: texts, choices and numbers. Rules and examples are
// codebook_items.cpp's. Costs one pass over what is read. Tested in test_codebook_faults.cpp.
#include "codebook_read.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "near_words.hpp"

namespace libcode {
namespace {

constexpr std::size_t longest_name_bytes = 100;
constexpr std::string_view blank = " \t\r\n";

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

std::string join(std::span<const std::string_view> words) {
    std::string out;
    for (const auto word : words) out += (out.empty() ? "`" : ", `") + std::string(word) + "`";
    return out;
}

std::string name_of(YamlKind kind) {
    return kind == YamlKind::scalar ? "a text" : kind == YamlKind::list ? "a list" : "a mapping";
}

}  // namespace

bool FieldReader::is_mapping(const YamlNode& node, std::string_view what) {
    if (node.kind == YamlKind::mapping && (node.faulty || !node.children.empty())) return true;
    if (node.faulty) return false;
    if (node.is_empty_text() || node.kind == YamlKind::mapping) {
        faults_.add(node.range, std::string(what) + " is empty", "indent what belongs to it by two spaces more");
    } else {
        faults_.add(node.range, std::string(what) + " must be a mapping (`key: value` lines), not " + name_of(node.kind));
    }
    return false;
}

void FieldReader::check_keys(const YamlNode& mapping, std::span<const std::string_view> known, std::string_view owner) {
    for (std::size_t i = 0; i + 1 < mapping.children.size() && !faults_.full(); i += 2) {
        const auto& key = mapping.children[i];
        if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
        const auto near = nearest_word(key.text, known);
        faults_.add(key.range, "unknown key " + in_backquotes(key.text) + " in " + std::string(owner),
                    near ? "did you mean `" + std::string(*near) + "`?" : "the keys here are " + join(known));
    }
}

bool FieldReader::is_name(const YamlNode& key, std::string_view what) {
    const auto& text = key.text;
    const bool good = !text.empty() && text.size() <= longest_name_bytes && is_ascii_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
    });
    if (!good) {
        faults_.add(key.range, in_backquotes(text) + " cannot be the key of a " + std::string(what),
                    "a letter from a to z, then letters, digits and `_`, at most 100; longer names go under `name:`");
    }
    return good;
}

std::string FieldReader::text(const YamlNode& value, std::string_view key) {
    if (value.faulty) return {};
    if (value.kind != YamlKind::scalar) {
        faults_.add(value.range, in_backquotes(key) + " must be a text, not " + name_of(value.kind),
                    "if it is a text, put it in quotes or below a `|`");
        return {};
    }
    const auto end = value.text.find_last_not_of(blank);
    if (end == std::string::npos) {
        faults_.add(value.range, in_backquotes(key) + " is empty", "write something after it, or leave the key out");
        return {};
    }
    const bool is_block = value.style == YamlStyle::literal || value.style == YamlStyle::folded;
    return is_block ? value.text.substr(0, end + 1) : value.text;
}

std::optional<std::size_t> FieldReader::choice(const YamlNode& value, std::string_view key,
                                               std::span<const std::string_view> words) {
    const auto word = text(value, key);
    if (word.empty()) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    const auto near = nearest_word(word, words);
    faults_.add(value.range, in_backquotes(key) + " cannot be " + in_backquotes(word),
                (near ? "did you mean `" + std::string(*near) + "`? " : "") + "It is one of " + join(words));
    return std::nullopt;
}

std::optional<std::uint32_t> FieldReader::whole_number(const YamlNode& value, std::string_view key, std::uint32_t most) {
    const auto digits = text(value, key);
    if (digits.empty()) return std::nullopt;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size() && number >= 1 && number <= most) return number;
    faults_.add(value.range, in_backquotes(key) + " must be a whole number from 1 to " + std::to_string(most) +
                                 ", not " + in_backquotes(digits));
    return std::nullopt;
}

std::optional<double> FieldReader::weight(const YamlNode& value) {
    const auto digits = text(value, "weight");
    if (digits.empty()) return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc() && end == digits.data() + digits.size() && std::isfinite(number) && number >= 0) return number;
    faults_.add(value.range, "`weight` must be a number of at least 0, not " + in_backquotes(digits), "as in `weight: 0.5`");
    return std::nullopt;
}

}  // namespace libcode

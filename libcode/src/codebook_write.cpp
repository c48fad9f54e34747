// Edits a codebook. In: a codebook, a node of its file, the field to set and its new value; out: the codebook read
// from the edited text, in which every byte outside that field is as it was. Costs one pass over the
// file. Tested in test_codebook_write.cpp.
#include <algorithm>
#include <span>
#include <stdexcept>

#include "codebook_impl.hpp"
#include "codebook_parse.hpp"
#include "source.hpp"
#include "yaml.hpp"

namespace libcode {
namespace {

constexpr std::string_view item_fields[] = {"rules", "unless", "match", "reject"};
constexpr std::string_view yaml_fields[] = {"settings", "where"};
constexpr std::string_view blank = " \t\r\n";

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view trimmed(std::string_view text) {
    const auto start = text.find_first_not_of(blank);
    return start == text.npos ? std::string_view() : text.substr(start, text.find_last_not_of(blank) + 1 - start);
}

// The lines of a text, whatever its line breaks.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'))) {
            lines.emplace_back();
        } else if (text[i] != '\r') {
            lines.back() += text[i];
        }
    }
    return lines;
}

// Whether YAML reads `text` without quotes as itself, in `{ }` too.
bool is_plain(std::string_view text) {
    constexpr std::string_view not_first = "-?:,[]{}#&*!|>'\"%@`=<";
    if (text.empty() || text != trimmed(text) || not_first.find(text[0]) != text.npos || text.back() == ':') return false;
    if (text.starts_with("...") || text.find(": ") != text.npos || text.find(" #") != text.npos) return false;
    return std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || std::string_view(",[]{}").find(c) != std::string_view::npos;
    });
}

// A text as a YAML scalar on one line.
std::string scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    const bool controls = std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (!controls && text.find('\'') == text.npos) return "'" + std::string(text) + "'";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\x";
            out += "0123456789abcdef"[byte >> 4];
            out += "0123456789abcdef"[byte & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

// A field's new value before it is written.
struct Value {
    enum class Kind : std::uint8_t { text, items, yaml } kind;
    std::vector<std::string> lines;  // no line where the field is to go

    bool is_empty() const { return lines.empty(); }
};

Value value_of(std::string_view field, std::string_view value) {
    if (is_one_of(field, yaml_fields)) {
        Value out{Value::Kind::yaml, {}};
        if (!trimmed(value).empty()) out.lines.emplace_back(trimmed(value));
        return out;
    }
    const bool items = field.empty() || is_one_of(field, item_fields);
    Value out{items ? Value::Kind::items : Value::Kind::text, {}};
    if (trimmed(value).empty()) return out;
    if (!items) value = value.substr(0, value.find_last_not_of("\r\n") + 1);
    for (auto& line : lines_of(value)) {
        if (!items) out.lines.push_back(std::move(line));
        if (items && !trimmed(line).empty()) out.lines.emplace_back(trimmed(line));
    }
    return out;
}

class Editor {
  public:
    explicit Editor(const Codebook& codebook)
        : impl_(codebook.impl()), text_(impl_.source), source_(impl_.source, impl_.file) {
        const auto end = text_.find_first_of("\r\n");
        line_break_ = end == text_.npos ? "\n" : text_.substr(end, text_.substr(end).starts_with("\r\n") ? 2 : 1);
    }

    // The text with a field of `mapping` set; a field that is not there takes its place among `order`.
    std::string set(const YamlNode& mapping, std::string_view field, const Value& value, std::span<const std::string_view> order) const;

  private:
    std::string replace(const YamlNode& key, const YamlNode& old, const Value& value) const;
    std::string insert(const YamlNode& mapping, std::string_view field, const Value& value, std::span<const std::string_view> order) const;
    std::string remove(const YamlNode& key, const YamlNode& old) const;
    std::string block(const Value& value, std::uint32_t key_column, std::string_view after_header) const;
    std::string spliced(ByteRange range, std::string_view replacement) const {
        std::string out(text_);
        return out.replace(range.start_bytes, range.end_bytes - range.start_bytes, replacement);
    }
    std::uint32_t line_end(std::uint32_t offset) const { return source_.line(source_.place(offset).line).end_bytes; }
    std::uint32_t column(const YamlNode& node) const { return source_.place(node.range.start_bytes).column; }
    [[noreturn]] void refuse(const YamlNode& node) const {
        throw CodebookError({source_.fault(node.range, "this field cannot be edited inside `{ }`", "write each key on a line of its own")});
    }

    const Codebook::Impl& impl_;
    std::string_view text_;
    Source source_;
    std::string_view line_break_;
};

// The value as a `|` block below a key; `after_header` is the comment that stays beside the `|`.
std::string Editor::block(const Value& value, std::uint32_t key_column, std::string_view after_header) const {
    std::string out = "|";
    const auto first = std::find_if(value.lines.begin(), value.lines.end(), [](const auto& line) { return !trimmed(line).empty(); });
    if (first->starts_with(' ')) out += '2';
    out += after_header;
    for (const auto& line : value.lines) {
        out += line_break_;
        if (!line.empty()) out += std::string(key_column + 1, ' ') + line;
    }
    return out;
}

std::string Editor::replace(const YamlNode& key, const YamlNode& old, const Value& value) const {
    const bool was_block = old.style == YamlStyle::literal || old.style == YamlStyle::folded;
    const auto header_end = line_end(old.range.start_bytes);
    std::string_view comment;  // beside a block's `|`, or after a scalar on its line
    if (was_block) {
        const auto header = text_.substr(old.range.start_bytes, header_end - old.range.start_bytes);
        if (header.find(" #") != header.npos) comment = header.substr(header.find_first_of(" \t"));
    }
    if (value.kind == Value::Kind::yaml) return spliced(old.range, value.lines[0]);
    if (old.kind == YamlKind::list) {
        std::string list;
        for (const auto& line : value.lines) {
            if (!list.empty()) list += std::string(line_break_) + std::string(column(old) - 1, ' ');
            list += "- " + scalar(line);
        }
        return spliced(old.range, list);
    }
    const bool one_line = value.lines.size() == 1 && !(was_block && value.kind == Value::Kind::items) &&
                          (value.kind == Value::Kind::text || is_plain(value.lines[0]));
    if (one_line) return spliced(old.range, scalar(value.lines[0]) + std::string(comment));
    const auto end = line_end(old.range.end_bytes);
    if (!was_block) comment = text_.substr(old.range.end_bytes, end - old.range.end_bytes);
    return spliced({old.range.start_bytes, end}, block(value, column(key), comment));
}

std::string Editor::insert(const YamlNode& mapping, std::string_view field, const Value& value,
                           std::span<const std::string_view> order) const {
    const auto rank = [&](std::string_view key) { return std::find(order.begin(), order.end(), key) - order.begin(); };
    const YamlNode* before = nullptr;  // the value that the field is to follow
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
        if (rank(mapping.children[i].text) < rank(field)) before = &mapping.children[i + 1];
    }
    const auto& first_key = mapping.children[0];
    const bool one_line = value.lines.size() == 1 && (value.kind != Value::Kind::items || is_plain(value.lines[0]));
    const auto key_column = column(first_key);
    std::string entry = std::string(field) + ": ";
    if (value.kind == Value::Kind::yaml) {
        entry += value.lines[0];
    } else {
        entry += one_line ? scalar(value.lines[0]) : block(value, key_column, "");
    }
    const std::string indent(key_column - 1, ' ');
    if (!before) return spliced({first_key.range.start_bytes, first_key.range.start_bytes}, entry + std::string(line_break_) + indent);
    const auto end = line_end(before->range.end_bytes);
    return spliced({end, end}, std::string(line_break_) + indent + entry);
}

std::string Editor::remove(const YamlNode& key, const YamlNode& old) const {
    const auto start = source_.line(source_.place(key.range.start_bytes).line).start_bytes;
    const auto last = source_.place(old.range.end_bytes).line;
    const auto end = last < source_.line_count() ? source_.line(last + 1).start_bytes : static_cast<std::uint32_t>(text_.size());
    return spliced({start, end}, "");
}

std::string Editor::set(const YamlNode& mapping, std::string_view field, const Value& value,
                        std::span<const std::string_view> order) const {
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
        const auto& key = mapping.children[i];
        if (key.text != field) continue;
        const auto& old = mapping.children[i + 1];
        if (mapping.style == YamlStyle::flow) {
            if (value.lines.size() != 1) refuse(key);
            return spliced(old.range, value.kind == Value::Kind::yaml ? value.lines[0] : scalar(value.lines[0]));
        }
        return value.is_empty() ? remove(key, old) : replace(key, old, value);
    }
    if (value.is_empty()) return std::string(text_);
    if (mapping.style == YamlStyle::flow) refuse(mapping);
    return insert(mapping, field, value, order);
}

[[noreturn]] void no_such(std::string_view what, std::string_view name) {
    throw std::out_of_range("the codebook has no " + std::string(what) + " " + in_backquotes(name));
}

const YamlNode& code_node(const YamlNode& root, std::string_view path) {
    const auto* node = &root;
    while (!path.empty()) {
        const auto end = std::min(path.find('.'), path.size());
        node = node->find("codes")->find(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return *node;
}

}  // namespace

Codebook Codebook::with(std::string_view path, std::string_view field, std::string_view value) const {
    const auto& root = *impl_->tree;
    const Editor editor(*this);
    std::string edited;
    if (path.starts_with('$')) {
        const auto name = path.substr(1);
        const auto* sets = root.find("sets");
        if (!sets || !sets->find(name)) no_such("set", path);
        if (!field.empty()) no_such("field of a set", field);
        edited = editor.set(*sets, name, value_of("", value), {});
    } else {
        const std::span<const std::string_view> keys = path.empty() ? std::span<const std::string_view>(codebook_keys) : code_keys;
        const auto code = path.empty() ? std::nullopt : find(path);
        if (!path.empty() && !code) no_such("code", path);
        if (!is_one_of(field, keys) || field == "codes" || field == "sets") no_such("field to edit called", field);
        const auto& mapping = code ? code_node(root, codes()[*code].path) : root;
        edited = editor.set(mapping, field, value_of(field, value), keys);
    }
    return parse_codebook_with(edited, file(), [&](const std::string& name) -> std::optional<CueFile> {
        if (name == cues_file() && impl_->cues_text) return CueFile{name, *impl_->cues_text};
        return cues_beside(file())(name);
    });
}

}  // namespace libcode

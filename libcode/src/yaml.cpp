// Reads YAML from libyaml's events, and is the only file that knows libyaml. In: the bytes of a
// file; out: its tree and every fault of syntax. Scalars stay text, whatever they look like; anchors,
// aliases, tags and second documents are faults. Costs one pass and about a hundred bytes a node.
// Tested in test_yaml.cpp.
#include "yaml.hpp"

#include <yaml.h>

#include <new>
#include <unordered_map>
#include <utility>

#include "encoding.hpp"

namespace libcode {
namespace {

// A libyaml parser and the event it is at.
class Events {
  public:
    explicit Events(std::string_view text) {
        if (yaml_parser_initialize(&parser_) != 1) throw std::bad_alloc();
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    }
    Events(const Events&) = delete;
    Events& operator=(const Events&) = delete;
    ~Events() {
        drop();
        yaml_parser_delete(&parser_);
    }
    // Goes to the next event; false where the syntax is wrong.
    bool next() {
        drop();
        held_ = yaml_parser_parse(&parser_, &event_) == 1;
        if (!held_ && parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        return held_;
    }
    const yaml_event_t& event() const { return event_; }
    const yaml_parser_t& parser() const { return parser_; }

  private:
    void drop() {
        if (held_) yaml_event_delete(&event_);
        held_ = false;
    }
    yaml_parser_t parser_;
    yaml_event_t event_;
    bool held_ = false;
};

class TreeBuilder {
  public:
    TreeBuilder(std::string_view text, FaultList& faults)
        : text_(text), faults_(faults), source_(faults.source()),
          first_bytes_(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0),
          events_(text.substr(first_bytes_)) {}

    std::shared_ptr<const YamlNode> read();

  private:
    enum class Outcome { done, stopped };

    static bool is_end(yaml_event_type_t type) { return type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT; }
    Outcome stop_at(YamlNode& node) { return report_syntax(), node.faulty = true, Outcome::stopped; }
    Outcome read_node(YamlNode& node, std::size_t depth);  // from the event that is held
    Outcome read_children(YamlNode& node, std::size_t depth);
    void read_scalar(YamlNode& node);
    void check_keys(YamlNode& mapping);
    void refuse_name(const unsigned char* anchor, const unsigned char* tag, YamlNode& node);
    void report_syntax();
    std::uint32_t bytes(const yaml_mark_t& mark) const {
        return source_.bytes_before(static_cast<std::uint32_t>(mark.index) + (first_bytes_ > 0 ? 1 : 0));
    }
    ByteRange event_range() const { return {bytes(events_.event().start_mark), bytes(events_.event().end_mark)}; }

    std::string_view text_;
    FaultList& faults_;
    const Source& source_;
    std::size_t first_bytes_;
    Events events_;
    std::size_t nodes_ = 0;
    bool is_too_much_ = false;  // more nodes than are read: what was read is not looked at either
};

constexpr char quote_hint[] = "put the text in quotes, or below a `|`";

// libyaml's words for the mistakes that people make, in theirs. Some are best shown where the text
// or bracket starts in which libyaml stumbled.
enum class ShownAt : std::uint8_t { problem, start };
struct Explanation {
    std::string_view theirs, message, hint;
    ShownAt shown_at = ShownAt::problem;
};
constexpr Explanation explanations[] = {
    {"mapping values are not allowed in this context", "a `: ` is not expected here",
     "if it is part of a text, put the text in quotes or below a `|`; else check the indentation"},
    {"found character that cannot start any token", "a text cannot start with this sign", quote_hint},
    {"did not find expected alphabetic or numeric character", "a text cannot start with `*` or `&`", quote_hint, ShownAt::start},
    {"did not find expected key", "a key is expected here",
     "check the indentation; if a text starts with a quote or bracket, put it below a `|`"},
    {"could not find expected ':'", "a `:` is missing after this key",
     "check the indentation, or put a longer text below a `|`", ShownAt::start},
    {"did not find expected '-' indicator", "a list item is expected here", "start it with `- `, or check the indentation"},
    {"did not find expected ',' or ']'", "this `[` is not closed as YAML expects", quote_hint, ShownAt::start},
    {"did not find expected ',' or '}'", "this `{` is not closed as YAML expects", quote_hint, ShownAt::start},
    {"found unexpected end of stream", "this quote is not closed", "close it", ShownAt::start},
    {"found unexpected document indicator", "this quote is not closed", "close it", ShownAt::start},
    {"did not find expected <document start>", "this stands outside the codebook", "check the indentation"},
    {"found unknown escape character", "in double quotes `\\` starts an escape, and this is none", "use single quotes"},
    {"did not find expected hexdecimal number", "in double quotes `\\x`, `\\u` and `\\U` need hexadecimal digits", "use single quotes"},
    {"found invalid Unicode character escape code", "this escape is not a character", "half of a surrogate pair cannot stand alone"},
    {"block sequence entries are not allowed in this context", "a list item is not expected here", "start the list on a line of its own"},
    {"did not find expected comment or line break", "the text must start on the line below the `|`",
     "if the `|` is part of a text, put the whole text in quotes or below a `|` of its own"},
};

void TreeBuilder::report_syntax() {
    const auto& parser = events_.parser();
    const std::string_view problem = parser.problem ? parser.problem : "this is not YAML";
    const auto at = bytes(parser.problem_mark);
    if (at < text_.size() && text_[at] == '\t') return faults_.add({at, at + 1}, "a tab cannot indent", "indent with spaces");
    for (const auto& known : explanations) {
        if (known.theirs != problem) continue;
        const auto shown = known.shown_at == ShownAt::start && parser.context ? bytes(parser.context_mark) : at;
        return faults_.add({shown, shown + 1}, std::string(known.message), std::string(known.hint));
    }
    faults_.add({at, at + 1}, "this is not YAML: " + std::string(problem), quote_hint);
}

void TreeBuilder::refuse_name(const unsigned char* anchor, const unsigned char* tag, YamlNode& node) {
    const auto at = bytes(events_.event().start_mark);
    if (anchor) {
        faults_.add({at, at + 1}, "YAML anchors (`&`) are not part of a codebook", quote_hint);
    }
    if (tag) {
        faults_.add({at, at + 1}, "YAML tags (`!`) are not part of a codebook", quote_hint);
    }
    node.faulty = node.faulty || anchor || tag;
}

void TreeBuilder::read_scalar(YamlNode& node) {
    const auto& scalar = events_.event().data.scalar;
    switch (scalar.style) {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: node.style = YamlStyle::single_quoted; break;
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: node.style = YamlStyle::double_quoted; break;
        case YAML_LITERAL_SCALAR_STYLE: node.style = YamlStyle::literal; break;
        case YAML_FOLDED_SCALAR_STYLE: node.style = YamlStyle::folded; break;
        default: node.style = YamlStyle::plain;
    }
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    refuse_name(scalar.anchor, scalar.tag, node);
    if (node.style == YamlStyle::double_quoted) {  // only there can an escape write such a character
        if (const auto wrong = wrong_escape_in(node.text); wrong && !node.faulty) {
            faults_.add(node.range, *wrong, "remove the escape");
            node.faulty = true;
        }
    }
    // libyaml ends a block scalar at the start of the line that follows it and its blank lines.
    if (node.style == YamlStyle::literal || node.style == YamlStyle::folded) {
        while (node.range.end_bytes > node.range.start_bytes + 1 &&
               std::string_view(" \t\r\n").find(text_[node.range.end_bytes - 1]) != std::string_view::npos) {
            --node.range.end_bytes;
        }
    }
}

// Reports keys that are no text or stand twice, and takes them out.
void TreeBuilder::check_keys(YamlNode& mapping) {
    // Most mappings hold a handful of keys, which is quicker looked through than hashed.
    constexpr std::size_t few_keys = 8;
    const bool is_small = mapping.children.size() / 2 <= few_keys;
    std::unordered_map<std::string_view, ByteRange> first;
    if (!is_small) first.reserve(mapping.children.size() / 2);
    std::vector<std::size_t> kept;  // indexes of the keys that stay
    kept.reserve(mapping.children.size() / 2);
    const auto known_range = [&](std::size_t i) -> const ByteRange* {  // of the same key before
        const auto& key = mapping.children[i];
        if (!is_small) {
            const auto [known, is_new] = first.try_emplace(key.text, key.range);
            return is_new ? nullptr : &known->second;
        }
        for (const auto k : kept)
            if (mapping.children[k].text == key.text) return &mapping.children[k].range;
        return nullptr;
    };
    for (std::size_t i = 0; i + 1 < mapping.children.size(); i += 2) {
        const auto& key = mapping.children[i];
        if (key.faulty) continue;
        if (key.kind != YamlKind::scalar) {
            faults_.add(key.range, "a key must be a word, not a list or a mapping", quote_hint);
            continue;
        }
        const auto* known = known_range(i);
        if (!known) {
            kept.push_back(i);
            continue;
        }
        const auto place = source_.place(known->start_bytes);
        faults_.add(key.range, in_backquotes(key.text) + " stands twice: it is on line " + std::to_string(place.line) +
                                   ", column " + std::to_string(place.column) + " already",
                    "join the two, or rename one");
    }
    if (2 * kept.size() == mapping.children.size()) return;
    std::vector<YamlNode> children;
    for (const auto i : kept) {
        children.push_back(std::move(mapping.children[i]));
        children.push_back(std::move(mapping.children[i + 1]));
    }
    mapping.children = std::move(children);
    mapping.faulty = true;
}

TreeBuilder::Outcome TreeBuilder::read_children(YamlNode& node, std::size_t depth) {
    node.range = event_range();
    const auto start_end = node.range.end_bytes;
    const auto& event = events_.event();
    if (event.type == YAML_SEQUENCE_START_EVENT) {
        const auto& list = event.data.sequence_start;
        node.kind = YamlKind::list;
        node.style = list.style == YAML_FLOW_SEQUENCE_STYLE ? YamlStyle::flow : YamlStyle::block;
        refuse_name(list.anchor, list.tag, node);
    } else {
        const auto& mapping = event.data.mapping_start;
        node.kind = YamlKind::mapping;
        node.style = mapping.style == YAML_FLOW_MAPPING_STYLE ? YamlStyle::flow : YamlStyle::block;
        refuse_name(mapping.anchor, mapping.tag, node);
    }
    if (node.kind == YamlKind::mapping) node.children.reserve(2);
    auto outcome = Outcome::done;
    while (outcome == Outcome::done) {
        const bool is_read = events_.next();
        if (is_read && is_end(events_.event().type)) break;
        auto& child = node.children.emplace_back();  // read in its place: only its own children grow meanwhile
        outcome = is_read ? read_node(child, depth + 1) : stop_at(child);
    }
    if (outcome == Outcome::stopped) {
        if (node.kind == YamlKind::mapping && node.children.size() % 2 == 1) node.children.pop_back();
        node.faulty = true;
    }
    if (outcome == Outcome::done && node.style == YamlStyle::flow) {
        node.range.end_bytes = bytes(events_.event().end_mark);
    } else {
        node.range.end_bytes = node.children.empty() ? start_end : node.children.back().range.end_bytes;
    }
    if (node.kind == YamlKind::mapping) check_keys(node);
    return outcome;
}

TreeBuilder::Outcome TreeBuilder::read_node(YamlNode& node, std::size_t depth) {
    const auto type = events_.event().type;
    node.range = event_range();
    if (depth > deepest_nesting) {
        faults_.add(node.range, "this is nested too deeply", "at most " + std::to_string(deepest_nesting) + " levels are read");
        return node.faulty = true, Outcome::stopped;
    }
    if (++nodes_ > most_nodes) {
        faults_.add(node.range, "the file has too many entries",
                    "at most " + std::to_string(most_nodes) + " are read; the lines of one `|` block are one entry");
        is_too_much_ = true;
        return node.faulty = true, Outcome::stopped;
    }
    if (type == YAML_ALIAS_EVENT) {
        faults_.add(node.range, "YAML reads " + in_backquotes(text_.substr(node.range.start_bytes, node.range.end_bytes - node.range.start_bytes)) +
                                    " as an alias, which is not part of a codebook", quote_hint);
        return node.faulty = true, Outcome::done;
    }
    if (type == YAML_SCALAR_EVENT) return read_scalar(node), Outcome::done;
    return read_children(node, depth);
}

std::shared_ptr<const YamlNode> TreeBuilder::read() {
    // A stream starts, then a document, or the stream ends.
    if (!events_.next() || !events_.next()) return report_syntax(), nullptr;
    if (events_.event().type == YAML_STREAM_END_EVENT) {
        faults_.add({0, 0}, "the file is empty");
        return nullptr;
    }
    auto root = std::make_shared<YamlNode>();
    if (!events_.next()) return stop_at(*root), root;
    if (read_node(*root, 1) == Outcome::stopped) return is_too_much_ ? nullptr : root;
    if (!events_.next() || !events_.next()) {
        report_syntax();
    } else if (events_.event().type == YAML_DOCUMENT_START_EVENT) {
        faults_.add(event_range(), "a second YAML document starts here", "a file holds one codebook");
    }
    return root;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
    for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
        if (children[i].text == key) return &children[i + 1];
    }
    return nullptr;
}

std::shared_ptr<const YamlNode> read_yaml(FaultList& faults) {
    const auto text = faults.source().text();
    if (text.size() > longest_file_bytes) {
        faults.add({0, 0}, "the file is too long", "at most " + std::to_string(longest_file_bytes >> 20) + " MiB are read");
        return nullptr;
    }
    if (looks_like_utf16(text)) {
        faults.add({0, 0}, "the file is UTF-16, not UTF-8", "save it as UTF-8");
        return nullptr;
    }
    const auto clean = cleaned(text, faults);
    return TreeBuilder(clean, faults).read();
}

}  // namespace libcode

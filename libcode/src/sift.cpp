// Finds where the rules of an edit match; the contract stands in sift.hpp.
#include "sift.hpp"

#include <algorithm>
#include <utility>

#include "found.hpp"
#include "instructions.hpp"
#include "may_match.hpp"
#include "on_threads.hpp"
#include "segmenter.hpp"

namespace libcode {
namespace {

// Whether a node has a span wherever its words are.
bool is_told_by_words(const Program& program, NodeId id) {
    const Node& node = program.nodes[id];
    if (node.op == Op::pattern) return true;
    return node.op == Op::either && std::all_of(node.operands.begin(), node.operands.end(), [&](NodeId each) { return is_told_by_words(program, each); });
}

// By node, whether it looks at what a code was left with, which only coding can tell. Operands stand before what is made of them.
std::vector<std::uint8_t> looking_at_codes(const Program& program) {
    std::vector<std::uint8_t> looks(program.nodes.size());
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        const Node& node = program.nodes[id];
        looks[id] = node.op == Op::code || std::any_of(node.operands.begin(), node.operands.end(), [&](NodeId each) { return looks[each] != 0; });
    }
    return looks;
}

class Look {
  public:
    Look(const Program& program, std::span<const std::uint8_t> is_asked, std::span<const std::string_view> known_forms, Instructions instructions)
        : program_(program), is_asked_(is_asked), segmenter_(instructions), lexicon_(*program.index), found_(program) {
        for (const std::string_view form : known_forms) lexicon_.resolve(form);
        lexicon_.close();
    }

    bool matches(std::string_view text) {
        if (text.empty()) return false;
        tokens_.text = text;
        segmenter_.cut(text, tokens_.words);
        if (tokens_.words.empty() || !found_.begin(tokens_, lexicon_)) return false;
        lay_sentences(*program_.language, tokens_);
        found_.wake();
        const auto woken = found_.woken();
        return std::any_of(woken.begin(), woken.end(), [&](std::uint32_t rule) { return is_asked_[rule] && !found_.spans(program_.rules[rule].node).empty(); });
    }

  private:
    const Program& program_;
    std::span<const std::uint8_t> is_asked_;
    Segmenter segmenter_;
    Lexicon lexicon_;
    Tokens tokens_;
    Found found_;
};

}  // namespace

void add_matching(const Program& program, std::span<const std::uint32_t> rules, std::span<const std::string_view> texts, const WordIndex& words,
                  Spellings& spellings, const Options& options, ResponseSet& responses) {
    const auto looks_at_codes = looking_at_codes(program);
    MayMatch may_match(program, words, spellings, texts.size());
    ResponseSet doubtful(texts.size());
    std::vector<std::uint8_t> is_asked(program.rules.size());
    for (const std::uint32_t rule : rules) {
        const NodeId node = program.rules[rule].node;
        const bool is_known = looks_at_codes[node] || is_told_by_words(program, node);
        is_asked[rule] = !is_known;
        (is_known ? responses : doubtful) |= may_match.node(node);
    }
    std::vector<std::uint32_t> open = doubtful.list();
    std::erase_if(open, [&](std::uint32_t response) { return responses.contains(response); });
    if (open.empty()) return;

    std::vector<std::string_view> forms;
    std::size_t form_bytes = 0;
    for (PatternId pattern = 0; pattern < program.first_cue_pattern; ++pattern)
        for (const std::uint32_t form : spellings.find(program.patterns[pattern])) {
            forms.push_back(words.form(form));
            form_bytes += forms.back().size();
        }
    if (!Lexicon::can_keep(forms.size(), form_bytes)) {
        responses |= doubtful;
        return;
    }
    std::size_t bytes = 0;
    for (const std::uint32_t response : open) bytes += texts[response].size() + 1;
    const std::size_t parts = std::min(threads_worth(bytes, options.threads), open.size());
    std::vector<std::vector<std::uint32_t>> found(parts);
    on_threads(parts, options, [&](std::size_t part, Pace& pace) {
        Look look(program, is_asked, forms, usable_instructions(options.instructions));
        std::size_t unreported_bytes = 0;
        for (std::size_t i = open.size() * part / parts, last = open.size() * (part + 1) / parts; i < last; ++i) {
            if (look.matches(texts[open[i]])) found[part].push_back(open[i]);
            unreported_bytes += texts[open[i]].size() + 1;
            if (unreported_bytes < bytes_between_looks) continue;
            if (!pace.go_on(0)) return;
            unreported_bytes = 0;
        }
    });
    for (const auto& those : found)
        for (const std::uint32_t response : those) responses.add(response);
}

}  // namespace libcode

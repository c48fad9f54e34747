// The regular expressions of rules; the contract stands in regex.hpp. The only file that includes RE2.
//
// RE2 says whether an expression is well-formed. Its tree (regex_tree.hpp) is then written again over an alphabet of
// one byte a character (regex_alphabet.hpp), and each folded sentence is spelt in that alphabet: RE2's ASCII
// \b is Unicode's there, programs stay small, and a symbol's place is a character's place. Where RE2 has read
// ahead in vain too often, regex_automaton.hpp takes over, so that the whole is linear in the text.
#include "regex.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <re2/re2.h>

#include "fold_text.hpp"
#include "regex_alphabet.hpp"
#include "regex_automaton.hpp"
#include "regex_tree.hpp"

namespace libcode {
namespace {

constexpr int longest_program = 2500;               // RE2's instructions: room for a {0,1000}
constexpr std::size_t longest_automaton = 10000;    // states
constexpr std::int64_t most_memory_bytes = 8 << 20;  // a program and its automata

// RE2 searches a sentence anew after each match. When its searches may have read this many symbols, counted once an
// instruction, RegexAutomaton does the rest of the sentence: the first number is free, the second a symbol.
constexpr std::size_t free_steps = std::size_t{1} << 18;
constexpr std::size_t steps_per_symbol = 1024;

RE2::Options quiet_options(RE2::Options::Encoding encoding) {
    RE2::Options options;
    options.set_encoding(encoding);
    options.set_longest_match(true);
    options.set_log_errors(false);
    options.set_max_mem(most_memory_bytes);
    return options;
}

void write_symbol(std::uint8_t symbol, std::string& out) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\x";
    out += digits[symbol >> 4];
    out += digits[symbol & 15];
}

void write_set(const std::vector<std::uint8_t>& symbols, std::string& out) {
    if (symbols.empty()) {
        out += "[^\\x00-\\xff]";
        return;
    }
    out += '[';
    for (std::size_t i = 0; i < symbols.size();) {
        std::size_t last = i;
        while (last + 1 < symbols.size() && symbols[last + 1] == symbols[last] + 1) ++last;
        write_symbol(symbols[i], out);
        if (last > i) {
            out += '-';
            write_symbol(symbols[last], out);
        }
        i = last + 1;
    }
    out += ']';
}

constexpr std::array<std::string_view, 4> written_assertions = {"\\A", "\\z", "\\b", "\\B"};

// Writes the tree as an expression over the alphabet.
void write(const RegexNode& node, const RegexAlphabet& alphabet, std::string& out) {
    switch (node.kind) {
        case RegexKind::set: write_set(alphabet.symbols_of_set(node.set), out); return;
        case RegexKind::assertion: out += written_assertions[static_cast<std::size_t>(node.assertion)]; return;
        case RegexKind::sequence:
            for (const RegexNode& child : node.children) write(child, alphabet, out);
            return;
        case RegexKind::alternation:
            out += "(?:";
            for (const RegexNode& child : node.children) {
                if (&child != &node.children.front()) out += '|';
                write(child, alphabet, out);
            }
            out += ')';
            return;
        case RegexKind::repeat:
            out += "(?:";
            write(node.children.front(), alphabet, out);
            out += "){" + std::to_string(node.least) + ",";
            if (node.most) out += std::to_string(*node.most);
            out += '}';
            return;
    }
}

// One sentence in the alphabet, where its symbols come from, and what was found.
struct Spelling {
    std::string symbols;
    FoldedText folded;
    bool is_ascii = true;
    std::vector<RegexAutomaton::Match> matches;

    std::uint32_t start_bytes(std::size_t symbol) const {
        return is_ascii ? static_cast<std::uint32_t>(symbol) : folded.start_bytes[symbol];
    }
    std::uint32_t end_bytes(std::size_t symbol) const {
        return is_ascii ? static_cast<std::uint32_t>(symbol + 1) : folded.end_bytes[symbol];
    }
};

class Re2Regex final : public Regex {
  public:
    Re2Regex(const RegexTree& tree, RegexAlphabet alphabet, const std::string& expression, std::optional<Fold> fold_as)
        : alphabet_(std::move(alphabet)), fold_as_(fold_as),
          program_(expression, quiet_options(RE2::Options::EncodingLatin1)) {
        if (program_.ok()) automaton_.emplace(tree, alphabet_);
        for (std::size_t c = 0; c < ascii_symbols_.size(); ++c)
            ascii_symbols_[c] = static_cast<char>(alphabet_.symbol(fold_ascii(static_cast<char>(c), fold_as)));
    }

    bool is_ok() const { return program_.ok() && program_.ProgramSize() <= longest_program && automaton_->size() <= longest_automaton; }

    void find(const Tokens& tokens, Spans& out) const override {
        Spelling spelling;
        for (const Sentence& sentence : tokens.sentences) find_in(sentence, tokens, spelling, out);
        normalize(out);
    }

  private:
    void find_in(const Sentence& sentence, const Tokens& tokens, Spelling& spelling, Spans& out) const {
        spell(tokens.text.substr(sentence.start_bytes, sentence.end_bytes - sentence.start_bytes), spelling);
        spelling.matches.clear();
        find_matches(spelling.symbols, spelling.matches);
        for (const auto [start, end] : spelling.matches)
            snap(sentence, tokens, sentence.start_bytes + spelling.start_bytes(start),
                 sentence.start_bytes + spelling.end_bytes(end - 1), out);
    }

    void find_matches(std::string_view symbols, std::vector<RegexAutomaton::Match>& matches) const {
        const auto program_size = static_cast<std::size_t>(program_.ProgramSize());
        std::size_t readable = (free_steps + steps_per_symbol * symbols.size()) / program_size + symbols.size();
        for (std::size_t at = 0; at < symbols.size();) {
            if (readable < symbols.size() - at) return automaton_->find(symbols, at, matches);
            readable -= symbols.size() - at;
            re2::StringPiece match;
            if (!program_.Match(re2::StringPiece(symbols.data(), symbols.size()), at, symbols.size(), RE2::UNANCHORED, &match, 1)) return;
            const auto start = static_cast<std::size_t>(match.data() - symbols.data());
            const std::size_t end = start + match.size();
            if (end > start) matches.push_back({start, end});
            at = std::max(end, start + 1);  // an empty match counts for nothing and is stepped over
        }
    }

    void spell(std::string_view text, Spelling& spelling) const {
        spelling.is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (spelling.is_ascii) {
            spelling.symbols.resize(text.size());
            std::transform(text.begin(), text.end(), spelling.symbols.begin(),
                           [&](char c) { return ascii_symbols_[static_cast<std::size_t>(c)]; });
            return;
        }
        fold_text(text, fold_as_, spelling.folded);
        spelling.symbols.resize(spelling.folded.chars.size());
        std::transform(spelling.folded.chars.begin(), spelling.folded.chars.end(), spelling.symbols.begin(),
                       [&](char32_t c) { return static_cast<char>(alphabet_.symbol(c)); });
    }

    // Adds the words that a stretch of the text touches.
    static void snap(const Sentence& sentence, const Tokens& tokens, std::uint32_t start_bytes, std::uint32_t end_bytes, Spans& out) {
        const auto words = tokens.words.begin();
        const auto first = std::partition_point(words + sentence.first_word, words + sentence.end_word,
                                                [&](const Word& word) { return word.end_bytes <= start_bytes; });
        const auto last = std::partition_point(first, words + sentence.end_word,
                                               [&](const Word& word) { return word.start_bytes < end_bytes; });
        if (first != last) out.push_back({static_cast<std::uint32_t>(first - words), static_cast<std::uint32_t>(last - words)});
    }

    RegexAlphabet alphabet_;
    std::optional<Fold> fold_as_;  // nothing: as written
    std::array<char, 128> ascii_symbols_{};
    RE2 program_;
    std::optional<RegexAutomaton> automaton_;
};

std::optional<Fold> fold_of(Case letter_case, Accents accents) {
    if (letter_case == Case::exact) return std::nullopt;
    return accents == Accents::ignore ? Fold::bare : Fold::caseless;
}

}  // namespace

std::unique_ptr<const Regex> compile_regex(std::string_view pattern, Case letter_case, Accents accents, std::string& error) {
    error.clear();
    const RE2 judge(std::string(pattern), quiet_options(RE2::Options::EncodingUTF8));
    if (!judge.ok() && judge.error_code() != RE2::ErrorPatternTooLarge) {
        error = "RE2 does not take this expression: " + judge.error();
        return nullptr;
    }
    const auto fold_as = fold_of(letter_case, accents);
    const auto tree = read_regex(pattern, fold_as, error);
    if (!tree) return nullptr;
    if (!takes_text(*tree)) {
        error = "no text of a character or more can match this expression";
        return nullptr;
    }
    auto alphabet = RegexAlphabet::make(tree->sets, tree->asks_for_boundaries);
    if (!alphabet) {
        error = tree->asks_for_boundaries
                    ? "the expression tells more than 63 letters and digits apart beside \\b or \\B; cut it with | into several"
                    : "the expression tells more than 256 characters apart; cut it with | into several";
        return nullptr;
    }
    std::string expression;
    write(tree->root, *alphabet, expression);
    auto regex = std::make_unique<const Re2Regex>(*tree, std::move(*alphabet), expression, fold_as);
    if (!regex->is_ok()) {
        error = "the expression is too big; cut it into several rules or lower its {counts}";
        return nullptr;
    }
    return regex;
}

}  // namespace libcode

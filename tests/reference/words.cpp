// One word of a rule against one word of a text: "Word forms" and the word rows of the rule table.
#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "twin.hpp"

namespace reference {

std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const int length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        char32_t c = length == 1 ? byte : byte & (0xFF >> (length + 1));
        for (int k = 1; k < length && i + k < text.size(); ++k) c = c << 6 | (text[i + k] & 0x3F);
        out += c;
        i += static_cast<std::size_t>(length);
    }
    return out;
}

std::string utf8(char32_t c) {
    std::string out;
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) out += static_cast<char>(0xC0 | c >> 6);
    else if (c < 0x10000) (out += static_cast<char>(0xE0 | c >> 12)) += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    else
        ((out += static_cast<char>(0xF0 | c >> 18)) += static_cast<char>(0x80 | (c >> 12 & 0x3F))) +=
            static_cast<char>(0x80 | (c >> 6 & 0x3F));
    return out += static_cast<char>(0x80 | (c & 0x3F));
}

libcode::Fold fold_of(const InForce& force) {
    if (force.letter_case == "exact") return libcode::Fold::exact;
    return force.accents == "ignore" ? libcode::Fold::bare : libcode::Fold::caseless;
}

std::string seen_by_regex(std::string_view text, const InForce& force) {
    return force.letter_case == "exact" ? std::string(text) : libcode::fold(text, fold_of(force));
}

namespace {

struct Folded {
    std::u32string full, base;
};

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Folding the same few forms again and again is all that a test run would do, so it is remembered.
// `bare`: without accents afterwards, as a stem can be.
const Folded& folded(std::string_view form, libcode::Fold fold, const libcode::Language& language, bool bare = false) {
    static std::map<std::tuple<const libcode::Language*, libcode::Fold, bool>, std::unordered_map<std::string, Folded, Hash, std::equal_to<>>> memory;
    auto& known = memory[{&language, fold, bare}];
    if (const auto found = known.find(form); found != known.end()) return found->second;
    libcode::Form made = libcode::fold_form(form, fold, language);
    if (bare) made = {libcode::fold(made.full, libcode::Fold::bare), libcode::fold(made.base, libcode::Fold::bare)};
    return known.emplace(form, Folded{code_points(made.full), code_points(made.base)}).first->second;
}

bool wildcard(std::u32string_view pattern, std::u32string_view form) {
    if (pattern.empty()) return form.empty();
    if (pattern[0] == U'*')
        return wildcard(pattern.substr(1), form) || (!form.empty() && wildcard(pattern, form.substr(1)));
    return !form.empty() && (pattern[0] == U'?' || pattern[0] == form[0]) &&
           wildcard(pattern.substr(1), form.substr(1));
}

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
int edits(std::u32string_view a, std::u32string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<int>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

bool meets(const Node& word, std::string_view form, const InForce& force, const libcode::Language& language) {
    auto fold = fold_of(force);
    if (word.meets == Meets::exact) fold = libcode::Fold::exact;
    // Whether the rule word has a final 's is seen before any stemmer takes it away.
    const bool has_s = folded(word.text, fold, language).full != folded(word.text, fold, language).base;
    if (word.meets == Meets::plain && force.inflections == "stem") fold = libcode::Fold::stem;
    const bool bare = fold == libcode::Fold::stem && force.accents == "ignore";
    const auto& rule = has_s ? folded(word.text, fold, language, bare).full : folded(word.text, fold, language, bare).base;
    const auto& text = has_s ? folded(form, fold, language, bare).full : folded(form, fold, language, bare).base;
    switch (word.meets) {
        case Meets::plain:
        case Meets::exact: return rule == text;
        case Meets::wildcard: return wildcard(rule, text);
        case Meets::one_edit:
        case Meets::two_edits: break;
    }
    return rule.size() >= 5 && text.size() >= 5 && rule[0] == text[0] &&
           edits(rule, text) <= (word.meets == Meets::one_edit ? 1 : 2);
}

}  // namespace reference

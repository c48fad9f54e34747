// Tries one pattern on one folded word form. In: a Pattern, a Form. Out: met or not. Cost: wildcards
// linear in the form for each `*`, fuzzy words (edits × length). Tests: test_pattern.cpp.
#include "pattern.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "utf8.hpp"

namespace libcode {
namespace {

constexpr std::size_t shortest_fuzzy_chars = 5;

std::size_t char_bytes(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Greedy matching with one point of return: enough, because a later `*` can take over all that an earlier
// one could have taken.
bool wildcard_meets(std::string_view pattern, std::string_view form) {
    std::size_t p = 0, f = 0;
    std::size_t star = std::string_view::npos, star_form = 0;
    while (f < form.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_form = f;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            f += char_bytes(form[f]);
        } else if (p < pattern.size() && pattern[p] == form[f]) {
            ++p;
            ++f;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            star_form += char_bytes(form[star_form]);
            f = star_form;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        out.push_back(next.character);
        at += next.length_bytes;
    }
    return out;
}

// Optimal string alignment (Boytsov 2011, §2.2): insert, delete, replace, or swap two neighbours, no part edited
// twice. Three rows of the table, only the band within `limit` of the diagonal.
bool within_edits(const std::u32string& a, const std::u32string& b, std::size_t limit) {
    const std::size_t longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
    if (longer - shorter > limit) return false;
    const std::size_t beyond = limit + 1;
    std::vector<std::size_t> before(b.size() + 1, beyond), above(b.size() + 1, beyond), row(b.size() + 1);
    for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::fill(row.begin(), row.end(), beyond);
        if (i <= limit) row[0] = i;
        const std::size_t first = i > limit ? i - limit : 1, last = std::min(b.size(), i + limit);
        for (std::size_t j = first; j <= last; ++j) {
            std::size_t best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            best = std::min({best, above[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, before[j - 2] + 1);
            row[j] = std::min(best, beyond);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()] <= limit;
}

bool fuzzy_meets(const Pattern& pattern, std::string_view form) {
    const std::u32string a = characters(pattern.text), b = characters(form);
    return a.size() >= shortest_fuzzy_chars && b.size() >= shortest_fuzzy_chars && a[0] == b[0] &&
           within_edits(a, b, pattern.edits);
}

}  // namespace

Form view_form(std::string_view form, View view, const Language& language) {
    switch (view) {
        case View::exact: return fold_form(form, Fold::exact, language);
        case View::caseless: return fold_form(form, Fold::caseless, language);
        case View::bare: return fold_form(form, Fold::bare, language);
        case View::stem: return fold_form(form, Fold::stem, language);
        case View::stem_bare: break;
    }
    const Form stem = fold_form(form, Fold::stem, language);
    return {fold(stem.full, Fold::bare), fold(stem.base, Fold::bare)};
}

Side side_of(std::string_view rule_word, const Language& language) {
    const Form form = fold_form(rule_word, Fold::exact, language);
    return form.full == form.base ? Side::base : Side::full;
}

bool meets(const Pattern& pattern, const Form& form) {
    const std::string& seen = pattern.side == Side::full ? form.full : form.base;
    switch (pattern.kind) {
        case PatternKind::literal: return seen == pattern.text;
        case PatternKind::wildcard: return wildcard_meets(pattern.text, seen);
        case PatternKind::fuzzy: break;
    }
    return fuzzy_meets(pattern, seen);
}

}  // namespace libcode

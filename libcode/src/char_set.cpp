// Sets of characters; the contracts stand in char_set.hpp. Properties come from our own tables, cases from ICU, which
// may not change those of characters that Unicode 15.0 knows.
#include "char_set.hpp"

#include <algorithm>
#include <new>

#include <unicode/uniset.h>

#include "../unicode/property_sets.hpp"

namespace libcode {
namespace {

CharSet from_icu(const icu::UnicodeSet& set) {
    if (set.isBogus()) throw std::bad_alloc();  // how ICU says that it had no memory
    CharSet ranges;
    for (std::int32_t i = 0; i < set.getRangeCount(); ++i)
        ranges.push_back({static_cast<char32_t>(set.getRangeStart(i)), static_cast<char32_t>(set.getRangeEnd(i))});
    return ranges;
}

icu::UnicodeSet to_icu(const CharSet& ranges) {
    icu::UnicodeSet set;
    for (const CharRange range : ranges) set.add(static_cast<UChar32>(range.first), static_cast<UChar32>(range.last));
    if (set.isBogus()) throw std::bad_alloc();
    return set;
}

}  // namespace

CharSet set_of(std::vector<CharRange> ranges) {
    std::sort(ranges.begin(), ranges.end());
    CharSet set;
    for (const CharRange range : ranges) {
        if (!set.empty() && range.first <= set.back().last + 1) set.back().last = std::max(set.back().last, range.last);
        else set.push_back(range);
    }
    return set;
}

CharSet complement(const CharSet& set) {
    CharSet rest;
    char32_t next = 0;
    for (const CharRange range : set) {
        if (range.first > next) rest.push_back({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= last_char) rest.push_back({next, last_char});
    return rest;
}

CharSet unite(const CharSet& left, const CharSet& right) {
    std::vector<CharRange> ranges = left;
    ranges.insert(ranges.end(), right.begin(), right.end());
    return set_of(std::move(ranges));
}

std::optional<CharSet> property_set(std::string_view name) {
    if (name == "Any") return CharSet{{0, last_char}};
    std::vector<CharRange> ranges;
    for (const unicode::PropertySet& each : unicode::property_sets()) {
        // "L" is every category that begins so.
        const bool is_meant = each.name == name || (name.size() == 1 && each.name.size() == 2 && each.name.starts_with(name));
        if (!is_meant) continue;
        for (const unicode::Range range : each.ranges) ranges.push_back({range.first, range.last});
    }
    if (ranges.empty()) return std::nullopt;
    return set_of(std::move(ranges));
}

const CharSet& word_chars() {
    static const CharSet set = [] {
        CharSet chars{{U'_', U'_'}};
        for (const char* name : {"L", "M", "N"}) chars = unite(chars, property_set(name).value_or(CharSet{}));
        return chars;
    }();
    return set;
}

const CharSet& digit_chars() {
    static const CharSet set = property_set("Nd").value_or(CharSet{});
    return set;
}

const CharSet& space_chars() {
    static const CharSet set = property_set("White_Space").value_or(CharSet{});
    return set;
}

CharSet posix_set(std::string_view name) {
    if (name == "alnum") return {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}};
    if (name == "alpha") return {{'A', 'Z'}, {'a', 'z'}};
    if (name == "ascii") return {{0, 0x7F}};
    if (name == "blank") return {{'\t', '\t'}, {' ', ' '}};
    if (name == "cntrl") return {{0, 0x1F}, {0x7F, 0x7F}};
    if (name == "digit") return {{'0', '9'}};
    if (name == "graph") return {{'!', '~'}};
    if (name == "lower") return {{'a', 'z'}};
    if (name == "print") return {{' ', '~'}};
    if (name == "punct") return {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}};
    if (name == "space") return {{'\t', '\r'}, {' ', ' '}};
    if (name == "upper") return {{'A', 'Z'}};
    if (name == "word") return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    return {{'0', '9'}, {'A', 'F'}, {'a', 'f'}};  // xdigit
}

CharSet close_over_case(const CharSet& set) {
    // A younger Unicode may give an old letter a case that 15.0 lacks, as 16 gives ƛ its capital.
    static const icu::UnicodeSet known = to_icu(property_set("Assigned").value_or(CharSet{}));
    icu::UnicodeSet closed = to_icu(set);
    closed.retainAll(known);
    closed.closeOver(USET_CASE_INSENSITIVE);
    closed.removeAllStrings();
    closed.retainAll(known);
    return unite(set, from_icu(closed));
}

}  // namespace libcode

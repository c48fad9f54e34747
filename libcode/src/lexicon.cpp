// From word forms to the patterns they meet; the contract stands in lexicon.hpp.
#include "lexicon.hpp"

#include <algorithm>

namespace libcode {
namespace {

constexpr std::string_view wildcard_signs = "*?";

std::string_view first_character(std::string_view text) {
    std::size_t bytes = std::min<std::size_t>(1, text.size());
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
    return text.substr(0, bytes);
}

void sort_lengths(std::vector<std::size_t>& lengths) {
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
}

}  // namespace

PatternIndex::PatternIndex(std::span<const Pattern> patterns, const Language& language, std::span<const std::vector<std::uint32_t>> groups)
    : patterns_(patterns), language_(language), first_group_(patterns.size() + 1) {
    for (const auto& group : groups)
        for (const std::uint32_t member : group) ++first_group_[member + 1];
    for (std::size_t i = 1; i < first_group_.size(); ++i) first_group_[i] += first_group_[i - 1];
    groups_of_.resize(first_group_.back());
    std::vector<std::uint32_t> next(first_group_.begin(), first_group_.end() - 1);
    for (std::uint32_t group = 0; group < groups.size(); ++group)
        for (const std::uint32_t member : groups[group]) groups_of_[next[member]++] = static_cast<std::uint32_t>(patterns.size()) + group;
    for (std::uint32_t id = 0; id < patterns.size(); ++id) {
        const Pattern& pattern = patterns[id];
        Table& table = tables_[static_cast<std::size_t>(pattern.view)];
        table.used = true;
        switch (pattern.kind) {
            case PatternKind::literal: table.literals[pattern.text].push_back(id); break;
            case PatternKind::wildcard: add_wildcard(table, id); break;
            case PatternKind::fuzzy: table.fuzzy[first_character(pattern.text)].push_back(id); break;
        }
    }
    for (Table& table : tables_) {
        sort_lengths(table.prefix_bytes);
        sort_lengths(table.suffix_bytes);
    }
}

void PatternIndex::add_wildcard(Table& table, std::uint32_t pattern) {
    const std::string_view text = patterns_[pattern].text;
    const std::string_view prefix = text.substr(0, text.find_first_of(wildcard_signs));
    const std::string_view suffix = text.substr(text.find_last_of(wildcard_signs) + 1);
    if (!prefix.empty()) {
        table.by_prefix[prefix].push_back(pattern);
        table.prefix_bytes.push_back(prefix.size());
    } else if (!suffix.empty()) {
        table.by_suffix[suffix].push_back(pattern);
        table.suffix_bytes.push_back(suffix.size());
    } else {
        table.anywhere.push_back(pattern);
    }
}

void PatternIndex::find(std::string_view form, std::vector<std::uint32_t>& met) const {
    met.clear();
    for (std::size_t view = 0; view < tables_.size(); ++view)
        if (tables_[view].used) find_in(tables_[view], view_form(form, static_cast<View>(view), language_), met);
    for (std::size_t i = 0, patterns = met.size(); i < patterns; ++i)
        met.insert(met.end(), groups_of_.begin() + first_group_[met[i]], groups_of_.begin() + first_group_[met[i] + 1]);
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
}

void PatternIndex::find_in(const Table& table, const Form& form, std::vector<std::uint32_t>& met) const {
    const auto test = [&](const auto& lists, std::string_view key) {
        const auto at = lists.find(key);
        if (at == lists.end()) return;
        for (const std::uint32_t pattern : at->second)
            if (meets(patterns_[pattern], form)) met.push_back(pattern);
    };
    const bool two = form.full != form.base;
    test(table.literals, form.base);
    if (two) test(table.literals, form.full);
    // A prefix of the base is one of the full form too, which is base and 's: the longer serves both.
    for (const std::size_t bytes : table.prefix_bytes)
        if (bytes <= form.full.size()) test(table.by_prefix, std::string_view(form.full).substr(0, bytes));
    for (const std::string* seen : {&form.base, &form.full}) {
        if (seen == &form.full && !two) break;
        for (const std::size_t bytes : table.suffix_bytes)
            if (bytes <= seen->size()) test(table.by_suffix, std::string_view(*seen).substr(seen->size() - bytes));
    }
    for (const std::uint32_t pattern : table.anywhere)
        if (meets(patterns_[pattern], form)) met.push_back(pattern);
    if (!table.fuzzy.empty()) test(table.fuzzy, first_character(form.base));
}

Lexicon::Lexicon(const PatternIndex& index) : index_(index), classes_(1) {}

std::uint32_t Lexicon::resolve(std::string_view form) {
    const FormKey key = FormKey::of(form);
    const std::uint32_t known = known_.find(form, key);
    return known != Forms::unknown ? known : learn(form, key);
}

void Lexicon::resolve(std::string_view text, std::span<const Word> words, std::vector<std::uint32_t>& classes, std::vector<Hit>& hits) {
    classes.resize(words.size());
    if (hits.size() < words.size()) hits.resize(words.size());
    if (asked_.size() < words.size()) asked_.resize(words.size());
    const char* const bytes = text.data();
    const std::size_t last_padded = text.size() - std::min(text.size(), FormKey::loaded_bytes);
    // The lines of all words are on their way before the first is looked at.
    Asked* asked = asked_.data();
    for (const Word word : words) {
        const std::size_t start = word.start_bytes, size = word.end_bytes - start;
        const FormKey key = start < last_padded ? FormKey::of_padded(bytes + start, size) : FormKey::of({bytes + start, size});
        *asked = {key, key.hash()};
        known_.expect(asked->hash);
        ++asked;
    }
    asked = asked_.data();
    std::uint32_t* form_class = classes.data();
    Hit* next = hits.data();
    for (std::uint32_t word = 0; word < words.size(); ++word, ++asked, ++form_class) {
        const std::string_view form(bytes + words[word].start_bytes, words[word].end_bytes - words[word].start_bytes);
        *form_class = known_.find(form, asked->key, asked->hash);
        if (*form_class == Forms::unknown) [[unlikely]] *form_class = learn(form, asked->key);
        *next = {word, *form_class};
        next += *form_class != 0;
    }
    hits.resize(static_cast<std::size_t>(next - hits.data()));
}

std::uint32_t Lexicon::learn(std::string_view form, FormKey key) {
    if (is_closed_) return 0;
    if (known_.size() >= most_forms || known_.long_bytes() >= most_long_bytes) known_.clear();
    index_.find(form, met_);
    std::uint32_t form_class = 0;
    if (!met_.empty()) {
        std::string pattern_bytes(reinterpret_cast<const char*>(met_.data()), met_.size() * sizeof met_[0]);
        const auto [at, is_new] = class_index_.emplace(std::move(pattern_bytes), static_cast<std::uint32_t>(classes_.size()));
        if (is_new) classes_.push_back(met_);
        form_class = at->second;
    }
    known_.add(form, key, form_class);
    return form_class;
}

}  // namespace libcode

// Lexicon: from word forms to the patterns they meet. Each distinct form is looked at once; its answer, a
// class (0: no pattern cares), is kept.
//
//     "Cramps" ─► class 7 = { cramp*, cramps }          "the" ─► class 0
//
// `resolve` is a pure function of the Program: the cache may be emptied at any time and changes no answer.
// Cost of a new form: one look-up for each fold and each length of prefix in use, and one test for each
// wildcard or fuzzy word that shares its first letters. Not thread-safe: one a thread. Twin: meets() of
// pattern.hpp, tried on every pattern. Tests: test_lexicon.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "forms.hpp"
#include "pattern.hpp"
#include "words.hpp"

namespace libcode {

// Finds the patterns that a form meets; made once per Program, then only read.
class PatternIndex {
  public:
    // `groups` are lists of patterns; the first is numbered after the last pattern.
    PatternIndex(std::span<const Pattern> patterns, const Language& language, std::span<const std::vector<std::uint32_t>> groups = {});

    // Replaces `met` by the patterns that `form` meets, and the groups that hold one of them, in increasing order.
    void find(std::string_view form, std::vector<std::uint32_t>& met) const;

  private:
    struct Table {
        std::unordered_map<std::string_view, std::vector<std::uint32_t>> literals;
        // Wildcards by the letters before their first sign, else by those after their last.
        std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_prefix, by_suffix;
        std::vector<std::size_t> prefix_bytes, suffix_bytes;  // lengths in use
        std::vector<std::uint32_t> anywhere;                  // wildcards with neither
        std::unordered_map<std::string_view, std::vector<std::uint32_t>> fuzzy;  // by first character
        bool used = false;
    };
    void add_wildcard(Table& table, std::uint32_t pattern);
    void find_in(const Table& table, const Form& form, std::vector<std::uint32_t>& met) const;

    std::span<const Pattern> patterns_;
    const Language& language_;
    std::vector<std::uint32_t> first_group_, groups_of_;  // the groups of pattern p: from groups_of_[first_group_[p]] on
    std::array<Table, view_count> tables_;
};

// A word of a response that some pattern cares about.
struct Hit {
    std::uint32_t word;
    std::uint32_t form_class;
};

class Lexicon {
  public:
    explicit Lexicon(const PatternIndex& index);

    std::uint32_t resolve(std::string_view form);

    // From now on no form is learnt: those not resolved before are of class 0. For a caller that has resolved every form that
    // matters, where can_keep() says that all of them are still kept.
    void close() { is_closed_ = true; }
    static bool can_keep(std::size_t forms, std::size_t bytes) { return forms < most_forms && bytes + forms * sizeof(std::uint32_t) < most_long_bytes; }
    std::span<const std::uint32_t> patterns(std::uint32_t form_class) const { return classes_[form_class]; }
    std::uint32_t class_count() const { return static_cast<std::uint32_t>(classes_.size()); }

    // Replaces `classes` by those of all words of `text`, and `hits` by the words whose class is not 0, in order.
    void resolve(std::string_view text, std::span<const Word> words, std::vector<std::uint32_t>& classes, std::vector<Hit>& hits);

  private:
    // A word on its way to its class.
    struct Asked {
        FormKey key;
        std::uint64_t hash;
    };
    // The class of a form that is not kept; keeps it.
    std::uint32_t learn(std::string_view form, FormKey key);

    // Then the cache starts anew; so few forms stay near the processor, and no text makes it large.
    static constexpr std::size_t most_forms = 1 << 16, most_long_bytes = 4 << 20;

    const PatternIndex& index_;
    Forms known_;
    std::vector<Asked> asked_;  // of one text's words
    std::unordered_map<std::string, std::uint32_t> class_index_;  // by the bytes of its pattern numbers
    std::vector<std::vector<std::uint32_t>> classes_;
    std::vector<std::uint32_t> met_;
    bool is_closed_ = false;
};

}  // namespace libcode

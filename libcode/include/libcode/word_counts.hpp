// Word counts: how often each word, phrase of words or pair of words stands in the answers, per group of words.
//
//     WordGroups groups = group_words(codings, {.codes = bladder, .rest = Rest::own_group});  // coded, and all else
//     WordCounts counts = count_words(texts, groups, {.language = "en", .words = 2});
//
// Words are those that rules see, cut by the library's own boundaries and folded as settings say, so that `Cramps` and
// `cramps` are one; a contraction has its apostrophe back. A phrase is words that follow one another as the words of a rule may:
// over a space, a hyphen or a quotation mark, never over a comma or a sentence's end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/codings.hpp>
#include <libcode/export.hpp>

namespace libcode {

inline constexpr std::uint32_t no_group = 0xFFFFFFFF;
inline constexpr unsigned most_words_of_phrase = 5;

// A stretch of a response whose words are of another group than the rest of it.
struct WordPart {
    std::uint32_t response, start_bytes, end_bytes, group;
};

// Which group each word is of. A phrase is of a group where all its words are.
struct WordGroups {
    std::uint32_t count = 1;                 // groups are numbered from 0
    std::vector<std::uint32_t> of_response;  // one per response: a group, or no_group
    std::vector<WordPart> parts;             // by (response, start); they do not overlap
};

enum class CodedPart : std::uint8_t { quotes, responses };  // what of a response with a code is coded
enum class Rest : std::uint8_t { left_out, own_group };     // where words go that are not coded

struct GroupChoice {
    std::span<const std::uint32_t> of_response = {};  // one group per response, or no_group; empty: all are group 0
    std::uint32_t count = 1;                          // how many groups `of_response` has
    std::span<const std::uint32_t> codes = {};        // only what is coded with any of these codes or their descendants; empty: all words
    CodedPart part = CodedPart::quotes;
    Rest rest = Rest::left_out;                       // own_group: the group `count`
};

// The groups of the words of usable responses. With codes, of those responses that are in the base of one of them; coded are
// the quotes that count, or the responses that have one.
// Throws std::invalid_argument where of_response is not one per response.
LIBCODE_API WordGroups group_words(const Codings& codings, const GroupChoice& choice);

struct WordOptions {
    std::string_view language = "en";   // abbreviations, contractions and stems are its own
    Settings settings = {};             // case, accents and inflections: which spellings are one word
    unsigned words = 1;                 // of a phrase, 1 to most_words_of_phrase
    unsigned window = 1;                // of a pair: how many words on the second word may stand
    std::uint64_t least = 1;            // counted so often in all groups together, or left out of the list
    std::span<const std::string> stop = {};  // words that are left out of the list, with every phrase that has one
    // Called now and then with how many responses are done; returning false throws Stopped.
    std::function<bool(std::size_t responses_done)> progress = {};
};

// Each list is in order of how often it was counted, then of bytes. Totals count what is not listed too.
struct WordCounts {
    std::uint32_t groups = 0;
    std::vector<std::string> words;          // folded; the words of a phrase stand one space apart
    std::vector<std::uint64_t> counts;       // words × groups, row by row
    std::vector<std::uint64_t> responses;    // words × groups: how many responses it was counted in
    std::vector<std::uint64_t> total;        // per group
    std::vector<std::uint64_t> total_responses;  // per group: responses with anything counted
};

// Counts words, or phrases of `words` words. One response after another; each distinct spelling is folded once. `text`
// as in Responses. Throws std::invalid_argument where `groups` does not fit `text` or `words` is out of range, and Stopped.
LIBCODE_API WordCounts count_words(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options);

// Pairs of words of any one group, the first before the second. Side by side (window 1) they are a phrase; in a wider window
// they stand in one sentence, the second at most `window` words on, whatever is between them.
struct WordPairs {
    std::vector<std::string> first, second;
    std::vector<std::uint64_t> counts;
    std::vector<std::uint64_t> first_counts, second_counts;  // pairs with this first word, pairs with this second word
    std::uint64_t total = 0;                                 // pairs
};

LIBCODE_API WordPairs count_pairs(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options);

}  // namespace libcode

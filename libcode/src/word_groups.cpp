// Says which group the words of each response are of. In: Codings, a choice. Out: WordGroups. Cost: one walk over the
// responses and one over the codings. Tests: test_word_counts.cpp.
#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include <libcode/tables.hpp>
#include <libcode/word_counts.hpp>

namespace libcode {
namespace {

// Whether a coding with `code` counts for one of `wanted`, which may be above it.
bool is_wanted(const Codings& codings, std::size_t response, std::optional<std::uint32_t> code, std::span<const std::uint32_t> wanted) {
    for (; code; code = codings.codebook.codes()[*code].parent)
        if (std::ranges::find(wanted, *code) != wanted.end() && codings.in_base(response, *code)) return true;
    return false;
}

// The quotes that count for one of `codes` or a descendant, those that touch made one, by (response, start).
std::vector<WordPart> coded_parts(const Codings& codings, std::span<const std::uint32_t> codes) {
    const std::vector<std::uint8_t> counted = counted_codings(codings);
    std::vector<WordPart> all, merged;
    for (std::size_t at = 0; at < codings.rows.size(); ++at) {
        const Coding& row = codings.rows[at];
        if (!counted[at] || !is_wanted(codings, row.response, row.code, codes)) continue;
        all.push_back({row.response, row.quote_start_bytes, row.quote_end_bytes, 0});
    }
    std::ranges::sort(all, [](const WordPart& a, const WordPart& b) {
        return a.response != b.response ? a.response < b.response : a.start_bytes < b.start_bytes;
    });
    for (const WordPart& part : all) {
        const bool touches = !merged.empty() && merged.back().response == part.response && part.start_bytes <= merged.back().end_bytes;
        if (touches) merged.back().end_bytes = std::max(merged.back().end_bytes, part.end_bytes);
        else merged.push_back(part);
    }
    return merged;
}

}  // namespace

WordGroups group_words(const Codings& codings, const GroupChoice& choice) {
    const std::size_t responses = codings.answers.size();
    if (!choice.of_response.empty() && choice.of_response.size() != responses)
        throw std::invalid_argument("`of_response` has " + std::to_string(choice.of_response.size()) + " entries for " + std::to_string(responses) + " responses");
    const auto group_of = [&](std::size_t response) { return choice.of_response.empty() ? 0 : choice.of_response[response]; };
    const auto is_asked = [&](std::size_t response) {
        return codings.answers[response] == Answer::usable &&
               (choice.codes.empty() || std::ranges::any_of(choice.codes, [&](std::uint32_t code) { return codings.in_base(response, code); }));
    };
    WordGroups groups;
    groups.count = choice.count;
    groups.of_response.assign(responses, no_group);
    if (choice.codes.empty()) {
        for (std::size_t i = 0; i < responses; ++i)
            if (is_asked(i)) groups.of_response[i] = group_of(i);
        return groups;
    }
    if (choice.rest == Rest::own_group) {
        ++groups.count;
        for (std::size_t i = 0; i < responses; ++i)
            if (is_asked(i) && group_of(i) != no_group) groups.of_response[i] = choice.count;
    }
    groups.parts = coded_parts(codings, choice.codes);
    if (choice.part == CodedPart::quotes) {
        for (WordPart& part : groups.parts) part.group = group_of(part.response);
    } else {
        for (const WordPart& part : groups.parts) groups.of_response[part.response] = group_of(part.response);
        groups.parts.clear();
    }
    return groups;
}

}  // namespace libcode

// Walks over the words of the answers; the contract stands in word_walk.hpp.
#include "word_walk.hpp"

#include <stdexcept>
#include <string>

#include <libcode/coder.hpp>

namespace libcode {
namespace {

constexpr std::size_t bytes_between_looks = 64 * 1024;

View view_of(const Settings& settings) {
    if (settings.letter_case == Case::exact) return View::exact;
    const bool has_accents = settings.accents == Accents::exact;
    if (settings.inflections == Inflections::stem) return has_accents ? View::stem : View::stem_bare;
    return has_accents ? View::caseless : View::bare;
}

}  // namespace

WordWalk::WordWalk(std::span<const std::string_view> text, const WordGroups& groups, const WordOptions& options)
    : text_(text), groups_(groups), language_(language_of(options.language)), progress_(options.progress), words_(view_of(options.settings), language_) {
    if (groups.of_response.size() != text.size())
        throw std::invalid_argument("`of_response` has " + std::to_string(groups.of_response.size()) + " entries for " + std::to_string(text.size()) + " responses");
    const auto is_group = [&](std::uint32_t group) { return group < groups.count || group == no_group; };
    for (const std::uint32_t group : groups.of_response)
        if (!is_group(group)) throw std::invalid_argument("`of_response` names a group that is not one of " + std::to_string(groups.count));
    for (const WordPart& part : groups.parts)
        if (!is_group(part.group) || part.response >= text.size()) throw std::invalid_argument("a part names a group or a response that is not there");
}

bool WordWalk::next() {
    for (; coming_ < text_.size(); ++coming_) {
        if (bytes_ > bytes_between_looks) {
            bytes_ = 0;
            if (progress_ && !progress_(coming_)) throw Stopped();
        }
        bytes_ += text_[coming_].size() + 1;
        response_ = static_cast<std::uint32_t>(coming_);
        while (part_ < groups_.parts.size() && groups_.parts[part_].response < response_) ++part_;
        const bool has_part = part_ < groups_.parts.size() && groups_.parts[part_].response == response_;
        if (groups_.of_response[coming_] == no_group && !has_part) continue;
        if (!number_words()) continue;
        ++coming_;
        return true;
    }
    return false;
}

bool WordWalk::number_words() {
    tokenize(text_[response_], language_, tokens_);
    const std::size_t size = tokens_.words.size();
    ids_.resize(size);
    group_.resize(size);
    bool any = false;
    std::size_t part = part_;
    for (std::size_t word = 0; word < size; ++word) {
        const auto [start, end] = tokens_.words[word];
        while (part < groups_.parts.size() && groups_.parts[part].response == response_ && groups_.parts[part].end_bytes <= start) ++part;
        const bool inside = part < groups_.parts.size() && groups_.parts[part].response == response_ && groups_.parts[part].start_bytes <= start &&
                            end <= groups_.parts[part].end_bytes;
        group_[word] = inside ? groups_.parts[part].group : groups_.of_response[response_];
        if (group_[word] == no_group) continue;
        ids_[word] = words_.id(tokens_.form(word));
        any = true;
    }
    return any;
}

std::unordered_set<std::uint32_t> WordWalk::numbers_of(std::span<const std::string> stop) {
    std::unordered_set<std::uint32_t> numbers;
    Tokens tokens;
    for (const std::string& each : stop) {
        tokenize(each, language_, tokens);
        for (std::size_t word = 0; word < tokens.words.size(); ++word) numbers.insert(words_.id(tokens.form(word)));
    }
    return numbers;
}

}  // namespace libcode

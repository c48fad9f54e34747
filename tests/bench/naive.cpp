// Finds words naively; the contract stands in naive.hpp.
#include "naive.hpp"

#include <algorithm>
#include <unordered_map>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "words.hpp"

namespace bench {
namespace {

using Index = std::unordered_map<std::string, std::uint32_t>;

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool is_regex_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

void by_unicode(std::uint32_t response, std::string_view text, const Index& index, std::vector<Hit>& hits) {
    std::vector<libcode::Word> words;
    libcode::cut_words(text, words);
    for (const auto& [start, end] : words) {
        std::string form = fold(text.substr(start, end - start));
        auto found = index.find(form);
        for (const std::string_view suffix : {"'s", "’s"})
            if (found == index.end() && form.ends_with(suffix)) found = index.find(form.substr(0, form.size() - suffix.size()));
        if (found != index.end()) hits.push_back({response, found->second, start, end});
    }
}

void by_regex(std::uint32_t response, std::string_view text, const Index& index, std::vector<Hit>& hits) {
    const std::string lower = ascii_lower(text);
    for (std::uint32_t start = 0; start < lower.size();) {
        std::uint32_t end = start;
        while (end < lower.size() && is_regex_word(lower[end])) ++end;
        if (const auto found = index.find(lower.substr(start, end - start)); end > start && found != index.end())
            hits.push_back({response, found->second, start, end});
        start = end + 1;
    }
}

void anywhere(std::uint32_t response, std::string_view text, std::span<const std::string> words, std::vector<Hit>& hits) {
    const std::string lower = ascii_lower(text);
    for (std::uint32_t word = 0; word < words.size(); ++word)
        for (std::size_t at = 0; (at = lower.find(words[word], at)) != std::string::npos; ++at)
            hits.push_back({response, word, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words[word].size())});
}

}  // namespace

std::string fold(std::string_view form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    fold->normalizeUTF8(0, icu::StringPiece(form.data(), static_cast<std::int32_t>(form.size())), sink, nullptr, status);
    return out;
}

std::vector<std::string> folded_words(std::string_view text) {
    std::vector<libcode::Word> words;
    libcode::cut_words(text, words);
    std::vector<std::string> out;
    for (const auto& [start, end] : words) out.push_back(fold(text.substr(start, end - start)));
    return out;
}

std::vector<Hit> find_naively(std::span<const std::string_view> texts, std::span<const std::string> words, Boundaries boundaries) {
    Index index;
    for (std::uint32_t i = 0; i < words.size(); ++i) index.emplace(words[i], i);
    std::vector<Hit> hits;
    for (std::uint32_t response = 0; response < texts.size(); ++response) {
        switch (boundaries) {
            case Boundaries::unicode: by_unicode(response, texts[response], index, hits); break;
            case Boundaries::regex: by_regex(response, texts[response], index, hits); break;
            case Boundaries::none: anywhere(response, texts[response], words, hits); break;
        }
    }
    std::sort(hits.begin(), hits.end());
    return hits;
}

}  // namespace bench

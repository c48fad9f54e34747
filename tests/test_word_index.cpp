// The index of a survey's words: every form is found in the responses that hold it and in no other, whatever the blocks and threads.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "word_index.hpp"

using namespace libcode;

namespace {

// Common words and rare ones, so that forms are kept both ways; `the` is in almost every response.
std::vector<std::string> survey(std::size_t responses) {
    std::mt19937 random(3);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < responses; ++i) {
        std::string text = random() % 50 == 0 ? "" : "the ";
        for (auto left = random() % 4; left > 0; --left) text += "w" + std::to_string(random() % (1 + random() % 3000)) + " ";
        texts.push_back(text + "the");
    }
    return texts;
}

void check(const std::vector<std::string>& texts, unsigned threads) {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const WordIndex index(views, {.threads = threads});
    std::map<std::string_view, std::set<std::uint32_t>> expected;
    for (std::uint32_t i = 0; i < views.size(); ++i)
        for (std::size_t at = 0; at < views[i].size();) {
            const std::size_t end = std::min(views[i].find(' ', at), views[i].size());
            if (end > at) expected[views[i].substr(at, end - at)].insert(i);
            at = end + 1;
        }
    REQUIRE(index.size() == expected.size());
    ResponseSet all(views.size());
    std::vector<std::uint32_t> forms;
    for (std::uint32_t form = 0; form < index.size(); ++form) {
        forms.push_back(form);
        if (form % 7 != 0 && views.size() > 1000) continue;
        ResponseSet found(views.size());
        index.add_responses(std::span(forms).last(1), found);
        const auto& those = expected.at(index.form(form));
        CHECK((found.list() == std::vector<std::uint32_t>(those.begin(), those.end())));
    }
    index.add_responses(forms, all);
    std::set<std::uint32_t> any;
    for (const auto& [form, those] : expected) any.insert(those.begin(), those.end());
    CHECK((all.list() == std::vector<std::uint32_t>(any.begin(), any.end())));
}

}  // namespace

TEST_CASE("each form is found where it stands") {
    check({}, 1);
    check({"a b a", "", "b"}, 1);
    check(survey(70), 1);
    check(survey(200'000), 1);  // more than one block
}

TEST_CASE("each form is found in however many responses it stands") {
    for (const std::size_t responses : {16u, 17u, 64u, 200u, 1000u}) {  // word n stands in n of them, spread out
        std::vector<std::string> texts(responses);
        for (std::size_t word = 1; word <= responses; word += 1 + responses / 200)
            for (std::size_t i = 0; i < word; ++i) texts[i * responses / word] += "w" + std::to_string(word) + " ";
        check(texts, 1);
    }
}

TEST_CASE("the same on several threads") {
    check(survey(200'000), 3);
}

TEST_CASE("a form stands in few bytes") {
    const auto texts = survey(200'000);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    std::size_t words = 0;
    for (const auto& text : texts) words += 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), ' '));
    CHECK(WordIndex(views, {}).memory_bytes() < 4 * words);
}

TEST_CASE("reading can be stopped") {
    const auto texts = survey(200'000);
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    for (const unsigned threads : {1u, 2u})
        CHECK_THROWS_AS(WordIndex(views, Options{.threads = threads, .progress = [](std::size_t) { return false; }}), Stopped);
}

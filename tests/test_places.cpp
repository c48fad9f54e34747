// Where codings stand among the words of their responses, and the words around them.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/contexts.hpp>

#include "places.hpp"

using namespace libcode;

namespace {

std::string show(const WordPlace& place) {
    return "words " + std::to_string(place.first_word) + "-" + std::to_string(place.end_word) + " sentences " + std::to_string(place.first_sentence) + "-" +
           std::to_string(place.last_sentence) + " paragraphs " + std::to_string(place.first_paragraph) + "-" + std::to_string(place.last_paragraph);
}

}  // namespace

TEST_CASE("a stretch is found among words, sentences and paragraphs") {
    PlaceCutter cutter(parse_codebook("codes:\n  a:\n    rules: a\n"));
    const std::string text = "No cramps. K cramps, badly\n\nketé! End";
    cutter.cut(text);
    CHECK(cutter.sentences() == 4);
    CHECK(cutter.paragraphs() == 2);
    const auto at = [&](const std::string& part) {
        const auto start = static_cast<std::uint32_t>(text.find(part));
        return show(cutter.place(start, start + static_cast<std::uint32_t>(part.size())));
    };
    CHECK(at("No") == "words 0-1 sentences 0-0 paragraphs 0-0");
    CHECK(at("K cramps") == "words 2-4 sentences 1-1 paragraphs 0-0");
    CHECK(at("cramps, badly\n\nketé") == "words 3-6 sentences 1-2 paragraphs 0-1");
    CHECK(at("End") == "words 6-7 sentences 3-3 paragraphs 1-1");
    cutter.cut("");
    CHECK(cutter.sentences() == 0);
    CHECK(cutter.paragraphs() == 0);
}

TEST_CASE("the words around a match") {
    const std::vector<std::string_view> texts = {"ket", "one two. three, KET four\nfive six ket.", "", "it was ket"};
    const Codings codings = Coder(parse_codebook("settings: {negation: off}\ncodes:\n  a:\n    rules: ket\n")).code({.text = texts});
    const auto around = [&](std::vector<std::size_t> rows, std::uint32_t words) {
        std::string out;
        const auto found = find_contexts(codings, texts, rows, words);
        for (std::size_t i = 0; i < rows.size(); ++i)
            out += "<" + std::string(texts[codings.rows[rows[i]].response].substr(found[i].start_bytes, found[i].end_bytes - found[i].start_bytes)) + ">";
        return out;
    };
    CHECK(around({0, 1, 2, 3}, 1) == "<ket><three, KET four><six ket><was ket>");
    CHECK(around({1}, 2) == "<two. three, KET four\nfive>");
    CHECK(around({3, 1}, 0) == "<ket><KET>");
    CHECK(around({1}, 4000000000) == "<one two. three, KET four\nfive six ket>");
    CHECK(around({}, 1) == "");
    const std::vector<std::size_t> rows = {0};
    CHECK_THROWS_AS(find_contexts(codings, std::span(texts).first(1), rows, 1), std::invalid_argument);
}

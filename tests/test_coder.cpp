// The coder: the same codings whatever the threads and batches, what an answer is, progress, and that no bytes can make it fail.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <libcode/coder.hpp>

using namespace libcode;

namespace {

const char* const book = R"(codes:
  cramps:
    rules: |
      k cramp*
      cramp* NEAR/4 ket
  bladder:
    rules: bladder~ | /pe+d?/
  both:
    rules: |
      @cramps NEAR/paragraph @bladder
)";

Codings code(const Coder& coder, const std::vector<std::string_view>& texts, const Options& options = {}) {
    return coder.code({.text = texts}, options);
}

// Some megabytes, so that eight threads are worth their while; responses of very different lengths.
std::vector<std::string> long_survey() {
    std::mt19937 random(5);
    const char* const words[] = {"no ", "k ", "cramps ", "ket. ", "bladdr ", "pee\n", "the ", "never "};
    std::vector<std::string> texts;
    for (std::size_t bytes = 0; bytes < 4'300'000; bytes += texts.back().size()) {
        std::string text;
        for (auto left = random() % 20; left > 0; --left) text += words[random() % 8];
        texts.push_back(text + std::string(random() % 8000, ' ') + "ket cramps");
    }
    return texts;
}

}  // namespace

TEST_CASE("the same codings whatever the threads and the batches") {
    const Coder coder(parse_codebook(book));
    const std::vector<std::string> survey = long_survey();
    const std::vector<std::string_view> texts(survey.begin(), survey.end());
    const Codings one = code(coder, texts, {.threads = 1});
    CHECK(one.rows.size() > texts.size());
    for (const unsigned threads : {0u, 2u, 3u, 8u}) {
        CAPTURE(threads);
        const Codings many = code(coder, texts, {.threads = threads});
        CHECK((many.rows == one.rows));
        CHECK((many.answers == one.answers));
    }
    for (const std::size_t batch : {std::size_t{1}, std::size_t{7}, texts.size() / 2 + 1}) {
        CAPTURE(batch);
        std::vector<Coding> rows;
        const std::size_t last = std::min(texts.size(), batch * 100);
        for (std::size_t first = 0; first < last; first += batch) {
            const std::span<const std::string_view> some = std::span(texts).subspan(first, std::min(batch, last - first));
            for (Coding row : coder.code({.text = some}).rows) {
                row.response += static_cast<std::uint32_t>(first);
                rows.push_back(row);
            }
        }
        const auto end = std::find_if(one.rows.begin(), one.rows.end(), [&](const Coding& row) { return row.response >= last; });
        CHECK((rows == std::vector<Coding>(one.rows.begin(), end)));
    }
}

TEST_CASE("a copy of a coder codes as it does") {
    const Coder coder(parse_codebook(book)), copy = coder;
    CHECK((code(copy, {"k cramps and pee"}).rows == code(coder, {"k cramps and pee"}).rows));
    CHECK(copy.codebook().codes().size() == 3);
}

TEST_CASE("codings are in order of response, code and start, and hold where and why") {
    const Coder coder(parse_codebook(book));
    const Codings codings = code(coder, {" No k cramps. My bladdr, then cramps from ket ", "k cramps"});
    REQUIRE(codings.rows.size() == 5);
    const Coding& first = codings.rows[0];
    CHECK(first.code == 0);
    CHECK(first.rule == 0);
    CHECK(first.start_bytes == 4);
    CHECK(first.end_bytes == 12);
    CHECK(first.quote_start_bytes == 1);
    CHECK(first.quote_end_bytes == 13);
    CHECK(first.unit == 0);
    CHECK(first.status.is_marked(Axis::negation));
    CHECK_FALSE(first.counts);
    CHECK(first.cue < codings.cues.size());
    CHECK(first.cue_start_bytes == 1);
    CHECK(first.cue_end_bytes == 3);
    CHECK(codings.rows[1].rule == 1);
    CHECK(codings.rows[1].counts);
    CHECK(codings.rows[1].cue == no_cue);
    CHECK(codings.rows[1].cue_end_bytes == 0);
    CHECK(codings.rows[2].code == 1);
    CHECK(codings.rows[3].code == 2);
    CHECK(codings.rows[4].response == 1);
}

TEST_CASE("null, blank and wordless answers") {
    const Coder coder(parse_codebook(book));
    const Codings codings = code(coder, {std::string_view(), "", " \n\t ", "... - !", "\xFF", "x", "k cramps"});
    CHECK((codings.answers == std::vector<Answer>{Answer::not_asked, Answer::unusable, Answer::unusable, Answer::unusable, Answer::unusable,
                                                  Answer::usable, Answer::usable}));
    REQUIRE(codings.rows.size() == 1);
    CHECK(codings.rows[0].response == 6);
    CHECK(code(coder, {}).answers.empty());
    CHECK(code(coder, {}, {.threads = 8}).rows.empty());
}

TEST_CASE("a code looks only at the responses of its base") {
    const Coder coder(parse_codebook("codes:\n  a:\n    rules: x\n    where:\n      country: UK\n  b:\n    rules: x\n"));
    const std::vector<std::string_view> texts = {"x", "x"};
    const std::vector<Variable> variables = {{"country", {"US", "UK"}}};
    const Codings codings = coder.code({.text = texts, .variables = variables});
    REQUIRE(codings.rows.size() == 3);
    CHECK(codings.rows[0].code == 1);
    CHECK(codings.rows[1].response == 1);
    CHECK_FALSE(codings.in_base(0, 0));
    CHECK(codings.in_base(1, 0));
    CHECK(codings.in_base(0, 1));
    CHECK_THROWS_AS(coder.code({.text = texts}), std::invalid_argument);
}

TEST_CASE("progress is told, and may stop the coding") {
    const Coder coder(parse_codebook(book));
    const std::vector<std::string> survey = long_survey();
    const std::vector<std::string_view> texts(survey.begin(), survey.end());
    for (const unsigned threads : {1u, 3u}) {
        CAPTURE(threads);
        std::vector<std::size_t> told;
        code(coder, texts, {.threads = threads, .progress = [&](std::size_t done) {
                                told.push_back(done);
                                return true;
                            }});
        CHECK(std::is_sorted(told.begin(), told.end()));
        CHECK(told.back() == texts.size());
        CHECK_THROWS_WITH_AS(code(coder, texts, {.threads = threads, .progress = [](std::size_t) { return false; }}),
                             "coding was stopped before it was done", Stopped);
        const auto fail = [](std::size_t) -> bool { throw std::domain_error("from progress"); };
        CHECK_THROWS_AS(code(coder, texts, {.threads = threads, .progress = fail}), std::domain_error);
    }
}

TEST_CASE("sizes that do not fit are refused") {
    const Coder coder(parse_codebook(book));
    const std::vector<std::string_view> texts = {"x", "y"};
    const std::vector<std::uint32_t> question = {0};
    CHECK_THROWS_WITH_AS(coder.code({.text = texts, .question = question}), "`question` has 1 entries for 2 responses", std::invalid_argument);
    const std::vector<Variable> variables = {{"age", {"20", "30"}}, {"country", {"UK", "US", "FR"}}};
    CHECK_THROWS_WITH_AS(coder.code({.text = texts, .variables = variables}), "variable `country` has 3 values for 2 responses", std::invalid_argument);
    // Sizes alone are looked at, so none of this memory is needed.
    const std::span<const std::string_view> too_many(texts.data(), std::size_t{UINT32_MAX} + 1);
    CHECK_THROWS_WITH_AS(coder.code({.text = too_many}), "more than 4,294,967,295 responses at once; code them in batches", std::invalid_argument);
    const std::vector<std::string_view> too_long = {"x", std::string_view("y", std::size_t{UINT32_MAX} + 1)};
    CHECK_THROWS_WITH_AS(coder.code({.text = too_long}), "response 1 is longer than 4 GiB", std::invalid_argument);
}

TEST_CASE("no bytes can make coding fail") {
    const Coder coder(parse_codebook(book));
    std::mt19937 random(6);
    const std::string_view pieces[] = {"k", " cramps", "ket ", "bladder", "\xED\xA0\x80", "\xF0\x9F", "\xC3", "\r", "\0", ". ", "e\xCC\x81", "\xE2\x80\x8D", "no "};
    std::vector<std::string> survey;
    for (int i = 0; i < 3000; ++i) {
        std::string text;
        for (auto left = random() % 30; left > 0; --left)
            if (random() % 3 == 0) text += static_cast<char>(random() % 256);
            else text += pieces[random() % std::size(pieces)];
        survey.push_back(text);
    }
    const Codings codings = code(coder, {survey.begin(), survey.end()});
    CHECK(codings.rows.size() > 100);
    for (const Coding& row : codings.rows) {
        REQUIRE(row.start_bytes < row.end_bytes);
        REQUIRE(row.quote_start_bytes <= row.start_bytes);
        REQUIRE(row.end_bytes <= row.quote_end_bytes);
        REQUIRE(row.quote_end_bytes <= survey[row.response].size());
        REQUIRE(row.cue_end_bytes <= survey[row.response].size());
    }
}

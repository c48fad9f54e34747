// Runs the cases of tests/corpus, and those of the pages in docs, through the C++ library.
#include <algorithm>

#include <doctest/doctest.h>

#include <libcode/coder.hpp>

#include "corpus.hpp"

namespace {

std::size_t chars_before(std::string_view text, std::size_t bytes) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bytes),
                                                  [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string marked_words(libcode::Status status) {
    std::string out;
    for (int axis = 0; axis < libcode::axis_count; ++axis)
        if (status.is_marked(static_cast<libcode::Axis>(axis)))
            (out += out.empty() ? "" : " ") += libcode::status_word(static_cast<libcode::Axis>(axis), true);
    return out;
}

libcode::Codebook read(const corpus::Case& one, const std::string& text) {
    if (one.has("cues")) return libcode::parse_codebook(text, one.file, one.blocks.at("cues"));
    return libcode::parse_codebook(text, one.file);
}

libcode::Codings code(const corpus::Case& one, const libcode::Codebook& codebook) {
    std::vector<std::string_view> texts;
    std::vector<std::uint32_t> question;
    std::vector<std::string> questions;
    std::vector<libcode::Variable> variables;
    for (const auto& response : one.responses)
        for (const auto& [column, value] : response.row)
            if (column != "question" && std::none_of(variables.begin(), variables.end(),
                                                     [&, name = column](const auto& v) { return v.name == name; }))
                variables.push_back({column, {}});
    for (const auto& response : one.responses) {
        texts.push_back(response.asked ? std::string_view(response.text) : std::string_view());
        for (auto& variable : variables) {
            const auto cell = response.row.find(variable.name);
            variable.values.push_back(cell == response.row.end() ? std::string_view("") : cell->second);
        }
        const auto named = response.row.find("question");
        const std::string name = named == response.row.end() ? "text" : named->second;
        const auto known = std::find(questions.begin(), questions.end(), name);
        question.push_back(static_cast<std::uint32_t>(known - questions.begin()));
        if (known == questions.end()) questions.push_back(name);
    }
    libcode::Responses responses;
    responses.text = texts;
    responses.question = question;
    responses.questions = questions;
    responses.variables = variables;
    return libcode::Coder(codebook).code(responses);
}

// One line a coding, with as much as the case looks at, so that a failure shows two texts side by side.
std::string expected_line(const corpus::Expected& e) {
    return e.code + ": " + e.match + " [" + e.status + "]" + (e.at_chars ? " at " + std::to_string(*e.at_chars) : "") +
           (e.rule ? " rule " + std::to_string(*e.rule) : "") + (e.cue ? " cue " + *e.cue : "") +
           (e.counts ? *e.counts ? " counts" : " uncounted" : "") + (e.quote ? " quote " + *e.quote : "") + "\n";
}

corpus::Expected found(const libcode::Codings& codings, const libcode::Coding& row, const std::string& text,
                       const corpus::Expected& asked) {
    corpus::Expected out;
    out.match = text.substr(row.start_bytes, row.end_bytes - row.start_bytes);
    out.code = codings.codebook.codes()[row.code].path;
    out.status = marked_words(row.status);
    if (asked.at_chars) out.at_chars = chars_before(text, row.start_bytes);
    if (asked.rule) out.rule = row.rule + 1;
    if (asked.cue) out.cue = text.substr(row.cue_start_bytes, row.cue_end_bytes - row.cue_start_bytes);
    if (asked.counts) out.counts = row.counts;
    if (asked.quote) out.quote = text.substr(row.quote_start_bytes, row.quote_end_bytes - row.quote_start_bytes);
    return out;
}

// How many units have the code: enough own codings that count, or a descendant that has it.
std::vector<std::pair<std::uint32_t, std::uint32_t>> units_of(const libcode::Codings& codings, std::uint32_t code) {
    const auto& codes = codings.codebook.codes();
    std::vector<std::pair<std::uint32_t, std::uint32_t>> units, own;  // response, unit
    for (const auto& row : codings.rows)
        if (row.code == code && row.counts) own.emplace_back(row.response, row.unit);
    for (const auto& unit : own)
        if (std::count(own.begin(), own.end(), unit) >= static_cast<std::ptrdiff_t>(codes[code].at_least))
            units.push_back(unit);
    for (std::uint32_t child = 0; child < codes.size(); ++child)
        if (codes[child].parent == code)
            for (const auto& unit : units_of(codings, child)) units.push_back(unit);
    std::sort(units.begin(), units.end());
    units.erase(std::unique(units.begin(), units.end()), units.end());
    return units;
}

std::string count_line(const libcode::Codings& codings, const std::string& path, bool sentences) {
    const auto code = codings.codebook.find(path);
    REQUIRE(code);
    const auto units = units_of(codings, *code);
    if (sentences) return path + " " + std::to_string(units.size()) + " units";
    std::size_t base = 0;
    for (std::size_t i = 0; i < codings.answers.size(); ++i)
        base += codings.answers[i] == libcode::Answer::usable && codings.in_base(i, *code);
    return path + " " + std::to_string(units.size()) + " of " + std::to_string(base);
}

bool is_refused(const corpus::Case& one, const std::string& rule) {
    try {
        libcode::Coder coder(read(one, one.codebook_with(rule)));
        return false;
    } catch (const libcode::CodebookError&) {
        return true;
    }
}

void check(const corpus::Case& one) {
    INFO(one.file, ":", one.line, ": ", one.title);
    for (const char* block : {"refused", "accepted"})
        if (one.has(block))
            for (const auto& rule : corpus::lines_of(one.blocks.at(block))) {
                INFO(block, ": ", rule);
                CHECK(is_refused(one, rule) == (std::string(block) == "refused"));
            }
    if (one.responses.empty()) return;
    std::optional<libcode::Codings> coded;
    try {
        coded = code(one, read(one, one.codebook()));
    } catch (const libcode::CodebookError& error) {
        FAIL_CHECK(error.what());
        return;
    }
    for (std::size_t r = 0; r < one.responses.size(); ++r) {
        const auto& response = one.responses[r];
        INFO("line ", response.line);
        std::string expected, got;
        for (const auto& coding : response.codings) expected += expected_line(coding);
        std::size_t i = 0;
        for (const auto& row : coded->rows) {
            if (row.response != r) continue;
            const corpus::Expected asked = i < response.codings.size() ? response.codings[i] : corpus::Expected{};
            got += expected_line(found(*coded, row, response.text, asked));
            CHECK((row.status.marked != 0) == (row.cue != libcode::no_cue));
            ++i;
        }
        CHECK(got == expected);
    }
    if (one.has("counts"))
        for (const auto& line : corpus::lines_of(one.blocks.at("counts"))) {
            const bool sentences = line.find(" units") != std::string::npos;
            CHECK(count_line(*coded, line.substr(0, line.find(' ')), sentences) == line);
        }
}

}  // namespace

TEST_CASE("the corpus") {
    const auto cases = corpus::read_corpus(LIBCODE_TESTS_DIR "/corpus");
    CHECK(cases.size() >= 80);
    for (const auto& one : cases) check(one);
}

TEST_CASE("the examples of the guide and the reference") {
    for (const char* page : {"guide.md", "reference.md"}) {
        const auto cases = corpus::read_page(std::string(LIBCODE_TESTS_DIR "/../docs/") + page);
        CHECK(cases.size() >= 10);
        for (const auto& one : cases) check(one);
    }
}

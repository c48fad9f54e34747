// Describes the tables of a CodedSurvey cell by cell. In: CodedSurvey. Out: Table. Costs one walk
// over each response that has codings, to count its code points. Tested by tests/python/test_codings.py.
#include "codings_table.hpp"

#include <algorithm>

#include "interrupt.hpp"

namespace libcode::python {

namespace {

constexpr std::string_view machine_coder = "libcode";  // column `coder`: who coded

// A coding's four offsets in code points.
struct CharOffsets {
    std::uint32_t start, end, quote_start, quote_end;
};

// Nothing of Python's: a table may be released where Python's objects may not be touched.
struct CodedRows {
    std::shared_ptr<const Survey> survey;
    std::shared_ptr<const Codings> codings;
    std::size_t first = 0;           // the coding that row 0 of the table shows
    std::vector<CharOffsets> chars;  // one per coding
    std::vector<std::string> status;

    const Coding& row(std::size_t i) const { return codings->rows[first + i]; }
    std::string_view text(std::size_t i) const { return survey->text[row(i).response]; }
    const Code& code(std::size_t i) const { return codings->codebook.codes()[row(i).code]; }
    const Rule& rule(std::size_t i) const { return code(i).rules[row(i).rule]; }
};

// Turns the byte offsets of codings [first, last), all of one response, into code points in one walk.
void count_chars(const Codings& codings, std::string_view text, std::size_t first, std::size_t last,
                 std::vector<CharOffsets>& chars) {
    std::vector<std::uint32_t> bytes;
    for (std::size_t i = first; i < last; ++i) {
        const Coding& row = codings.rows[i];
        bytes.insert(bytes.end(), {row.start_bytes, row.end_bytes, row.quote_start_bytes, row.quote_end_bytes});
    }
    std::ranges::sort(bytes);
    bytes.erase(std::ranges::unique(bytes).begin(), bytes.end());
    std::vector<std::uint32_t> counted(bytes.size());
    std::size_t at = 0;
    std::uint32_t count = 0;
    for (std::size_t k = 0; k < bytes.size(); ++k) {
        for (; at < bytes[k]; ++at) count += (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        counted[k] = count;
    }
    const auto of = [&](std::uint32_t offset_bytes) {
        return counted[static_cast<std::size_t>(std::ranges::lower_bound(bytes, offset_bytes) - bytes.begin())];
    };
    for (std::size_t i = first; i < last; ++i) {
        const Coding& row = codings.rows[i];
        chars.push_back({of(row.start_bytes), of(row.end_bytes), of(row.quote_start_bytes), of(row.quote_end_bytes)});
    }
}

std::shared_ptr<const CodedRows> coded_rows(const CodedSurvey& coded, Rows range) {
    auto rows = std::make_shared<CodedRows>();
    rows->survey = coded.survey;
    rows->codings = coded.codings;
    for (std::uint8_t marked = 0; marked < 16; ++marked) rows->status.push_back(to_string(Status{marked}));
    const auto& all = coded.codings->rows;
    rows->first = range.first;
    rows->chars.reserve(range.last - range.first);
    for (std::size_t first = range.first, last = first, responses = 0; first < range.last; first = last, ++responses) {
        hear_interrupt(responses);
        while (last < range.last && all[last].response == all[first].response) ++last;
        count_chars(*coded.codings, coded.survey->text[all[first].response], first, last, rows->chars);
    }
    return rows;
}

// The label of the row a response comes from, as numbers or words.
template <class ResponseOf>
Column label_column(std::string name, std::shared_ptr<const Survey> survey, const Labels& labels, ResponseOf response_of) {
    if (labels.kind == Labels::Kind::numbers) {
        return {std::move(name), Numbers([survey, &labels, response_of](std::size_t i) {
                    return labels.numbers[survey->row_of(response_of(i))];
                })};
    }
    return {std::move(name), Words([survey, &labels, response_of](std::size_t i) {
                return labels.texts.views[survey->row_of(response_of(i))];
            })};
}

std::string_view or_missing(const std::string& text) { return text.empty() ? std::string_view() : std::string_view(text); }

}  // namespace

std::shared_ptr<const Table> codings_table(const CodedSurvey& coded, Rows range) {
    const auto rows = coded_rows(coded, range);
    const auto survey = coded.survey;
    auto table = std::make_shared<Table>();
    table->rows = rows->chars.size();
    table->owner = rows;
    const CodedRows* in = rows.get();
    const auto response = [in](std::size_t i) { return std::size_t{in->row(i).response}; };
    const auto axis = [in](Axis which) {
        return Words([in, which](std::size_t i) { return status_word(which, in->row(i).status.is_marked(which)); });
    };
    const auto chars = [in](std::uint32_t CharOffsets::*offset) {
        return MaybeNumbers([in, offset](std::size_t i) { return std::int64_t{in->chars[i].*offset}; });
    };
    auto& columns = table->columns;
    columns.push_back({"row", Numbers([survey, response](std::size_t i) {
                           return static_cast<std::int64_t>(survey->first_row + survey->row_of(response(i)));
                       })});
    columns.push_back({"response", Numbers([survey, response](std::size_t i) {
                           return static_cast<std::int64_t>(survey->first_response() + response(i));
                       })});
    columns.push_back(label_column("respondent", survey, *survey->respondents, response));
    columns.push_back({"question", Words([survey, response](std::size_t i) {
                           return std::string_view(survey->questions[survey->question[response(i)]]);
                       })});
    columns.push_back({"coder", Words([](std::size_t) { return machine_coder; })});
    columns.push_back({"code", Words([in](std::size_t i) { return std::string_view(in->code(i).path); })});
    columns.push_back({"rule", Words([in](std::size_t i) { return std::string_view(in->rule(i).text); })});
    columns.push_back({"line", MaybeNumbers([in](std::size_t i) { return std::int64_t{in->rule(i).place.line}; })});
    columns.push_back({"start", chars(&CharOffsets::start)});
    columns.push_back({"end", chars(&CharOffsets::end)});
    columns.push_back({"text", Words([in](std::size_t i) {
                           const Coding& row = in->row(i);
                           return in->text(i).substr(row.start_bytes, row.end_bytes - row.start_bytes);
                       })});
    columns.push_back({"quote_start", chars(&CharOffsets::quote_start)});
    columns.push_back({"quote_end", chars(&CharOffsets::quote_end)});
    columns.push_back({"quote", Words([in](std::size_t i) {
                           const Coding& row = in->row(i);
                           return in->text(i).substr(row.quote_start_bytes, row.quote_end_bytes - row.quote_start_bytes);
                       })});
    columns.push_back({"status", Words([in](std::size_t i) {
                           return std::string_view(in->status[in->row(i).status.marked & 15]);
                       })});
    for (const Axis which : {Axis::negation, Axis::time, Axis::person, Axis::certainty}) {
        columns.push_back({std::string(axis_name(which)), axis(which)});
    }
    columns.push_back({"counts", Flags([in](std::size_t i) { return in->row(i).counts; })});
    columns.push_back({"cue", Words([in](std::size_t i) {
                           const Coding& row = in->row(i);
                           return row.cue == no_cue ? std::string_view() : in->text(i).substr(row.cue_start_bytes, row.cue_end_bytes - row.cue_start_bytes);
                       })});
    columns.push_back({"weight", Reals([in](std::size_t i) { return in->rule(i).weight; })});
    columns.push_back({"memo", Words([in](std::size_t i) { return or_missing(in->rule(i).memo); })});
    return table;
}

std::shared_ptr<const Table> responses_table(const CodedSurvey& coded, Rows range) {
    static constexpr std::string_view answers[] = {"not asked", "unusable", "usable"};
    const auto survey = coded.survey;
    const auto codings = coded.codings;
    auto table = std::make_shared<Table>();
    table->rows = range.last - range.first;
    const auto response = [first = range.first](std::size_t i) { return first + i; };
    auto& columns = table->columns;
    columns.push_back({"row", Numbers([survey, response](std::size_t i) {
                           return static_cast<std::int64_t>(survey->first_row + survey->row_of(response(i)));
                       })});
    columns.push_back({"response", Numbers([survey, response](std::size_t i) {
                           return static_cast<std::int64_t>(survey->first_response() + response(i));
                       })});
    columns.push_back(label_column("id", survey, *survey->ids, response));
    columns.push_back(label_column("respondent", survey, *survey->respondents, response));
    columns.push_back({"question", Words([survey, response](std::size_t i) {
                           return std::string_view(survey->questions[survey->question[response(i)]]);
                       })});
    columns.push_back({"text", Words([survey, response](std::size_t i) { return survey->text[response(i)]; })});
    columns.push_back({"answer", Words([codings, response](std::size_t i) {
                           return answers[static_cast<std::size_t>(codings->answers[response(i)])];
                       })});
    return table;
}

}  // namespace libcode::python

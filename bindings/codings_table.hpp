// The tables a CodedSurvey is read as: one row a coding, and one row a response.
#pragma once

#include "survey.hpp"
#include "table.hpp"

namespace libcode::python {

// Which rows of a table are meant: [first, last).
struct Rows {
    std::size_t first, last;
};

// The long table: 23 columns, only ever appended to. Offsets are Unicode code points of the response.
std::shared_ptr<const Table> codings_table(const CodedSurvey& coded, Rows rows);

// row, response, id, respondent, question, text, answer.
std::shared_ptr<const Table> responses_table(const CodedSurvey& coded, Rows rows);

inline Rows all_codings(const CodedSurvey& coded) { return {0, coded.codings->rows.size()}; }
inline Rows all_responses(const CodedSurvey& coded) { return {0, coded.survey->text.size()}; }

}  // namespace libcode::python

// The tables a CodedSurvey is read as: one row a coding, and one row a response.
#pragma once

#include "survey.hpp"
#include "table.hpp"

namespace libcode::python {

// The long table: 23 columns, only ever appended to. Offsets are Unicode code points of the response.
std::shared_ptr<const Table> codings_table(const CodedSurvey& coded);

// row, response, id, respondent, question, text, answer.
std::shared_ptr<const Table> responses_table(const CodedSurvey& coded);

}  // namespace libcode::python

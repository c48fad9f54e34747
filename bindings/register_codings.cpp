// Codings, the responses they were found in, and their tables.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>

#include <libcode/tables.hpp>

#include "codings_table.hpp"
#include "register.hpp"

namespace libcode::python {

namespace {

// Codings seen from the other side: the texts, and what became of each.
struct CodedResponses {
    CodedSurvey coded;
};

// Rows × codes, -1 where a row is not in a code's base.
py::array_t<std::int32_t> matrix(const CodedSurvey& self, bool counted, bool per_respondent) {
    const Values values = counted ? Values::count : Values::present;
    std::vector<std::int32_t> cells;
    {
        const py::gil_scoped_release released;
        cells = per_respondent ? respondent_matrix(*self.codings, self.survey->respondent_of_response(), values)
                               : response_matrix(*self.codings, values);
    }
    const auto codes = static_cast<py::ssize_t>(self.codings->codebook.codes().size());
    py::array_t<std::int32_t> array({codes == 0 ? 0 : static_cast<py::ssize_t>(cells.size()) / codes, codes});
    std::copy(cells.begin(), cells.end(), array.mutable_data());
    return array;
}

std::shared_ptr<const Table> counts_table(const CodedSurvey& self) {
    auto counts = std::make_shared<std::vector<CodeCount>>(count_codes(*self.codings, self.survey->respondent_of_response()));
    auto table = std::make_shared<Table>();
    table->rows = counts->size();
    const auto codings = self.codings;
    const auto number = [&](const char* name, std::uint64_t CodeCount::*field) {
        table->columns.push_back({name, Numbers([counts, field](std::size_t i) { return static_cast<std::int64_t>((*counts)[i].*field); })});
    };
    table->columns.push_back({"code", Words([codings](std::size_t i) { return std::string_view(codings->codebook.codes()[i].path); })});
    table->columns.push_back({"name", Words([codings](std::size_t i) { return std::string_view(codings->codebook.codes()[i].name); })});
    number("quotes", &CodeCount::quotes);
    number("units", &CodeCount::units);
    number("responses", &CodeCount::responses);
    number("respondents", &CodeCount::respondents);
    number("usable_responses", &CodeCount::usable_responses);
    number("asked_responses", &CodeCount::asked_responses);
    number("usable_respondents", &CodeCount::usable_respondents);
    number("asked_respondents", &CodeCount::asked_respondents);
    number("negated", &CodeCount::negated);
    number("past", &CodeCount::past);
    number("other", &CodeCount::other);
    number("uncertain", &CodeCount::uncertain);
    number("not_counted", &CodeCount::not_counted);
    table->columns.push_back({"weight", Reals([counts](std::size_t i) { return (*counts)[i].weight; })});
    return table;
}

// The rows (per) and the labels they are known by: each respondent's, or each response's id.
std::shared_ptr<const Table> people_table(const CodedSurvey& self) {
    const auto survey = self.survey;
    auto table = std::make_shared<Table>();
    table->rows = survey->people.first_row.size();
    const Labels& labels = *survey->respondents;
    if (labels.kind == Labels::Kind::numbers) {
        table->columns.push_back({"respondent", Numbers([survey, &labels](std::size_t i) { return labels.numbers[survey->people.first_row[i]]; })});
    } else {
        table->columns.push_back({"respondent", Words([survey, &labels](std::size_t i) { return labels.texts.views[survey->people.first_row[i]]; })});
    }
    return table;
}

// The codings of one response, as (first, last).
py::tuple codings_of(const CodedSurvey& self, std::size_t response) {
    const auto [first, last] = std::ranges::equal_range(self.codings->rows, response, {}, &Coding::response);
    return py::make_tuple(first - self.codings->rows.begin(), last - self.codings->rows.begin());
}

// Per coding the index of its code.
py::array_t<std::uint32_t> code_of_coding(const CodedSurvey& self) {
    py::array_t<std::uint32_t> codes(static_cast<py::ssize_t>(self.codings->rows.size()));
    std::ranges::transform(self.codings->rows, codes.mutable_data(), &Coding::code);
    return codes;
}

std::size_t usable_responses(const CodedSurvey& self) {
    return static_cast<std::size_t>(std::count(self.codings->answers.begin(), self.codings->answers.end(), Answer::usable));
}

std::size_t asked_responses(const CodedSurvey& self) {
    return self.codings->answers.size() -
           static_cast<std::size_t>(std::count(self.codings->answers.begin(), self.codings->answers.end(), Answer::not_asked));
}

}  // namespace

void register_codings(py::module_& module) {
    py::class_<CodedResponses>(module, "Responses", "The responses that were coded: one row a (row, question).")
        .def("__len__", [](const CodedResponses& self) { return self.coded.survey->text.size(); })
        .def_property_readonly("rows", [](const CodedResponses& self) { return self.coded.survey->rows; })
        .def_property_readonly("respondents", [](const CodedResponses& self) { return self.coded.survey->people.first_row.size(); })
        .def_property_readonly("asked", [](const CodedResponses& self) { return asked_responses(self.coded); })
        .def_property_readonly("usable", [](const CodedResponses& self) { return usable_responses(self.coded); })
        .def_property_readonly("questions", [](const CodedResponses& self) { return self.coded.survey->questions; })
        .def_property_readonly("frame", [](const CodedResponses& self) { return self.coded.frame; })
        .def("_columns", [](const CodedResponses& self) { return numpy_columns(*responses_table(self.coded, all_responses(self.coded))); })
        .def("_columns", [](const CodedResponses& self, std::size_t first, std::size_t last) {
            return numpy_columns(*responses_table(self.coded, {first, last}));
        }, py::arg("first"), py::arg("last"))
        .def("__arrow_c_stream__", [](const CodedResponses& self, const py::object&) {
            return arrow_stream(responses_table(self.coded, all_responses(self.coded)));
        }, py::arg("requested_schema") = py::none());

    py::class_<CodedSurvey>(module, "Codings", "What coding found: one row a coding.")
        .def("__len__", [](const CodedSurvey& self) { return self.codings->rows.size(); })
        .def_property_readonly("codebook", [](const CodedSurvey& self) { return self.codings->codebook; })
        .def_property_readonly("responses", [](const CodedSurvey& self) { return CodedResponses{self}; })
        .def_readonly("manifest", &CodedSurvey::manifest)
        .def_readonly("frame", &CodedSurvey::frame)
        .def("_columns", [](const CodedSurvey& self) { return numpy_columns(*codings_table(self, all_codings(self))); })
        .def("_columns", [](const CodedSurvey& self, std::size_t first, std::size_t last) {
            return numpy_columns(*codings_table(self, {first, last}));
        }, py::arg("first"), py::arg("last"))
        .def("_codings_of", &codings_of, py::arg("response"))
        .def("_codes", &code_of_coding)
        .def("_matrix", &matrix, py::arg("counted"), py::arg("per_respondent"))
        .def("_counts", [](const CodedSurvey& self) { return numpy_columns(*counts_table(self)); })
        .def("_people", [](const CodedSurvey& self) { return numpy_columns(*people_table(self)); })
        .def("__arrow_c_stream__", [](const CodedSurvey& self, const py::object&) {
            return arrow_stream(codings_table(self, all_codings(self)));
        }, py::arg("requested_schema") = py::none());
}

}  // namespace libcode::python

// Codings and their tables.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "codings_table.hpp"
#include "register.hpp"

namespace libcode::python {

void register_codings(py::module_& module) {
    // Responses is Codings seen from the other side: the texts and what became of each.
    struct Responses {
        CodedSurvey coded;
    };
    py::class_<Responses>(module, "Responses", "The responses that were coded: one row a (row, question).")
        .def("__len__", [](const Responses& self) { return self.coded.survey->text.size(); })
        .def_property_readonly("rows", [](const Responses& self) { return self.coded.survey->rows; })
        .def_property_readonly("questions", [](const Responses& self) { return self.coded.survey->questions; })
        .def_property_readonly("frame", [](const Responses& self) { return self.coded.frame; })
        .def("_columns", [](const Responses& self) { return numpy_columns(*responses_table(self.coded)); })
        .def("__arrow_c_stream__", [](const Responses& self, const py::object&) {
            return arrow_stream(responses_table(self.coded));
        }, py::arg("requested_schema") = py::none());

    py::class_<CodedSurvey>(module, "Codings", "What coding found: one row a coding.")
        .def("__len__", [](const CodedSurvey& self) { return self.codings->rows.size(); })
        .def_property_readonly("codebook", [](const CodedSurvey& self) { return self.codings->codebook; })
        .def_property_readonly("responses", [](const CodedSurvey& self) { return Responses{self}; })
        .def_readonly("manifest", &CodedSurvey::manifest)
        .def_readonly("frame", &CodedSurvey::frame)
        .def("_columns", [](const CodedSurvey& self) { return numpy_columns(*codings_table(self)); })
        .def("__arrow_c_stream__", [](const CodedSurvey& self, const py::object&) {
            return arrow_stream(codings_table(self));
        }, py::arg("requested_schema") = py::none());
}

}  // namespace libcode::python

// Lints: what a codebook says that its author probably did not mean, and what its wildcards met.
#include <pybind11/stl.h>

#include <libcode/lint.hpp>

#include "interrupt.hpp"
#include "register.hpp"
#include "survey.hpp"

namespace libcode::python {

namespace {

TextLints lint_text(const Coder& coder, const CodedSurvey& coded) {
    return interruptible([&](const auto& look) { return lint(coder, *coded.codings, coded.survey->text, {.threads = 1, .progress = look}); });
}

}  // namespace

void register_lint(py::module_& module) {
    py::class_<Lint>(module, "Lint", "What a codebook may say and its author probably did not mean.")
        .def_property_readonly("kind", [](const Lint& self) { return lint_word(self.kind); })
        .def_readonly("code", &Lint::code)
        .def_readonly("rule", &Lint::rule)
        .def_property_readonly("file", [](const Lint& self) { return self.fault.file; })
        .def_property_readonly("line", [](const Lint& self) { return self.fault.place.line; })
        .def_property_readonly("column", [](const Lint& self) { return self.fault.place.column; })
        .def_property_readonly("length_chars", [](const Lint& self) { return self.fault.length_chars; })
        .def_property_readonly("message", [](const Lint& self) { return self.fault.message; })
        .def_property_readonly("hint", [](const Lint& self) { return self.fault.hint; })
        .def_property_readonly("source_line", [](const Lint& self) { return self.fault.source_line; })
        .def("__str__", [](const Lint& self) { return to_string(self.fault); })
        .def("__repr__", [](const Lint& self) { return "<Lint " + std::string(lint_word(self.kind)) + ": " + to_string(self.fault) + ">"; });

    py::class_<MetForm>(module, "MetForm", "A word form of the answers, and how often it was met.")
        .def_readonly("form", &MetForm::form)
        .def_readonly("count", &MetForm::count)
        .def_readonly("looks_unintended", &MetForm::looks_unintended)
        .def("__repr__", [](const MetForm& self) { return "<MetForm, met " + std::to_string(self.count) + " times>"; });

    py::class_<WideWord>(module, "WideWord", "A wildcard or fuzzy word, and the forms by which it took part in matches.")
        .def_readonly("word", &WideWord::word)
        .def_readonly("code", &WideWord::code)
        .def_readonly("rule", &WideWord::rule)
        .def_property_readonly("line", [](const WideWord& self) { return self.place.line; })
        .def_property_readonly("column", [](const WideWord& self) { return self.place.column; })
        .def_readonly("forms", &WideWord::forms)
        .def_readonly("distinct_forms", &WideWord::distinct_forms)
        .def_readonly("met", &WideWord::met)
        .def("__repr__", [](const WideWord& self) { return "<WideWord " + self.word + ", met " + std::to_string(self.met) + " times>"; });

    module.def("_lint", [](const Coder& coder) { return lint(coder); }, py::arg("coder"),
               py::call_guard<py::gil_scoped_release>());
    module.def("_lint_text", [](const Coder& coder, const CodedSurvey& coded) {
        TextLints found = lint_text(coder, coded);
        return py::make_tuple(std::move(found.lints), std::move(found.words));
    }, py::arg("coder"), py::arg("codings"));
}

}  // namespace libcode::python

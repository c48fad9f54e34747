// What became of a codebook's examples.
#include <pybind11/stl.h>

#include <libcode/examples.hpp>
#include <libcode/explain.hpp>

#include "register.hpp"

namespace libcode::python {

namespace py = pybind11;

void register_check(py::module_& module) {
    struct Run {
        std::string code, kind, text, why;
        std::uint32_t line, column;
        bool holds;
        std::size_t codings;
    };
    py::class_<Run>(module, "ExampleResult", "What became of one example of a codebook.")
        .def_readonly("code", &Run::code)
        .def_readonly("kind", &Run::kind)
        .def_readonly("text", &Run::text)
        .def_readonly("line", &Run::line)
        .def_readonly("column", &Run::column)
        .def_readonly("holds", &Run::holds)
        .def_readonly("codings", &Run::codings)
        .def_readonly("why", &Run::why)
        .def("__repr__", [](const Run& self) {
            return "<ExampleResult " + self.kind + " of " + self.code + ", line " + std::to_string(self.line) +
                   (self.holds ? ": holds>" : ": fails>");
        });
    module.def("_run_examples", [](const Codebook& book) {
        std::vector<Run> runs;
        const Coder coder(book);
        for (const ExampleResult& each : run_examples(coder)) {
            const Code& code = book.codes()[each.code];
            const bool match = each.kind == ExampleKind::match;
            const Example& example = (match ? code.match : code.reject)[each.example];
            const std::string why = each.holds ? "" : to_text(explain(coder, example.text, each.code), book, example.text);
            runs.push_back({code.path, match ? "match" : "reject", example.text, why, example.place.line, example.place.column,
                            each.holds, each.codings.size()});
        }
        return runs;
    }, py::arg("codebook"));
}

}  // namespace libcode::python

// Coder: a codebook made ready, and the one call that codes a whole batch without the GIL.
#include <pybind11/stl.h>

#include "codebooks.hpp"
#include "register.hpp"
#include "survey.hpp"
#include "watch.hpp"

namespace libcode::python {

namespace {

CodedSurvey code(const Coder& coder, std::shared_ptr<Survey> survey, unsigned threads, const py::object& progress,
                 py::dict manifest, std::string frame) {
    std::vector<Variable> variables;
    for (const auto& [name, column] : survey->variables.all()) {
        Variable& variable = variables.emplace_back(Variable{name, {}});
        for (std::size_t r = 0; r < survey->text.size(); ++r) variable.values.push_back(column->views[survey->row_of(r)]);
    }
    Watch watch(progress, survey->text.size());
    std::shared_ptr<const Codings> codings;
    try {
        const py::gil_scoped_release released;
        codings = std::make_shared<const Codings>(
            coder.code({.text = survey->text, .question = survey->question, .questions = survey->questions, .variables = variables},
                       {.threads = threads, .progress = [&](std::size_t done) { return watch(done); }}));
    } catch (const Stopped&) {
        watch.rethrow();
        throw;
    }
    watch.tell(survey->text.size());
    return {std::move(survey), std::move(codings), std::move(manifest), std::move(frame)};
}

}  // namespace

void register_coder(py::module_& module) {
    py::class_<Coder>(module, "Coder", "A codebook made ready: immutable, picklable, shared between threads.")
        .def(py::init([](const py::object& book) { return Coder(codebook_of(book)); }), py::arg("book"))
        .def(py::init(refused<Coder>("Coder() takes a Codebook, or the path of one, and nothing else; data goes to its code()")))
        .def_property_readonly("codebook", &Coder::codebook)
        .def("_code", &code, py::arg("survey"), py::arg("threads"), py::arg("progress"), py::arg("manifest"),
             py::arg("frame"))
        .def(py::pickle([](const Coder& self) { return py::make_tuple(self.codebook()); },
                        [](const py::tuple& state) { return Coder(state[0].cast<Codebook>()); }));
}

}  // namespace libcode::python

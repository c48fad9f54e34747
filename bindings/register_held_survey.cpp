// HeldSurvey: a survey read once and coded again as its codebook is edited, without the GIL.
#include <memory>
#include <string>

#include <pybind11/stl.h>

#include <libcode/survey.hpp>

#include "register.hpp"
#include "survey.hpp"
#include "watch.hpp"

namespace libcode::python {

namespace {

struct HeldSurvey {
    std::shared_ptr<Survey> rows;
    std::unique_ptr<libcode::Survey> core;
};

template <class Run>
auto watched(const HeldSurvey& self, const py::object& progress, unsigned threads, Run run) {
    Watch watch(progress, self.rows->text.size());
    try {
        const py::gil_scoped_release released;
        return run(Options{.threads = threads, .progress = [&](std::size_t done) { return watch(done); }});
    } catch (const Stopped&) {
        watch.rethrow();
        throw;
    }
}

std::unique_ptr<HeldSurvey> read(std::shared_ptr<Survey> rows, unsigned threads, const py::object& progress) {
    auto held = std::make_unique<HeldSurvey>(HeldSurvey{std::move(rows), nullptr});
    held->core = watched(*held, progress, threads, [&](const Options& options) {
        const Responses responses{.text = held->rows->text, .question = held->rows->question, .questions = held->rows->questions};
        return std::make_unique<libcode::Survey>(responses, nullptr, options);
    });
    if (!progress.is_none()) progress(held->rows->text.size(), held->rows->text.size());
    return held;
}

CodedSurvey code(const HeldSurvey& self, const Codebook& book, unsigned threads, const py::object& progress, py::dict manifest, std::string frame) {
    auto codings = watched(self, progress, threads, [&](const Options& options) { return self.core->code(book, options); });
    if (!progress.is_none()) progress(self.rows->text.size(), self.rows->text.size());
    return {self.rows, std::move(codings), std::move(manifest), std::move(frame)};
}

// The column of the data is kept beside the others, where explanations look for it too.
void add(HeldSurvey& self, const std::string& name, const Texts& column) {
    Variable variable{name, {}};
    for (std::size_t response = 0; response < self.rows->text.size(); ++response) variable.values.push_back(column.views[self.rows->row_of(response)]);
    self.rows->variable_names.push_back(name);
    self.rows->variables.push_back(column);
    const py::gil_scoped_release released;
    self.core->add(std::move(variable));
}

}  // namespace

void register_held_survey(py::module_& module) {
    py::class_<HeldSurvey>(module, "HeldSurvey")
        .def(py::init(&read), py::arg("rows"), py::arg("threads"), py::arg("progress"))
        .def("__len__", [](const HeldSurvey& self) { return self.core->size(); })
        .def_property_readonly("rows", [](const HeldSurvey& self) { return self.rows->rows; })
        .def_property_readonly("forms", [](const HeldSurvey& self) { return self.core->forms(); })
        .def_property_readonly("text_bytes", [](const HeldSurvey& self) { return self.core->text_bytes(); })
        .def_property_readonly("memory_bytes", [](const HeldSurvey& self) {
            const py::gil_scoped_release released;
            return self.core->memory_bytes();
        })
        .def_property_readonly("columns", [](const HeldSurvey& self) { return self.rows->variable_names; })
        .def("add", &add, py::arg("name"), py::arg("column"))
        .def("code", &code, py::arg("book"), py::arg("threads"), py::arg("progress"), py::arg("manifest"), py::arg("frame"));
}

}  // namespace libcode::python

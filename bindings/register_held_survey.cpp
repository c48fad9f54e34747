// HeldSurvey: a survey read once and coded again as its codebook is edited, without the GIL.
#include <memory>
#include <mutex>
#include <string>
#include <vector>

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
    std::mutex adding;
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
    auto held = std::make_unique<HeldSurvey>();
    held->rows = std::move(rows);
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

// The column of the data is kept beside the others, where explanations look for it too. Of two threads that add the same, one does.
void add(HeldSurvey& self, const std::string& name, const Texts& column) {
    Variable variable{name, {}};
    for (std::size_t response = 0; response < self.rows->text.size(); ++response) variable.values.push_back(column.views[self.rows->row_of(response)]);
    const py::gil_scoped_release released;
    const std::lock_guard lock(self.adding);
    if (self.rows->variables.has(name)) return;
    self.core->add(std::move(variable));  // first: who sees the column there may code by it
    self.rows->variables.add(name, column);
}

std::vector<std::string> columns(const HeldSurvey& self) {
    std::vector<std::string> names;
    for (const auto& [name, column] : self.rows->variables.all()) names.push_back(name);
    return names;
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
        .def_property_readonly("columns", &columns)
        .def("add", &add, py::arg("name"), py::arg("column"))
        .def("code", &code, py::arg("book"), py::arg("threads"), py::arg("progress"), py::arg("manifest"), py::arg("frame"));
}

}  // namespace libcode::python

// Texts, Labels, ArrowTable, Survey: how data reaches the core.
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>

#include "arrow_import.hpp"
#include "register.hpp"
#include "survey.hpp"

namespace libcode::python {

namespace {

std::shared_ptr<Labels> numbered(std::size_t first, std::size_t size) {
    auto labels = std::make_shared<Labels>();
    for (std::size_t i = 0; i < size; ++i) labels->numbers.push_back(static_cast<std::int64_t>(first + i));
    return labels;
}

// The rows whose label an earlier row has, as (earlier, later), at most `most`; and how many there are.
py::tuple repeats(const Labels& labels, std::size_t most) {
    const Groups groups = groups_of(labels);
    py::list pairs;
    std::size_t count = 0, groups_seen = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        if (groups.group_of_row[row] == groups_seen) {
            ++groups_seen;
        } else if (++count <= most) {
            pairs.append(py::make_tuple(groups.first_row[groups.group_of_row[row]], row));
        }
    }
    return py::make_tuple(count, pairs);
}

py::object first_missing(const Texts& texts) {
    for (std::size_t row = 0; row < texts.size(); ++row) {
        if (!texts.views[row].data()) return py::int_(row);
    }
    return py::none();
}

py::object text_object(std::string_view text) {
    if (!text.data()) return py::none();
    return py::str(text.data(), text.size());
}

}  // namespace

void register_survey(py::module_& module) {
    py::native_enum<NumbersAre>(module, "NumbersAre", "enum.Enum")
        .value("refused", NumbersAre::refused)
        .value("written", NumbersAre::written)
        .finalize();

    py::class_<Texts>(module, "Texts")
        .def(py::init(&texts_of_objects), py::arg("cells"), py::arg("column"), py::arg("numbers"))
        .def("__len__", &Texts::size)
        .def("__getitem__", [](const Texts& texts, std::size_t row) {
            if (row >= texts.size()) throw py::index_error();
            return text_object(texts.views[row]);
        })
        .def_property_readonly("first_missing", &first_missing);

    py::class_<SeenLabels>(module, "SeenLabels").def(py::init<>());

    py::class_<Labels, std::shared_ptr<Labels>>(module, "Labels")
        .def_static("numbered", &numbered, py::arg("first"), py::arg("size"))
        .def_static("of_numbers", [](std::vector<std::int64_t> numbers) {
            return std::make_shared<Labels>(Labels{std::move(numbers), {}, Labels::Kind::numbers});
        }, py::arg("numbers"))
        .def_static("of_texts", [](const Texts& texts) {
            return std::make_shared<Labels>(Labels{{}, texts, Labels::Kind::texts});
        }, py::arg("texts"))
        .def("__len__", &Labels::size)
        .def("repeats", &repeats, py::arg("most"))
        .def("first_seen_before", &first_seen_before, py::arg("seen"))
        .def_property_readonly("first_missing", [](const Labels& labels) {
            return labels.kind == Labels::Kind::texts ? first_missing(labels.texts) : py::none();
        });

    py::class_<ArrowTable> table(module, "ArrowTable");
    table.def(py::init<py::object>(), py::arg("data"))
        .def("__len__", &ArrowTable::rows)
        .def_property_readonly("names", &ArrowTable::names)
        .def_property_readonly("is_column", [](const ArrowTable& self) { return self.shape() == ArrowTable::Shape::column; })
        .def("is_text", &ArrowTable::is_text, py::arg("column"))
        .def("texts", &ArrowTable::texts, py::arg("column"), py::arg("numbers"))
        .def("whole_numbers", &ArrowTable::whole_numbers, py::arg("column"));

    py::class_<Survey, std::shared_ptr<Survey>>(module, "Survey")
        .def(py::init([](const std::vector<Texts>& columns, std::vector<std::string> questions,
                         const std::optional<Texts>& naming, std::shared_ptr<Labels> ids,
                         std::shared_ptr<Labels> respondents, const std::map<std::string, Texts>& variables,
                         std::size_t first_row) {
                 return std::const_pointer_cast<Survey>(make_survey(columns, std::move(questions), naming, std::move(ids),
                                                                   std::move(respondents), variables, first_row));
             }),
             py::arg("columns"), py::arg("questions"), py::arg("naming"), py::arg("ids"), py::arg("respondents"),
             py::arg("variables"), py::arg("first_row"))
        .def("__len__", [](const Survey& survey) { return survey.text.size(); })
        .def_readonly("rows", &Survey::rows);
}

}  // namespace libcode::python

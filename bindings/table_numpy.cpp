// Gives a table as numpy arrays. In: Table. Out: a dict of arrays. Costs one call a cell, and one
// string for each distinct stretch of bytes. Tested by tests/python/test_codings.py.
#include <unordered_map>

#include <pybind11/numpy.h>

#include "interrupt.hpp"
#include "table.hpp"

namespace libcode::python {

namespace {

template <class T, class Cell>
py::array_t<T> array_of(std::size_t rows, const Cell& cell) {
    py::array_t<T> array(static_cast<py::ssize_t>(rows));
    T* values = array.mutable_data();
    for (std::size_t row = 0; row < rows; ++row) {
        hear_interrupt(row);
        values[row] = static_cast<T>(cell(row));
    }
    return array;
}

py::object values_of(std::size_t rows, const Numbers& cell) { return array_of<std::int64_t>(rows, cell); }
py::object values_of(std::size_t rows, const Reals& cell) { return array_of<double>(rows, cell); }
py::object values_of(std::size_t rows, const Flags& cell) { return array_of<bool>(rows, cell); }

py::object values_of(std::size_t rows, const MaybeNumbers& cell) {
    return py::make_tuple(array_of<std::int64_t>(rows, [&](std::size_t row) { return cell(row).value_or(0); }),
                          array_of<bool>(rows, [&](std::size_t row) { return !cell(row).has_value(); }));
}

py::object values_of(std::size_t rows, const Words& cell) {
    struct Bytes {
        std::size_t operator()(std::string_view text) const {
            return std::hash<const void*>{}(text.data()) * 31 + text.size();
        }
        bool operator()(std::string_view a, std::string_view b) const {
            return a.data() == b.data() && a.size() == b.size();
        }
    };
    std::unordered_map<std::string_view, py::object, Bytes, Bytes> made;
    const py::module_ numpy = py::module_::import("numpy");
    py::array array = numpy.attr("empty")(rows, py::arg("dtype") = "O");
    auto** values = static_cast<PyObject**>(array.mutable_data());
    for (std::size_t row = 0; row < rows; ++row) {
        hear_interrupt(row);
        const std::string_view text = cell(row);
        auto [found, is_new] = made.try_emplace(text, py::none());
        if (is_new && text.data()) found->second = py::str(text.data(), text.size());
        PyObject* before = values[row];
        values[row] = py::object(found->second).release().ptr();
        Py_XDECREF(before);
    }
    return array;
}

}  // namespace

py::dict numpy_columns(const Table& table) {
    py::dict columns;
    for (const Column& column : table.columns) {
        columns[py::str(column.name)] =
            std::visit([&](const auto& cell) { return values_of(table.rows, cell); }, column.cell);
    }
    return columns;
}

}  // namespace libcode::python

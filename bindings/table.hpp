// Table: columns that are read cell by cell, given to Python as numpy arrays or as an Arrow stream.
//
// One description of a table serves both, so a column cannot differ between pandas and polars.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <pybind11/pybind11.h>

namespace libcode::python {

namespace py = pybind11;

using Numbers = std::function<std::int64_t(std::size_t row)>;
using MaybeNumbers = std::function<std::optional<std::int64_t>(std::size_t row)>;
using Reals = std::function<double(std::size_t row)>;
using Flags = std::function<bool(std::size_t row)>;
using Words = std::function<std::string_view(std::size_t row)>;  // null data(): missing

struct Column {
    std::string name;
    std::variant<Numbers, MaybeNumbers, Reals, Flags, Words> cell;
};

struct Table {
    std::vector<Column> columns;
    std::size_t rows = 0;
    std::shared_ptr<const void> owner;  // of what the cells look at
};

// {name: values}, where values are an array, or (array, mask of the missing) for MaybeNumbers.
// Words become Python strings, the same string for the same bytes.
py::dict numpy_columns(const Table& table);

// A capsule "arrow_array_stream" that gives the table in batches; text is large_utf8.
py::capsule arrow_stream(std::shared_ptr<const Table> table);

}  // namespace libcode::python

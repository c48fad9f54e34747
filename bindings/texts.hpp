// Texts: a column of strings that may be missing, as the core reads it: views of UTF-8 that
// nobody copies, and whatever keeps their bytes alive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <pybind11/pybind11.h>

namespace libcode::python {

namespace py = pybind11;

struct Texts {
    std::vector<std::string_view> views;  // null data(): missing; else valid UTF-8
    std::vector<std::shared_ptr<const void>> owners;

    std::size_t size() const { return views.size(); }
};

// A cell that is neither text nor missing: raises TypeError with the column's name, the row and
// the type, never the cell.
enum class NumbersAre : std::uint8_t { refused, written };  // written: 2 and 2.0 as "2", True as "true"

// Reads any sequence of Python objects. Missing are None, NaN, NA and NaT; a lone surrogate
// becomes U+FFFD. `column` is the name that errors give.
Texts texts_of_objects(const py::object& sequence, const std::string& column, NumbersAre numbers);

// Whether every byte is part of well-formed UTF-8.
bool is_utf8(std::string_view bytes);

// `bytes` with what is not UTF-8 replaced by U+FFFD, as Python's "replace" does, save that a surrogate in three bytes is
// one, as in the core; keeps the GIL.
std::string repaired_utf8(std::string_view bytes);

// Keeps `object` alive until the last copy is gone, from whichever thread that is.
std::shared_ptr<const void> keep(py::object object);

// A number as a codebook's `where` writes it: 2.0 is "2".
std::string written(double number);

}  // namespace libcode::python

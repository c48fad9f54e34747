// Reads Python strings as views of UTF-8. In: a sequence of Python objects. Out: Texts. Costs one
// call a cell and no copy where the string is ASCII or has been encoded before; Python keeps the
// encoded bytes beside the string. Tested by tests/python/test_data.py.
#include "texts.hpp"

#include <array>
#include <cmath>
#include <charconv>
#include <cstring>

namespace libcode::python {

namespace {

// A surrogate written in three bytes, ED A0..BF 80..BF, is one U+FFFD, as the core reads it.
void replace_surrogates(std::string& bytes) {
    const auto at_least = [&](std::size_t i, unsigned char least) { return static_cast<unsigned char>(bytes[i]) >= least && static_cast<unsigned char>(bytes[i]) < 0xC0; };
    for (std::size_t i = 0; i + 2 < bytes.size(); ++i)
        if (bytes[i] == '\xED' && at_least(i + 1, 0xA0) && at_least(i + 2, 0x80)) bytes.replace(i, 3, "\xEF\xBF\xBD");
}

std::string with_surrogates_replaced(const py::handle& text) {
    const py::object bytes = py::reinterpret_steal<py::object>(
        PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass"));
    if (!bytes) throw py::error_already_set();
    std::string utf8(PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr())));
    replace_surrogates(utf8);
    return utf8;
}

bool is_missing(const py::handle& cell) {
    if (cell.is_none()) return true;
    if (PyFloat_Check(cell.ptr())) return std::isnan(PyFloat_AS_DOUBLE(cell.ptr()));
    const std::string_view type = Py_TYPE(cell.ptr())->tp_name;
    return type == "NAType" || type == "NaTType" || type.ends_with(".NAType") || type.ends_with(".NaTType");
}

[[noreturn]] void refuse(const py::handle& cell, const std::string& column, std::size_t row) {
    throw py::type_error("row " + std::to_string(row) + " (from 0) of " + column + " holds a value of type " +
                         Py_TYPE(cell.ptr())->tp_name + ", not text; make the column text first, for instance " +
                         "with df[column].map(str, na_action=\"ignore\")");
}

// A cell that is no string, as a codebook's `where` would write it.
std::string written_cell(const py::handle& cell) {
    const std::string_view type = Py_TYPE(cell.ptr())->tp_name;
    if (PyBool_Check(cell.ptr()) || type.starts_with("numpy.bool")) {
        return PyObject_IsTrue(cell.ptr()) == 1 ? "true" : "false";
    }
    if (PyFloat_Check(cell.ptr()) || type.starts_with("numpy.float")) return written(py::float_(py::reinterpret_borrow<py::object>(cell)));
    return py::str(cell).cast<std::string>();
}

}  // namespace

std::shared_ptr<const void> keep(py::object object) {
    return {object.release().ptr(), [](const void* pointer) {
                if (!Py_IsInitialized()) return;
                const py::gil_scoped_acquire gil;
                Py_DECREF(static_cast<PyObject*>(const_cast<void*>(pointer)));
            }};
}

std::string written(double number) {
    if (std::trunc(number) == number && std::fabs(number) < 1e15) return std::to_string(static_cast<std::int64_t>(number));
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    return {buffer.data(), result.ptr};
}

Texts texts_of_objects(const py::object& sequence, const std::string& column, NumbersAre numbers) {
    // A tuple holds its own reference to every string, so nobody can take one away from under us.
    const py::object cells = py::reinterpret_steal<py::object>(PySequence_Tuple(sequence.ptr()));
    if (!cells) throw py::error_already_set();
    const auto size = static_cast<std::size_t>(PyTuple_GET_SIZE(cells.ptr()));
    Texts texts;
    texts.views.reserve(size);
    auto own = std::make_shared<std::deque<std::string>>();
    for (std::size_t row = 0; row < size; ++row) {
        const py::handle cell = PyTuple_GET_ITEM(cells.ptr(), static_cast<Py_ssize_t>(row));
        if (PyUnicode_Check(cell.ptr())) {
            Py_ssize_t bytes = 0;
            if (const char* data = PyUnicode_AsUTF8AndSize(cell.ptr(), &bytes)) {
                texts.views.emplace_back(data, static_cast<std::size_t>(bytes));
            } else {
                PyErr_Clear();
                texts.views.emplace_back(own->emplace_back(with_surrogates_replaced(cell)));
            }
        } else if (is_missing(cell)) {
            texts.views.emplace_back();
        } else if (numbers == NumbersAre::written) {
            texts.views.emplace_back(own->emplace_back(written_cell(cell)));
        } else {
            refuse(cell, column, row);
        }
    }
    texts.owners = {keep(cells), std::move(own)};
    return texts;
}

bool is_utf8(std::string_view bytes) {
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* end = at + bytes.size();
    const auto follows = [&](int n) { return end - at > n && (at[n] & 0xC0) == 0x80; };
    while (at < end) {
        if (end - at >= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, 8);
            if ((word & 0x8080808080808080u) == 0) {
                at += 8;
                continue;
            }
        }
        const unsigned char lead = *at;
        if (lead < 0x80) {
            ++at;
        } else if (lead >= 0xC2 && lead <= 0xDF && follows(1)) {
            at += 2;
        } else if ((lead & 0xF0) == 0xE0 && follows(1) && follows(2) && !(lead == 0xE0 && at[1] < 0xA0) &&
                   !(lead == 0xED && at[1] >= 0xA0)) {
            at += 3;
        } else if (lead >= 0xF0 && lead <= 0xF4 && follows(1) && follows(2) && follows(3) &&
                   !(lead == 0xF0 && at[1] < 0x90) && !(lead == 0xF4 && at[1] >= 0x90)) {
            at += 4;
        } else {
            return false;
        }
    }
    return true;
}

std::string repaired_utf8(std::string_view given) {
    std::string bytes(given);
    replace_surrogates(bytes);
    const py::object text = py::reinterpret_steal<py::object>(
        PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace"));
    if (!text) throw py::error_already_set();
    return text.cast<std::string>();
}

}  // namespace libcode::python

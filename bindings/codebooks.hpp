// A codebook as Python may give it.
#pragma once

#include <pybind11/pybind11.h>

#include <libcode/codebook.hpp>

namespace libcode::python {

// A Codebook as it is, or the one in the file that a str or os.PathLike names. Raises TypeError
// for anything else, naming its type only, and ValueError for a str that looks like no file's name: it may be an answer.
Codebook codebook_of(const pybind11::object& book);

// Raises KeyError for a code that the codebook lacks. What cannot be a code's path may be an answer, and is not said.
[[noreturn]] void refuse_code(const std::string& path);

// The last overload of what users call: arguments that fit no other are refused with `message`, for
// pybind11 itself would print them, and with them what respondents wrote.
template <class Result>
auto refused(const char* message) {
    return [message](const pybind11::args&, const pybind11::kwargs&) -> Result { throw pybind11::type_error(message); };
}

}  // namespace libcode::python

// A codebook as Python may give it.
#pragma once

#include <pybind11/pybind11.h>

#include <libcode/codebook.hpp>

namespace libcode::python {

// A Codebook as it is, or the one in the file that a str or os.PathLike names. Raises TypeError
// for anything else, naming its type only.
Codebook codebook_of(const pybind11::object& book);

}  // namespace libcode::python

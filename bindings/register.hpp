// What each register_<subject>.cpp adds to the module.
#pragma once

#include <pybind11/pybind11.h>

namespace libcode::python {

void register_codebook(pybind11::module_& module);
void register_survey(pybind11::module_& module);
void register_held_survey(pybind11::module_& module);
void register_coder(pybind11::module_& module);
void register_codings(pybind11::module_& module);
void register_check(pybind11::module_& module);
void register_lint(pybind11::module_& module);
void register_explain(pybind11::module_& module);
void register_words(pybind11::module_& module);
void register_cooccurrence(pybind11::module_& module);

}  // namespace libcode::python

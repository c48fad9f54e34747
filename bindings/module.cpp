// libcode._core: the compiled part of the Python package. A table of contents; each subject has
// its own file.
//
// What it makes is never changed, or guarded by locks of its own, so a Python without the GIL needs none for it: tests/proofs/free_threaded.
#include "register.hpp"

PYBIND11_MODULE(_core, module, pybind11::mod_gil_not_used()) {
    module.doc() = "Compiled part of libcode.";
    module.attr("__version__") = LIBCODE_VERSION;
    libcode::python::register_codebook(module);
    libcode::python::register_survey(module);
    libcode::python::register_coder(module);
    libcode::python::register_held_survey(module);
    libcode::python::register_codings(module);
    libcode::python::register_check(module);
    libcode::python::register_lint(module);
    libcode::python::register_explain(module);
    libcode::python::register_words(module);
    libcode::python::register_cooccurrence(module);
}

// Runs the core without the GIL, and lets Ctrl-C stop it.
#pragma once

#include <exception>

#include <pybind11/pybind11.h>

#include <libcode/coder.hpp>

namespace libcode::python {

// Returns what `run(look)` returns. `look` is the progress that the core asks for; it returns false once Ctrl-C was pressed, and
// what Python raises for that is raised when the core has thrown Stopped.
template <class Run>
auto interruptible(Run run) {
    std::exception_ptr raised;
    const auto look = [&raised](std::size_t) {
        const pybind11::gil_scoped_acquire gil;
        if (PyErr_CheckSignals() == 0) return true;
        raised = std::make_exception_ptr(pybind11::error_already_set());
        return false;
    };
    try {
        const pybind11::gil_scoped_release released;
        return run(look);
    } catch (const Stopped&) {
        if (raised) std::rethrow_exception(raised);
        throw;
    }
}

// For a loop that holds the GIL and may have millions of steps: raises now and then what Ctrl-C raises.
inline void hear_interrupt(std::size_t step) {
    if (step % (1 << 14) == 0 && PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
}

}  // namespace libcode::python

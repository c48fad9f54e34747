// Starts the interpreter in which the bindings run, once. It takes all its memory from malloc, where it is watched.
#pragma once

#include <pybind11/embed.h>

inline void start_python() {
    PyPreConfig first;
    PyPreConfig_InitPythonConfig(&first);
    first.allocator = PYMEM_ALLOCATOR_MALLOC;
    Py_PreInitialize(&first);
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.install_signal_handlers = 0;  // libFuzzer has its own
    PyConfig_SetBytesString(&config, &config.program_name, LIBCODE_FUZZ_PYTHON);
    pybind11::initialize_interpreter(&config, 0, nullptr, false);
}

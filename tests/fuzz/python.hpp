// Starts the interpreter in which the bindings run, once. The environment may say where it takes its memory from.
#pragma once

#include <pybind11/embed.h>

inline void start_python() {
    PyPreConfig first;
    PyPreConfig_InitPythonConfig(&first);
    Py_PreInitialize(&first);
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.install_signal_handlers = 0;  // libFuzzer has its own
    PyConfig_SetBytesString(&config, &config.program_name, LIBCODE_FUZZ_PYTHON);
    pybind11::initialize_interpreter(&config, 0, nullptr, false);
}

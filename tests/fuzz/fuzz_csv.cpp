// CSV. It is Python's csv that cuts it; ours are the guess of delimiter and encoding, what becomes of rows that do not fit, and the
// way of the cells into the core (a survey's export) or into a codebook (a spreadsheet): the first byte says which.
//
// What lines of Python follow one another counts as an edge, so that libFuzzer sees into these sources as it sees into C++.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <unordered_map>

#include "must.hpp"
#include "python.hpp"
#include "register.hpp"

namespace py = pybind11;

PYBIND11_EMBEDDED_MODULE(_core, module) {
    libcode::python::register_codebook(module);
    libcode::python::register_survey(module);
}

namespace {

constexpr std::size_t counter_count = 1 << 14;
__attribute__((section("__libfuzzer_extra_counters"))) std::uint8_t counters[counter_count];

// Where the edges of a function of ours begin among the counters; nothing for those of others.
std::optional<std::size_t> first_counter(PyFrameObject* frame) {
    static std::unordered_map<void*, std::optional<std::size_t>> known;
    const auto code = py::reinterpret_steal<py::object>(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame)));
    const auto [at, is_new] = known.try_emplace(code.ptr());
    if (is_new) {
        code.inc_ref();  // known by its address, so it stays
        const auto file = code.attr("co_filename").cast<std::string>();
        if (file.find("/libcode/_") != file.npos) at->second = std::hash<std::string>{}(file + code.attr("co_name").cast<std::string>());
    }
    return at->second;
}

int count_line(PyObject*, PyFrameObject* frame, int event, PyObject*) {
    static std::size_t last = 0;
    if (event == PyTrace_CALL && !first_counter(frame)) PyObject_SetAttrString(reinterpret_cast<PyObject*>(frame), "f_trace_lines", Py_False);
    if (event != PyTrace_LINE) return 0;
    const auto line = static_cast<std::size_t>(PyFrame_GetLineNumber(frame));
    if (const auto first = first_counter(frame)) ++counters[(*first + 31 * last + line) % counter_count];
    last = line;
    return 0;
}

std::string folder;

void forget_folder() {
    unlink((folder + "/export").c_str());
    unlink((folder + "/book.csv").c_str());
    rmdir(folder.c_str());
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    start_python();
    folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm/libcode-fuzz-XXXXXX" : "/tmp/libcode-fuzz-XXXXXX";  // memory, where there is a file system in it
    must(mkdtemp(folder.data()) != nullptr, "a folder can be made");
    std::atexit(forget_folder);
    py::module_::import("sys").attr("path").attr("insert")(0, LIBCODE_FUZZ_DIR);
    py::module_::import("csv_cells");
    PyEval_SetTrace(count_line, nullptr);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const py::object* const module = new py::object(py::module_::import("csv_cells"));
    static const py::object* const readers = new py::object(py::make_tuple(module->attr("export"), module->attr("sheet")));
    if (size == 0) return 0;
    const bool is_sheet = data[0] % 2 == 1;
    const std::string path = folder + (is_sheet ? "/book.csv" : "/export");
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    must(file >= 0 && write(file, data + 1, size - 1) == static_cast<ssize_t>(size - 1), "a file can be written");
    close(file);
    try {
        (*readers)[py::int_(is_sheet ? 1 : 0)](path);
    } catch (py::error_already_set& error) {
        std::fputs(error.what(), stderr);
        must(false, "no other exception leaves a reader");
    }
    return 0;
}

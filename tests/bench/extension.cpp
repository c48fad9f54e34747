// The Python module _bench: corpora, codebooks and engines, so that ours, C++ peers and Python peers take turns in one process.
#include <chrono>

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "codebooks.hpp"
#include "corpora.hpp"
#include "engine.hpp"

namespace py = pybind11;
using namespace bench;

namespace {

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

py::array_t<std::uint32_t> as_array(const std::vector<Hit>& hits) {
    py::array_t<std::uint32_t> out({static_cast<py::ssize_t>(hits.size()), py::ssize_t{4}});
    auto* at = out.mutable_data();
    for (const auto& [response, word, start, end] : hits) {
        for (const std::uint32_t value : {response, word, start, end}) *at++ = value;
    }
    return out;
}

struct Timed {
    double seconds;
    std::uint64_t found;
};

Timed run(Engine& engine, const Corpus& corpus) {
    const py::gil_scoped_release released;
    engine.prepare(corpus.texts);
    const double start = seconds();
    const std::uint64_t found = engine.run(corpus.texts);
    return {seconds() - start, found};
}

}  // namespace

PYBIND11_MODULE(_bench, module) {
    py::class_<Corpus>(module, "Corpus")
        .def_static("make", &make_corpus, py::arg("kind"), py::arg("rows"), py::arg("seed"), py::call_guard<py::gil_scoped_release>())
        .def_static("of", &corpus_of, py::arg("name"), py::arg("texts"))
        .def_readonly("name", &Corpus::name)
        .def_property_readonly("rows", &Corpus::rows)
        .def_property_readonly("size_bytes", &Corpus::size_bytes)
        .def("head", &Corpus::head, py::arg("rows"))
        // Views of the corpus, which must outlive them: the text and the offsets of an Arrow large_utf8 array.
        .def("text_buffer", [](const Corpus& corpus) { return py::memoryview::from_memory(corpus.bytes->data(), static_cast<py::ssize_t>(corpus.size_bytes())); })
        .def("offsets", [](const py::object& self) {
            const auto& corpus = self.cast<const Corpus&>();
            return py::array_t<std::int64_t>(static_cast<py::ssize_t>(corpus.offsets.size()), corpus.offsets.data(), self);
        })
        .def("texts", [](const Corpus& corpus) {
            py::list out;
            for (const std::string_view text : corpus.texts) out.append(py::reinterpret_steal<py::object>(PyUnicode_DecodeUTF8(text.data(), static_cast<py::ssize_t>(text.size()), "replace")));
            return out;
        });

    py::class_<Rules>(module, "Rules")
        .def(py::init(&make_rules), py::arg("corpus"), py::arg("rules"), py::arg("themes"), py::arg("mix") = "words", py::arg("negation") = false,
             py::call_guard<py::gil_scoped_release>())
        .def_readonly("words", &Rules::words)
        .def_readonly("rules", &Rules::rules)
        .def_readonly("firing", &Rules::firing)
        .def_readonly("yaml", &Rules::yaml);

    py::class_<Engine>(module, "Engine", "Something to time.")
        .def("run", [](Engine& engine, const Corpus& corpus) {
            const Timed timed = run(engine, corpus);
            return py::make_tuple(timed.seconds, timed.found);
        }, "Seconds, and how much was found.")
        .def("hits", [](const Engine& engine) { return as_array(engine.hits()); }, "Of the last run: response, word, start and end in bytes, sorted.");
    module.def("plain_words", &plain_words);
    module.def("words", &words, py::arg("instructions"));
    module.def("classes", &classes, py::arg("yaml"));
    module.def("job", [](std::string_view yaml, std::string_view instructions, unsigned threads, bool cold) {
        return job(yaml, instructions, threads, cold ? Caches::cold : Caches::warm);
    }, py::arg("yaml"), py::arg("instructions") = "best", py::arg("threads") = 1, py::arg("cold") = false);
    module.def("icu_words", &icu_words);
    module.def("icu_map", [](const std::vector<std::string>& list) { return icu_map(list); });
    module.def("re2_set", [](const std::vector<std::string>& list) { return re2_set(list); });
    module.def("hyperscan", [](const std::vector<std::string>& list) { return hyperscan(list); });

    module.def("find_naively", [](const Corpus& corpus, const std::vector<std::string>& list, const std::string& boundaries) {
        const auto by = boundaries == "unicode" ? Boundaries::unicode : boundaries == "regex" ? Boundaries::regex : Boundaries::none;
        return as_array(find_naively(corpus.texts, list, by));
    }, py::arg("corpus"), py::arg("words"), py::arg("boundaries"));
    module.def("compile_seconds", [](std::string_view yaml) {
        const auto [yaml_seconds, parse, compile] = compile_seconds(yaml);
        return py::make_tuple(yaml_seconds, parse, compile);
    }, "Of reading the YAML alone, of parse_codebook (which does that too), of Coder.");
    module.def("instructions_here", &instructions_here);
    module.def("coding_bytes", &coding_bytes);
}

// Codebook with its codes, rules, sets and settings; Fault and CodebookError.
#include <pybind11/stl.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "codebooks.hpp"
#include "register.hpp"

namespace libcode::python {

namespace py = pybind11;

namespace {

PyObject* codebook_error = nullptr;  // lives as long as the module

void raise_codebook_error(std::exception_ptr raised) {
    try {
        if (raised) std::rethrow_exception(raised);
    } catch (const CodebookError& error) {
        const py::object value = py::reinterpret_borrow<py::object>(codebook_error)(error.what());
        value.attr("faults") = py::cast(error.faults());
        PyErr_SetObject(codebook_error, value.ptr());
    }
}

std::string text_of(const py::object& value, const char* name) {
    if (!PyUnicode_Check(value.ptr())) {
        throw py::type_error(std::string(name) + " must be a str, not " + Py_TYPE(value.ptr())->tp_name);
    }
    const py::object bytes = py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(value.ptr(), "utf-8", "surrogatepass"));
    if (!bytes) throw py::error_already_set();
    return bytes.cast<std::string>();
}

std::string path_of(const py::object& path) {
    const py::object named = py::reinterpret_steal<py::object>(PyOS_FSPath(path.ptr()));
    if (!named) throw py::error_already_set();
    return named.cast<std::string>();
}

// The status words that count, as a codebook writes them.
std::string words_of(const Counting& count) {
    std::string words;
    for (int axis = 0; axis < axis_count; ++axis) {
        for (const bool marked : {false, true}) {
            const unsigned other = marked ? count.forbidden_plain : count.forbidden_marked;
            if ((other >> axis & 1) == 0) continue;
            if (!words.empty()) words += ' ';
            words += status_word(static_cast<Axis>(axis), marked);
        }
    }
    return words.empty() ? "all" : words;
}

std::map<std::string, std::vector<std::string>> where_of(const Code& code) {
    std::map<std::string, std::vector<std::string>> where;
    for (const Where& each : code.where) where[each.column] = each.values;
    return where;
}

template <class Node>
void add_place(py::class_<Node>& type) {
    type.def_property_readonly("line", [](const Node& node) { return node.place.line; });
    type.def_property_readonly("column", [](const Node& node) { return node.place.column; });
}

void register_fault(py::module_& module) {
    py::class_<Fault> fault(module, "Fault", "One thing that is wrong in a codebook, and where.");
    fault.def_readonly("file", &Fault::file)
        .def_readonly("message", &Fault::message)
        .def_readonly("hint", &Fault::hint)
        .def_readonly("source_line", &Fault::source_line)
        .def_readonly("length_chars", &Fault::length_chars)
        .def("__str__", py::overload_cast<const Fault&>(&to_string))
        .def("__repr__", [](const Fault& self) { return "<Fault " + to_string(self) + ">"; })
        .def(py::pickle(
            [](const Fault& self) {
                return py::make_tuple(self.file, self.place.line, self.place.column, self.message, self.hint,
                                      self.source_line, self.length_chars);
            },
            [](const py::tuple& state) {
                return Fault{state[0].cast<std::string>(), {state[1].cast<std::uint32_t>(), state[2].cast<std::uint32_t>()},
                             state[3].cast<std::string>(), state[4].cast<std::string>(), state[5].cast<std::string>(),
                             state[6].cast<std::uint32_t>()};
            }));
    add_place(fault);
    codebook_error = PyErr_NewExceptionWithDoc("libcode.CodebookError",
                                               "A codebook that cannot be built; `faults` says everything that is wrong.",
                                               PyExc_ValueError, nullptr);
    module.add_object("CodebookError", codebook_error);
    py::register_exception_translator(&raise_codebook_error);
}

void register_parts(py::module_& module) {
    // The words a codebook writes; each enum counts from 0 in the order of its words.
    const auto word = [](auto Settings::*setting, std::vector<const char*> words) {
        return [setting, words](const Settings& self) { return words[static_cast<std::size_t>(self.*setting)]; };
    };
    py::class_<Settings>(module, "Settings", "How the rules of a code are read, in the codebook's words.")
        .def_property_readonly("unit", word(&Settings::unit, {"response", "sentence"}))
        .def_property_readonly("quote", word(&Settings::quote, {"sentence", "response", "match"}))
        .def_property_readonly("case", word(&Settings::letter_case, {"ignore", "exact"}))
        .def_property_readonly("accents", word(&Settings::accents, {"exact", "ignore"}))
        .def_property_readonly("inflections", word(&Settings::inflections, {"exact", "stem"}))
        .def_property_readonly("negation", word(&Settings::negation, {"on", "off"}));

    py::class_<Rule> rule(module, "Rule", "One rule as its author wrote it.");
    rule.def_readonly("text", &Rule::text).def_readonly("weight", &Rule::weight).def_readonly("memo", &Rule::memo)
        .def("__repr__", [](const Rule& self) { return "<Rule " + self.text + ">"; });
    add_place(rule);

    py::class_<Example> example(module, "Example", "A response that must be coded, or must not count.");
    example.def_readonly("text", &Example::text);
    add_place(example);

    py::class_<Set> set(module, "Set", "A named list of alternatives, written `$name` in rules.");
    set.def_readonly("name", &Set::name).def_readonly("alternatives", &Set::alternatives)
        .def("__repr__", [](const Set& self) { return "<Set $" + self.name + ">"; });
    add_place(set);

    py::class_<Code> code(module, "Code", "A theme.");
    code.def_readonly("key", &Code::key)
        .def_readonly("path", &Code::path)
        .def_readonly("parent", &Code::parent)
        .def_readonly("name", &Code::name)
        .def_readonly("definition", &Code::definition)
        .def_readonly("use_when", &Code::use_when)
        .def_readonly("not_when", &Code::not_when)
        .def_readonly("memo", &Code::memo)
        .def_readonly("color", &Code::color)
        .def_readonly("settings", &Code::settings)
        .def_readonly("rules", &Code::rules)
        .def_readonly("unless", &Code::unless)
        .def_property_readonly("count", [](const Code& self) { return words_of(self.count); })
        .def_readonly("at_least", &Code::at_least)
        .def_property_readonly("where", &where_of)
        .def_readonly("match", &Code::match)
        .def_readonly("reject", &Code::reject)
        .def("__repr__", [](const Code& self) { return "<Code " + self.path + ">"; });
    add_place(code);
}

}  // namespace

void refuse_code(const std::string& path) {
    const bool is_path = std::ranges::all_of(path, [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.'; });
    throw py::key_error(is_path ? path : "what was given as the code is no path of one; where a text is asked for as well, it comes first");
}

Codebook codebook_of(const py::object& book) {
    if (py::isinstance<Codebook>(book)) return book.cast<Codebook>();
    if (PyUnicode_Check(book.ptr())) {
        const std::filesystem::path path(path_of(book));
        const std::string ending = path.extension().string();
        const bool ends_as_files_do = ending.size() > 1 && ending.size() < 7 && std::all_of(ending.begin() + 1, ending.end(), [](unsigned char c) { return std::isalnum(c); });
        std::error_code error;
        if (!ends_as_files_do && !std::filesystem::exists(path, error)) {
            throw py::value_error("book must be a Codebook or the path of one; no file has the name that was given, and it ends in no .yaml");
        }
    }
    if (PyUnicode_Check(book.ptr()) || py::hasattr(book, "__fspath__")) return read_codebook(path_of(book));
    throw py::type_error(std::string("book must be a Codebook or the path of one, not ") + Py_TYPE(book.ptr())->tp_name);
}

void register_codebook(py::module_& module) {
    register_fault(module);
    register_parts(module);
    py::class_<Codebook>(module, "Codebook", "The themes a researcher looks for, and in which words each shows itself.")
        .def_static("read", [](const py::object& path) { return read_codebook(path_of(path)); }, py::arg("path"),
                    "Read a codebook file, and the cue file it names.")
        .def_static("parse", [](const py::object& text, const py::object& name, const py::object& cues) {
            const std::string cues_text = cues.is_none() ? "" : text_of(cues, "cues");
            return parse_codebook(text_of(text, "text"), text_of(name, "name"),
                                  cues.is_none() ? std::nullopt : std::optional<std::string_view>(cues_text));
        }, py::arg("text"), py::arg("name") = "<text>", py::arg("cues") = py::none(),
                    "Read a codebook from text; `name` is what faults call it, `cues` what the file of its `cues:` holds.")
        .def_static("parse", refused<Codebook>("Codebook.parse() takes text, name= and cues=, and nothing else"))
        .def_property_readonly("name", &Codebook::name)
        .def_property_readonly("version", &Codebook::version)
        .def_property_readonly("language", &Codebook::language)
        .def_property_readonly("memo", &Codebook::memo)
        .def_property_readonly("cues_file", &Codebook::cues_file)
        .def_property_readonly("settings", &Codebook::settings)
        .def_property_readonly("sets", &Codebook::sets)
        .def_property_readonly("codes", &Codebook::codes)
        .def_property_readonly("file", &Codebook::file)
        .def_property_readonly("source", &Codebook::source)
        .def_property_readonly("sha256", &Codebook::sha256)
        .def("__getitem__", [](const Codebook& self, const py::object& path_or_key) {
            const auto found = self.find(text_of(path_or_key, "a code's path"));
            if (!found) refuse_code(text_of(path_or_key, "a code's path"));
            return self.codes()[*found];
        }, py::arg("path_or_key"), "A code by its path, or by its key where that is unique.")
        .def("with_", [](const Codebook& self, const py::object& path, const py::object& field, const py::object& value) {
            return self.with(text_of(path, "path"), text_of(field, "field"), text_of(value, "value"));
        }, py::arg("path"), py::arg("field"), py::arg("value"), "A codebook with one field of one node replaced.")
        .def("__eq__", [](const Codebook& self, const py::object& other) {
            return py::isinstance<Codebook>(other) && self.source() == other.cast<const Codebook&>().source();
        })
        .def("__hash__", [](const Codebook& self) { return std::hash<std::string>{}(self.source()); })
        .def(py::pickle(
            [](const Codebook& self) { return py::make_tuple(self.source(), self.file(), self.cues_text()); },
            [](const py::tuple& state) {
                const auto cues = state[2].cast<std::optional<std::string>>();
                return parse_codebook(state[0].cast<std::string>(), state[1].cast<std::string>(),
                                      cues ? std::optional<std::string_view>(*cues) : std::nullopt);
            }));
}

}  // namespace libcode::python

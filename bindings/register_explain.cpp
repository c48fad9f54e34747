// Explanations: the core's, with every offset counted in code points.
#include <algorithm>
#include <cctype>

#include <pybind11/stl.h>

#include <libcode/explain.hpp>

#include "codebooks.hpp"
#include "register.hpp"
#include "survey.hpp"

namespace libcode::python {

namespace {

using Range = std::pair<std::uint32_t, std::uint32_t>;  // code points, as Python slices

// Code points before each byte of a text; exact where a character begins.
class Chars {
  public:
    explicit Chars(std::string_view text) {
        before_.reserve(text.size() + 1);
        std::uint32_t count = 0;
        for (const char byte : text) {
            before_.push_back(count);
            count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
        }
        before_.push_back(count);
    }
    Range range(std::uint32_t start_bytes, std::uint32_t end_bytes) const { return {before_[start_bytes], before_[end_bytes]}; }
    Range range(TextRange range) const { return this->range(range.start_bytes, range.end_bytes); }

  private:
    std::vector<std::uint32_t> before_;
};

struct PyPart {
    std::string role, text, through;
    Range rule;
    std::vector<Range> words;
};

struct PyCue {
    std::string axis, status, cue, file, side;
    std::uint32_t line = 0, words_away = 0;
    Range words;
};

struct PyRule {
    std::string code, text;
    std::uint32_t line = 0;
    std::vector<PyPart> parts;
};

struct PyWhy {
    PyRule rule;
    Range match, quote;
    std::string status;
    bool counts = false;
    std::vector<PyCue> cues;
};

struct PyWhyNot {
    std::string stop, reason;
    std::optional<PyRule> rule, unless;
    std::optional<std::uint32_t> measured, limit;
};

struct PyExplanation {
    Explanation explanation;
    Codebook book;
    std::optional<std::string> text;
    std::vector<PyWhy> codings;
    std::optional<PyWhyNot> why_not;

    const Code& code() const { return book.codes()[explanation.code]; }
};

constexpr const char* role_names[] = {"met", "there", "absent", "missing", "nearly", "in the way"};
constexpr const char* answer_names[] = {"not asked", "unusable", "usable"};

PyRule rule_of(const Code& code, const Rule& rule, const std::vector<Part>& parts, const Chars& chars) {
    PyRule out{code.path, rule.text, rule.place.line, {}};
    const Chars rule_chars(rule.text);
    for (const Part& part : parts) {
        PyPart& one = out.parts.emplace_back(PyPart{role_names[static_cast<int>(part.role)],
                                                    rule.text.substr(part.rule.start_bytes, part.rule.end_bytes - part.rule.start_bytes),
                                                    part.through, rule_chars.range(part.rule), {}});
        for (const TextRange words : part.words) one.words.push_back(chars.range(words));
    }
    return out;
}

PyWhy why_of(const Why& why, const Codebook& book, const Chars& chars) {
    const Coding& row = why.coding;
    const Code& code = book.codes()[row.code];
    PyWhy out{rule_of(code, code.rules[row.rule], why.parts, chars), chars.range(row.start_bytes, row.end_bytes),
              chars.range(row.quote_start_bytes, row.quote_end_bytes), to_string(row.status), row.counts, {}};
    for (const CueFound& cue : why.cues)
        out.cues.push_back({std::string(axis_name(cue.axis)), std::string(status_word(cue.axis, true)), cue.line, cue.file,
                            cue.side == CueSide::before ? "before" : "after", cue.place.line, cue.words_away, chars.range(cue.words)});
    return out;
}

PyWhyNot why_not_of(const WhyNot& why_not, const Codebook& book, const Chars& chars) {
    PyWhyNot out{std::string(stop_name(why_not.stop)), why_not.reason, {}, {}, why_not.measured, why_not.limit};
    if (!why_not.code) return out;
    const Code& code = book.codes()[*why_not.code];
    out.rule = rule_of(code, code.rules[why_not.rule], why_not.parts, chars);
    if (why_not.unless) out.unless = rule_of(code, code.unless[*why_not.unless], why_not.unless_parts, chars);
    return out;
}

PyExplanation explain_text(const Coder& coder, std::string_view text, const std::string& code, const RowContext* row) {
    const auto index = coder.codebook().find(code);
    if (!index) refuse_code(code);
    PyExplanation out{{}, coder.codebook(), {}, {}, {}};
    const py::gil_scoped_release released;
    out.explanation = explain(coder, text, *index, row);
    if (text.data()) out.text = std::string(text);
    const Chars chars(text);
    for (const Why& why : out.explanation.codings) out.codings.push_back(why_of(why, out.book, chars));
    if (out.explanation.why_not) out.why_not = why_not_of(*out.explanation.why_not, out.book, chars);
    return out;
}

// Said here: pybind11 itself would print all the arguments, and with them the response.
std::string path_of(const py::object& code) {
    if (!PyUnicode_Check(code.ptr())) throw py::type_error(std::string("code must be the path of one, not ") + Py_TYPE(code.ptr())->tp_name);
    return code.cast<std::string>();
}

// A response of a survey, in its row.
PyExplanation explain_response(const CodedSurvey& self, const Coder& coder, std::size_t response, const py::object& code) {
    const Survey& survey = *self.survey;
    if (response >= survey.text.size()) throw py::index_error("there is no response " + std::to_string(response));
    RowContext row{survey.questions.empty() ? "" : survey.questions[survey.question.empty() ? 0 : survey.question[response]], {}};
    for (const auto& [name, column] : survey.variables.all()) row.variables.emplace_back(name, column->views[survey.row_of(response)]);
    return explain_text(coder, survey.text[response], path_of(code), &row);
}

}  // namespace

void register_explain(py::module_& module) {
    py::class_<PyPart>(module, "Part", "A part of a rule, and the words of the response that met it.")
        .def_readonly("role", &PyPart::role)
        .def_readonly("text", &PyPart::text)
        .def_readonly("through", &PyPart::through)
        .def_property_readonly("start", [](const PyPart& self) { return self.rule.first; })
        .def_property_readonly("end", [](const PyPart& self) { return self.rule.second; })
        .def_readonly("words", &PyPart::words);
    py::class_<PyCue>(module, "CueFound", "The cue that marked one axis of a status.")
        .def_readonly("axis", &PyCue::axis)
        .def_readonly("status", &PyCue::status)
        .def_readonly("cue", &PyCue::cue)
        .def_readonly("file", &PyCue::file)
        .def_readonly("line", &PyCue::line)
        .def_readonly("side", &PyCue::side)
        .def_readonly("words_away", &PyCue::words_away)
        .def_property_readonly("start", [](const PyCue& self) { return self.words.first; })
        .def_property_readonly("end", [](const PyCue& self) { return self.words.second; });
    py::class_<PyRule>(module, "RuleMet", "A rule, with what met its parts.")
        .def_readonly("code", &PyRule::code)
        .def_readonly("text", &PyRule::text)
        .def_readonly("line", &PyRule::line)
        .def_readonly("parts", &PyRule::parts);
    py::class_<PyWhy>(module, "Why", "A coding, explained.")
        .def_readonly("rule", &PyWhy::rule)
        .def_property_readonly("start", [](const PyWhy& self) { return self.match.first; })
        .def_property_readonly("end", [](const PyWhy& self) { return self.match.second; })
        .def_property_readonly("quote_start", [](const PyWhy& self) { return self.quote.first; })
        .def_property_readonly("quote_end", [](const PyWhy& self) { return self.quote.second; })
        .def_readonly("status", &PyWhy::status)
        .def_readonly("counts", &PyWhy::counts)
        .def_readonly("cues", &PyWhy::cues);
    py::class_<PyWhyNot>(module, "WhyNot", "What stopped a code.")
        .def_readonly("stop", &PyWhyNot::stop)
        .def_readonly("reason", &PyWhyNot::reason)
        .def_readonly("rule", &PyWhyNot::rule)
        .def_readonly("unless", &PyWhyNot::unless)
        .def_readonly("measured", &PyWhyNot::measured)
        .def_readonly("limit", &PyWhyNot::limit);
    py::class_<PyExplanation>(module, "Explanation", "Why a code counts in a response, or why it does not.")
        .def_property_readonly("code", [](const PyExplanation& self) { return self.code(); })
        .def_property_readonly("answer", [](const PyExplanation& self) { return answer_names[static_cast<int>(self.explanation.answer)]; })
        .def_property_readonly("codebook", [](const PyExplanation& self) { return self.book; })
        .def_readonly("text", &PyExplanation::text)
        .def_property_readonly("counts", [](const PyExplanation& self) { return self.explanation.counts(); })
        .def_readonly("codings", &PyExplanation::codings)
        .def_readonly("why_not", &PyExplanation::why_not)
        .def("__bool__", [](const PyExplanation& self) { return self.explanation.counts(); })
        .def("_to_text", [](const PyExplanation& self, const std::vector<std::string>& marks) {
            TextMarks signs;
            if (marks.size() == 4) signs = {marks[0], marks[1], marks[2], marks[3]};
            return to_text(self.explanation, self.book, self.text.value_or(""), signs);
        }, py::arg("marks"))
        .def("__repr__", [](const PyExplanation& self) { return to_text(self.explanation, self.book, self.text.value_or("")); });
    module.def("_explain", [](const Coder& coder, const py::object& text, const py::object& code) {
        const Texts texts = texts_of_objects(py::make_tuple(text), "text", NumbersAre::refused);
        return explain_text(coder, texts.views[0], path_of(code), nullptr);
    }, py::arg("coder"), py::arg("text"), py::arg("code"));
    module.def("_explain_response", &explain_response, py::arg("codings"), py::arg("coder"), py::arg("response"), py::arg("code"));
}

}  // namespace libcode::python

// Which codes stand together.
#include <algorithm>
#include <span>
#include <string>

#include <pybind11/numpy.h>

#include <libcode/cooccurrence.hpp>

#include "interrupt.hpp"
#include "register.hpp"
#include "survey.hpp"

namespace libcode::python {

namespace {

Within within_of(const std::string& word) {
    if (word == "response") return Within::response;
    if (word == "respondent") return Within::respondent;
    if (word == "paragraph") return Within::paragraph;
    if (word == "sentence") return Within::sentence;
    if (word == "words") return Within::words;
    throw py::value_error("within is not a unit");
}

py::array_t<std::uint64_t> square(std::size_t codes, const std::vector<std::uint64_t>& cells) {
    py::array_t<std::uint64_t> array({static_cast<py::ssize_t>(codes), static_cast<py::ssize_t>(codes)});
    std::copy(cells.begin(), cells.end(), array.mutable_data());
    return array;
}

// both, before, row and base: codes × codes each.
py::tuple count_together(const CodedSurvey& coded, const std::string& within, std::uint32_t words, bool rollup,
                         const py::array_t<std::uint8_t, py::array::c_style | py::array::forcecast>& included) {
    const Within unit = within_of(within);
    const std::span<const std::uint8_t> only{included.data(), static_cast<std::size_t>(included.size())};
    const Cooccurrence found = interruptible([&](const auto& look) {
        return cooccurrence(*coded.codings, coded.survey->text, coded.survey->respondent_of_response(),
                            {.within = unit, .words = words, .parents = rollup ? Parents::hold_descendants : Parents::hold_own, .included = only, .progress = look});
    });
    return py::make_tuple(square(found.codes, found.both), square(found.codes, found.before), square(found.codes, found.row),
                          square(found.codes, found.base));
}

}  // namespace

void register_cooccurrence(py::module_& module) {
    module.def("_cooccurrence", &count_together, py::arg("codings"), py::arg("within"), py::arg("words"), py::arg("rollup"), py::arg("included"));
}

}  // namespace libcode::python

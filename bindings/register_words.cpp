// Words, phrases and pairs of words counted; the words around a match.
#include <optional>
#include <string>

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <libcode/contexts.hpp>
#include <libcode/word_counts.hpp>

#include "interrupt.hpp"
#include "register.hpp"
#include "survey.hpp"
#include "utf8.hpp"

namespace libcode::python {

namespace {

template <class Number>
using Array = py::array_t<Number, py::array::c_style | py::array::forcecast>;

template <class Number>
py::array_t<Number> array_of(const std::vector<Number>& values) {
    return py::array_t<Number>(static_cast<py::ssize_t>(values.size()), values.data());
}

py::array_t<std::uint64_t> by_group(const std::vector<std::uint64_t>& values, std::size_t groups) {
    return array_of(values).reshape({static_cast<py::ssize_t>(values.size() / groups), static_cast<py::ssize_t>(groups)});
}

// Which words are counted, as Python gives it.
struct Choice {
    Array<std::uint32_t> of_response;
    std::vector<std::uint32_t> codes;
    GroupChoice choice;

    Choice(Array<std::uint32_t> group, std::uint32_t count, std::vector<std::uint32_t> coded, bool whole_responses, bool rest)
        : of_response(std::move(group)), codes(std::move(coded)) {
        choice.of_response = {of_response.data(), static_cast<std::size_t>(of_response.size())};
        choice.count = count;
        choice.codes = codes;
        choice.part = whole_responses ? CodedPart::responses : CodedPart::quotes;
        choice.rest = rest ? Rest::own_group : Rest::left_out;
    }
};

WordOptions options_of(const Codebook& codebook, std::uint64_t least, const std::vector<std::string>& stop) {
    WordOptions options;
    options.language = codebook.language();
    options.settings = codebook.settings();
    options.least = least;
    options.stop = stop;
    return options;
}

// words, counts and responses (words × groups), total and total responses (groups).
py::tuple count(const CodedSurvey& coded, const Choice& choice, unsigned words, std::uint64_t least, const std::vector<std::string>& stop) {
    const WordCounts counts = interruptible([&](const auto& look) {
        WordOptions options = options_of(coded.codings->codebook, least, stop);
        options.words = words;
        options.progress = look;
        return count_words(coded.survey->text, group_words(*coded.codings, choice.choice), options);
    });
    return py::make_tuple(counts.words, by_group(counts.counts, counts.groups), by_group(counts.responses, counts.groups),
                          array_of(counts.total), array_of(counts.total_responses));
}

// first and second words, counts, those of the first and of the second, and how many pairs there are.
py::tuple count_both(const CodedSurvey& coded, const Choice& choice, unsigned window, std::uint64_t least, const std::vector<std::string>& stop) {
    const WordPairs pairs = interruptible([&](const auto& look) {
        WordOptions options = options_of(coded.codings->codebook, least, stop);
        options.window = window;
        options.progress = look;
        return count_pairs(coded.survey->text, group_words(*coded.codings, choice.choice), options);
    });
    return py::make_tuple(pairs.first, pairs.second, array_of(pairs.counts), array_of(pairs.first_counts), array_of(pairs.second_counts), pairs.total);
}

// Per coding asked for, where its context starts and ends, in code points.
py::tuple contexts(const CodedSurvey& coded, const std::vector<std::size_t>& rows, std::uint32_t words) {
    std::vector<std::int64_t> starts, ends;
    const auto& text = coded.survey->text;
    const auto found = find_contexts(*coded.codings, text, rows, words);
    std::optional<std::uint32_t> response;
    utf8::Positions of_start({}), of_end({});  // starts grow through a response, and so do ends: one walk each
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t next = coded.codings->rows[rows[i]].response;
        if (response != next) of_start = of_end = utf8::Positions(text[next]);
        response = next;
        starts.push_back(static_cast<std::int64_t>(of_start.at_bytes(found[i].start_bytes).chars));
        ends.push_back(static_cast<std::int64_t>(of_end.at_bytes(found[i].end_bytes).chars));
    }
    return py::make_tuple(array_of(starts), array_of(ends));
}

}  // namespace

void register_words(py::module_& module) {
    py::class_<Choice>(module, "WordChoice", "Which words of the responses are counted, and in which group.")
        .def(py::init<Array<std::uint32_t>, std::uint32_t, std::vector<std::uint32_t>, bool, bool>(), py::arg("of_response"), py::arg("count"),
             py::arg("codes"), py::arg("whole_responses"), py::arg("rest"));
    module.def("_count_words", &count, py::arg("codings"), py::arg("choice"), py::arg("words"), py::arg("least"), py::arg("stop"));
    module.def("_count_pairs", &count_both, py::arg("codings"), py::arg("choice"), py::arg("window"), py::arg("least"), py::arg("stop"));
    module.def("_contexts", &contexts, py::arg("codings"), py::arg("rows"), py::arg("words"));
}

}  // namespace libcode::python

// Survey: the responses of one call to code(), with the names of their rows. What Python knows of
// the data beside what the core needs.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <libcode/coder.hpp>

#include "texts.hpp"

namespace libcode::python {

// Names of rows or of people: whole numbers or texts.
struct Labels {
    std::vector<std::int64_t> numbers;
    Texts texts;
    enum class Kind : std::uint8_t { numbers, texts } kind = Kind::numbers;

    std::size_t size() const { return kind == Kind::numbers ? numbers.size() : texts.size(); }
};

// Per row the ordinal of its label, in order of first appearance, and each label's first row.
struct Groups {
    std::vector<std::uint32_t> group_of_row;
    std::vector<std::uint32_t> first_row;
};
Groups groups_of(const Labels& labels);

// The labels of the batches of a stream that have gone by, as hashes: 64 bits tell ten million apart.
struct SeenLabels {
    std::unordered_set<std::size_t> hashes;
};
// The first row whose label was in an earlier batch, if any; remembers the labels of this one.
std::optional<std::size_t> first_seen_before(const Labels& labels, SeenLabels& seen);

// The columns beside the text, by name. A held survey is given one when a codebook first asks for it, while other threads may be
// looking at those that are there.
class Variables {
  public:
    using Columns = std::vector<std::pair<std::string, std::shared_ptr<const Texts>>>;

    void add(const std::string& name, Texts column);
    bool has(const std::string& name) const;
    Columns all() const;

  private:
    mutable std::mutex mutex_;
    Columns columns_;
};

// A survey's texts, one response a (row, question), in order of row, then of question.
struct Survey {
    std::vector<std::string_view> text;   // per response
    std::vector<std::uint32_t> question;  // per response
    std::vector<std::string> questions;
    std::size_t rows = 0;
    std::size_t responses_per_row = 1;
    std::size_t first_row = 0;  // of a batch within its stream
    std::shared_ptr<const Labels> ids;          // per row
    std::shared_ptr<const Labels> respondents;  // per row
    Groups people;                              // of `respondents`
    Variables variables;                        // per row
    std::vector<std::shared_ptr<const void>> owners;

    std::size_t row_of(std::size_t response) const { return response / responses_per_row; }
    std::size_t first_response() const { return first_row * responses_per_row; }
    std::vector<std::uint32_t> respondent_of_response() const;
};

// `columns` hold one question each, or one holds several and `naming` says which row asks what.
std::shared_ptr<const Survey> make_survey(const std::vector<Texts>& columns, std::vector<std::string> questions,
                                          const std::optional<Texts>& naming, std::shared_ptr<const Labels> ids,
                                          std::shared_ptr<const Labels> respondents,
                                          const std::map<std::string, Texts>& variables, std::size_t first_row);

// The codings of a survey: what the core found, beside whose words it was found in.
struct CodedSurvey {
    std::shared_ptr<const Survey> survey;
    std::shared_ptr<const libcode::Codings> codings;
    py::object manifest;  // a dict
    std::string frame;    // "pandas" or "polars": what tables are given as
};

}  // namespace libcode::python

// Lays a survey's columns out as responses. In: columns of text, the names of rows and people.
// Out: Survey. Costs a view a response. Tested by tests/python/test_data.py.
#include "survey.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

namespace libcode::python {

namespace {

template <class Key, class KeyOfRow>
Groups grouped(std::size_t rows, KeyOfRow key_of_row) {
    Groups groups;
    groups.group_of_row.reserve(rows);
    std::unordered_map<Key, std::uint32_t> seen;
    seen.reserve(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const auto [found, is_new] = seen.try_emplace(key_of_row(row), static_cast<std::uint32_t>(groups.first_row.size()));
        if (is_new) groups.first_row.push_back(static_cast<std::uint32_t>(row));
        groups.group_of_row.push_back(found->second);
    }
    return groups;
}

}  // namespace

Groups groups_of(const Labels& labels) {
    if (labels.kind == Labels::Kind::numbers) {
        return grouped<std::int64_t>(labels.size(), [&](std::size_t row) { return labels.numbers[row]; });
    }
    return grouped<std::string_view>(labels.size(), [&](std::size_t row) { return labels.texts.views[row]; });
}

void Variables::add(const std::string& name, Texts column) {
    const std::lock_guard lock(mutex_);
    columns_.emplace_back(name, std::make_shared<const Texts>(std::move(column)));
}

bool Variables::has(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(columns_, [&](const auto& each) { return each.first == name; });
}

Variables::Columns Variables::all() const {
    const std::lock_guard lock(mutex_);
    return columns_;
}

std::optional<std::size_t> first_seen_before(const Labels& labels, SeenLabels& seen) {
    std::vector<std::size_t> hashes;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        hashes.push_back(labels.kind == Labels::Kind::numbers ? std::hash<std::int64_t>{}(labels.numbers[row])
                                                              : std::hash<std::string_view>{}(labels.texts.views[row]));
        if (seen.hashes.contains(hashes.back())) return row;
    }
    seen.hashes.insert(hashes.begin(), hashes.end());
    return std::nullopt;
}

std::vector<std::uint32_t> Survey::respondent_of_response() const {
    std::vector<std::uint32_t> of_response(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) of_response[i] = people.group_of_row[row_of(i)];
    return of_response;
}

std::shared_ptr<const Survey> make_survey(const std::vector<Texts>& columns, std::vector<std::string> questions,
                                          const std::optional<Texts>& naming, std::shared_ptr<const Labels> ids,
                                          std::shared_ptr<const Labels> respondents,
                                          const std::map<std::string, Texts>& variables,
                                          std::size_t first_row) {
    auto survey = std::make_shared<Survey>();
    survey->rows = columns.empty() ? 0 : columns[0].size();
    survey->responses_per_row = columns.size();
    const auto fits = [&](std::size_t size) {
        if (size != survey->rows) throw std::invalid_argument("the columns of the data differ in length");
    };
    for (const Texts& column : columns) fits(column.size());
    for (const auto& [name, column] : variables) fits(column.size());
    fits(ids->size());
    fits(respondents->size());
    const std::size_t size = survey->rows * columns.size();
    survey->text.reserve(size);
    survey->question.reserve(size);
    if (naming) {
        fits(naming->size());
        Labels names{.numbers = {}, .texts = *naming, .kind = Labels::Kind::texts};
        Groups groups = groups_of(names);
        for (const std::uint32_t row : groups.first_row) questions.emplace_back(naming->views[row]);
        survey->question = std::move(groups.group_of_row);
        survey->text = columns[0].views;
    } else {
        for (std::size_t row = 0; row < survey->rows; ++row) {
            for (std::size_t column = 0; column < columns.size(); ++column) {
                survey->text.push_back(columns[column].views[row]);
                survey->question.push_back(static_cast<std::uint32_t>(column));
            }
        }
    }
    for (const Texts& column : columns) survey->owners.insert(survey->owners.end(), column.owners.begin(), column.owners.end());
    survey->questions = std::move(questions);
    survey->first_row = first_row;
    survey->people = groups_of(*respondents);
    survey->ids = std::move(ids);
    survey->respondents = std::move(respondents);
    for (const auto& [name, column] : variables) survey->variables.add(name, column);
    return survey;
}

}  // namespace libcode::python

// Counts codes in units, responses and respondents. In: Codings. Out: matrices and one line per code. Cost: linear in the
// codings times the depth of the codebook, and in responses × codes for the matrices and the bases. Tests: test_tables.cpp.
#include <libcode/tables.hpp>

#include <algorithm>
#include <stdexcept>

namespace libcode {
namespace {

// What one response says of one code.
struct Cell {
    std::uint32_t code = 0;
    std::uint32_t units = 0;
    std::uint32_t quotes = 0;
};

// Codings of one code in one unit: [the first, end).
struct UnitRun {
    std::size_t end;
    std::uint32_t counting;  // how many of them count
    bool is_present;         // and whether those are enough
};

UnitRun unit_run(const Codings& codings, std::size_t first) {
    const auto& rows = codings.rows;
    UnitRun run{first, 0, false};
    for (; run.end < rows.size() && rows[run.end].response == rows[first].response && rows[run.end].code == rows[first].code &&
           rows[run.end].unit == rows[first].unit; ++run.end)
        run.counting += rows[run.end].counts;
    run.is_present = run.counting > 0 && run.counting >= codings.codebook.codes()[rows[first].code].at_least;
    return run;
}

// Walks the codings response by response and finds, for each code that counts there (own or descendant's), its cell.
class ResponseCells {
  public:
    // Where `counts` is given, statuses and weights are added to it on the way.
    explicit ResponseCells(const Codings& codings, std::vector<CodeCount>* counts = nullptr)
        : codings_(codings), counts_(counts), units_(codings.codebook.codes().size()), quotes_(units_.size()) {}

    // Replaces `cells` by those of the codings [first, last), all of one response, in order of code.
    void find(std::size_t first, std::size_t last, std::vector<Cell>& cells) {
        touched_.clear();
        for (std::size_t at = first; at < last;) at = add(at);
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        cells.clear();
        for (const std::uint32_t code : touched_) {
            auto& units = units_[code];
            std::sort(units.begin(), units.end());
            const auto distinct = std::unique(units.begin(), units.end()) - units.begin();
            cells.push_back({code, static_cast<std::uint32_t>(distinct), quotes_[code]});
            units.clear();
            quotes_[code] = 0;
        }
    }

  private:
    // One code's own codings in a unit, from `first` on: where they are enough they go to it and its ancestors.
    std::size_t add(std::size_t first) {
        const Coding& row = codings_.rows[first];
        const UnitRun run = unit_run(codings_, first);
        for (std::optional<std::uint32_t> up = row.code; up; up = codings_.codebook.codes()[*up].parent) {
            if (!codings_.in_base(row.response, *up)) continue;
            if (counts_) add_statuses((*counts_)[*up], first, run.end, run.is_present);
            if (!run.is_present) continue;
            touched_.push_back(*up);
            units_[*up].push_back(row.unit);
            quotes_[*up] += run.counting;
        }
        return run.end;
    }

    void add_statuses(CodeCount& count, std::size_t first, std::size_t last, bool is_present) const {
        const auto& codes = codings_.codebook.codes();
        for (std::size_t at = first; at < last; ++at) {
            const Coding& row = codings_.rows[at];
            if (!row.counts || !is_present) {
                ++count.not_counted;
                continue;
            }
            count.weight += codes[row.code].rules[row.rule].weight;
            count.negated += row.status.is_marked(Axis::negation);
            count.past += row.status.is_marked(Axis::time);
            count.other += row.status.is_marked(Axis::person);
            count.uncertain += row.status.is_marked(Axis::certainty);
        }
    }

    const Codings& codings_;
    std::vector<CodeCount>* counts_;
    std::vector<std::vector<std::uint32_t>> units_;  // per code; empty between responses
    std::vector<std::uint32_t> quotes_;
    std::vector<std::uint32_t> touched_;
};

// Calls `use(response, cells)` for each response with codings, in order.
template <class Use>
void for_each_response(const Codings& codings, ResponseCells finder, Use use) {
    std::vector<Cell> cells;
    const auto& rows = codings.rows;
    for (std::size_t at = 0; at < rows.size();) {
        std::size_t end = at;
        while (end < rows.size() && rows[end].response == rows[at].response) ++end;
        finder.find(at, end, cells);
        use(rows[at].response, cells);
        at = end;
    }
}

std::uint32_t respondent_count(std::span<const std::uint32_t> respondent) {
    return respondent.empty() ? 0 : *std::max_element(respondent.begin(), respondent.end()) + 1;
}

void check(const Codings& codings, std::span<const std::uint32_t> respondent) {
    if (respondent.size() != codings.answers.size())
        throw std::invalid_argument("`respondent` has " + std::to_string(respondent.size()) + " entries for " +
                                    std::to_string(codings.answers.size()) + " responses");
}

// How many distinct respondents a base has: marks each with the ordinal of the count.
class RespondentCount {
  public:
    explicit RespondentCount(std::uint32_t respondents) : seen_(respondents, 0) {}
    void begin() { ++round_; }
    bool is_new(std::uint32_t respondent) {
        if (seen_[respondent] == round_) return false;
        seen_[respondent] = round_;
        return true;
    }

  private:
    std::vector<std::uint32_t> seen_;
    std::uint32_t round_ = 0;
};

// The sizes of one base; codes with the same `where` share it.
CodeCount count_base(const Codings& codings, const std::vector<std::uint8_t>& base, std::span<const std::uint32_t> respondent, std::uint32_t respondents) {
    CodeCount out;
    RespondentCount asked(respondents), usable(respondents);
    asked.begin();
    usable.begin();
    for (std::size_t i = 0; i < codings.answers.size(); ++i) {
        if (codings.answers[i] == Answer::not_asked || (!base.empty() && !base[i])) continue;
        const std::uint32_t who = respondent.empty() ? static_cast<std::uint32_t>(i) : respondent[i];
        ++out.asked_responses;
        out.asked_respondents += asked.is_new(who);
        if (codings.answers[i] != Answer::usable) continue;
        ++out.usable_responses;
        out.usable_respondents += usable.is_new(who);
    }
    return out;
}

}  // namespace

std::vector<std::int32_t> response_matrix(const Codings& codings, Values values) {
    const std::size_t codes = codings.codebook.codes().size(), responses = codings.answers.size();
    std::vector<std::int32_t> matrix(responses * codes, 0);
    for (std::size_t i = 0; i < responses; ++i)
        for (std::size_t code = 0; code < codes; ++code)
            if (codings.answers[i] == Answer::not_asked || !codings.in_base(i, code)) matrix[i * codes + code] = not_in_base;
    for_each_response(codings, ResponseCells(codings), [&](std::uint32_t response, const std::vector<Cell>& cells) {
        for (const Cell& cell : cells) {
            std::int32_t& value = matrix[response * codes + cell.code];
            value = values == Values::present ? 1 : static_cast<std::int32_t>(cell.quotes);
        }
    });
    return matrix;
}

std::vector<std::int32_t> respondent_matrix(const Codings& codings, std::span<const std::uint32_t> respondent, Values values) {
    check(codings, respondent);
    const std::size_t codes = codings.codebook.codes().size();
    const std::vector<std::int32_t> responses = response_matrix(codings, values);
    std::vector<std::int32_t> matrix(respondent_count(respondent) * codes, not_in_base);
    for (std::size_t i = 0; i < respondent.size(); ++i)
        for (std::size_t code = 0; code < codes; ++code) {
            const std::int32_t value = responses[i * codes + code];
            std::int32_t& sum = matrix[respondent[i] * codes + code];
            if (value == not_in_base) continue;
            if (sum == not_in_base) sum = value;
            else sum = values == Values::present ? std::max(sum, value) : sum + value;
        }
    return matrix;
}

std::vector<std::uint8_t> counted_codings(const Codings& codings) {
    std::vector<std::uint8_t> counted(codings.rows.size(), 0);
    for (std::size_t first = 0; first < codings.rows.size();) {
        const UnitRun run = unit_run(codings, first);
        for (; first < run.end; ++first) counted[first] = run.is_present && codings.rows[first].counts;
    }
    return counted;
}

std::vector<CodeCount> count_codes(const Codings& codings, std::span<const std::uint32_t> respondent) {
    if (!respondent.empty()) check(codings, respondent);
    const auto responses = static_cast<std::uint32_t>(codings.answers.size());
    const std::uint32_t respondents = respondent.empty() ? responses : respondent_count(respondent);
    std::vector<CodeCount> bases, counts;
    for (const auto& base : codings.bases) bases.push_back(count_base(codings, base, respondent, respondents));
    for (const std::uint32_t base : codings.base_of_code) counts.push_back(bases[base]);

    std::vector<std::pair<std::uint32_t, std::uint32_t>> holders;  // code, respondent
    for_each_response(codings, ResponseCells(codings, &counts), [&](std::uint32_t response, const std::vector<Cell>& cells) {
        for (const Cell& cell : cells) {
            CodeCount& count = counts[cell.code];
            count.quotes += cell.quotes;
            count.units += cell.units;
            ++count.responses;
            holders.emplace_back(cell.code, respondent.empty() ? response : respondent[response]);
        }
    });
    std::sort(holders.begin(), holders.end());
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    for (const auto& [code, who] : holders) ++counts[code].respondents;
    return counts;
}

}  // namespace libcode

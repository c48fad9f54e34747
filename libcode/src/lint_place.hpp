// Where a lint points: from a rule of the codebook and a range of its text to the place in the file. Twin: the
// same for faults in codebook_items.cpp. Tests: test_lint.cpp.
#pragma once

#include <string>
#include <utility>

#include "codebook_impl.hpp"
#include "source.hpp"

namespace libcode {

class LintPlaces {
  public:
    // Keeps a view of the codebook's source.
    explicit LintPlaces(const Codebook::Impl& book) : source_(book.source, book.file) {}

    Fault fault(const Rule& rule, RuleRange range, std::string message, std::string hint) const {
        const std::uint32_t start = source_.offset_bytes(rule.place);
        const auto length = static_cast<std::uint32_t>(rule.text.size());
        // Where YAML's quotes hold escapes the rule is not in the file as such, and the whole is pointed at.
        if (!source_.text().substr(start).starts_with(rule.text)) range = {0, length};
        return source_.fault({start + range.start_bytes, start + range.end_bytes}, std::move(message), std::move(hint));
    }

    Fault fault(Place place, std::size_t length_bytes, std::string message, std::string hint) const {
        const std::uint32_t start = source_.offset_bytes(place);
        return source_.fault({start, start + static_cast<std::uint32_t>(length_bytes)}, std::move(message), std::move(hint));
    }

    // A part of a rule as a message shows it.
    static std::string written(const Rule& rule, RuleRange range) {
        return in_backquotes(std::string_view(rule.text).substr(range.start_bytes, range.end_bytes - range.start_bytes));
    }

  private:
    Source source_;
};

}  // namespace libcode

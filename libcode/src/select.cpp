// Chooses among a code's spans; the contract stands in select.hpp.
#include "select.hpp"

#include <algorithm>
#include <tuple>

namespace libcode {
namespace {

// Those that count first, each lot leftmost, longest, earliest rule first.
bool goes_before(const Candidate& a, const Candidate& b) {
    return std::tuple(!a.counts, a.span.start, b.span.end, a.rule) < std::tuple(!b.counts, b.span.start, a.span.end, b.rule);
}

// Whether a span meets one of a sorted list of spans that do not overlap.
bool is_taken(const std::vector<Candidate>& taken, std::size_t taken_count, Span span) {
    const auto end = taken.begin() + static_cast<std::ptrdiff_t>(taken_count);
    const auto next = std::lower_bound(taken.begin(), end, span.start, [](const Candidate& other, std::uint32_t start) { return other.span.end <= start; });
    return next != end && next->span.start < span.end;
}

}  // namespace

void select(std::vector<Candidate>& candidates) {
    if (!std::is_sorted(candidates.begin(), candidates.end(), goes_before)) std::sort(candidates.begin(), candidates.end(), goes_before);
    std::vector<Candidate> chosen;
    chosen.reserve(candidates.size());
    std::size_t counting = 0;      // how many of `chosen` count: they stand first, in order
    std::uint32_t last_end = 0;
    for (const Candidate& candidate : candidates) {
        if (!candidate.counts && counting == chosen.size()) last_end = 0;  // the others begin anew
        if (candidate.span.start < last_end) continue;
        if (!candidate.counts && is_taken(chosen, counting, candidate.span)) continue;
        chosen.push_back(candidate);
        if (candidate.counts) ++counting;
        last_end = candidate.span.end;
    }
    // Where all count, they are in order already.
    if (counting != 0 && counting != chosen.size())
        std::sort(chosen.begin(), chosen.end(), [](const Candidate& a, const Candidate& b) { return a.span < b.span; });
    candidates.swap(chosen);
}

}  // namespace libcode

// Chooses among a code's spans; the contract stands in select.hpp.
#include "select.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>

namespace libcode {
namespace {

// Those that count first, each lot leftmost, longest, earliest rule first.
bool goes_before(const Candidate& a, const Candidate& b) {
    return std::tuple(!a.counts, a.span.start, b.span.end, a.rule) < std::tuple(!b.counts, b.span.start, a.span.end, b.rule);
}

// Whether a span meets one of a sorted list of spans that do not overlap.
bool is_taken(std::span<const Candidate> taken, Span span) {
    const auto next = std::lower_bound(taken.begin(), taken.end(), span.start, [](const Candidate& other, std::uint32_t start) { return other.span.end <= start; });
    return next != taken.end() && next->span.start < span.end;
}

}  // namespace

void select(std::vector<Candidate>& candidates) {
    if (!std::is_sorted(candidates.begin(), candidates.end(), goes_before)) std::sort(candidates.begin(), candidates.end(), goes_before);
    // Those chosen move to the front of the same list, which never overtakes the one looked at.
    std::size_t chosen = 0, counting = 0;  // those that count stand first, in order
    std::uint32_t last_end = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate candidate = candidates[i];
        if (!candidate.counts && counting == chosen) last_end = 0;  // the others begin anew
        if (candidate.span.start < last_end) continue;
        if (!candidate.counts && is_taken(std::span(candidates).first(counting), candidate.span)) continue;
        candidates[chosen++] = candidate;
        if (candidate.counts) ++counting;
        last_end = candidate.span.end;
    }
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(chosen), candidates.end());
    // Where all count, they are in order already.
    if (counting != 0 && counting != chosen)
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.span < b.span; });
}

}  // namespace libcode

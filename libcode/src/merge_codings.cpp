// Merges kept and fresh codings; the contract stands in merge_codings.hpp.
#include "merge_codings.hpp"

#include <algorithm>
#include <cstddef>

namespace libcode {
namespace {

class Merge {
  public:
    Merge(std::span<const Coding> before, const BookChanges& changes, std::vector<Coding>& out)
        : changes_(changes), is_plain_(changes.keeps_order && !changes.renumbers && !changes.drops), at_(before.data()), end_(before.data() + before.size()), out_(out) {}

    // Takes over all rows of the responses before this one.
    void keep_before(std::uint32_t response) {
        // Most often the place is near: steps that double, then halves.
        std::ptrdiff_t step = 1;
        while (step < end_ - at_ && at_[step].response < response) step *= 2;
        keep_upto(std::lower_bound(at_ + step / 2, at_ + std::min(step + 1, end_ - at_), response, [](const Coding& row, std::uint32_t r) { return row.response < r; }));
    }
    void keep_rest() { keep_upto(end_); }

    // A response that was coded anew: the rows of codes that were not, and the fresh ones.
    void renew(std::uint32_t response, std::span<const Coding> fresh) {
        const auto first = static_cast<std::ptrdiff_t>(out_.size());
        for (; at_ != end_ && at_->response == response; ++at_) {
            const std::uint32_t code = changes_.new_code[at_->code];
            if (code != no_code && !changes_.is_redone[code]) keep(*at_);
        }
        out_.insert(out_.end(), fresh.begin(), fresh.end());
        sort_from(first);
    }

  private:
    void keep_upto(const Coding* end) {
        if (is_plain_) {
            out_.insert(out_.end(), at_, end);
            at_ = end;
            return;
        }
        while (at_ != end) {
            const auto first = static_cast<std::ptrdiff_t>(out_.size());
            const std::uint32_t response = at_->response;
            for (; at_ != end && at_->response == response; ++at_)
                if (changes_.new_code[at_->code] != no_code) keep(*at_);
            if (!changes_.keeps_order) sort_from(first);
        }
    }

    void keep(Coding row) {
        if (row.rule >= changes_.old_rules[row.code].last) row.rule = static_cast<std::uint32_t>(row.rule + changes_.later_rules[row.code]);
        row.code = changes_.new_code[row.code];
        out_.push_back(row);
    }

    // Rows of one code are in order already.
    void sort_from(std::ptrdiff_t first) {
        const auto by_code = [](const Coding& a, const Coding& b) { return a.code < b.code; };
        if (!std::is_sorted(out_.begin() + first, out_.end(), by_code)) std::stable_sort(out_.begin() + first, out_.end(), by_code);
    }

    const BookChanges& changes_;
    const bool is_plain_;
    const Coding *at_, *end_;
    std::vector<Coding>& out_;
};

}  // namespace

void add_touched(const std::vector<Coding>& before, const BookChanges& changes, ResponseSet& responses) {
    const bool is_any_redone = std::any_of(changes.is_redone.begin(), changes.is_redone.end(), [](std::uint8_t is) { return is != 0; });
    if (!is_any_redone) return;
    for (const Coding& row : before)
        if (changes.old_rules[row.code].holds(row.rule)) responses.add(row.response);
}

void merge_codings(std::span<const Coding> before, const BookChanges& changes, std::span<const std::uint32_t> redone, std::span<const Coding> fresh,
                   std::vector<Coding>& out) {
    out.clear();
    out.reserve(before.size() + fresh.size());
    Merge merge(before, changes, out);
    std::size_t at = 0;
    for (const std::uint32_t response : redone) {
        std::size_t end = at;
        while (end < fresh.size() && fresh[end].response == response) ++end;
        merge.keep_before(response);
        merge.renew(response, fresh.subspan(at, end - at));
        at = end;
    }
    merge.keep_rest();
}

}  // namespace libcode

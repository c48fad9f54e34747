// Counts codes that stand together; the contract stands in cooccurrence.hpp. Responses are gone through respondent by
// respondent; what is found of one becomes units of (code, where it begins), and each unit its pairs. Tests: test_cooccurrence.cpp.
#include <libcode/cooccurrence.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>

#include <libcode/coder.hpp>
#include <libcode/tables.hpp>

#include "places.hpp"

namespace libcode {
namespace {

constexpr std::size_t responses_between_looks = 1024;

// A code in a unit, from where its match begins to where it ends. Positions grow through a respondent's responses.
struct Mention {
    std::uint32_t unit = 0;
    std::uint32_t code = 0;
    std::uint64_t start = 0, end = 0;
};

bool needs_text(Within within) { return within == Within::paragraph || within == Within::sentence || within == Within::words; }

class PairCount {
  public:
    PairCount(const Codings& codings, std::span<const std::string_view> text, const CooccurrenceOptions& options)
        : codings_(codings), text_(text), options_(options), codes_(codings.codebook.codes().size()), bases_(codings.bases.size()),
          counted_(counted_codings(codings)), cutter_(codings.codebook), base_units_(bases_ * bases_), row_units_(codes_ * bases_), first_(codes_) {
        out_.codes = codes_;
        for (auto* matrix : {&out_.both, &out_.before, &out_.row, &out_.base}) matrix->assign(codes_ * codes_, 0);
        if (options.within == Within::words) last_unit_.assign(codes_ * codes_, 0);
    }

    // Reads one response; its mentions are of the units that follow those read since the last close().
    void read(std::size_t response, std::size_t first, std::size_t last) {
        const bool is_included = options_.included.empty() || options_.included[response];
        if (codings_.answers[response] != Answer::usable || !is_included) return;
        std::uint32_t units = 1;
        if (needs_text(options_.within) && (first < last || options_.within != Within::words)) {
            cutter_.cut(text_[response]);
            if (options_.within == Within::paragraph) units = cutter_.paragraphs();
            if (options_.within == Within::sentence) units = cutter_.sentences();
        }
        for (std::size_t base = 0; base < bases_; ++base) {
            const bool is_in = codings_.bases[base].empty() || codings_.bases[base][response];
            if (is_in) in_bases_[base] = options_.within == Within::respondent ? 1 : units;
        }
        for (std::size_t at = first; at < last; ++at)
            if (counted_[at]) mention(codings_.rows[at]);
        position_ += std::uint64_t{1} << 32;
    }

    // Counts what was read as one respondent or response.
    void close() {
        for (std::size_t a = 0; a < bases_; ++a)
            for (std::size_t b = 0; b < bases_; ++b) base_units_[a * bases_ + b] += std::min(in_bases_[a], in_bases_[b]);
        std::ranges::sort(mentions_, {}, [](const Mention& each) { return std::tuple(each.unit, each.start, each.end, each.code); });
        for (std::size_t first = 0; first < mentions_.size();) {
            std::size_t last = first;
            while (last < mentions_.size() && mentions_[last].unit == mentions_[first].unit) ++last;
            count_unit({&mentions_[first], last - first});
            first = last;
        }
        mentions_.clear();
        std::ranges::fill(in_bases_, 0);
        position_ = 0;
    }

    Cooccurrence take() {
        for (std::size_t a = 0; a < codes_; ++a)
            for (std::size_t b = 0; b < codes_; ++b) {
                out_.row[a * codes_ + b] = row_units_[a * bases_ + codings_.base_of_code[b]];
                out_.base[a * codes_ + b] = base_units_[codings_.base_of_code[a] * bases_ + codings_.base_of_code[b]];
            }
        return std::move(out_);
    }

  private:
    void mention(const Coding& row) {
        const bool in_words = needs_text(options_.within);
        const WordPlace place = in_words ? cutter_.place(row.start_bytes, row.end_bytes) : WordPlace{row.start_bytes, row.end_bytes, 0, 0, 0, 0};
        std::uint32_t unit = 0, last_unit = 0;
        if (options_.within == Within::sentence) unit = place.first_sentence, last_unit = place.last_sentence;
        if (options_.within == Within::paragraph) unit = place.first_paragraph, last_unit = place.last_paragraph;
        for (; unit <= last_unit; ++unit)
            for (std::optional<std::uint32_t> up = row.code; up; up = codings_.codebook.codes()[*up].parent) {
                if (codings_.in_base(row.response, *up)) mentions_.push_back({unit, *up, position_ + place.first_word, position_ + place.end_word});
                if (options_.parents == Parents::hold_own) break;
            }
    }

    // The mentions of one unit, by start.
    void count_unit(std::span<const Mention> unit) {
        std::vector<Mention>& firsts = unit_firsts_;  // of each code
        firsts.clear();
        for (const Mention& mention : unit) {
            if (first_[mention.code]) continue;
            first_[mention.code] = 1;
            firsts.push_back(mention);
        }
        for (const Mention& mention : firsts) {
            first_[mention.code] = 0;
            for (std::size_t base = 0; base < bases_; ++base) row_units_[mention.code * bases_ + base] += in_bases_[base] > 0;
        }
        if (options_.within == Within::words) return count_near(unit);
        for (std::size_t i = 0; i < firsts.size(); ++i)
            for (std::size_t j = 0; j < firsts.size(); ++j) count(firsts[i], firsts[j]);
    }

    void count_near(std::span<const Mention> unit) {
        ++unit_ordinal_;
        for (std::size_t i = 0; i < unit.size(); ++i)
            for (std::size_t j = i; j < unit.size() && unit[j].start <= unit[i].end + options_.words; ++j) {
                if (last_unit_[unit[i].code * codes_ + unit[j].code] == unit_ordinal_) continue;
                last_unit_[unit[i].code * codes_ + unit[j].code] = last_unit_[unit[j].code * codes_ + unit[i].code] = unit_ordinal_;
                count(unit[i], unit[j]);
                if (unit[i].code != unit[j].code) count(unit[j], unit[i]);
            }
    }

    // Both codes are in one unit; where one is outside the other's base its mentions are outside as well.
    void count(const Mention& a, const Mention& b) {
        if (in_bases_[codings_.base_of_code[a.code]] == 0 || in_bases_[codings_.base_of_code[b.code]] == 0) return;
        ++out_.both[a.code * codes_ + b.code];
        out_.before[a.code * codes_ + b.code] += a.start < b.start;
    }

    const Codings& codings_;
    std::span<const std::string_view> text_;
    const CooccurrenceOptions& options_;
    std::size_t codes_, bases_;
    std::vector<std::uint8_t> counted_;
    PlaceCutter cutter_;
    Cooccurrence out_;
    std::vector<std::uint64_t> base_units_;  // bases × bases
    std::vector<std::uint64_t> row_units_;   // codes × bases
    std::vector<std::uint64_t> in_bases_ = std::vector<std::uint64_t>(bases_, 0);  // units of what was read, per base
    std::vector<std::uint8_t> first_;        // per code, whether it was met in this unit
    std::vector<std::uint64_t> last_unit_;   // codes × codes: the last response in which both were near
    std::uint64_t unit_ordinal_ = 0, position_ = 0;
    std::vector<Mention> mentions_, unit_firsts_;
};

// The responses, those of one respondent together and otherwise in order.
std::vector<std::uint32_t> by_respondent(std::span<const std::uint32_t> respondent, std::size_t responses, Within within) {
    std::vector<std::uint32_t> order(responses);
    std::iota(order.begin(), order.end(), 0u);
    if (within == Within::respondent) std::ranges::stable_sort(order, {}, [&](std::uint32_t response) { return respondent[response]; });
    return order;
}

void check(const Codings& codings, std::span<const std::string_view> text, std::span<const std::uint32_t> respondent, const CooccurrenceOptions& options) {
    const auto one_each = [&](const char* name, std::size_t size) {
        if (size != codings.answers.size())
            throw std::invalid_argument("`" + std::string(name) + "` has " + std::to_string(size) + " entries for " + std::to_string(codings.answers.size()) + " responses");
    };
    if (needs_text(options.within)) one_each("text", text.size());
    if (options.within == Within::respondent) one_each("respondent", respondent.size());
    if (!options.included.empty()) one_each("included", options.included.size());
}

}  // namespace

Cooccurrence cooccurrence(const Codings& codings, std::span<const std::string_view> text, std::span<const std::uint32_t> respondent,
                          const CooccurrenceOptions& options) {
    check(codings, text, respondent, options);
    PairCount pairs(codings, text, options);
    const auto order = by_respondent(respondent, codings.answers.size(), options.within);
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i % responses_between_looks == 0 && options.progress && !options.progress(i)) throw Stopped();
        const auto first = std::ranges::lower_bound(codings.rows, order[i], {}, &Coding::response) - codings.rows.begin();
        const auto end = std::ranges::upper_bound(codings.rows, order[i], {}, &Coding::response) - codings.rows.begin();
        pairs.read(order[i], static_cast<std::size_t>(first), static_cast<std::size_t>(end));
        const bool goes_on = options.within == Within::respondent && i + 1 < order.size() && respondent[order[i + 1]] == respondent[order[i]];
        if (!goes_on) pairs.close();
    }
    return pairs.take();
}

}  // namespace libcode

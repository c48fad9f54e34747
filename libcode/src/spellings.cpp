// Finds forms by their spelling; the contract stands in spellings.hpp.
#include "spellings.hpp"

#include <algorithm>

namespace libcode {
namespace {

// What every spelling that meets the pattern begins with.
std::string_view beginning(const Pattern& pattern) {
    const std::string_view text = pattern.text;
    switch (pattern.kind) {
        case PatternKind::literal: return text;
        case PatternKind::wildcard: return text.substr(0, text.find_first_of("*?"));
        case PatternKind::fuzzy: break;
    }
    // The first letter agrees.
    std::size_t bytes = std::min<std::size_t>(1, text.size());
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
    return text.substr(0, bytes);
}

}  // namespace

const Spellings::Order& Spellings::order(const Pattern& pattern) {
    std::optional<Order>& known = orders_[static_cast<std::size_t>(pattern.view) * 2 + (pattern.side == Side::full)];
    if (known) return *known;
    Order order;
    order.spellings.reserve(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const Form form = view_form(words_.form(i), pattern.view, language_);
        const std::string& seen = pattern.side == Side::full ? form.full : form.base;
        order.spellings.push_back({order.text.size(), static_cast<std::uint32_t>(seen.size()), static_cast<std::uint32_t>(i)});
        order.text += seen;
    }
    order.text.shrink_to_fit();
    std::sort(order.spellings.begin(), order.spellings.end(), [&](const Spelling& a, const Spelling& b) { return order.of(a) < order.of(b); });
    return known.emplace(std::move(order));
}

std::vector<std::uint32_t> Spellings::find(const Pattern& pattern) {
    const Order& in = order(pattern);
    const std::string_view begins = beginning(pattern);
    auto at = std::lower_bound(in.spellings.begin(), in.spellings.end(), begins, [&](const Spelling& spelling, std::string_view text) { return in.of(spelling) < text; });
    std::vector<std::uint32_t> found;
    Form form;  // of which meets() sees one side
    for (; at != in.spellings.end() && in.of(*at).starts_with(begins); ++at) {
        (pattern.side == Side::full ? form.full : form.base) = in.of(*at);
        if (meets(pattern, form)) found.push_back(at->form);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::size_t Spellings::memory_bytes() const {
    std::size_t bytes = 0;
    for (const auto& order : orders_)
        if (order) bytes += order->text.capacity() + order->spellings.capacity() * sizeof(Spelling);
    return bytes;
}

}  // namespace libcode

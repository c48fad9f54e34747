// Numbers words and rows of words; the contract stands in word_ids.hpp. Both tables are open: the next free place takes
// what falls on a taken one.
#include "word_ids.hpp"

#include <algorithm>
#include <stdexcept>

namespace libcode {

std::uint32_t WordIds::id(std::string_view form) {
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(form));
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        const Slot& slot = slots_[at];
        if (slot.form.data() == nullptr) {
            const std::uint32_t id = id_of_new(form);
            slots_[at] = {forms_.emplace_back(form), hash, id};
            if (++used_ * 2 > slots_.size()) grow();
            return id;
        }
        if (slot.hash == hash && slot.form == form) return slot.id;
    }
}

std::uint32_t WordIds::id_of_new(std::string_view form) {
    const auto [found, is_new] = id_of_word_.try_emplace(view_form(form, view_, language_).full, static_cast<std::uint32_t>(words_.size()));
    if (is_new) words_.push_back(&found->first);
    return found->second;
}

void WordIds::grow() {
    std::vector<Slot> slots(slots_.size() * 2);
    for (const Slot& slot : slots_) {
        if (slot.form.data() == nullptr) continue;
        std::size_t at = slot.hash & (slots.size() - 1);
        while (slots[at].form.data() != nullptr) at = (at + 1) & (slots.size() - 1);
        slots[at] = slot;
    }
    slots_.swap(slots);
}

std::size_t RowIds::place_of(const std::uint32_t* row) const {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < width_; ++i) {
        hash = (hash ^ row[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0 && !std::equal(row, row + width_, rows_.data() + (slots_[at] - 1) * width_)) at = (at + 1) & (slots_.size() - 1);
    return at;
}

std::uint32_t RowIds::id(const std::uint32_t* row) {
    const std::size_t at = place_of(row);
    if (slots_[at] != 0) return slots_[at] - 1;
    const std::size_t id = size();
    if (id == UINT32_MAX - 1) throw std::length_error("more than 4,294,967,294 distinct phrases; count fewer answers at once");
    rows_.insert(rows_.end(), row, row + width_);
    slots_[at] = static_cast<std::uint32_t>(id + 1);
    if (size() * 2 > slots_.size()) {
        slots_.assign(slots_.size() * 2, 0);
        for (std::size_t each = 0; each < size(); ++each)
            slots_[place_of(rows_.data() + each * width_)] = static_cast<std::uint32_t>(each + 1);
    }
    return static_cast<std::uint32_t>(id);
}

}  // namespace libcode

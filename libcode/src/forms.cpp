// Keeps word forms; the contract stands in forms.hpp.
#include "forms.hpp"

namespace libcode {
namespace {

constexpr std::size_t first_lines = 512;

}  // namespace

FormKey FormKey::of_long(std::string_view form) {
    std::uint64_t hash = form.size();
    std::size_t at = 0;
    for (; at + 16 <= form.size(); at += 16) {
        std::uint64_t a, b;
        std::memcpy(&a, form.data() + at, 8);
        std::memcpy(&b, form.data() + at + 8, 8);
        hash = mix(hash ^ a, b + hash);
    }
    char rest[16] = {};
    std::memcpy(rest, form.data() + at, form.size() - at);
    std::uint64_t a, b;
    std::memcpy(&a, rest, 8);
    std::memcpy(&b, rest + 8, 8);
    return {mix(hash ^ a, b + hash), is_long};
}

void Forms::clear() {
    lines_.assign(first_lines, {});
    mask_ = first_lines - 1;
    size_ = 0;
    long_forms_.clear();
}

bool Forms::is_same(const Slot& slot, std::string_view form) const {
    if (slot.last < FormKey::is_long) return false;
    const std::size_t place = slot.last - FormKey::is_long - 1;
    std::uint32_t size;
    std::memcpy(&size, long_forms_.data() + place, sizeof size);
    return std::string_view(long_forms_).substr(place + sizeof size, size) == form;
}

std::uint32_t Forms::find_on(std::string_view form, FormKey key, std::size_t line) const {
    for (;; line = (line + 1) & mask_)
        for (const Slot& slot : lines_[line].slots) {
            if (slot.last == 0) return unknown;  // free: every form has its length or its place there
            if (slot.first != key.first) continue;
            if (slot.last == key.last || (key.last >= FormKey::is_long && is_same(slot, form))) return slot.number;
        }
}

void Forms::add(std::string_view form, FormKey key, std::uint32_t number) {
    if (size_ >= lines_.size()) grow();
    Slot slot{key.first, key.last, number, 0};
    if (key.last >= FormKey::is_long) {
        slot.last = FormKey::is_long + 1 + long_forms_.size();
        const auto size = static_cast<std::uint32_t>(form.size());
        long_forms_.append(reinterpret_cast<const char*>(&size), sizeof size).append(form);
    }
    place(slot, key.hash());
    ++size_;
}

void Forms::place(const Slot& slot, std::uint64_t hash) {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_)
        for (Slot& free : lines_[at].slots)
            if (free.last == 0) {
                free = slot;
                return;
            }
}

void Forms::grow() {
    std::vector<Line> old(lines_.size() * 2);
    old.swap(lines_);
    mask_ = lines_.size() - 1;
    for (const Line& line : old)
        for (const Slot& slot : line.slots)
            if (slot.last != 0) place(slot, FormKey{slot.first, slot.last >= FormKey::is_long ? FormKey::is_long : slot.last}.hash());
}

}  // namespace libcode

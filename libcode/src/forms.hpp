// Forms: what is known of each distinct word form, a number, found again from the bytes of a text.
//
//     slot   | K1 c r a m p s 0 | 0 0 0 0 0 0 0  7 | 12 |      up to 15 bytes: the form itself and its length
//            | hash of the form | place of it  255 | 12 |      longer: where its bytes stand
//
// A form is compared whole, so an answer is never another form's. Two slots share a line of the processor's cache; a form
// stands in the first free slot from its own line on, at most half of the slots are taken. Cost of a form that is known:
// a multiplication and, as a rule, one line. Tests: test_forms.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace libcode {

// The first 15 bytes of a form and its length, or its hash where it is longer.
struct FormKey {
    static constexpr std::size_t loaded_bytes = 16;
    static constexpr std::size_t longest_inline = 15;
    static constexpr std::uint64_t is_long = std::uint64_t{255} << 56;

    std::uint64_t first = 0, last = 0;

    static FormKey of(std::string_view form) {
        if (form.size() > longest_inline) return of_long(form);
        char bytes[loaded_bytes] = {};
        std::memcpy(bytes, form.data(), form.size());
        return of_padded(bytes, form.size());
    }

    // Of a form after whose start `loaded_bytes` bytes can be read.
    static FormKey of_padded(const char* form, std::size_t size_bytes) {
        if (size_bytes > longest_inline) return of_long({form, size_bytes});
        FormKey key;
        std::memcpy(&key.first, form, 8);
        std::memcpy(&key.last, form + 8, 8);
        static_assert(std::endian::native == std::endian::little, "the masks keep a form's first bytes on little-endian processors only");
        key.first &= kept_[size_bytes][0];
        key.last = (key.last & kept_[size_bytes][1]) | std::uint64_t{size_bytes} << 56;
        return key;
    }

    static std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
        __extension__ using Wide = unsigned __int128;
        const auto product = static_cast<Wide>(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    }
    std::uint64_t hash() const { return mix(first, last); }

  private:
    static FormKey of_long(std::string_view form);

    static constexpr auto kept_ = [] {
        std::array<std::array<std::uint64_t, 2>, longest_inline + 1> masks{};
        for (std::size_t size = 0; size <= longest_inline; ++size)
            for (std::size_t byte = 0; byte < size; ++byte) masks[size][byte / 8] |= std::uint64_t{255} << (byte % 8 * 8);
        return masks;
    }();
};

class Forms {
  public:
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    Forms() { clear(); }

    std::size_t size() const { return size_; }
    std::size_t long_bytes() const { return long_forms_.size(); }  // what the longer forms take
    void clear();

    std::uint32_t find(std::string_view form, FormKey key) const { return find(form, key, key.hash()); }
    std::uint32_t find(std::string_view form, FormKey key, std::uint64_t hash) const {
        const std::size_t at = hash & mask_;
        // Almost every form is met on its own line: in which of the two slots is no branch.
        const auto& slots = lines_[at].slots;
        const std::size_t slot = ((slots[0].first ^ key.first) | (slots[0].last ^ key.last)) != 0;
        if (((slots[slot].first ^ key.first) | (slots[slot].last ^ key.last)) == 0) [[likely]] return slots[slot].number;
        return find_on(form, key, at);
    }

    // Asks the processor to have the line of a form with this hash at hand.
    void expect(std::uint64_t hash) const { __builtin_prefetch(&lines_[hash & mask_]); }

    // Adds a form that find() does not know; `number` is not `unknown`.
    void add(std::string_view form, FormKey key, std::uint32_t number);

  private:
    struct Slot {
        std::uint64_t first = 0, last = 0;
        std::uint32_t number = 0;
        std::uint32_t unused = 0;
    };
    struct alignas(64) Line {
        std::array<Slot, 2> slots;
    };
    std::uint32_t find_on(std::string_view form, FormKey key, std::size_t line) const;
    bool is_same(const Slot& slot, std::string_view form) const;
    void place(const Slot& slot, std::uint64_t hash);
    void grow();

    std::vector<Line> lines_;
    std::size_t mask_ = 0, size_ = 0;
    std::string long_forms_;  // each with its length before it
};

}  // namespace libcode

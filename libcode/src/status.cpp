// Names the statuses and reads `count`. In: a status or a list of status words; out: words or a
// Counting. Costs nothing. Tested in test_status.cpp.
#include <libcode/status.hpp>

#include <array>
#include <utility>

namespace libcode {
namespace {

constexpr std::array<std::string_view, axis_count> axis_names = {"negation", "time", "person", "certainty"};
constexpr std::array<std::array<std::string_view, 2>, axis_count> words_of_axis = {{
    {"affirmed", "negated"}, {"current", "past"}, {"self", "other"}, {"certain", "uncertain"}}};

constexpr Axis all_axes[] = {Axis::negation, Axis::time, Axis::person, Axis::certainty};

}  // namespace

std::string_view axis_name(Axis axis) { return axis_names[static_cast<std::size_t>(axis)]; }

std::string_view status_word(Axis axis, bool marked) {
    return words_of_axis[static_cast<std::size_t>(axis)][marked ? 1 : 0];
}

std::string to_string(Status status) {
    std::string out;
    for (const Axis axis : all_axes) {
        if (!out.empty()) out += ' ';
        out += status_word(axis, status.is_marked(axis));
    }
    return out;
}

std::optional<Counting> parse_counting(std::string_view words, std::string* unknown) {
    constexpr std::string_view space = " \t\r\n";
    unsigned plain = 0;   // axes whose plain value is listed
    unsigned marked = 0;  // axes whose marked value is listed
    bool all = false;
    std::size_t count = 0;
    const auto refuse = [&](std::string_view word) {
        if (unknown) *unknown = word;
        return std::nullopt;
    };
    for (std::size_t at = words.find_first_not_of(space); at != words.npos; ++count) {
        const auto end = std::min(words.find_first_of(space, at), words.size());
        const auto word = words.substr(at, end - at);
        bool known = word == "all";
        all = all || known;
        for (const Axis axis : all_axes) {
            const unsigned bit = 1u << static_cast<int>(axis);
            if (word == status_word(axis, false)) plain |= bit, known = true;
            if (word == status_word(axis, true)) marked |= bit, known = true;
        }
        if (!known) return refuse(word);
        at = words.find_first_not_of(space, end);
    }
    if (count == 0) return refuse("");
    if (all && count > 1) return refuse("all");
    // An axis with both its values listed is free, like one with none.
    return Counting{static_cast<std::uint8_t>(plain & ~marked), static_cast<std::uint8_t>(marked & ~plain)};
}

}  // namespace libcode

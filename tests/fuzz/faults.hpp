// What is promised of the faults of a file, whatever its bytes.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/fault.hpp>

#include "must.hpp"

inline void check_faults(const std::vector<libcode::Fault>& faults, std::string_view text) {
    must(!faults.empty(), "what is refused has a fault");
    const auto breaks = static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }));
    for (const libcode::Fault& fault : faults) {
        must(!fault.message.empty(), "a fault says what is wrong");
        must(fault.length_chars >= 1, "a fault underlines something");
        must(fault.place.line >= 1 && fault.place.line <= breaks + 1, "a fault stands in the file");
        must(fault.place.column >= 1 && fault.place.column <= text.size() + 1, "a fault stands in its line");
    }
    must(libcode::to_string(faults.back()).find(faults.back().message) != std::string::npos, "a fault can be shown");
}

// Reads the Unicode 15.0 data files (Debian's package unicode-data) that the tests of the text stages check against.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "utf8.hpp"

namespace unicode_data {

struct Line {
    std::uint32_t number;  // from 1
    std::string text;      // without its comment
};

// The lines of a file of /usr/share/unicode that are not empty; none, with a message why, where the file is absent or of
// another version of Unicode.
inline std::vector<Line> lines_of(const std::string& name) {
    std::ifstream file("/usr/share/unicode/" + name);
    std::vector<Line> lines;
    if (!file) {
        MESSAGE("skipped: no /usr/share/unicode/" << name << " (package unicode-data)");
        return lines;
    }
    std::string text;
    bool is_version_seen = false;
    for (std::uint32_t number = 1; std::getline(file, text); ++number) {
        is_version_seen = is_version_seen || (number < 12 && text.find("15.0") != std::string::npos);
        if (number == 12 && !is_version_seen) {
            MESSAGE("skipped: /usr/share/unicode/" << name << " is not of Unicode 15.0");
            return {};
        }
        text = text.substr(0, text.find('#'));
        if (text.find_first_not_of(" \t\r") != std::string::npos) lines.push_back({number, text});
    }
    return lines;
}

// "0061 0308" as UTF-8.
inline std::string characters(std::string_view hex) {
    std::string result;
    for (std::size_t at = 0; at < hex.size();) {
        const std::size_t end = std::min(hex.find(' ', at), hex.size());
        if (end > at) libcode::utf8::append(result, static_cast<char32_t>(std::stoul(std::string(hex.substr(at, end - at)), nullptr, 16)));
        at = end + 1;
    }
    return result;
}

inline std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// The field of a line between semicolons.
inline std::string field(std::string_view line, int index) {
    for (; index > 0; --index) line.remove_prefix(std::min(line.size(), line.find(';') + 1));
    return trimmed(line.substr(0, line.find(';')));
}

// One case of a break test: "÷ 0061 × 0308 ÷ 0020 ÷".
struct BreakCase {
    std::uint32_t line;
    std::string text;
    std::vector<std::uint32_t> offsets_bytes;
};

inline std::vector<BreakCase> break_cases(const std::string& name) {
    std::vector<BreakCase> cases;
    for (const Line& line : lines_of(name)) {
        BreakCase one{line.number, {}, {}};
        for (std::size_t at = 0; at < line.text.size();) {
            const std::size_t end = std::min(line.text.find_first_of(" \t", at), line.text.size());
            const std::string item = line.text.substr(at, end - at);
            if (item == "÷") {
                one.offsets_bytes.push_back(static_cast<std::uint32_t>(one.text.size()));
            } else if (!item.empty() && item != "×") {
                one.text += characters(item);
            }
            at = end + 1;
        }
        cases.push_back(one);
    }
    return cases;
}

// Every emoji of emoji-test.txt, also without its presentation selectors.
inline std::vector<std::string> emoji() {
    std::vector<std::string> sequences;
    for (const Line& line : lines_of("emoji/emoji-test.txt")) sequences.push_back(characters(field(line.text, 0)));
    for (const Line& line : lines_of("emoji/emoji-zwj-sequences.txt")) sequences.push_back(characters(field(line.text, 0)));
    for (const Line& line : lines_of("emoji/emoji-sequences.txt")) {
        const std::string code = field(line.text, 0);
        const std::size_t dots = code.find("..");
        if (dots == std::string::npos) {
            sequences.push_back(characters(code));
            continue;
        }
        const auto last = static_cast<char32_t>(std::stoul(code.substr(dots + 2), nullptr, 16));
        for (auto c = static_cast<char32_t>(std::stoul(code, nullptr, 16)); c <= last; ++c) {
            sequences.emplace_back();
            libcode::utf8::append(sequences.back(), c);
        }
    }
    return sequences;
}

}  // namespace unicode_data

// Prints faults as compilers do. In: a Fault; out: its text, with the line and a caret under the
// characters at fault. Costs one pass over the line. Tested in test_fault.cpp.
#include <libcode/fault.hpp>

#include <algorithm>

#include "source.hpp"

namespace libcode {
namespace {

constexpr std::size_t widest_chars = 140;  // of the part of a line that is shown

std::string all_of(const std::vector<Fault>& faults) {
    std::string out;
    for (const auto& fault : faults) {
        if (!out.empty()) out += '\n';
        out += to_string(fault);
    }
    return out;
}

std::vector<std::string_view> characters(std::string_view line) {
    std::vector<std::string_view> out;
    out.reserve(line.size());
    for (std::size_t at = 0; at < line.size();) {
        const auto length = std::max<std::size_t>(utf8_length(line, at), 1);
        out.push_back(line.substr(at, length));
        at += length;
    }
    return out;
}

// The line (or the part of a long one that is around the fault) and the carets under it.
std::string picture(const Fault& fault) {
    const auto line = characters(fault.source_line);
    const std::size_t start = std::min<std::size_t>(fault.place.column - 1, line.size());
    const std::size_t end = std::max(std::min(start + fault.length_chars, line.size()), start + 1);
    std::size_t from = 0;
    std::size_t to = line.size();
    if (line.size() > widest_chars) {
        from = start > widest_chars / 3 ? start - widest_chars / 3 : 0;
        to = std::min(from + widest_chars, line.size());
    }
    std::string text = from > 0 ? "  …" : "  ";
    std::string carets = from > 0 ? "   " : "  ";
    for (std::size_t at = from; at < to; ++at) text += line[at];
    if (to < line.size()) text += "…";
    for (std::size_t at = from; at < std::min(end, std::max(to, start + 1)); ++at) {
        const bool tab = at < line.size() && line[at] == "\t";
        carets += at >= start ? '^' : tab ? '\t' : ' ';
    }
    return text + '\n' + carets;
}

}  // namespace

std::string to_string(const Fault& fault) {
    std::string out = fault.file;
    if (fault.place.line > 0) {
        out += ':' + std::to_string(fault.place.line) + ':' + std::to_string(fault.place.column);
    }
    out += ": " + fault.message;
    if (fault.place.line > 0 && !fault.source_line.empty()) out += '\n' + picture(fault);
    if (!fault.hint.empty()) out += "\n  hint: " + fault.hint;
    return out;
}

CodebookError::CodebookError(std::vector<Fault> faults)
    : std::runtime_error(all_of(faults)), faults_(std::move(faults)) {}

}  // namespace libcode

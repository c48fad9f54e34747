// Changes inputs as libFuzzer does, but makes seven in eight readable again: characters of UTF-8 without controls. A file with bytes
// that are no text is refused for these bytes alone, a fault each, and nothing behind is tried.
#pragma once

#include <cstdint>
#include <string_view>

#include "source.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    size = LLVMFuzzerMutate(data, size, most);
    if (seed % 8 == 0) return size;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (std::size_t at = 0; at < size;) {
        const auto length = libcode::utf8_length(text, at);
        const bool is_control = length == 1 && (data[at] < 0x20 || data[at] == 0x7F) && data[at] != '\n';
        if (length == 0 || is_control) data[at] = static_cast<std::uint8_t>(' ' + data[at] % ('~' - ' ' + 1));
        at += length == 0 ? 1 : length;
    }
    return size;
}

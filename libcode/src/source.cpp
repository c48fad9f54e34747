#include "source.hpp"

#include <algorithm>
#include <tuple>

namespace libcode {
namespace {

constexpr std::uint32_t block_bytes = 128;
constexpr std::uint32_t longest_source_line_bytes = 40000;

using Byte = unsigned char;

bool is_continuation(char c) { return (static_cast<Byte>(c) & 0xC0) == 0x80; }

// Whether the character that `offset` lies in starts before it.
bool inside_character(std::string_view text, std::size_t offset) {
    if (offset >= text.size() || !is_continuation(text[offset])) return false;
    for (std::size_t back = 1; back <= 3 && back <= offset; ++back) {
        if (is_continuation(text[offset - back])) continue;
        return utf8_length(text, offset - back) > back;
    }
    return false;
}

// The characters that start in [start, end).
std::uint32_t count_characters(std::string_view text, std::size_t start, std::size_t end) {
    std::uint32_t count = 0;
    for (std::size_t at = start; at < end; ++at) count += inside_character(text, at) ? 0 : 1;
    return count;
}

// Valid UTF-8 that a terminal prints as one column a character: what cannot be shown is U+FFFD.
std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = utf8_length(text, at);
        const auto byte = static_cast<Byte>(text[at]);
        if (length == 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) {
            out += "\uFFFD";
        } else {
            out += text.substr(at, length);
        }
        at += std::max<std::size_t>(length, 1);
    }
    return out;
}

}  // namespace

std::uint32_t utf8_length(std::string_view text, std::size_t offset_bytes) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return offset_bytes + i < text.size() ? static_cast<Byte>(text[offset_bytes + i]) : 0u;
    };
    const auto continued = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned first = byte(0);
    if (first < 0x80) return offset_bytes < text.size() ? 1 : 0;
    if (first >= 0xC2 && first <= 0xDF) return continued(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) > 0x9F;
        return continued(1) && continued(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) > 0x8F;
        return continued(1) && continued(2) && continued(3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

std::string in_backquotes(std::string_view text) {
    constexpr std::size_t longest_chars = 60;
    std::size_t end = 0;
    for (std::size_t chars = 0; end < text.size() && chars < longest_chars; ++chars) {
        end += std::max<std::size_t>(utf8_length(text, end), 1);
    }
    std::string shown = printable(text.substr(0, end));
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    return "`" + shown + (end < text.size() ? "…`" : "`");
}

Source::Source(std::string_view text, std::string_view file) : text_(text), file_(file) {
    bool ascii = true;
    line_starts_.push_back(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);  // editors do not count the mark
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (static_cast<Byte>(c) >= 0x80) ascii = false;
        if (c == '\n' || (c == '\r' && (at + 1 == text.size() || text[at + 1] != '\n'))) {
            line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
        }
    }
    if (ascii) return;
    std::uint32_t chars = 0;
    for (std::size_t at = 0; at <= text.size(); at += block_bytes) {
        chars_before_block_.push_back(chars);
        chars += count_characters(text, at, std::min<std::size_t>(at + block_bytes, text.size()));
    }
}

std::uint32_t Source::chars_before(std::uint32_t offset_bytes) const {
    if (chars_before_block_.empty()) return offset_bytes;
    const auto block = offset_bytes / block_bytes;
    return chars_before_block_[block] + count_characters(text_, std::size_t{block} * block_bytes, offset_bytes);
}

std::uint32_t Source::bytes_before(std::uint32_t offset_chars) const {
    const auto size = static_cast<std::uint32_t>(text_.size());
    if (chars_before_block_.empty()) return std::min(offset_chars, size);
    const auto after = std::upper_bound(chars_before_block_.begin(), chars_before_block_.end(), offset_chars);
    const auto block = static_cast<std::uint32_t>(after - chars_before_block_.begin()) - 1;
    auto chars = chars_before_block_[block];
    auto at = block * block_bytes;
    while (at < size) {
        if (!inside_character(text_, at)) {
            if (chars == offset_chars) return at;
            ++chars;
        }
        ++at;
    }
    return size;
}

Place Source::place(std::uint32_t offset_bytes) const {
    offset_bytes = std::max(offset_bytes, line_starts_.front());
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset_bytes);
    const auto line_number = static_cast<std::uint32_t>(after - line_starts_.begin());
    const auto column = chars_before(offset_bytes) - chars_before(line_starts_[line_number - 1]) + 1;
    return {line_number, column};
}

std::uint32_t Source::offset_bytes(Place place) const {
    return bytes_before(chars_before(line_starts_[place.line - 1]) + place.column - 1);
}

ByteRange Source::line(std::uint32_t line_number) const {
    const auto start = line_starts_[line_number - 1];
    auto end = line_number < line_count() ? line_starts_[line_number] : static_cast<std::uint32_t>(text_.size());
    while (end > start && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
    return {start, end};
}

Fault Source::fault(ByteRange range, std::string message, std::string hint) const {
    range.start_bytes = std::max(range.start_bytes, line_starts_.front());
    const auto at = place(range.start_bytes);
    const auto whole = line(at.line);
    const auto end = std::min(range.end_bytes, whole.end_bytes);
    const auto length = end > range.start_bytes ? chars_before(end) - chars_before(range.start_bytes) : 0;
    std::string shown;
    if (whole.end_bytes - whole.start_bytes <= longest_source_line_bytes) {
        shown = printable(text_.substr(whole.start_bytes, whole.end_bytes - whole.start_bytes));
    }
    return {file_, at, std::move(message), std::move(hint), std::move(shown), std::max<std::uint32_t>(length, 1)};
}

void FaultList::add(ByteRange range, std::string message, std::string hint) {
    if (full()) {
        ++left_out_;
    } else {
        faults_.push_back(source_->fault(range, std::move(message), std::move(hint)));
    }
}

void FaultList::add(Fault fault) {
    if (full()) {
        ++left_out_;
    } else {
        faults_.push_back(std::move(fault));
    }
}

std::vector<Fault> FaultList::take_sorted() {
    std::stable_sort(faults_.begin(), faults_.end(), [&](const Fault& a, const Fault& b) {
        return std::tuple(a.file != source_->file(), a.place) < std::tuple(b.file != source_->file(), b.place);
    });
    if (left_out_ > 0) {
        Fault more;
        more.file = source_->file();
        more.place = faults_.back().place;
        more.message = "there are " + std::to_string(left_out_) + " more faults, which are not shown";
        more.hint = "mend these first";
        faults_.push_back(std::move(more));
        left_out_ = 0;
    }
    return std::move(faults_);
}

}  // namespace libcode

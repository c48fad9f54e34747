// Source: the text of a file and the way from its bytes to lines and columns.
//
// In: the bytes of a codebook or cue file. Out: places, lines and faults for byte ranges. Lines end
// at LF, CR LF or CR; columns count code points, and a byte that is no UTF-8 counts as one.
// Costs one pass and 4 bytes a line (and a block of 128 bytes, where the text is not ASCII);
// every question is then answered in O(log lines). Tested in test_yaml.cpp and test_fault.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/fault.hpp>

namespace libcode {

struct ByteRange {
    std::uint32_t start_bytes = 0;
    std::uint32_t end_bytes = 0;
};

class Source {
  public:
    // Keeps a view of `text`, which must outlive it and be shorter than 4 GiB.
    Source(std::string_view text, std::string_view file);

    std::string_view text() const { return text_; }
    const std::string& file() const { return file_; }

    // A byte order mark has no place of its own: what lies in it stands at the first character.
    Place place(std::uint32_t offset_bytes) const;
    // The offset of a place that place() returned.
    std::uint32_t offset_bytes(Place place) const;
    // Line numbers start at 1; the range leaves out the line break.
    ByteRange line(std::uint32_t line_number) const;
    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

    // Offsets in code points from the file's first byte, and back.
    std::uint32_t chars_before(std::uint32_t offset_bytes) const;
    std::uint32_t bytes_before(std::uint32_t offset_chars) const;

    // A fault that underlines `range`, as far as it lies in the line where it starts.
    Fault fault(ByteRange range, std::string message, std::string hint = {}) const;

  private:
    std::string_view text_;
    std::string file_;
    std::vector<std::uint32_t> line_starts_;         // byte offsets
    std::vector<std::uint32_t> chars_before_block_;  // per block_bytes; empty where the text is ASCII
};

// The faults of one file, as its stages find them. Keeps the first thousand, so that a hostile
// file cannot make a heap of them, and remembers that there were more.
class FaultList {
  public:
    explicit FaultList(const Source& source) : source_(&source) {}

    void add(ByteRange range, std::string message, std::string hint = {});
    void add(Fault fault);
    const Source& source() const { return *source_; }
    bool empty() const { return faults_.empty(); }
    bool full() const { return faults_.size() >= most_faults; }
    // All of them by place, those of this file first; leaves the list empty.
    std::vector<Fault> take_sorted();

    static constexpr std::size_t most_faults = 1000;

  private:
    const Source* source_;
    std::vector<Fault> faults_;
    std::size_t left_out_ = 0;
};

// How many bytes the UTF-8 character at `offset_bytes` takes, or 0 where the bytes are no UTF-8.
std::uint32_t utf8_length(std::string_view text, std::size_t offset_bytes);

// `text` between back quotes for a message: cut after 60 characters, without control characters.
std::string in_backquotes(std::string_view text);

}  // namespace libcode

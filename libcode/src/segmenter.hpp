// The quick segmenter: the words of cut_words(), found 64 bytes at a time (scan.hpp).
//
// A chunk between two ASCII spaces that holds anything but ASCII ("it’s") is read character by character, and only that
// chunk: no boundary depends on what stands before a space, and nothing takes a space into a word but a prepended sign, which
// is in such a chunk. Within it a run of plain letters of any script takes a short cut, and what is left goes by the full rules
// of words.cpp.
//
// In: a text. Out: its words. Cost: linear; English about half a cycle a byte. Twin: cut_words(). Tests: test_segmenter.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scan.hpp"
#include "words.hpp"

namespace libcode {

class Segmenter {
  public:
    // `instructions` must be usable, and not `best`.
    explicit Segmenter(Instructions instructions) : scan_(scan_by(instructions)) {}

    // Replaces `words` by the words of `text`.
    void cut(std::string_view text, std::vector<Word>& words);

  private:
    bool may_hold_long_word() const;
    void emit(std::size_t first_byte, std::size_t end_byte);
    void read_chunks();
    std::size_t next_beyond(std::size_t at) const;
    std::size_t space_before(std::size_t at) const;
    std::size_t chunk_end(std::size_t at) const;

    Scan scan_;
    std::string_view text_;
    std::vector<ByteClasses> blocks_;
    std::vector<Edges> edges_;
    std::vector<Word> found_;
    std::size_t started_ = 0, ended_ = 0;  // how many words have their start, and their end
};

}  // namespace libcode

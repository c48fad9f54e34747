// Sentences: a text and its words go in, the ranges of the sentences that hold a word come out. One walk over what
// stands between the words (no boundary lies inside a word), so linear. The rule is libcode's own, for people who
// do not begin a sentence with a capital:
//
//   a sentence ends after . ! ? … and their like in other scripts (Unicode's STerm and ATerm), with the quotes and
//   closing brackets behind them, before white space or the text's end; after 。！？｡ whatever follows; at every
//   line break, which ends the paragraph as well; not after the full stop of a listed abbreviation, unless
//   the line ends there; and at the end of a word where it would grow longer than 10,000 characters.
//
// Marks and invisible characters after one of these signs (U+FE0F in ‼️) belong to it. test_sentences.cpp.
#include "sentences.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "../unicode/tables.hpp"
#include "utf8.hpp"

namespace libcode {

using unicode::Properties;

namespace {

// What the text between two words says of sentences.
struct Between {
    std::size_t end_before;    // where the sentence before ends; without a boundary: after the last character of it
    std::size_t start_after;   // the first character after the last boundary that is not white space
    bool ends_sentence = false;
    bool ends_paragraph = false;
};

class BetweenReader {
  public:
    BetweenReader(std::string_view text, std::size_t start, std::size_t end)
        : text_(text), at_(start), end_(end), last_ink_(start), result_{start, end} {}

    // `is_abbreviated`: a full stop at the very start is an abbreviation's.
    Between read(bool is_abbreviated) {
        if (is_abbreviated && at_ < end_) step();
        while (at_ < end_) {
            const Properties& here = peek();
            if (here.is(unicode::line_break)) {
                step();
                result_.ends_paragraph = true;
                end_sentence();
            } else if (here.is(unicode::ender) || here.is(unicode::ender_anywhere)) {
                if (pass_enders()) end_sentence();
            } else {
                step();
            }
        }
        if (!result_.ends_sentence) result_.end_before = last_ink_;
        return result_;
    }

  private:
    const Properties& peek() const { return unicode::properties(utf8::decode(text_, at_).character); }

    void step() {
        const utf8::Decoded here = utf8::decode(text_, at_);
        const bool is_white = unicode::properties(here.character).is(unicode::white);
        if (!is_white && is_white_since_boundary_ && result_.ends_sentence) {
            result_.start_after = at_;
            is_white_since_boundary_ = false;
        }
        at_ += here.length_bytes;
        if (!is_white) last_ink_ = at_;
    }

    void end_sentence() {
        if (!result_.ends_sentence) result_.end_before = last_ink_;
        result_.ends_sentence = true;
        result_.start_after = end_;
        is_white_since_boundary_ = true;
    }

    // Steps over a run of signs that end a sentence and what belongs to them; whether a sentence does end there.
    bool pass_enders() {
        bool anywhere = false;
        while (at_ < end_) {
            const Properties& here = peek();
            // “ closes in German and opens in Chinese, where no white space tells.
            const bool closes = here.is(unicode::closing) && !(anywhere && here.is(unicode::opening));
            if (!here.is(unicode::ender) && !here.is(unicode::ender_anywhere) && !closes && !here.is(unicode::invisible)) {
                break;
            }
            anywhere = anywhere || here.is(unicode::ender_anywhere);
            step();
        }
        if (anywhere || at_ == text_.size()) return true;
        return at_ < end_ && peek().is(unicode::white);
    }

    std::string_view text_;
    std::size_t at_, end_;
    std::size_t last_ink_;  // after the last character that is not white space
    bool is_white_since_boundary_ = false;
    Between result_;
};

}  // namespace

namespace {

bool stop_follows(std::string_view text, Word word) { return word.end_bytes < text.size() && text[word.end_bytes] == '.'; }

// Whether these bytes, none of them a text's last, are ASCII and end no sentence; as most of what stands between words.
bool ends_nothing(std::string_view between) {
    constexpr auto quiet = [] {
        std::array<bool, 256> table{};
        for (std::size_t byte = ' '; byte < 0x7F; ++byte) table[byte] = true;
        for (const char sign : {'.', '!', '?'}) table[static_cast<std::size_t>(sign)] = false;
        return table;
    }();
    return std::all_of(between.begin(), between.end(), [&](char byte) { return quiet[static_cast<unsigned char>(byte)]; });
}

}  // namespace

bool is_abbreviation(std::string_view text, std::span<const Word> words, std::size_t word,
                     const Abbreviations& abbreviations) {
    if (!stop_follows(text, words[word])) return false;
    const std::size_t end = words[word].end_bytes + 1u;
    while (end - words[word].start_bytes <= ListedSizes::longest_bytes) {
        if (abbreviations.hold(text.substr(words[word].start_bytes, end - words[word].start_bytes))) return true;
        // "Ph.D.": go on to the word before where nothing but a full stop is between.
        if (word == 0) return false;
        const std::size_t before = words[word - 1].end_bytes;
        if (text.substr(before, words[word].start_bytes - before) != ".") return false;
        --word;
    }
    return false;
}

void find_wide_gaps(std::string_view text, std::span<const Word> words, std::vector<std::uint32_t>& wide) {
    wide.resize(words.size());
    std::size_t count = 0;
    for (std::uint32_t word = 0; word + 1 < words.size(); ++word) {
        const std::uint32_t end = words[word].end_bytes;
        wide[count] = word;
        count += static_cast<std::size_t>(words[word + 1].start_bytes != end + 1) | static_cast<std::size_t>(text[end] != ' ');
    }
    if (!words.empty()) wide[count++] = static_cast<std::uint32_t>(words.size() - 1);
    wide.resize(count);
}

namespace {

// Writes the sentences of one text, in order.
class SentenceWriter {
  public:
    SentenceWriter(std::string_view text, std::span<const Word> words, std::vector<Sentence>& sentences)
        : text_(text), words_(words), sentences_(sentences) {}

    void open(std::size_t start, std::uint32_t word) {
        sentences_.push_back({static_cast<std::uint32_t>(start), 0, paragraph_, word, word});
        counted_to_ = start;
        chars_ = 0;
    }
    void close(std::size_t end, std::uint32_t word) {
        sentences_.back().end_bytes = static_cast<std::uint32_t>(end);
        sentences_.back().end_word = word;
    }
    void end_paragraph() { ++paragraph_; }

    std::size_t ink_after(std::size_t at) const {
        while (at < text_.size()) {
            const utf8::Decoded next = utf8::decode(text_, at);
            if (!unicode::properties(next.character).is(unicode::white)) break;
            at += next.length_bytes;
        }
        return at;
    }

    // Cuts before each of the words [first, end) with which the open sentence would be too long.
    void limit(std::uint32_t first, std::uint32_t end) {
        for (std::uint32_t word = first; word < end; ++word) {
            const std::size_t word_end = words_[word].end_bytes;
            if (word_end - sentences_.back().start_bytes <= longest_sentence_chars) continue;  // in bytes: not worth counting
            chars_ += static_cast<std::uint32_t>(utf8::count_chars(text_.substr(counted_to_, word_end - counted_to_)));
            counted_to_ = word_end;
            if (chars_ <= longest_sentence_chars || sentences_.back().first_word == word) continue;
            const std::size_t previous_end = words_[word - 1].end_bytes;
            close(previous_end, word);
            open(ink_after(previous_end), word);
        }
    }

  private:
    std::string_view text_;
    std::span<const Word> words_;
    std::vector<Sentence>& sentences_;
    std::uint32_t chars_ = 0;  // from the start of the open sentence to `counted_to_`
    std::size_t counted_to_ = 0;
    std::uint32_t paragraph_ = 0;
};

}  // namespace

void cut_sentences(std::string_view text, std::span<const Word> words, std::span<const std::uint32_t> wide,
                   const Abbreviations& abbreviations, std::vector<Sentence>& sentences) {
    sentences.clear();
    if (words.empty()) return;
    SentenceWriter writer(text, words, sentences);
    if (words[0].start_bytes == 0) {
        writer.open(0, 0);
    } else {
        const Between lead = BetweenReader(text, 0, words[0].start_bytes).read(false);
        writer.open(lead.ends_sentence ? lead.start_after : writer.ink_after(0), 0);
    }
    const bool may_be_long = text.size() > longest_sentence_chars;
    const auto count = static_cast<std::uint32_t>(words.size());
    std::uint32_t first_unlimited = 0;
    for (const std::uint32_t word : wide) {
        if (may_be_long) writer.limit(first_unlimited, word + 1);
        first_unlimited = word + 1;
        const bool is_last = word + 1 == count;
        const std::size_t end = words[word].end_bytes, next_start = is_last ? text.size() : words[word + 1].start_bytes;
        if (next_start == end) {
            if (is_last) writer.close(end, count);
            continue;
        }
        if (!is_last && ends_nothing(text.substr(end, next_start - end))) continue;
        const bool is_abbreviated = stop_follows(text, words[word]) && is_abbreviation(text, words, word, abbreviations);
        const bool is_plain_end = !is_abbreviated && (text[end] == '.' || text[end] == '!' || text[end] == '?');
        if (is_plain_end && next_start == end + (is_last ? 1 : 2) && (is_last || text[end + 1] == ' ')) {
            writer.close(end + 1, word + 1);
            if (!is_last) writer.open(next_start, word + 1);
            continue;
        }
        const Between between = BetweenReader(text, end, next_start).read(is_abbreviated);
        if (between.ends_sentence) {
            writer.close(between.end_before, word + 1);
            if (is_last) return;
            if (between.ends_paragraph) writer.end_paragraph();
            writer.open(between.start_after, word + 1);
        } else if (is_last) {
            writer.close(between.end_before, count);
        }
    }
}

}  // namespace libcode

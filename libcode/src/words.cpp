// Words: a text's bytes go in, the byte ranges of its words come out. One walk over the text with a bounded look ahead,
// so linear; ASCII words take a short cut by table. The rules are UAX #29's default word boundaries of Unicode 15.0
// (their numbers, WB3 to WB16, stand beside them) on tables where these tailorings are made:
//
//   T1  A colon (U+003A and its presentation forms) joins nothing: "pain:none" is two words.
//   T2  `_` and the other connectors of ExtendNumLet join nothing; nor does U+202F, which is white space.
//   T3  A full stop joins digits (3.5), and letters only where each side is a single letter (a.k.a, N.H.S).
//   T4  ` ´ ′ ‛ between letters join as apostrophes do: respondents type them for one.
//   T5  Katakana and the ideographic signs do not run together: a character with its marks is a word, as UAX #29
//       has it already for Han, Hiragana, Thai, Lao, Khmer, Myanmar and the other scripts without spaces.
//   T6  There is no boundary inside a grapheme cluster (Thai and Lao "am", prepended signs). A prepended sign goes with what
//       follows it, not with a space or a sign before it.
//   T7  A segment ends after 1,000 characters, before the cluster it would cut where there is one.
//   T8  A ZWJ ties an emoji to an emoji, a letter or a digit before it, not to a sign or to white space.
//
// test_words.cpp runs every case of WordBreakTest and names those that T1 to T6 change; T7 and T8 change none.
#include "words.hpp"

#include <array>

#include "../unicode/tables.hpp"
#include "graphemes.hpp"
#include "utf8.hpp"

namespace libcode {

using unicode::Properties;
using unicode::WordBreak;

namespace {

bool is_newline(WordBreak kind) {
    return kind == WordBreak::cr || kind == WordBreak::lf || kind == WordBreak::newline;
}
bool is_attached(WordBreak kind) {
    return kind == WordBreak::extend || kind == WordBreak::format || kind == WordBreak::zwj;
}
bool is_letter(WordBreak kind) { return kind == WordBreak::letter || kind == WordBreak::hebrew_letter; }

bool joins_letters(WordBreak kind) {
    return kind == WordBreak::mid_letter || kind == WordBreak::mid_num_let || kind == WordBreak::single_quote;
}
bool joins_digits(WordBreak kind) {
    return kind == WordBreak::mid_num || kind == WordBreak::mid_num_let || kind == WordBreak::single_quote ||
           kind == WordBreak::stop;
}

// Whether the characters of a segment make it a word.
class Wordlike {
  public:
    void see(char32_t character, const Properties& properties) {
        constexpr char32_t text_style = 0xFE0E, emoji_style = 0xFE0F, keycap = 0x20E3;
        if (is_first_) may_be_keycap_ = character == '#' || character == '*';
        is_first_ = false;
        if (last_is_emoji_alone_ && character != text_style) holds_ = true;
        if (last_may_be_emoji_ && character == emoji_style) holds_ = true;
        if (may_be_keycap_ && character == keycap) holds_ = true;
        if (properties.is(unicode::wordlike)) holds_ = true;
        last_is_emoji_alone_ = properties.is(unicode::emoji_alone);
        last_may_be_emoji_ = properties.is(unicode::emoji);
    }
    bool holds() const { return holds_ || last_is_emoji_alone_; }

  private:
    bool holds_ = false, is_first_ = true, may_be_keycap_ = false;
    bool last_is_emoji_alone_ = false, last_may_be_emoji_ = false;
};

// Reads one segment. A boundary depends on nothing before the segment that it ends, so each is read afresh.
class SegmentReader {
  public:
    SegmentReader(std::string_view text, std::size_t start_bytes) : text_(text), start_(start_bytes) {}

    Segment read() {
        GraphemeCutter graphemes;
        Wordlike wordlike, wordlike_before_cluster;
        std::size_t cluster = start_, at = start_;
        for (std::uint32_t chars = 0; at < text_.size(); ++chars) {
            const utf8::Decoded next = utf8::decode(text_, at);
            const Properties& properties = unicode::properties(next.character);
            const bool is_cluster_start = graphemes.starts_at(properties);
            if (is_cluster_start) {
                cluster = at;
                wordlike_before_cluster = wordlike;
            }
            if (chars == longest_word_chars) {  // T7
                if (cluster > start_) return {cluster, wordlike_before_cluster.holds()};
                return {at, wordlike.holds()};
            }
            if (chars > 0) {
                const bool joined = joins(properties, at + next.length_bytes);
                if (!joined && is_cluster_start) return {at, wordlike.holds()};  // T6
                if (!(joined && is_attached(properties.word))) shift(properties.word, is_cluster_start);  // WB4
            } else {
                shift(properties.word, is_cluster_start);
            }
            previous_ = properties.word;
            wordlike.see(next.character, properties);
            at += next.length_bytes;
        }
        return {at, wordlike.holds()};
    }

  private:
    void shift(WordBreak kind, bool is_cluster_start) {
        before_last_ = last_;
        last_ = kind;
        if (kind == WordBreak::stop) part_clusters_ = 0;
        if (kind != WordBreak::stop && is_cluster_start) ++part_clusters_;
    }

    // Whether the next character, which ends at `end_bytes`, belongs to the segment so far.
    bool joins(const Properties& properties, std::size_t end_bytes) const {
        const WordBreak next = properties.word;
        if (last_ == WordBreak::cr && next == WordBreak::lf) return true;                       // WB3
        if (is_newline(last_) || is_newline(next)) return false;                                // WB3a, WB3b
        if (previous_ == WordBreak::zwj && properties.is(unicode::pictographic) &&              // WB3c, T8
            (is_letter(last_) || last_ == WordBreak::numeric || is_attached(last_))) {
            return true;
        }
        if (previous_ == WordBreak::space && next == WordBreak::space) return true;             // WB3d
        if (is_attached(next)) return properties.grapheme != unicode::GraphemeBreak::prepend || has_letter_or_digit();  // WB4, T6
        if (next == WordBreak::regional) return last_ == WordBreak::regional && before_last_ != WordBreak::regional;
        if (is_letter(last_)) return joins_after_letter(next, end_bytes);
        if (last_ == WordBreak::numeric) {
            if (next == WordBreak::numeric || is_letter(next)) return true;                     // WB8, WB10
            return joins_digits(next) && kind_at(end_bytes).kind == WordBreak::numeric;         // WB12
        }
        if (is_letter(before_last_) && is_letter(next) && (joins_letters(last_) || last_ == WordBreak::stop)) {
            return true;                                                                        // WB7
        }
        if (before_last_ == WordBreak::hebrew_letter && last_ == WordBreak::double_quote) {
            return next == WordBreak::hebrew_letter;                                            // WB7c
        }
        return before_last_ == WordBreak::numeric && joins_digits(last_) && next == WordBreak::numeric;  // WB11
    }

    bool has_letter_or_digit() const {
        return is_letter(last_) || last_ == WordBreak::numeric || is_letter(before_last_) || before_last_ == WordBreak::numeric;
    }

    bool joins_after_letter(WordBreak next, std::size_t end_bytes) const {
        if (is_letter(next) || next == WordBreak::numeric) return true;                         // WB5, WB9
        if (last_ == WordBreak::hebrew_letter && next == WordBreak::single_quote) return true;  // WB7a
        if (joins_letters(next)) return is_letter(kind_at(end_bytes).kind);                     // WB6
        if (next == WordBreak::stop && part_clusters_ == 1) {                                   // T3
            const Ahead letter = kind_at(end_bytes);
            if (!is_letter(letter.kind)) return false;
            const WordBreak after = kind_at(end_of_cluster(letter.start_bytes)).kind;
            return !is_letter(after) && after != WordBreak::numeric;
        }
        return last_ == WordBreak::hebrew_letter && next == WordBreak::double_quote &&
               kind_at(end_bytes).kind == WordBreak::hebrew_letter;                             // WB7b
    }

    struct Ahead {
        WordBreak kind;
        std::size_t start_bytes;
    };
    // The next character that is not attached to the one before it; `other` where the look ahead finds none in
    // the length of a word.
    Ahead kind_at(std::size_t at) const {
        for (std::uint32_t chars = 0; at < text_.size() && chars < longest_word_chars; ++chars) {
            const utf8::Decoded next = utf8::decode(text_, at);
            const WordBreak kind = unicode::properties(next.character).word;
            if (!is_attached(kind)) return {kind, at};
            at += next.length_bytes;
        }
        return {WordBreak::other, at};
    }

    // A letter may be several characters: Hangul written in jamo.
    std::size_t end_of_cluster(std::size_t at) const {
        GraphemeCutter graphemes;
        for (std::uint32_t chars = 0; at < text_.size() && chars < longest_word_chars; ++chars) {
            const utf8::Decoded next = utf8::decode(text_, at);
            if (graphemes.starts_at(unicode::properties(next.character)) && chars > 0) break;
            at += next.length_bytes;
        }
        return at;
    }

    std::string_view text_;
    std::size_t start_;
    WordBreak before_last_ = WordBreak::other, last_ = WordBreak::other;  // not counting what is attached to them
    WordBreak previous_ = WordBreak::other;                               // the character directly before
    std::uint32_t part_clusters_ = 0;  // how long the segment is after its last full stop
};

enum class Ascii : std::uint8_t { none, letter, digit, joiner };

constexpr auto ascii = [] {
    std::array<Ascii, 128> kinds{};
    for (char c = 'a'; c <= 'z'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::letter;
    for (char c = 'A'; c <= 'Z'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::letter;
    for (char c = '0'; c <= '9'; ++c) kinds[static_cast<std::size_t>(c)] = Ascii::digit;
    for (char c : {'\'', '`', '.', ',', ';'}) kinds[static_cast<std::size_t>(c)] = Ascii::joiner;
    return kinds;
}();

constexpr std::size_t not_plain = 0;

// The end of a word that starts with an ASCII letter or digit, or not_plain where the full rules must say.
std::size_t end_of_plain_word(std::string_view text, std::size_t start) {
    const std::size_t limit = std::min(text.size(), start + longest_word_chars);
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::size_t at = start + 1;
    while (true) {
        while (at < limit && byte(at) < 0x80 && (ascii[byte(at)] == Ascii::letter || ascii[byte(at)] == Ascii::digit)) ++at;
        if (at == text.size()) return at;
        if (at == limit || byte(at) >= 0x80) return not_plain;
        if (ascii[byte(at)] == Ascii::none || at + 1 == text.size()) return at;
        if (byte(at + 1) >= 0x80) return not_plain;
        const Ascii before = ascii[byte(at - 1)], after = ascii[byte(at + 1)];
        if (before != after || (after != Ascii::letter && after != Ascii::digit)) return at;
        const bool is_letter = after == Ascii::letter;
        switch (text[at]) {
            case '\'': break;
            case '`': if (!is_letter) return at; break;
            case '.': if (is_letter) return not_plain; break;
            default: if (is_letter) return at; break;
        }
        ++at;
    }
}

}  // namespace

Segment next_segment(std::string_view text, std::size_t start_bytes) { return SegmentReader(text, start_bytes).read(); }

void cut_words(std::string_view text, std::vector<Word>& words) {
    words.clear();
    std::size_t at = 0;
    while (at < text.size()) {
        const auto first = static_cast<unsigned char>(text[at]);
        Segment segment{not_plain, true};
        if (first < 0x80) {
            if (ascii[first] == Ascii::letter || ascii[first] == Ascii::digit) {
                segment.end_bytes = end_of_plain_word(text, at);
            } else if (at + 1 == text.size() || static_cast<unsigned char>(text[at + 1]) < 0x80) {
                segment = {at + 1, false};  // no sign of ASCII starts a word that goes on in ASCII
            }
        }
        if (segment.end_bytes == not_plain) segment = SegmentReader(text, at).read();
        if (segment.is_word) words.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(segment.end_bytes)});
        at = segment.end_bytes;
    }
}

void word_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes) {
    offsets_bytes.clear();
    for (std::size_t at = 0; at < text.size(); at = SegmentReader(text, at).read().end_bytes) {
        offsets_bytes.push_back(static_cast<std::uint32_t>(at));
    }
    if (!text.empty()) offsets_bytes.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace libcode

// A text, of any bytes, in one of five languages: words by every path of the segmenter, sentences, tokens, graphemes and
// folds, and that positions go from bytes to code points to UTF-16 and back.
#include <array>
#include <map>
#include <string_view>

#include "fold_text.hpp"
#include "graphemes.hpp"
#include "must.hpp"
#include "segmenter.hpp"
#include "tokens.hpp"
#include "utf8.hpp"

namespace {

using Offsets = std::vector<std::uint32_t>;

std::vector<libcode::Segmenter>& segmenters() {
    static std::vector<libcode::Segmenter> each = [] {
        std::vector<libcode::Segmenter> made;
        for (const auto instructions : libcode::instructions_here()) made.emplace_back(instructions);
        return made;
    }();
    return each;
}

bool holds(const Offsets& offsets, std::uint32_t offset) { return std::binary_search(offsets.begin(), offsets.end(), offset); }

void check_boundaries(const Offsets& offsets, std::string_view text, const Offsets& chars) {
    must(text.empty() ? offsets.empty() : offsets.front() == 0 && offsets.back() == text.size(), "boundaries go from end to end");
    must(std::is_sorted(offsets.begin(), offsets.end(), std::less_equal()), "boundaries rise");
    for (const auto offset : offsets) must(holds(chars, offset), "a boundary is a character's");
}

// Where characters start, and the end; and that positions find them.
Offsets check_positions(std::string_view text) {
    Offsets chars;
    libcode::utf8::Positions by_bytes(text), by_chars(text), by_units(text);
    std::size_t units = 0, at = 0;
    const auto check = [&] {
        const auto one = by_bytes.at_bytes(at), two = by_chars.at_chars(chars.size()), three = by_units.at_utf16_units(units);
        for (const auto& position : {one, two, three})
            must(position.bytes == at && position.chars == chars.size() && position.utf16_units == units, "a position is the same in each unit");
        chars.push_back(static_cast<std::uint32_t>(at));
    };
    while (at < text.size()) {
        check();
        const auto next = libcode::utf8::decode(text, at);
        must(next.length_bytes >= 1 && at + next.length_bytes <= text.size(), "a character is a part of the text");
        units += next.character >= 0x10000 ? 2 : 1;
        at += next.length_bytes;
    }
    check();
    must(libcode::utf8::count_chars(text) + 1 == chars.size(), "characters are counted");
    must(by_bytes.at_bytes(chars[chars.size() / 2]).chars == chars.size() / 2, "a position before the last is found too");
    return chars;
}

void check_sentences(const libcode::Tokens& tokens) {
    std::uint32_t word = 0, end = 0, paragraph = 0;
    for (const libcode::Sentence& sentence : tokens.sentences) {
        must(sentence.first_word == word && sentence.end_word > word, "every word is in one sentence");
        must(sentence.start_bytes >= end && sentence.start_bytes <= tokens.words[word].start_bytes, "a sentence starts before its words");
        must(sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1, "paragraphs are counted");
        for (; word < sentence.end_word; ++word) must(&tokens.sentences[tokens.sentence_of[word]] == &sentence, "a word knows its sentence");
        must(sentence.end_bytes >= tokens.words[word - 1].end_bytes && sentence.end_bytes <= tokens.text.size(), "a sentence ends after its words");
        end = sentence.end_bytes;
        paragraph = sentence.paragraph;
    }
    must(word == tokens.words.size() && tokens.gaps.size() == word && tokens.sentence_of.size() == word, "every word has a sentence and a gap");
}

void check_fold(std::string_view text, std::optional<libcode::Fold> fold) {
    static libcode::FoldedText folded;
    libcode::fold_text(text, fold, folded);
    must(folded.start_bytes.size() == folded.chars.size() && folded.end_bytes.size() == folded.chars.size(), "every folded character has its bytes");
    for (std::size_t i = 0; i < folded.chars.size(); ++i)
        must(folded.start_bytes[i] < folded.end_bytes[i] && folded.end_bytes[i] <= text.size(), "these are bytes of the text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    constexpr std::array<std::string_view, 5> tags = {"en", "fr", "de", "es", ""};
    const libcode::Language& language = libcode::language_of(tags[data[0] % tags.size()]);
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);

    const Offsets chars = check_positions(text);
    static Offsets graphemes, words, sentences;
    libcode::grapheme_boundaries(text, graphemes);
    check_boundaries(graphemes, text, chars);
    libcode::word_boundaries(text, words);
    check_boundaries(words, text, chars);
    libcode::sentence_boundaries(text, sentences);
    check_boundaries(sentences, text, chars);

    static libcode::Tokens tokens;
    libcode::tokenize(text, language, tokens);
    static std::vector<libcode::Word> cut;
    for (libcode::Segmenter& segmenter : segmenters()) {
        segmenter.cut(text, cut);
        must(cut == tokens.words, "every path cuts the same words");
    }
    std::uint32_t end = 0;
    for (const libcode::Word word : tokens.words) {
        must(word.start_bytes >= end && word.end_bytes > word.start_bytes && word.end_bytes <= text.size(), "words stand one after the other");
        must(holds(words, word.start_bytes) && holds(words, word.end_bytes), "a word stands between boundaries");
        must(holds(graphemes, word.start_bytes) && holds(graphemes, word.end_bytes), "a word cuts no grapheme");
        const auto form = libcode::fold_form(text.substr(word.start_bytes, word.end_bytes - word.start_bytes), static_cast<libcode::Fold>(data[0] >> 6), language);
        must(form.full.starts_with(form.base), "the base of a form is its start");
        end = word.end_bytes;
    }
    check_sentences(tokens);
    check_fold(text, std::nullopt);
    check_fold(text, libcode::Fold::caseless);
    check_fold(text, libcode::Fold::bare);
    return 0;
}

// Folds a text piece by piece; the contract stands in fold_text.hpp.
#include "fold_text.hpp"

#include <array>

#include "utf8.hpp"

namespace libcode {
namespace {

constexpr std::size_t longest_piece_chars = 64;
constexpr char32_t table_size = 0x3000;  // the alphabets; single characters of them are folded by a table

char32_t next_char(std::string_view text, std::size_t& at) {
    const auto [character, length_bytes] = utf8::decode(text, at);
    at += length_bytes;
    return character;
}

std::u32string decode(std::string_view text) {
    std::u32string chars;
    for (std::size_t at = 0; at < text.size();) chars.push_back(next_char(text, at));
    return chars;
}

std::string encode(char32_t character) {
    std::string text;
    utf8::append(text, character);
    return text;
}

// What each character becomes alone; 0 where that is not one character.
using Table = std::array<char32_t, table_size>;

Table make_table(Fold fold_as) {
    Table table{};
    for (char32_t c = 0; c < table_size; ++c) {
        const std::u32string folded = decode(fold(encode(c), fold_as));
        table[c] = folded.size() == 1 ? folded.front() : 0;
    }
    return table;
}

const Table& table_of(Fold fold_as) {
    static const Table caseless = make_table(Fold::caseless);
    if (fold_as != Fold::bare) return caseless;
    static const Table bare = make_table(Fold::bare);
    return bare;
}

// Unified ideographs and Hangul syllables, which no fold changes: most of a text that has them.
bool folds_to_itself(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3); }

void add(FoldedText& out, char32_t character, std::size_t start, std::size_t end) {
    out.chars.push_back(character);
    out.start_bytes.push_back(static_cast<std::uint32_t>(start));
    out.end_bytes.push_back(static_cast<std::uint32_t>(end));
}

}  // namespace

char32_t fold_ascii(char character, std::optional<Fold> fold_as) {
    const auto c = static_cast<char32_t>(static_cast<unsigned char>(character));
    return fold_as && c != 0 ? table_of(*fold_as)[c] : c;
}

void fold_text(std::string_view text, std::optional<Fold> fold_as, FoldedText& out) {
    out.chars.clear();
    out.start_bytes.clear();
    out.end_bytes.clear();
    const Table* table = fold_as ? &table_of(*fold_as) : nullptr;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const char32_t first = next_char(text, at);
        std::size_t piece_chars = 1;
        for (std::size_t next = at; table != nullptr && at < text.size() && piece_chars < longest_piece_chars; ++piece_chars) {
            if (!joins_previous(next_char(text, next))) break;
            at = next;
        }
        if (table == nullptr || first == 0 || (piece_chars == 1 && folds_to_itself(first))) add(out, first, start, at);
        else if (piece_chars == 1 && first < table_size && (*table)[first] != 0) add(out, (*table)[first], start, at);
        else
            for (const char32_t c : decode(fold(text.substr(start, at - start), *fold_as))) add(out, c, start, at);
    }
}

}  // namespace libcode

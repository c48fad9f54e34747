// UAX #29's own sentence boundaries (their rules, SB3 to SB11, stand beside them): a text goes in, offsets come out. One
// walk with a look ahead that no two full stops share, so linear. The library cuts by sentences.cpp; this shows that
// the tables are right. test_sentences.cpp runs every case of SentenceBreakTest.
#include "../unicode/tables.hpp"
#include "sentences.hpp"
#include "utf8.hpp"

namespace libcode {

using unicode::SentenceBreak;

namespace {

bool is_paragraph_end(SentenceBreak kind) {
    return kind == SentenceBreak::cr || kind == SentenceBreak::lf || kind == SentenceBreak::separator;
}
bool is_term(SentenceBreak kind) { return kind == SentenceBreak::stop || kind == SentenceBreak::terminal; }

SentenceBreak kind_at(std::string_view text, std::size_t& at) {
    const utf8::Decoded next = utf8::decode(text, at);
    at += next.length_bytes;
    return unicode::properties(next.character).sentence;
}

// SB8: whether the next letter, with no sign that ends a sentence before it, is a small one.
bool goes_on_in_lower_case(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const SentenceBreak kind = kind_at(text, at);
        if (kind == SentenceBreak::lower) return true;
        if (kind == SentenceBreak::other_letter || kind == SentenceBreak::upper || is_paragraph_end(kind) || is_term(kind)) {
            return false;
        }
    }
    return false;
}

}  // namespace

void sentence_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes) {
    enum class After { nothing, term, close, space };  // how far SATerm Close* Sp* has come
    offsets_bytes.clear();
    After after = After::nothing;
    bool is_stop = false, is_cased_before_stop = false;
    SentenceBreak last = SentenceBreak::other;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const SentenceBreak next = kind_at(text, at);
        bool joined = true;                                                                    // SB998
        if (start == 0) {
            joined = false;
        } else if (is_paragraph_end(last)) {                                                   // SB3, SB4
            joined = last == SentenceBreak::cr && next == SentenceBreak::lf;
        } else if (next == SentenceBreak::extend || next == SentenceBreak::format) {
            continue;                                                                          // SB5
        } else if (after != After::nothing) {
            joined = (is_stop && after == After::term && next == SentenceBreak::numeric) ||    // SB6
                     (is_cased_before_stop && after == After::term && next == SentenceBreak::upper) ||  // SB7
                     next == SentenceBreak::continues || is_term(next) ||                      // SB8a
                     (after != After::space && next == SentenceBreak::close) ||                // SB9
                     next == SentenceBreak::space || is_paragraph_end(next) ||                 // SB9, SB10
                     (is_stop && goes_on_in_lower_case(text, start));                          // SB8
        }
        if (!joined) offsets_bytes.push_back(static_cast<std::uint32_t>(start));
        if (is_term(next)) {
            after = After::term;
            is_stop = next == SentenceBreak::stop;
            is_cased_before_stop = is_stop && (last == SentenceBreak::upper || last == SentenceBreak::lower);
        } else if (joined && next == SentenceBreak::close && (after == After::term || after == After::close)) {
            after = After::close;
        } else if (joined && next == SentenceBreak::space && after != After::nothing) {
            after = After::space;
        } else {
            after = After::nothing;
        }
        last = next;
    }
    if (!text.empty()) offsets_bytes.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace libcode

// Extended grapheme clusters: a text's bytes go in, the offsets where a reader sees a new character come out. One walk,
// constant memory; the rules are UAX #29's, untailored. test_graphemes.cpp runs every case of GraphemeBreakTest.
#include "graphemes.hpp"

#include "utf8.hpp"

namespace libcode {

using unicode::GraphemeBreak;

namespace {

bool is_control(GraphemeBreak kind) {
    return kind == GraphemeBreak::cr || kind == GraphemeBreak::lf || kind == GraphemeBreak::control;
}

// GB6 to GB8: the parts of a Hangul syllable.
bool joins_hangul(GraphemeBreak before, GraphemeBreak after) {
    switch (before) {
        case GraphemeBreak::l:
            return after == GraphemeBreak::l || after == GraphemeBreak::v || after == GraphemeBreak::lv ||
                   after == GraphemeBreak::lvt;
        case GraphemeBreak::lv:
        case GraphemeBreak::v:
            return after == GraphemeBreak::v || after == GraphemeBreak::t;
        case GraphemeBreak::lvt:
        case GraphemeBreak::t:
            return after == GraphemeBreak::t;
        default:
            return false;
    }
}

}  // namespace

bool GraphemeCutter::starts_at(const unicode::Properties& next) {
    const GraphemeBreak before = last_, after = next.grapheme;
    bool joins = false;
    if (is_first_) {
        joins = false;
    } else if (is_control(before) || is_control(after)) {  // GB3 to GB5
        joins = before == GraphemeBreak::cr && after == GraphemeBreak::lf;
    } else {
        joins = joins_hangul(before, after) ||
                after == GraphemeBreak::extend || after == GraphemeBreak::zwj ||                  // GB9
                after == GraphemeBreak::spacing_mark || before == GraphemeBreak::prepend ||       // GB9a, GB9b
                (pictograph_ == Pictograph::joined && next.is(unicode::pictographic)) ||          // GB11
                (is_flag_open_ && after == GraphemeBreak::regional);                              // GB12, GB13
    }
    is_flag_open_ = after == GraphemeBreak::regional && !(is_flag_open_ && joins);
    if (next.is(unicode::pictographic)) {
        pictograph_ = Pictograph::seen;
    } else if (pictograph_ == Pictograph::seen && after == GraphemeBreak::zwj) {
        pictograph_ = Pictograph::joined;
    } else if (after != GraphemeBreak::extend || pictograph_ == Pictograph::joined) {
        pictograph_ = Pictograph::none;
    }
    is_first_ = false;
    last_ = after;
    return !joins;
}

void grapheme_boundaries(std::string_view text, std::vector<std::uint32_t>& offsets_bytes) {
    offsets_bytes.clear();
    GraphemeCutter cutter;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        if (cutter.starts_at(unicode::properties(next.character))) offsets_bytes.push_back(static_cast<std::uint32_t>(at));
        at += next.length_bytes;
    }
    if (!text.empty()) offsets_bytes.push_back(static_cast<std::uint32_t>(text.size()));
}

}  // namespace libcode

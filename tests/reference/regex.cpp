// Regular expressions as plainly as can be: every end that a pattern can reach from a place, as a set.
// Knows letters, . [abc] [a-c] [^a] \d \w \b \/ ( | ) (?: ) ? * + ^ $: what the generator writes.
#include <memory>
#include <set>

#include "twin.hpp"

namespace reference {
namespace {

// True of the generator's alphabet, which has no other marks and signs than these.
bool is_word_character(char32_t c) {
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
           !(c >= 0xFF00 && c < 0xFF10) && c != 0xFFFD && c < 0x1F000;
}

class Pattern {
  public:
    Pattern(const std::string& pattern, const std::u32string& text, const InForce& force)
        : pattern_(code_points(pattern)), text_(text), force_(force) {}

    std::set<int> ends(int from) {
        at_ = 0;
        return either({from});
    }

  private:
    using Places = std::set<int>;

    bool more() const { return at_ < pattern_.size(); }

    Places either(const Places& from) {
        Places all = sequence(from);
        while (more() && pattern_[at_] == U'|') {
            ++at_;
            all.merge(sequence(from));
        }
        return all;
    }

    Places sequence(Places from) {
        while (more() && pattern_[at_] != U'|' && pattern_[at_] != U')') from = repeated(from);
        return from;
    }

    Places repeated(const Places& from) {
        const std::size_t start = at_;
        const Places once = atom(from);
        if (!more() || (pattern_[at_] != U'?' && pattern_[at_] != U'*' && pattern_[at_] != U'+')) return once;
        const char32_t sign = pattern_[at_];
        const std::size_t after = at_ + 1;
        Places all = once;
        if (sign != U'?')
            for (Places last = once; !last.empty();) {
                at_ = start;
                Places fresh;
                for (int place : atom(last))
                    if (all.insert(place).second) fresh.insert(place);
                last = fresh;
            }
        if (sign != U'+') all.insert(from.begin(), from.end());
        at_ = after;
        return all;
    }

    Places atom(const Places& from) {
        const char32_t c = pattern_[at_++];
        if (c == U'(') {
            if (pattern_.compare(at_, 2, U"?:") == 0) at_ += 2;
            Places all = either(from);
            ++at_;
            return all;
        }
        Places out;
        const int size = static_cast<int>(text_.size());
        if (c == U'^' || c == U'$') {
            for (int place : from)
                if (place == (c == U'^' ? 0 : size)) out.insert(place);
            return out;
        }
        if (c == U'\\' && pattern_[at_] == U'b') {
            ++at_;
            for (int place : from) {
                const bool before = place > 0 && is_word_character(text_[place - 1]);
                const bool after = place < size && is_word_character(text_[place]);
                if (before != after) out.insert(place);
            }
            return out;
        }
        const std::size_t start = --at_;
        for (int place : from) {
            at_ = start;
            const std::u32string_view rest = std::u32string_view(text_).substr(place);
            const int length = one(rest);
            if (length > 0) out.insert(place + length);
        }
        if (from.empty()) one(U"");
        return out;
    }

    // How many characters of `rest` the one-character item at `at_` takes: 0 where it does not match.
    int one(std::u32string_view rest) {
        char32_t c = pattern_[at_++];
        if (c == U'[') {
            const bool inverted = pattern_[at_] == U'^';
            if (inverted) ++at_;
            bool in = false;
            for (; pattern_[at_] != U']'; ++at_) {
                char32_t low = pattern_[at_], high = low;
                if (pattern_[at_ + 1] == U'-' && pattern_[at_ + 2] != U']') high = pattern_[at_ += 2];
                if (!rest.empty() && rest[0] >= low && rest[0] <= high) in = true;
            }
            ++at_;
            return !rest.empty() && in != inverted;
        }
        if (c == U'.') return !rest.empty();
        if (c == U'\\') {
            c = pattern_[at_++];
            if (c == U'd') return !rest.empty() && rest[0] >= '0' && rest[0] <= '9';
            if (c == U'w') return !rest.empty() && is_word_character(rest[0]);
        }
        const std::u32string wanted = code_points(seen_by_regex(utf8(c), force_));
        return rest.substr(0, wanted.size()) == wanted ? static_cast<int>(wanted.size()) : 0;
    }

    std::u32string pattern_;
    const std::u32string& text_;
    const InForce& force_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<Span> regex_matches(const std::string& pattern, const std::u32string& text, const InForce& force) {
    Pattern compiled(pattern, text, force);
    std::vector<Span> matches;
    const int size = static_cast<int>(text.size());
    for (int place = 0; place < size;) {
        const auto ends = compiled.ends(place);
        const int longest = ends.empty() ? place : *ends.rbegin();
        if (longest > place) matches.push_back({place, longest});
        place = longest > place ? longest : place + 1;
    }
    return matches;
}

}  // namespace reference

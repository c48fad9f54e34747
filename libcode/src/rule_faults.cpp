#include "rule_faults.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "../unicode/tables.hpp"
#include "utf8.hpp"

namespace libcode {

namespace {

constexpr std::size_t longest_shown_chars = 40;

bool is_hidden(char32_t c) {
    const unicode::Properties& properties = unicode::properties(c);
    const bool blank = properties.is(unicode::white) && c != U' ';
    const bool mark = properties.grapheme == unicode::GraphemeBreak::extend && properties.word != unicode::WordBreak::zwj;
    return c < 0x20 || c == 0x7F || blank || (properties.is(unicode::invisible) && !mark);
}

}  // namespace

void RuleFaults::add(RuleRange range, std::string message, std::string hint) {
    if (faults_.size() < most_rule_faults) faults_.push_back({range, std::move(message), std::move(hint)});
}

std::vector<RuleFault> RuleFaults::in_order() && {
    std::stable_sort(faults_.begin(), faults_.end(), [](const RuleFault& a, const RuleFault& b) {
        return a.range.start_bytes < b.range.start_bytes;
    });
    return std::move(faults_);
}

std::string shown(std::string_view piece) {
    std::string out = "`";
    std::size_t chars = 0;
    for (std::size_t at = 0; at < piece.size(); ++chars) {
        if (chars == longest_shown_chars) {
            out += "…";
            break;
        }
        const auto [character, length_bytes] = utf8::decode(piece, at);
        if (is_hidden(character)) {
            char name[16];
            std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
            out += name;
        } else {
            utf8::append(out, character);
        }
        at += length_bytes;
    }
    return out + "`";
}

}  // namespace libcode

// Words of explanations; the contract stands in explain_words.hpp.
#include "explain_words.hpp"

#include <array>

#include "lower.hpp"
#include "utf8.hpp"

namespace libcode {
namespace {

constexpr std::size_t shortest_word_of_two_edits_chars = 7;

bool steers(char32_t sign) {
    return sign < 0x20 || (sign >= 0x7F && sign < 0xA0);
}

// Marks that turn the direction of the text around them.
bool turns(char32_t sign) {
    return (sign >= 0x202A && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069) || sign == 0x200E || sign == 0x200F || sign == 0x061C;
}

bool is_space(char32_t sign) { return sign == ' ' || (sign >= 9 && sign <= 13) || sign == 0x85 || sign == 0x2028 || sign == 0x2029; }

// Of `cramp*`: a word that begins within one edit of "cramp".
std::optional<NearestForm> nearest_to_prefix(PlainMatcher& matcher, const Expr& word, const Settings& settings) {
    if (word.text.find_first_of("*?") != word.text.size() - 1 || !word.text.ends_with('*')) return std::nullopt;
    const std::string prefix = word.text.substr(0, word.text.size() - 1);
    const Pattern pattern = word_pattern(prefix, Match::one_edit, settings, *matcher.program().language);
    const std::size_t prefix_chars = utf8::count_chars(pattern.text);
    for (std::uint32_t i = 0; i < matcher.tokens().words.size(); ++i) {
        const std::string& form = matcher.form(i, pattern.view).base;
        if (!form.starts_with(std::string_view(pattern.text).substr(0, 1))) continue;
        utf8::Positions positions(form);
        for (std::size_t chars = prefix_chars - 1; chars <= prefix_chars + 1; ++chars) {
            const std::string head = form.substr(0, positions.at_chars(chars).bytes);
            if (meets(pattern, {head, head})) return NearestForm{i, 1, "is one edit from `" + word.text + '`'};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<NearestForm> nearest_form(PlainMatcher& matcher, const Expr& word, const Settings& settings) {
    if (word.match == Match::wildcard) return nearest_to_prefix(matcher, word, settings);
    const Language& language = *matcher.program().language;
    const auto count = static_cast<std::uint32_t>(matcher.tokens().words.size());
    const auto first_met = [&](const Pattern& pattern) -> std::optional<std::uint32_t> {
        // A word within a few edits begins with the same character: most words need no look at all.
        const std::string_view first = std::string_view(pattern.text).substr(0, 1);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Form& form = matcher.form(i, pattern.view);
            if ((pattern.kind != PatternKind::fuzzy || form.base.starts_with(first)) && meets(pattern, form)) return i;
        }
        return std::nullopt;
    };
    const std::string as_written = '`' + std::string(word.match == Match::exact ? "=" : "") + word.text + '`';
    if (word.match == Match::exact || settings.letter_case == Case::exact || settings.accents == Accents::exact) {
        Settings loose = settings;
        loose.letter_case = Case::ignore;
        loose.accents = Accents::ignore;
        if (const auto at = first_met(word_pattern(word.text, Match::plain, loose, language)))
            return NearestForm{*at, 1, "has other capitals or accents than " + as_written};
    }
    if (word.match == Match::plain && settings.letter_case == Case::ignore && settings.inflections == Inflections::exact) {
        Settings stemmed = settings;
        stemmed.inflections = Inflections::stem;
        if (const auto at = first_met(word_pattern(word.text, Match::plain, stemmed, language)))
            return NearestForm{*at, 1, "is another form of " + as_written};
    }
    const bool is_fuzzy = word.match == Match::one_edit || word.match == Match::two_edits;
    const std::array<Match, 2> kinds = {Match::one_edit, Match::two_edits};
    for (std::uint32_t edits = 1; edits <= 2; ++edits) {
        if (edits == 2 && !is_fuzzy && utf8::count_chars(word.text) < shortest_word_of_two_edits_chars) break;
        if (const auto at = first_met(word_pattern(word.text, kinds[edits - 1], settings, language)))
            return NearestForm{*at, edits, (edits == 1 ? "is one edit from " : "is two edits from ") + as_written};
    }
    return std::nullopt;
}

std::string quoted_words(std::string_view words) {
    constexpr std::size_t most_chars = 40;
    const std::string line = visible(words);
    if (utf8::count_chars(line) <= most_chars) return "“" + line + "”";
    utf8::Positions head(line), tail(line);
    const std::size_t chars = utf8::count_chars(line);
    return "“" + line.substr(0, head.at_chars(most_chars / 2).bytes) + " … " + line.substr(tail.at_chars(chars - most_chars / 4).bytes) + "”";
}

std::string count_words(std::uint32_t words) { return std::to_string(words) + (words == 1 ? " word" : " words"); }

std::string distance_words(const CueFound& cue) {
    const std::string side = cue.side == CueSide::before ? "before" : "after";
    return cue.words_away == 1 ? "directly " + side : count_words(cue.words_away) + ' ' + side;
}

std::string counting_words(Counting count) {
    std::string out;
    for (int axis = 0; axis < axis_count; ++axis) {
        const bool marked = count.forbidden_plain >> axis & 1;
        if (!marked && !(count.forbidden_marked >> axis & 1)) continue;
        (out += out.empty() ? "" : " ") += status_word(static_cast<Axis>(axis), marked);
    }
    return out;
}

std::string visible(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded sign = utf8::decode(text, at);
        at += sign.length_bytes;
        if (turns(sign.character)) continue;
        if (is_space(sign.character)) {
            if (out.empty() || out.back() != ' ') out += ' ';
        } else {
            utf8::append(out, steers(sign.character) ? utf8::replacement : sign.character);
        }
    }
    return out;
}

}  // namespace libcode

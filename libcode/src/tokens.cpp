// Tokens: a response goes in; its words, sentences and what ties each word to the one before it come out. One walk
// over each gap, so linear in the text; the memory of the last response is used again. What a phrase steps over
// is decided here and nowhere else. test_tokens.cpp.
#include "tokens.hpp"

#include <algorithm>

#include "../unicode/tables.hpp"
#include "graphemes.hpp"
#include "utf8.hpp"

namespace libcode {

namespace {

// "K" or "N.H.S": a capital alone, or single letters that full stops join. A letter may have its marks beside it.
bool is_initials(std::string_view form) {
    GraphemeCutter graphemes;
    const unicode::Properties& first = unicode::properties(utf8::decode(form, 0).character);
    std::size_t end = 0;
    while (end < form.size()) {
        const utf8::Decoded next = utf8::decode(form, end);
        if (graphemes.starts_at(unicode::properties(next.character)) && end > 0) break;
        end += next.length_bytes;
    }
    if (end == form.size()) return first.is(unicode::uppercase);
    return first.word == unicode::WordBreak::letter && form[end] == '.';
}

// What the text between two words of one sentence is. Two hyphens in a row are a dash. `has_own_stop`: a full stop at
// the very start belongs to the word before.
Gap gap_between(std::string_view between, bool has_own_stop) {
    bool has_white = false, is_barrier = false, was_hyphen = false;
    for (std::size_t at = has_own_stop ? 1 : 0; at < between.size();) {
        const utf8::Decoded next = utf8::decode(between, at);
        const unicode::Properties& properties = unicode::properties(next.character);
        const bool is_hyphen = properties.is(unicode::hyphen);
        if (properties.is(unicode::white)) {
            has_white = true;
        } else if (is_hyphen ? was_hyphen : !properties.is(unicode::steppable)) {
            is_barrier = true;
        }
        was_hyphen = is_hyphen;
        at += next.length_bytes;
    }
    if (is_barrier) return has_white ? Gap::barrier : Gap::sign;
    return has_white ? Gap::spaced : Gap::unspaced;
}

}  // namespace

void tokenize(std::string_view text, const Language& language, Tokens& tokens) {
    tokens.text = text;
    cut_words(text, tokens.words);
    lay_sentences(language, tokens);
}

void lay_sentences(const Language& language, Tokens& tokens) {
    const std::string_view text = tokens.text;
    find_wide_gaps(text, tokens.words, tokens.wide);
    cut_sentences(text, tokens.words, tokens.wide, language.abbreviations, tokens.sentences);
    tokens.sentence_of.resize(tokens.words.size());
    tokens.gaps.assign(tokens.words.size(), Gap::spaced);
    for (std::uint32_t sentence = 0; sentence < tokens.sentences.size(); ++sentence) {
        const Sentence& of = tokens.sentences[sentence];
        std::fill(tokens.sentence_of.begin() + of.first_word, tokens.sentence_of.begin() + of.end_word, sentence);
        tokens.gaps[of.first_word] = Gap::barrier;
    }
    for (const std::uint32_t before : tokens.wide) {
        const std::uint32_t word = before + 1;
        if (word == tokens.words.size() || tokens.sentence_of[word] != tokens.sentence_of[before]) continue;
        const std::string_view between = tokens.gap_text(word);
        const bool has_own_stop = between.starts_with('.') && (is_abbreviation(text, tokens.words, before, language.abbreviations) ||
                                                               is_initials(tokens.form(before)));
        tokens.gaps[word] = gap_between(between, has_own_stop);
    }
}

}  // namespace libcode

// Folds: a word form goes in, the spelling that a rule compares comes out. ASCII forms take a short cut; others go
// through ICU's normalisers, held to the characters of Unicode 15.0, so that no ICU changes a fold. Linear but for
// ICU on long runs of marks, which a word's 1,000 characters bound. test_fold.cpp.
#include "fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <new>
#include <stdexcept>

#include "../unicode/tables.hpp"
#include "language.hpp"
#include "stem.hpp"
#include "utf8.hpp"

namespace libcode {

namespace {

// What ICU says when memory runs out is no answer: a fold made from it would be kept, and be wrong from then on.
void must(UErrorCode status) {
    if (U_FAILURE(status)) throw std::bad_alloc();
}
const icu::UnicodeString& whole(const icu::UnicodeString& text) {
    if (text.isBogus()) throw std::bad_alloc();
    return text;
}

// ICU's normalisers on the characters that Unicode 15.0 knows; others pass as they are.
struct Normalizers {
    icu::UnicodeSet known;
    icu::FilteredNormalizer2 nfc, nfd, casefold;

    static Normalizers make() {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeSet known(u"[:age=15.0:]", status);
        known.freeze();
        const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
        const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
        const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (status == U_MEMORY_ALLOCATION_ERROR || known.isBogus()) throw std::bad_alloc();
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no data for normalisation");
        return Normalizers(std::move(known), *nfc, *nfd, *casefold);
    }
    static const Normalizers& get() {
        static const Normalizers normalizers = make();
        return normalizers;
    }

  private:
    Normalizers(icu::UnicodeSet set, const icu::Normalizer2& c, const icu::Normalizer2& d, const icu::Normalizer2& k)
        : known(std::move(set)), nfc(c, known), nfd(d, known), casefold(k, known) {}
};

icu::UnicodeString normalized(const icu::Normalizer2& normalizer, const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result = normalizer.normalize(whole(text), status);
    must(status);
    return whole(result);
}

bool is_apostrophe(char32_t character) {
    switch (character) {
        case U'`': case U'\u00B4': case U'\u02BC': case U'\u1FEF': case U'\u1FFD': case U'\u2018':
        case U'\u2019': case U'\u201B': case U'\u2032': case U'\uFF07': case U'\uFF40':
            return true;
        default:
            return false;
    }
}

icu::UnicodeString utf16_of(std::string_view form) {
    icu::UnicodeString text;
    for (std::size_t at = 0; at < form.size();) {
        const utf8::Decoded next = utf8::decode(form, at);
        text.append(is_apostrophe(next.character) ? UChar32{'\''} : static_cast<UChar32>(next.character));
        at += next.length_bytes;
    }
    return text;
}

// Taken apart first, as Unicode's D147 has it: ᾳ with a second mark folds by the order of its marks.
icu::UnicodeString caseless_of(const icu::UnicodeString& form) {
    icu::UnicodeString text = normalized(Normalizers::get().casefold, normalized(Normalizers::get().nfd, form));
    for (std::int32_t i = 0; i < text.length(); ++i) {  // ŉ becomes ʼn
        if (is_apostrophe(text[i])) text.setCharAt(i, u'\'');
    }
    return normalized(Normalizers::get().nfc, text);
}

// Drops the marks behind letters of scripts that have accents, and keeps those that are part of a letter (ゴ, हि).
icu::UnicodeString bare_of(const icu::UnicodeString& caseless) {
    const icu::UnicodeString apart = normalized(Normalizers::get().nfd, caseless);
    icu::UnicodeString kept;
    bool drops = false;
    for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 character = apart.char32At(i);
        const unicode::Properties& properties = unicode::properties(static_cast<char32_t>(character));
        const bool is_mark = properties.is(unicode::mark);
        if (!is_mark) drops = properties.is(unicode::accented_script);
        if (!is_mark || !drops) kept.append(character);
    }
    return normalized(Normalizers::get().nfc, kept);
}

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The fold without the stemmer.
std::string spelling_of(std::string_view form, Fold fold) {
    std::string result;
    if (utf8::is_ascii(form)) {
        result = form;
        for (char& c : result) {
            if (fold != Fold::exact) c = ascii_lower(c);
            if (c == '`') c = '\'';
        }
        return result;
    }
    icu::UnicodeString text = utf16_of(form);
    text = fold == Fold::exact ? normalized(Normalizers::get().nfc, text) : caseless_of(text);
    if (fold == Fold::bare) text = bare_of(text);
    return whole(text).toUTF8String(result);
}

// Puts a contraction's apostrophe back.
void complete(std::string& spelling, const Language& language) {
    if (const Contraction* found = language.contractions.find(spelling)) spelling.insert(found->apostrophe_at, 1, '\'');
}

bool ends_in_s(std::string_view spelling) {
    return spelling.size() > 2 && spelling[spelling.size() - 2] == '\'' && ascii_lower(spelling.back()) == 's';
}

}  // namespace

bool joins_previous(char32_t character) {
    return character >= 0x80 && !Normalizers::get().casefold.hasBoundaryBefore(static_cast<UChar32>(character));
}

std::string fold(std::string_view form, Fold fold, std::string_view stemmer) {
    std::string spelling = spelling_of(form, fold);
    return fold == Fold::stem ? stem_of(spelling, stemmer) : spelling;
}

Form fold_form(std::string_view form, Fold fold, const Language& language) {
    Form folded;
    folded.full = spelling_of(form, fold);
    complete(folded.full, language);
    folded.base = folded.full;
    if (language.sets_aside_s && ends_in_s(folded.full)) folded.base.resize(folded.full.size() - 2);
    if (fold == Fold::stem) {
        folded.full = stem_of(folded.full, language.stemmer);
        folded.base = stem_of(folded.base, language.stemmer);
    }
    return folded;
}

}  // namespace libcode

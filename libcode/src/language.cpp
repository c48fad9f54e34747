// Languages: a BCP 47 tag goes in, the short closed lists that the text stages ask for come out. A look-up in a
// table of constants; a language that is not listed has a tag and perhaps a stemmer. test_fold.cpp asks for each
// contraction, test_tokens.cpp for abbreviations.
#include "language.hpp"

#include <algorithm>
#include <array>

namespace libcode {

namespace {

using std::string_view_literals::operator""sv;

// Abbreviations that seldom end a sentence. Not listed: what is a word as well ("no." "fig." "ex."), an illness as
// well ("ms." "cf."), and "etc." and "usw.", after which respondents begin a sentence more often than they go on.
constexpr std::array english_abbreviations{
    "a.k.a."sv, "a.m."sv, "adm."sv, "approx."sv, "capt."sv, "col."sv, "dept."sv, "dr."sv, "drs."sv, "e.g."sv,
    "eg."sv, "esp."sv, "gov."sv, "hon."sv, "i.e."sv, "ie."sv, "incl."sv, "jr."sv, "lt."sv, "messrs."sv, "mr."sv,
    "mrs."sv, "mt."sv, "p.a."sv, "p.m."sv, "ph.d."sv, "prof."sv, "rev."sv, "sgt."sv, "sr."sv, "st."sv,
    "viz."sv, "vs."sv};
constexpr std::array french_abbreviations{
    "av."sv, "cf."sv, "dr."sv, "env."sv, "m."sv, "mlle."sv, "mm."sv, "mme."sv, "p.ex."sv, "pr."sv, "tél."sv};
constexpr std::array german_abbreviations{
    "abs."sv, "allg."sv, "bspw."sv, "bzgl."sv, "bzw."sv, "ca."sv, "d.h."sv, "dipl."sv, "dr."sv, "evtl."sv, "fr."sv,
    "ggf."sv, "hr."sv, "i.d.r."sv, "inkl."sv, "mind."sv, "nr."sv, "o.ä."sv, "prof."sv, "s.o."sv, "s.u."sv,
    "sog."sv, "st."sv, "tel."sv, "u.a."sv, "v.a."sv, "vgl."sv, "z.b."sv, "z.t."sv, "zzgl."sv};
constexpr std::array spanish_abbreviations{
    "aprox."sv, "av."sv, "avda."sv, "d."sv, "dr."sv, "dra."sv, "dres."sv, "dña."sv, "ej."sv, "p.ej."sv, "prof."sv,
    "profa."sv, "sr."sv, "sra."sv, "sres."sv, "srta."sv, "sta."sv, "sto."sv, "tel."sv, "ud."sv, "uds."sv, "vd."sv, "vds."sv};

// Spellings that are no English word without their apostrophe. Not listed: id, ill, its, lets, shed, shell, hell, well,
// wed, were and the like, which are; cannot, which is spelt so; im, because IM is how people inject.
constexpr std::array<Contraction, 51> english_contractions{{
    {"aint", 3},     {"arent", 4},    {"cant", 3},    {"couldnt", 6},  {"couldve", 5},  {"darent", 5},   {"didnt", 4},
    {"doesnt", 5},   {"dont", 3},     {"hadnt", 4},   {"hasnt", 4},    {"havent", 5},   {"heres", 4},    {"isnt", 3},
    {"itll", 2},     {"ive", 1},      {"mightnt", 6}, {"mightve", 5},  {"mustnt", 5},   {"mustve", 4},   {"neednt", 5},
    {"oughtnt", 6},  {"shant", 4},    {"shes", 3},    {"shouldnt", 7}, {"shouldve", 6}, {"somebodys", 8}, {"someones", 7},
    {"thats", 4},    {"theres", 5},   {"theyd", 4},   {"theyll", 4},   {"theyre", 4},   {"theyve", 4},   {"wasnt", 4},
    {"werent", 5},   {"weve", 2},     {"whats", 4},   {"wheres", 5},   {"whod", 3},     {"wholl", 3},    {"whos", 3},
    {"whove", 3},    {"wont", 3},     {"wouldnt", 6}, {"wouldve", 5},  {"yall", 1},     {"youd", 3},     {"youll", 3},
    {"youre", 3},    {"youve", 3},
}};

// They are looked up by bisection and by size.
static_assert(std::ranges::is_sorted(english_abbreviations) && std::ranges::is_sorted(french_abbreviations) &&
              std::ranges::is_sorted(german_abbreviations) && std::ranges::is_sorted(spanish_abbreviations));
static_assert(std::ranges::max(english_abbreviations, {}, std::ranges::size).size() <= ListedSizes::longest_bytes &&
              std::ranges::max(french_abbreviations, {}, std::ranges::size).size() <= ListedSizes::longest_bytes &&
              std::ranges::max(german_abbreviations, {}, std::ranges::size).size() <= ListedSizes::longest_bytes &&
              std::ranges::max(spanish_abbreviations, {}, std::ranges::size).size() <= ListedSizes::longest_bytes);
static_assert(std::ranges::is_sorted(english_contractions, {}, &Contraction::spelling));

constexpr std::array languages{
    Language{"en", english_abbreviations, english_contractions, true, "english"},
    Language{"fr", french_abbreviations, {}, false, "french"},
    Language{"de", german_abbreviations, {}, false, "german"},
    Language{"es", spanish_abbreviations, {}, false, "spanish"},
    Language{"ar", {}, {}, false, "arabic"},
    Language{"ca", {}, {}, false, "catalan"},
    Language{"da", {}, {}, false, "danish"},
    Language{"el", {}, {}, false, "greek"},
    Language{"fi", {}, {}, false, "finnish"},
    Language{"ga", {}, {}, false, "irish"},
    Language{"hu", {}, {}, false, "hungarian"},
    Language{"id", {}, {}, false, "indonesian"},
    Language{"it", {}, {}, false, "italian"},
    Language{"nb", {}, {}, false, "norwegian"},
    Language{"nl", {}, {}, false, "dutch"},
    Language{"nn", {}, {}, false, "norwegian"},
    Language{"no", {}, {}, false, "norwegian"},
    Language{"pt", {}, {}, false, "portuguese"},
    Language{"ro", {}, {}, false, "romanian"},
    Language{"ru", {}, {}, false, "russian"},
    Language{"sv", {}, {}, false, "swedish"},
    Language{"tr", {}, {}, false, "turkish"},
};
constexpr Language any_language{};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The word in lower case, where it is no longer than what is listed.
struct Lowered {
    explicit Lowered(std::string_view word) : size(word.size()) { std::transform(word.begin(), word.end(), bytes.begin(), lower); }
    std::string_view text() const { return {bytes.data(), size}; }

    std::array<char, ListedSizes::longest_bytes> bytes;
    std::size_t size;
};

}  // namespace

bool Abbreviations::hold(std::string_view word) const {
    if (word.empty() || !sizes_.may_have(lower(word[0]), word.size())) return false;
    return std::binary_search(list_.begin(), list_.end(), Lowered(word).text());
}

const Contraction* Contractions::find(std::string_view word) const {
    if (word.empty() || !sizes_.may_have(lower(word[0]), word.size())) return nullptr;
    const Lowered lowered(word);
    const auto found = std::ranges::lower_bound(list_, lowered.text(), {}, &Contraction::spelling);
    return found != list_.end() && found->spelling == lowered.text() ? &*found : nullptr;
}

const Language& language_of(std::string_view tag) {
    const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
    const auto same = [&](const Language& language) {
        return std::equal(primary.begin(), primary.end(), language.tag.begin(), language.tag.end(),
                          [](char a, char b) { return lower(a) == b; });
    };
    const auto found = std::find_if(languages.begin(), languages.end(), same);
    return found == languages.end() ? any_language : *found;
}

}  // namespace libcode

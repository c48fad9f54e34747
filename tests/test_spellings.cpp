// Forms by their spelling: what is found side by side is what meets() says of every form.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "lower.hpp"
#include "spellings.hpp"

using namespace libcode;

TEST_CASE("the forms that meet a pattern are those that meets() says") {
    const std::vector<std::string> texts = {"Cramp cramps CRAMPS crane k-cramp", "ket's Ket KETS keT’s", "bladder bladdr baldder blader BLADDER's",
                                            "été Ete e\u0301te\u0301 straße STRASSE", "didnt don't dont can't wont", "running runs ran \xff\xfe x", "日本 ﬁne 😭 24 7"};
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const WordIndex words(views, {});
    for (const std::string language : {"en", "fr", "xx"}) {
        Spellings spellings(words, language_of(language));
        for (const bool ignores_case : {true, false})
            for (const bool ignores_accents : {true, false})
                for (const bool stems : {true, false}) {
                    Settings settings;
                    settings.letter_case = ignores_case ? Case::ignore : Case::exact;
                    settings.accents = ignores_accents ? Accents::ignore : Accents::exact;
                    settings.inflections = stems ? Inflections::stem : Inflections::exact;
                    const auto check = [&](const char* text, Match match) {
                        const Pattern pattern = word_pattern(text, match, settings, language_of(language));
                        std::vector<std::uint32_t> expected;
                        for (std::uint32_t i = 0; i < words.size(); ++i)
                            if (meets(pattern, view_form(words.form(i), pattern.view, language_of(language)))) expected.push_back(i);
                        CAPTURE(text);
                        CHECK((spellings.find(pattern) == expected));
                    };
                    for (const char* text : {"cramp", "cramps", "ket", "ket's", "été", "ete", "strasse", "don't", "run", "runs", "日", "fine", "😭", "24", "zebra"}) {
                        check(text, Match::plain);
                        check(text, Match::exact);
                    }
                    for (const char* text : {"cramp*", "*n't", "k?t", "*a*", "??t*", "*'s", "é*", "*s", "?", "r*n*"}) check(text, Match::wildcard);
                    for (const char* text : {"bladder", "running", "strasse"}) {
                        check(text, Match::one_edit);
                        check(text, Match::two_edits);
                    }
                }
    }
}

// Folds: the four of a form, contractions, 's, Unicode's case foldings, and where folded characters come from.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "fold.hpp"
#include "fold_text.hpp"
#include "language.hpp"
#include "stem.hpp"
#include "unicode_data.hpp"

using namespace libcode;

TEST_CASE("apostrophes are alike in every fold") {
    for (const char* form : {"Don't", "Don’t", "Don‘t", "Donʼt", "Don＇t", "Don`t", "Don´t", "Don′t", "Don‛t"}) {
        CHECK(fold(form, Fold::exact) == "Don't");
        CHECK(fold(form, Fold::caseless) == "don't");
        CHECK(fold(form, Fold::bare) == "don't");
    }
}

TEST_CASE("the four folds") {
    CHECK(fold("Cafe\u0301", Fold::exact) == "Café");
    CHECK(fold("CAFE\u0301", Fold::caseless) == "café");
    CHECK(fold("Café", Fold::bare) == "cafe");
    CHECK(fold("STRAẞE", Fold::caseless) == "strasse");
    CHECK(fold("Ｋｅｔ", Fold::caseless) == "ket");
    CHECK(fold("cra\u00ADmps", Fold::caseless) == "cramps");
    CHECK(fold("❤️", Fold::caseless) == fold("❤", Fold::caseless));
    CHECK(fold("ŉ", Fold::caseless) == "'n");
    CHECK(fold("ΆΛΦΑ Ёж Ångström", Fold::bare) == "αλφα еж angstrom");
    CHECK(fold("が हि", Fold::bare) == "が हि");  // marks that are part of the letter
    CHECK(fold("a\xFF", Fold::exact) == "a\uFFFD");
    CHECK(fold("\u1FB3\u0323", Fold::caseless) == fold("α\u0323\u0345", Fold::caseless));  // canonically the same
    CHECK(fold("", Fold::caseless) == "");
    CHECK(fold("Cramping", Fold::stem, "english") == "cramp");
    CHECK(fold("Schmerzen", Fold::stem, "german") == "schmerz");
    CHECK(fold("Cramping", Fold::stem) == "cramping");
    CHECK(fold("Cramping", Fold::stem, "klingon") == "cramping");
}

TEST_CASE("characters that Unicode 15.0 does not know stay as they are") {
    for (const char* form : {"\u1C89", "\uA7CB", "\U000105D2\u0307", "\U0001C000"}) {  // of Unicode 16.0, and of none
        CHECK(fold(form, Fold::exact) == form);
        CHECK(fold(form, Fold::caseless) == form);
        CHECK(fold(form, Fold::bare) == form);
    }
}

TEST_CASE("all case foldings of CaseFolding.txt") {
    // NFKC takes some foldings further: Ⓐ Ⅳ Ǆ are compatibility characters, ǰ ΐ ῶ compose again.
    std::size_t taken_further = 0;
    std::size_t seen = 0;
    for (const auto& line : unicode_data::lines_of("CaseFolding.txt")) {
        const std::string status = unicode_data::field(line.text, 1);
        if (status != "C" && status != "F") continue;
        ++seen;
        const std::string letter = unicode_data::characters(unicode_data::field(line.text, 0));
        const std::string folded = unicode_data::characters(unicode_data::field(line.text, 2));
        CHECK(fold(letter, Fold::caseless) == fold(folded, Fold::caseless));
        taken_further += fold(letter, Fold::caseless) != folded;
    }
    if (seen == 0) return;
    CHECK(seen == 1530);
    CHECK(taken_further == 113);
}

TEST_CASE("folds are idempotent on every character and every emoji, and emoji stay apart") {
    for (char32_t c = 0; c <= 0xE0FFF; c += c == 0x323FF ? 0xADC01 : 1) {  // the planes in between are empty
        std::string form = "a";
        utf8::append(form, c);
        for (const Fold kind : {Fold::exact, Fold::caseless, Fold::bare}) {
            const std::string once = fold(form, kind);
            if (fold(once, kind) != once) FAIL_CHECK("U+" << static_cast<unsigned>(c));
        }
    }
    std::set<std::string> with_style, without_style;
    for (const std::string& emoji : unicode_data::emoji()) {
        const std::string once = fold(emoji, Fold::caseless);
        CHECK(fold(once, Fold::caseless) == once);
        CHECK(!once.empty());
        with_style.insert(once);
        std::string plain;  // the sequence without what is invisible: what caseless may not tell apart
        for (std::size_t at = 0; at < emoji.size();) {
            const utf8::Decoded next = utf8::decode(emoji, at);
            const bool is_dropped = next.character == 0xFE0F || next.character == 0x200D ||
                                    (next.character >= 0xE0020 && next.character <= 0xE007F);
            if (!is_dropped) plain += emoji.substr(at, next.length_bytes);
            at += next.length_bytes;
        }
        without_style.insert(plain);
    }
    CHECK(with_style.size() + 4 >= without_style.size());
}

TEST_CASE("folded text knows where it comes from") {
    FoldedText folded;
    fold_text("aße\u0301\u00AD\u212A", Fold::caseless, folded);
    CHECK(folded.chars == U"assék");
    CHECK(folded.start_bytes == std::vector<std::uint32_t>{0, 1, 1, 3, 8});
    CHECK(folded.end_bytes == std::vector<std::uint32_t>{1, 3, 3, 8, 11});
    for (const char* kept : {"一", "鿿", "가", "힣"}) CHECK(fold(kept, Fold::caseless) == kept);
    fold_text("É\xffK", std::nullopt, folded);
    CHECK(folded.chars == U"É\uFFFDK");
    CHECK(folded.start_bytes == std::vector<std::uint32_t>{0, 2, 3});
}

TEST_CASE("contractions of English have their apostrophe back, whatever the case") {
    const Language& english = language_of("en-GB");
    for (const auto& [spelling, at] : english.contractions) {
        std::string completed(spelling);
        completed.insert(at, 1, '\'');
        CHECK(fold_form(spelling, Fold::caseless, english).full == completed);
        CHECK(fold_form(completed, Fold::caseless, english).full == completed);
    }
    CHECK(fold_form("DIDNT", Fold::exact, english).full == "DIDN'T");
    CHECK(fold_form("Dont", Fold::caseless, english).base == "don't");
    CHECK(fold_form("cant", Fold::bare, english).base == "can't");
    CHECK(fold_form("wont", Fold::caseless, english).base == "won't");
    CHECK(fold_form("IM", Fold::caseless, english).full == "im");
    CHECK(fold_form("well", Fold::caseless, english).full == "well");
    CHECK(fold_form("dont", Fold::caseless, language_of("fr")).full == "dont");
}

TEST_CASE("a final 's of English is set aside") {
    const Language& english = language_of("en");
    CHECK(fold_form("Ket’s", Fold::caseless, english).full == "ket's");
    CHECK(fold_form("Ket’s", Fold::caseless, english).base == "ket");
    CHECK(fold_form("KET'S", Fold::exact, english).base == "KET");
    CHECK(fold_form("thats", Fold::caseless, english).base == "that");
    CHECK(fold_form("doctors's", Fold::stem, english).base == "doctor");
    CHECK(fold_form("ket's", Fold::caseless, language_of("de")).base == "ket's");
    CHECK(fold_form("'s", Fold::caseless, english).base == "'s");
}

TEST_CASE("languages go by their primary subtag") {
    CHECK(language_of("EN_us").tag == "en");
    CHECK(language_of("pt-BR").stemmer == "portuguese");
    CHECK(language_of("tlh").tag == "");
    CHECK(language_of("").abbreviations.empty());
}

TEST_CASE("every stemmer named is one that Snowball has, from any thread") {
    CHECK(stemmer_version().size() >= 10);
    std::vector<std::string> stems(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < stems.size(); ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 1000; ++round) stems[i] = fold("addictions", Fold::stem, "english");
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(std::all_of(stems.begin(), stems.end(), [](const std::string& stem) { return stem == "addict"; }));
    CHECK(fold("schmerzen", Fold::stem, language_of("de").stemmer) == "schmerz");
    CHECK(fold("souffrances", Fold::stem, language_of("fr").stemmer) != "souffrances");
    CHECK(fold("adicciones", Fold::stem, language_of("es").stemmer) != "adicciones");
}

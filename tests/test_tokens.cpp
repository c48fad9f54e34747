// Tokens: what ties a word to the one before it, and that tokenising is linear.
#include <doctest/doctest.h>

#include <ctime>

#include "tokens.hpp"
#include "unicode_data.hpp"

using namespace libcode;

namespace {

// The words of a text and what stands between them: `_` spaced, `^` unspaced, `&` a sign, `|` a barrier.
std::string ties_of(std::string_view text, std::string_view language = "en") {
    Tokens tokens;
    tokenize(text, language_of(language), tokens);
    std::string result;
    for (std::size_t word = 0; word < tokens.words.size(); ++word) {
        if (word == 0) {
            CHECK(tokens.gaps[0] == Gap::barrier);
        } else {
            constexpr char signs[] = {'|', '_', '^', '&'};
            result += signs[static_cast<std::size_t>(tokens.gaps[word])];
        }
        result += tokens.form(word);
    }
    return result;
}

}  // namespace

TEST_CASE("a phrase steps over spaces, hyphens, slashes and quotation marks") {
    CHECK(ties_of("K cramps K-cramps K‐cramps K‑cramps K - cramps") == "K_cramps_K^cramps_K^cramps_K^cramps_K_cramps");
    CHECK(ties_of("he/she and\\or 24/7") == "he^she_and^or_24^7");
    CHECK(ties_of("the \"special\" 'k' “vitamin” «K» `x` ´y´ „z“") == "the_special_k_vitamin_K_x_y_z");
    CHECK(ties_of("dogs' lead") == "dogs_lead");
    CHECK(ties_of("a\u200B\u00ADb c \uFEFFd") == "a^b_c_d");
    CHECK(ties_of("漢字😭x") == "漢^字^😭^x");
}

TEST_CASE("a phrase steps over nothing else") {
    CHECK(ties_of("a, b; c: d (e) [f] g – h — i -- j … k + l") == "a|b|c|d|e|f|g|h|i|j|k|l");
    CHECK(ties_of("A&E a,b a--b a—b a:b snake_case a.bc £5") == "A&E_a&b_a&b_a&b_a&b_snake&case_a&bc|5");
    CHECK(ties_of("A & E") == "A|E");
    CHECK(ties_of("a\xFF" "b a \xFF b") == "a&b_a|b");
}

TEST_CASE("a sentence's end is always a barrier") {
    CHECK(ties_of("a. b\nc\r\nd 好。好") == "a|b|c|d_好|好");
    Tokens tokens;
    tokenize("one two. three\nfour", language_of("en"), tokens);
    CHECK(tokens.sentence_of == std::vector<std::uint32_t>{0, 0, 1, 2});
    CHECK(tokens.paragraph_of(2) == 0);
    CHECK(tokens.paragraph_of(3) == 1);
    CHECK(tokens.gap_text(2) == ". ");
}

TEST_CASE("the full stop of an abbreviation or of initials is no barrier") {
    CHECK(ties_of("Dr. Smith, e.g. ket Ph.D. work") == "Dr_Smith|e.g_ket_Ph&D_work");
    CHECK(ties_of("Dr.Smith J.Smith N.H.S.staff") == "Dr^Smith_J^Smith_N.H.S^staff");
    CHECK(ties_of("E\u0301.Zola É.Zola") == "E\u0301^Zola_É^Zola");
    CHECK(ties_of("no.Smith v2.0.x") == "no&Smith_v2.0&x");
    CHECK(ties_of("Dr., Smith") == "Dr|Smith");
    CHECK(ties_of("z.B. Ketamin", "de") == "z.B_Ketamin");
}

TEST_CASE("tokens are used again") {
    Tokens tokens;
    tokenize("one two. three", language_of("en"), tokens);
    tokenize("", language_of("en"), tokens);
    CHECK(tokens.words.empty());
    CHECK(tokens.sentences.empty());
    tokenize("x", language_of(""), tokens);
    CHECK(tokens.form(0) == "x");
    CHECK(tokens.gaps.size() == 1);
}

TEST_CASE("a mebibyte of anything is cut and folded") {
    const auto seconds_for = [](std::string_view part) {
        std::string text = "a";
        while (text.size() < 1 << 20) text += part;
        const std::clock_t start = std::clock();  // of the processor, so that a busy machine fails nothing
        Tokens tokens;
        tokenize(text, language_of("en"), tokens);
        for (std::size_t word = 0; word < tokens.words.size(); ++word) fold_form(tokens.form(word), Fold::bare, language_of("en"));
        return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    };
    for (const std::string part : {"\u0301", "\u0301\u0323", "a", "é", "'", "a'", "a.", ".", ". ", " ", "\n", "\xFF", "\u200D", "👩‍", "🇬", "1.",
                             "Dr. ", "-", "\u0600", "漢", "ำ", "\u0327\u0345", "ﷺ", ".\"", "Ph.D."}) {
        MESSAGE(part << ": " << seconds_for(part) << " s");
    }
}

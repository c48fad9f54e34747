// Explanations: that they agree with the coder on every text, and what they say.
#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include <libcode/explain.hpp>
#include <libcode/tables.hpp>

#include "corpus.hpp"
#include "explain_words.hpp"

namespace {

using libcode::Coder;
using libcode::Explanation;
using libcode::PartRole;

struct Asked {
    std::string text;
    bool asked = true;
    libcode::RowContext row;
};

libcode::Codings code(const Coder& coder, const Asked& asked) {
    const std::string_view text[] = {asked.asked ? std::string_view(asked.text) : std::string_view()};
    const std::uint32_t question[] = {0};
    const std::string questions[] = {asked.row.question};
    std::vector<libcode::Variable> variables;
    for (const auto& [name, value] : asked.row.variables) variables.push_back({name, {value}});
    return coder.code({text, question, questions, variables});
}

bool is_within(const libcode::Codebook& book, std::uint32_t code, std::uint32_t ancestor) {
    for (std::optional<std::uint32_t> at = code; at; at = book.codes()[*at].parent)
        if (*at == ancestor) return true;
    return false;
}

void check_why(const libcode::Why& why, const libcode::Codings& codings) {
    libcode::Status status;
    for (const auto& cue : why.cues) status.mark(cue.axis);
    CHECK(status == why.coding.status);
    if (!why.cues.empty()) CHECK(why.cues.front().line == codings.cues[why.coding.cue]);
    // The words that met the rule begin and end with the match.
    std::uint32_t start = UINT32_MAX, end = 0;
    for (const auto& part : why.parts)
        if (part.role == PartRole::met)
            for (const auto words : part.words) start = std::min(start, words.start_bytes), end = std::max(end, words.end_bytes);
    CHECK(start == why.coding.start_bytes);
    CHECK(end == why.coding.end_bytes);
}

void check_why_not(const libcode::WhyNot& why_not, const libcode::Codebook& book, std::string_view text) {
    CHECK(!why_not.reason.empty());
    for (const auto& part : why_not.parts) {
        CHECK(part.words.empty() == (part.role == PartRole::missing || part.role == PartRole::absent));
        CHECK(part.rule.end_bytes <= book.codes()[*why_not.code].rules[why_not.rule].text.size());
        for (const auto words : part.words) CHECK((words.start_bytes < words.end_bytes && words.end_bytes <= text.size()));
    }
}

// Every code is explained, and nothing else is said than what the coder says.
std::size_t check_agreement(const Coder& coder, const Asked& asked) {
    const libcode::Codings codings = code(coder, asked);
    const auto present = libcode::response_matrix(codings, libcode::Values::present);
    const std::string_view text = asked.asked ? std::string_view(asked.text) : std::string_view();
    for (std::uint32_t code = 0; code < present.size(); ++code) {
        const Explanation explanation = libcode::explain(coder, text, code, &asked.row);
        std::vector<libcode::Coding> wanted, got;
        std::copy_if(codings.rows.begin(), codings.rows.end(), std::back_inserter(wanted),
                     [&](const auto& row) { return is_within(coder.codebook(), row.code, code); });
        for (const auto& why : explanation.codings) {
            got.push_back(why.coding);
            check_why(why, codings);
        }
        CHECK(got == wanted);
        CHECK(explanation.counts() == (present[code] == 1));
        if (explanation.why_not) check_why_not(*explanation.why_not, coder.codebook(), text);
        CHECK(!libcode::to_text(explanation, coder.codebook(), text).empty());
    }
    return present.size();
}

Asked asked_of(const corpus::Response& response, const libcode::Codebook& book) {
    Asked out{response.text, response.asked, {"text", {}}};
    for (const auto& [column, value] : response.row)
        if (column == "question") out.row.question = value;
        else out.row.variables.emplace_back(column, value);
    for (const auto& each : book.codes())
        for (const auto& where : each.where)
            if (where.column != "question" && !response.row.count(where.column)) out.row.variables.emplace_back(where.column, "");
    return out;
}

std::string book_of(const std::string& theme, const std::string& settings = "negation: off") {
    return "codebook: test\nlanguage: en\nsettings:\n  " + settings + "\nsets:\n  drug: ket | ketamine\n  pain: pain* | sharp ache\ncodes:\n  theme:\n" + theme;
}

std::string rules(const std::string& lines) { return "    rules: |\n      " + lines + "\n"; }

libcode::WhyNot why_not(const std::string& book, const std::string& text) {
    const auto out = libcode::why_not(Coder(libcode::parse_codebook(book)), text, 0);
    REQUIRE(out);
    return *out;
}

}  // namespace

TEST_CASE("explanations agree with the coder on the corpus, and on its answers in other worlds than their own") {
    const auto cases = corpus::read_corpus(LIBCODE_TESTS_DIR "/corpus");
    std::vector<std::string> sentences;
    for (const auto& one : cases)
        for (const auto& response : one.responses) sentences.push_back(response.text);
    std::mt19937 random(7);
    std::size_t explained = 0;
    for (const auto& one : cases) {
        if (one.responses.empty()) continue;
        INFO(one.file, ":", one.line, ": ", one.title);
        const libcode::Codebook book = one.has("cues") ? libcode::parse_codebook(one.codebook(), one.file, one.blocks.at("cues"))
                                                       : libcode::parse_codebook(one.codebook(), one.file);
        const Coder coder(book);
        for (const auto& response : one.responses) {
            INFO("line ", response.line);
            Asked asked = asked_of(response, book);
            explained += check_agreement(coder, asked);
            for (int i = 0; i < 8; ++i) {
                // Two answers run together, and the words of one stirred.
                asked.text = response.text + (i % 2 ? ". " : " ") + sentences[random() % sentences.size()];
                if (i > 1) std::shuffle(asked.text.begin(), asked.text.end(), random);
                INFO(asked.text);
                explained += check_agreement(coder, asked);
            }
        }
    }
    CHECK(explained > 2000);
}

TEST_CASE("no text makes an explanation fail") {
    const Coder coder(libcode::parse_codebook(book_of(rules("$drug NEAR/3 $pain\n      =NHS bladder~ [awful] k-cramp* NOT NEAR/2 period\n      /\\d+ g/ AND $drug"))));
    std::mt19937 random(11);
    const std::string pieces[] = {"ket", "pain", " ", ", ", ". ", "\n", "\xff", "\xed\xa0\x80", "\xf0\x9f\x98\xad", "NHS", "bladr", "k‐cramps", "period", "3 g", "\x1b[31m", "\xe2\x80\xae"};
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (auto n = random() % 20; n > 0; --n) text += pieces[random() % std::size(pieces)];
        INFO(text);
        check_agreement(coder, {text, true, {}});
        const std::string shown = libcode::to_text(libcode::explain(coder, text, 0), coder.codebook(), text);
        CHECK(shown.find('\x1b') == std::string::npos);
    }
}

TEST_CASE("what stopped a code") {
    struct {
        const char *rule, *text;
        libcode::Stop stop;
        const char* reason;
    } const table[] = {
        {"bladder NEAR/5 pain*", "my bladder was fine until I got this awful pain", libcode::Stop::distance, "“bladder” and “pain” are 8 words apart, limit 5"},
        {"think* ..2 using", "I think a lot about using", libcode::Stop::distance, "3 words stand between “think” and “using”, limit 2"},
        {"no point", "no real point", libcode::Stop::distance, "1 word stands between “no” and “point”, which the rule wants side by side"},
        {"no point", "no, point", libcode::Stop::between, "a comma stands between “no” and “point”"},
        {"no point", "no + point", libcode::Stop::between, "a sign stands between “no” and “point”"},
        {"no point", "no; point", libcode::Stop::between, "a semicolon stands between “no” and “point”"},
        {"A&E", "an a & e", libcode::Stop::between, "“a” and “e” must be tied as the rule writes them, by `&`"},
        {"$drug NEAR/9 pain*", "I took ket. The pain went", libcode::Stop::sentences, "“ket” and “pain” are in different sentences"},
        {"$drug NEAR/sentence pain*", "I took ket. The pain went", libcode::Stop::sentences, "“ket” and “pain” are in different sentences"},
        {"$drug NEAR/paragraph pain*", "I took ket.\nThe pain went", libcode::Stop::sentences, "“ket” and “pain” are in different paragraphs"},
        {"$drug BEFORE/4 pain*", "pain from ket", libcode::Stop::order, "“pain” comes before “ket”, and the rule wants them the other way round"},
        {"pain NEAR/4 pain*", "the pain", libcode::Stop::overlap, "“pain” and “pain” share a word, and the rule wants two"},
        {"pain* NOT NEAR/5 period", "period and pain", libcode::Stop::forbidden, "“period” is 2 words away, and the rule wants none within 5"},
        {"pain* NOT NEAR/sentence period", "pain on my period", libcode::Stop::forbidden, "“period” is in the same sentence, which `NOT` rules out"},
        {"period pain* NOT NEAR/2 pains", "period pains", libcode::Stop::forbidden, "“pains” lies on the words of “period pains”, which `NOT` rules out"},
        {"pain* AND NOT period", "pain. On my period", libcode::Stop::forbidden, "“period” is there, which `AND NOT` rules out"},
        {"pain* AND $drug", "so much pain", libcode::Stop::missing, "nothing meets `$drug`"},
        {"bladder", "my bladdr", libcode::Stop::spelling, "“bladdr” is one edit from `bladder`"},
        {"bladder~", "my bladr", libcode::Stop::spelling, "“bladr” is two edits from `bladder`"},
        {"crying*", "criyng all day", libcode::Stop::spelling, "“criyng” is one edit from `crying*`"},
        {"cramp", "cramps", libcode::Stop::spelling, "“cramps” is another form of `cramp`"},
        {"=NHS", "the nhs", libcode::Stop::spelling, "“nhs” has other capitals or accents than `=NHS`"},
        {"$pain", "a sharp, horrid ache", libcode::Stop::distance, "1 word stands between “sharp” and “ache”, which the rule wants side by side, in `$pain`"},
        {"ribs*", "fine", libcode::Stop::missing, "no word meets `ribs*`"},
        {"/\\d+ g/", "fine", libcode::Stop::missing, "nothing meets `/\\d+ g/`"},
        {"(ribs | lungs) hurt badly", "it hurt badly", libcode::Stop::missing, "nothing meets `ribs | lungs`"},
        {"heroin of (a | my) generation", "heroin was part of life", libcode::Stop::missing, "nothing meets `a | my` (and 1 more part is not met)"},
        {"ribs\n      lungs", "fine", libcode::Stop::missing, "none of its 2 rules comes near"},
        {"ribs NEAR/3 hurt\n      lungs ..1 hurt", "lungs they did hurt", libcode::Stop::distance, "2 words stand between “lungs” and “hurt”, limit 1"},
        {"pain NOT NEAR/9 period\n      lungs NEAR/2 hurt", "period pain. My lungs they did not hurt", libcode::Stop::distance, "“lungs” and “hurt” are 4 words apart, limit 2"},
        {"(ribs | $drug) *", "fine", libcode::Stop::missing, "nothing meets `ribs | $drug`"},
        {"pain* AND NOT (ket of the very best quality that one can ever buy)", "Ket of the very best quality that one can ever buy, no pain",
         libcode::Stop::forbidden, "“Ket of the very best … n ever buy” is there, which `AND NOT` rules out"},
        {"ribs", " ?! ", libcode::Stop::unusable, "the response has no words"},
    };
    for (const auto& row : table) {
        INFO(std::string(row.rule), " in ", row.text);
        const auto out = why_not(book_of(rules(row.rule)), row.text);
        CHECK(libcode::stop_name(out.stop) == libcode::stop_name(row.stop));
        CHECK(out.reason == row.reason);
    }
}

TEST_CASE("what stopped a code that found something") {
    CHECK(why_not(book_of(rules("pain*"), "negation: on"), "I never had any pain").reason == "negated by “never”, 3 words before");
    CHECK(why_not(book_of(rules("pain*") + "    count: negated\n", "negation: on"), "pain").reason == "affirmed, and only what is negated counts");
    CHECK(why_not(book_of(rules("pain*") + "    at_least: 2\n"), "pain").reason == "1 coding counts, and `at_least` asks for 2");
    const auto aside = why_not(book_of(rules("pain*") + "    unless: |\n      period pain*\n"), "my period pains");
    CHECK(aside.reason == "set aside by `unless` on line 13: “period pains”");
    CHECK(aside.unless == 0u);
    CHECK(aside.unless_parts.size() == 2);
    CHECK(why_not(book_of(rules("pain*") + "    at_least: 3\n"), "pain and pains").reason == "2 codings count, and `at_least` asks for 3");
    // The second rule has a match, and the second `unless` lies on it.
    const auto second = why_not(book_of(rules("ribs\n      pain*") + "    unless: |\n      lungs\n      period AND pains\n      no pain*\n"), "period, no pain");
    CHECK(second.reason == "set aside by `unless` on line 16: “no pain”");
    CHECK(second.rule == 1u);
    CHECK(second.unless == 2u);
}

TEST_CASE("why gives the codings of one code alone") {
    const Coder coder(libcode::parse_codebook(book_of(rules("pain*") + "  other:\n" + rules("belly"))));
    CHECK(libcode::why(coder, "pain in my belly, pains", 0).size() == 2);
    CHECK(libcode::why(coder, "pain in my belly", 1).size() == 1);
    CHECK(libcode::why(coder, "fine", 0).empty());
}

TEST_CASE("no sign of an answer steers what shows it") {
    const std::pair<const char*, const char*> cases[] = {
        {"a b", "a b"}, {"a\t\r\nb", "a b"}, {"a\u0085b\u2028c\u2029d", "a b c d"}, {"a\x1b[1mb", "a\uFFFD[1mb"}, {"a\x7f\u009b", "a\uFFFD\uFFFD"},
        {"a\u202Eb\u202Ac", "abc"}, {"a\u2066b\u2069", "ab"}, {"\u200Ea\u200Fb\u061C", "ab"}, {"a\u200Db\u00A0c", "a\u200Db\u00A0c"}};
    for (const auto& c : cases) CHECK(libcode::visible(c.first) == c.second);
}

TEST_CASE("rows outside a code's base, and responses not asked") {
    const Coder coder(libcode::parse_codebook(book_of(rules("pain*") + "    where: {country: [UK, US]}\n")));
    const libcode::RowContext here{"text", {{"country", "UK"}}}, elsewhere{"text", {{"country", "FR"}}}, unknown{"text", {}};
    CHECK(libcode::explain(coder, "pain", 0, &here).counts());
    CHECK(libcode::explain(coder, "pain", 0).counts());
    CHECK(libcode::why_not(coder, "pain", 0, &elsewhere)->reason == "its `where` leaves this row out: it keeps `country` `UK` or `US`");
    CHECK(libcode::why_not(coder, {}, 0, &here)->reason == "the question was not asked");
    const Coder parent(libcode::parse_codebook(book_of("    codes:\n      a:\n        rules: pain\n        where: {country: UK}\n")));
    CHECK(libcode::why_not(parent, "pain", 0, &elsewhere)->reason == "the `where` of its sub-codes leaves this row out");
    CHECK_THROWS_AS(libcode::explain(coder, "pain", 0, &unknown), std::invalid_argument);
    CHECK_THROWS_AS(libcode::explain(coder, "pain", 1), std::out_of_range);
}

TEST_CASE("the words that met each part of a rule") {
    const std::string text = "I get ket, stomach and a sharp ache in it";
    const auto explanation = libcode::explain(Coder(libcode::parse_codebook(book_of(rules("($drug | alcohol) NEAR/9 [a] $pain in it NOT NEAR/3 period")))), text, 0);
    REQUIRE(explanation.codings.size() == 1);
    std::vector<std::string> got;
    for (const auto& part : explanation.codings[0].parts) {
        std::string line = part.through;
        for (const auto words : part.words) line += " <" + text.substr(words.start_bytes, words.end_bytes - words.start_bytes) + ">";
        got.push_back(line);
    }
    CHECK(got == std::vector<std::string>{"ket <ket>", " <a>", "sharp ache <sharp ache>", " <in>", " <it>", ""});
    CHECK(explanation.codings[0].parts.back().role == PartRole::absent);
}

TEST_CASE("in a terminal") {
    const std::string book = "codebook: test\nlanguage: en\ncodes:\n  cramps:\n    name: K cramps\n    rules: |\n      (k | ket) cramp*\n";
    const Coder coder(libcode::parse_codebook(book, "book.yaml"));
    const auto lines = [&](const std::string& text) { return libcode::to_text(libcode::explain(coder, text, 0), coder.codebook(), text); };
    CHECK(lines("Fine. K\ncramps") == "no: cramps (K cramps), “K” and “cramps” are in different sentences\n"
                                      "\n  Fine. [K] [cramps]\n"
                                      "  nearest rule book.yaml:7: (k | ket) cramp*\n"
                                      "    k       K\n"
                                      "    cramp*  cramps");
    CHECK(lines("Bad K cramps now").starts_with("yes: cramps (K cramps)\n\n  Bad [K] [cramps] now\n  book.yaml:7: (k | ket) cramp*\n"));
    const std::string negated = lines("I never had K cramps");
    CHECK(negated.starts_with("no: cramps (K cramps), negated by “never”, 2 words before\n\n  I {never} had [K] [cramps]\n"));
    CHECK(negated.find("\n  negated current self certain: does not count, `count: affirmed`\n    negated by {never}, 2 words before; a cue of libcode/cues/en.yaml:") != std::string::npos);
    // Of a long answer, what stands around the words.
    const std::string padding(900, 'x');
    CHECK(lines("so " + padding + " K and cramps " + padding).size() < 600);
    std::string accents;
    for (int i = 0; i < 900; ++i) accents += "é";
    const std::string around = lines(accents + " K cramps " + accents);
    CHECK(around.find("é [K] [cramps] é") != std::string::npos);
    CHECK(around.size() < 1000);
    const std::string none = lines("so " + padding);
    CHECK(none.find("  so xx") != std::string::npos);
    CHECK(none.find("xx …\n") != std::string::npos);
    CHECK(none.size() < 600);
    // Of many rules, the first.
    std::string many = "codes:\n  theme:\n    rules: |\n";
    for (int i = 0; i < 40; ++i) many += "      word" + std::to_string(i) + "\n";
    const Coder of_many(libcode::parse_codebook(many, "book.yaml"));
    const std::string listed = libcode::to_text(libcode::explain(of_many, "fine", 0), of_many.codebook(), "fine");
    CHECK(listed.starts_with("no: theme, none of its 40 rules comes near\n"));
    CHECK(listed.find("\n  book.yaml:4: word0\n") != std::string::npos);
    CHECK(listed.find(": word39") == std::string::npos);
    CHECK(listed.find(" more") != std::string::npos);
}

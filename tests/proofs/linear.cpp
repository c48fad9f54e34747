// P7: coding and counting take time linear in the text, whatever the text and the codebook.
//
// Each family is a codebook and a text made of n pieces. n is chosen so that coding takes some milliseconds; then ten
// times the text is coded, and the ratio t(10n)/t(n) of the two times is printed. t(n) is a tenth of the time for ten
// codings of n pieces whose results are all kept, so that both times are of as much memory. Time is the processor's,
// the least of several runs. A ratio over the limit is measured again, then on a quarter of the text and on four times
// as much: a busy machine is past by then, a small text shows its edges and a large one outgrows the processor's
// memory, each at one size only, but what is quadratic is over the limit at all.
//
//     linear [--limit RATIO] [--milliseconds T] [NAME...]     all families, or those whose name holds NAME
#include <ctime>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>
#include <libcode/tables.hpp>

namespace {

using Texts = std::vector<std::string>;

struct Family {
    std::string name;
    std::string book;
    std::function<Texts(std::size_t)> texts;  // the responses of n pieces
};

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

// A response of n pieces between `head` and `tail`.
std::function<Texts(std::size_t)> of(std::string piece, std::string head = "", std::string tail = "") {
    return [=](std::size_t n) { return Texts{head + repeated(piece, n) + tail}; };
}

// A response of n words that are all different.
Texts distinct_words(std::string_view stem, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += std::string(stem) + std::to_string(i) + " ";
    return {out};
}

// Lines of a block, indented; `#` stands for the number of the line.
std::string lines(const std::string& pattern, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        out += "      ";
        for (const char c : pattern) c == '#' ? out += std::to_string(i) : out += c;
        out += '\n';
    }
    return out;
}

// A codebook of one code `a` with these lines of rules; `fields` are further keys of it, `top` of the codebook.
std::string book(const std::string& rules, const std::string& fields = "", const std::string& top = "") {
    return top + "codes:\n  a:\n" + fields + "    rules: |\n" + (rules.starts_with(' ') ? rules : "      " + rules + "\n");
}

std::string codes(const std::string& pattern, int count) {
    std::string out = "codes:\n";
    for (int i = 0; i < count; ++i) {
        std::string rule;
        for (const char c : pattern) c == '#' ? rule += std::to_string(i) : rule += c;
        out += "  c" + std::to_string(i) + ":\n    rules: |\n      " + rule + "\n";
    }
    return out;
}

std::string chain_of_codes(int count) {
    std::string out = "codes:\n  c0: {rules: ket}\n";
    for (int i = 1; i < count; ++i) out += "  c" + std::to_string(i) + ": {rules: \"@c" + std::to_string(i - 1) + "\"}\n";
    return out;
}

std::string nested_codes(int depth) {
    std::string out = "settings: {unit: sentence}\n", indent;
    for (int i = 0; i < depth; ++i) {
        out += indent + "codes:\n" + indent + "  c" + std::to_string(i) + ":\n" + indent + "    rules: ket\n";
        indent += "    ";
    }
    return out;
}

std::vector<Family> families() {
    const std::string optionals = repeated("[a] ", 20) + "b";
    std::string wild = book("*a*a*a*a*b\n      ?*?*?*?*c\n      a*a*a*a*a*d");
    return {
        {"one word repeated", book("ket"), of("ket ")},
        {"many rules on one word", book(lines("ket [x#]", 500)), of("ket ")},
        {"many codes on one word", codes("ket", 200), of("ket ")},
        {"many rules, one word each", book(lines("ket#", 5000)), [](std::size_t n) { return distinct_words("ket", n); }},
        {"phrases that overlap", book("a a\n      a a a\n      a a a a\n      a a a a a a a a"), of("a ")},
        {"lone stars", book("* * * * ket\n      * * *"), of("ket ")},
        {"combining marks on one letter", book("a*"), of("\u0301", "a")},
        {"combining marks out of order", book("a*", "", "settings: {accents: ignore}\n"), of("\u0301\u0323\u0345", "a")},
        {"words of combining marks", book("a*\n      é"), of("a\u0301\u0323 e\u0301 ")},
        {"a cue at every word", book("ket"), of("no ket ")},
        {"cues, then one match", book("ket"), of("no ", "", "ket")},
        {"one cue, then matches", book("ket"), of("ket ", "no ")},
        {"pseudo-cues", book("ket"), of("no doubt ket ")},
        {"pseudo-cues and cues", book("ket"), of("no, no doubt no ket not only ")},
        {"what ends a cue's reach", book("ket"), of("no ket but ")},
        {"cues of all axes", book("ket"), of("I used to worry my mate might never take ket ")},
        {"cues and wide matches", book("(a NEAR/50 b) NEAR/50 c"), of("no a b c ")},
        {"cues and phrases of options", book(optionals), of("no a a a a b ")},
        {"cues and a sentence", book("a NEAR/sentence b"), of("no x ", "a ", "b")},
        {"long cues", book("ket", "", "cues: c.yaml\n"), of("no ket a b ")},
        {"nested options", book("[a [b [c [d [e]]]]] f"), of("a b c d e ")},
        {"options side by side", book(optionals), of("a ")},
        {"sets of sets", book("$c $c", "", "sets: {a: x | y, b: $a | $a $a, c: $b | $b $b, d: $c}\n"), of("x y ")},
        {"a wide distance", book("a NEAR/100 b"), of("a b ")},
        {"a word near itself", book("a NEAR/100 a"), of("a ")},
        {"a chain of distances", book("a NEAR/10 b NEAR/10 c NEAR/10 d"), of("a b c d ")},
        {"a chain of wide distances", book("(a NEAR/40 (b NEAR/40 (c NEAR/40 d))) x"), of("a b c d ")},
        {"distances in a phrase", book("(a BEFORE/20 b) (c BEFORE/20 d)"), of("a b c d ")},
        {"gaps", book("a ..50 b ..50 c ..50 d"), of("a b ", "", "c d")},
        {"one huge sentence", book("a NEAR/sentence b"), of("a b ")},
        {"half a sentence away", book("a NEAR/sentence b\n      a BEFORE/sentence c"), [](std::size_t n) { return Texts{repeated("a ", n) + repeated("b ", n)}; }},
        {"one huge paragraph", book("a NEAR/paragraph (b NEAR/sentence c)"), of("a b. c b. ")},
        {"nested scopes", book("((a NEAR/sentence b) | (c NEAR/sentence d)) NEAR/paragraph (a BEFORE/sentence d)"), of("a c b d ")},
        {"many sentences", book("a NEAR/sentence b", "", "settings: {unit: sentence}\n"), of("a b. ")},
        {"many lines", book("a NEAR/paragraph b"), of("a\n\nb\n")},
        {"not near", book("a NOT NEAR/5 b\n      a NOT BEFORE/100 b"), of("a x x x x b ")},
        {"nothing near in a sentence", book("a NOT NEAR/sentence b"), of("a ", "", ". b")},
        {"not before, in a paragraph", book("a NOT BEFORE/paragraph (b NEAR/sentence c)"), of("a. b c. ")},
        {"and, and not", book("a AND b\n      a AND NOT c\n      (a AND b) NEAR/sentence (b AND a)"), of("a b ")},
        {"unless everywhere", book("a", "    unless: |\n" + lines("b [x#] a", 50)), of("a b a ")},
        {"a chain of codes", chain_of_codes(50), of("no ket ")},
        {"codes near codes", codes("ket#", 20) + "  z:\n    rules: |\n      @c0 NEAR/10 @c1\n      @c2 NEAR/sentence @c3\n", of("ket0 ket1 ket2 ket3 ")},
        {"a tree of codes", nested_codes(12), of("ket. ")},
        {"regex: dot star", book("/a.*b/\n      /b.*a/"), of("a b ")},
        {"regex: never met", book("/a.*c/\n      /(a|b)*c/"), of("a b ")},
        {"regex: nested repetition", book("/(a+)+b/\n      /(a*)*(a|b)*c/"), of("a")},
        {"regex: many small matches", book("/\\d+ ?g/\n      /\\w+ \\w+/"), of("10 g a day ")},
        {"regex: beside words", book("/\\d+/ NEAR/10 (gram* | g)"), of("10 g, 20 grams ")},
        {"fuzzy words", book(lines("bladder#~2", 100)), [](std::size_t n) { return distinct_words("bladdr", n); }},
        {"stars within words", wild, of(repeated("a", 60) + " ")},
        {"stars, distinct long words", wild, [](std::size_t n) { return distinct_words(repeated("a", 24), n); }},
        {"words of a thousand letters", book("aaaa*\n      *aaaab\n      aaaaaa~2"), of("a")},
        {"stems", book("running\n      problem", "", "settings: {inflections: stem}\n"), of("runs problems running ")},
        {"possessives", book("ket\n      ket's"), of("ket's ket’s ")},
        {"contractions", book("didn't know | *n't"), of("dont didnt know cant ")},
        {"quotation marks", book("a a"), of("\"a\" “a” 'a' ")},
        {"apostrophes only", book("a'a"), of("a'")},
        {"hyphens", book("a-a\n      a-a-a-a"), of("a-")},
        {"signs between words", book("A&E\n      24/7"), of("A&E&24/7/")},
        {"abbreviations", book("dr ket"), of("Dr. a.k.a. e.g. Ph.D. ket ")},
        {"full stops", book("a"), of(".", "a", "a")},
        {"ideographs", book("痛"), of("痛腹")},
        {"emoji joined by ZWJ", book("👩"), of("👩\u200D")},
        {"flags", book("🇬🇧"), of("🇬🇧")},
        {"invisible characters", book("a"), of("\u200B\u200D\uFE0F\u2060", "a", "a")},
        {"bytes that are no text", book("a"), of("\xFF\xC0 a \xF0\x9F")},
        {"white space around a response", book("ket", "", "settings: {quote: response}\n"),
         [](std::size_t n) { return Texts{repeated(" ", 5 * n) + repeated("ket ", n) + repeated(" ", 5 * n)}; }},
        {"many responses", book("ket NEAR/5 no", "    where: {question: q}\n"), [](std::size_t n) { return Texts(n, "no ket at all, never"); }},
        {"many distinct words", book("ket*"), [](std::size_t n) { return distinct_words("w", n); }},
    };
}

constexpr const char* long_cues = R"(language: en
negation:
  - {cue: no NEAR/sentence b, looks: both, reach: 10}
  - {cue: no, looks: both, reach: 10}
)";

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Timing {
    double seconds;
    std::size_t codings;
};

// Codes and counts `times` times; the least time of `runs`.
Timing time_of(const libcode::Coder& coder, const Texts& texts, int times, int runs) {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const std::vector<std::string> questions = {"q"};
    libcode::Responses responses;
    responses.text = views;
    responses.questions = questions;
    Timing best{1e9, 0};
    for (int run = 0; run < runs; ++run) {
        std::vector<libcode::Codings> kept;
        const double start = processor_seconds();
        for (int i = 0; i < times; ++i) {
            kept.push_back(coder.code(responses, {.threads = 1}));
            count_codes(kept.back());
            response_matrix(kept.back(), libcode::Values::count);
        }
        best.seconds = std::min(best.seconds, processor_seconds() - start);
        best.codings = kept.back().rows.size();
    }
    return best;
}

std::size_t bytes_of(const Texts& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
}

struct Limits {
    double ratio = 12;
    double seconds = 0.01;  // what n pieces should take at least
};

// Prints one line; whether the ratio is within the limit.
bool measure(const Family& family, const Limits& limits) {
    constexpr std::size_t most_bytes = 4u << 20;  // of n pieces, however quick they are
    const bool has_cues = family.book.starts_with("cues:");
    const libcode::Coder coder(libcode::parse_codebook(family.book, family.name, has_cues ? std::optional<std::string_view>(long_cues) : std::nullopt));
    std::size_t n = 64;
    Texts few = family.texts(n);
    while (time_of(coder, few, 1, 1).seconds < limits.seconds && bytes_of(few) < most_bytes) few = family.texts(n *= 2);
    Texts many;
    double least_few = 0, least_many = 0, ratio = 0;
    std::size_t codings = 0;
    constexpr int attempts = 15, attempts_a_size = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (attempt % attempts_a_size == 0) {
            const std::size_t pieces = attempt == 0 ? n : attempt == attempts_a_size ? std::max<std::size_t>(1, n / 4) : 4 * n;
            few = family.texts(pieces);
            many = family.texts(10 * pieces);
            least_few = least_many = 1e9;
        }
        least_few = std::min(least_few, time_of(coder, few, 10, 2).seconds / 10);
        const Timing timing = time_of(coder, many, 1, 2);
        least_many = std::min(least_many, timing.seconds);
        codings = timing.codings;
        ratio = least_many / least_few;
        if (ratio <= limits.ratio) break;
    }
    std::printf("%-34s %9zu bytes %9zu codings %9.2f ms %9.2f ms  ratio %5.1f%s\n", family.name.c_str(), bytes_of(many), codings,
                least_few * 1e3, least_many * 1e3, ratio, ratio <= limits.ratio ? "" : "  OVER THE LIMIT");
    std::fflush(stdout);
    return ratio <= limits.ratio;
}

}  // namespace

int main(int argc, char** argv) {
#if defined(__GLIBC__)
    // Keeps memory between runs, so that what is timed is the coding and not the system's clearing of pages.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
#endif
    Limits limits;
    std::vector<std::string> names;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--limit" && i + 1 < argc) {
            limits.ratio = std::stod(argv[++i]);
        } else if (argument == "--milliseconds" && i + 1 < argc) {
            limits.seconds = std::stod(argv[++i]) / 1e3;
        } else if (argument.starts_with("--")) {
            std::cerr << "usage: linear [--limit RATIO] [--milliseconds T] [NAME...]\n";
            return 2;
        } else {
            names.push_back(argument);
        }
    }
    const auto all = families();
    std::size_t measured = 0, over = 0;
    for (const Family& family : all) {
        const auto is_named = [&](const std::string& name) { return family.name.find(name) != std::string::npos; };
        if (!names.empty() && std::none_of(names.begin(), names.end(), is_named)) continue;
        ++measured;
        over += !measure(family, limits);
    }
    const libcode::Coder coder(libcode::parse_codebook(book("a*"), "marks"));
    const double marks = time_of(coder, {"a" + repeated("\u0301", 1 << 19)}, 1, 2).seconds;
    std::printf("linear: %zu families, %zu over a ratio of %g; 1 MiB of combining marks in %.3f s\n", measured, over, limits.ratio, marks);
    return over == 0 && measured > 0 && marks < 1 ? 0 : 1;
}

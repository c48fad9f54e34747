// Makes, writes and reads the sections; the contract stands in hash_corpus.hpp.
#include "hash_corpus.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>

#include "../bench/corpora.hpp"
#include "../bench/random.hpp"
#include "../reference/generate.hpp"
#include "embedded_cues.hpp"
#include "utf8.hpp"

namespace proofs {
namespace {

using bench::Random;
using Texts = std::vector<std::optional<std::string>>;

// LANG is the language, STATUS its `negation:`, STEM its `inflections:`.
constexpr std::string_view themes = R"(codebook: themes
language: LANG
settings:
  negation: STATUS
sets:
  people: staff | nurse* | doctor~ | friend* | mum
  hurt: pain* | cramp* | krampf* | crampe* | calambre* | боль*
codes:
  hurt:
    rules: |
      $hurt
      cramps~2
      k-cramp*
      没有
  people:
    count: affirmed self
    rules: |
      $people
      (he | she | they) ..3 $hurt
    codes:
      told:
        at_least: 2
        rules: |
          (told | asked) [me] * (about | of)
          $people NEAR/6 (help* | told)
  placed:
    rules: |
      $hurt NEAR/8 ($people | hospital~)
      the BEFORE/3 hospital
      time AFTER/5 (no | never | not)
      $hurt NOT NEAR/4 $people
      years NEAR/sentence (ago | before)
      staff NEAR/paragraph $hurt
      because AND without
      really AND NOT $hurt
      @hurt NEAR/10 @people
    unless: |
      might NEAR/3 maybe
  spelt:
    settings:
      quote: match
    count: all
    rules: |
      =I
      *n't
      ?h?
      istanbul | ısparta | DİYARBAKIR~ | straße
      😭 | 👍 | ❤️ | 👩‍⚕️
  regex:
    rules: |
      /\d+(\.5)?/
      /\b\w{12,}\b/
      /é\w*/
      /\p{Han}{4}/
      /\p{Thai}{9}/
      /\p{Cyrillic}+ая/
      /(не|no|not|kein|sans|sin) \w+/
      /[^\x00-\x{FFFF}]/
      /i̇|ı/
  stems:
    settings:
      inflections: STEM
    rules: |
      stopped | feeling | years | Schmerzen | douleurs | dolores | evlerinizden | было
  bare:
    settings:
      accents: ignore
    rules: |
      medecin | resume | isparta | елка
      /e[a-z]*e/
  exact:
    settings:
      case: exact
    rules: |
      The | I | ISPARTA
      /[A-ZÉİ]\w+/
)";

// Every category, and scripts old and new, on single characters and on words with them.
std::string characters_book() {
    std::string out = "codebook: characters\nlanguage: und\nsettings:\n  negation: off\n  quote: match\ncodes:\n";
    const auto code = [&](const std::string& key, const std::string& settings, const std::string& rules) {
        out += "  " + key + ":\n    settings:\n      negation: off\n" + settings + "    rules: |\n" + rules;
    };
    for (const char* name : {"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs",
                             "Cc", "Cf", "Co", "L", "M", "N", "P", "S", "Z", "C", "Latin", "Greek", "Cyrillic", "Han", "Hiragana", "Katakana", "Arabic", "Hebrew", "Thai",
                             "Devanagari", "Common", "Inherited", "Ahom", "Vithkuqi", "Kawi", "Nag_Mundari"})
        code("is_" + std::string(name), "      case: exact\n", "      /\\p{" + std::string(name) + "}/\n");
    code("word", "      case: exact\n", "      /x\\wx/\n");
    code("digit", "      case: exact\n", "      /x\\dx/\n");
    code("space", "      case: exact\n", "      /x\\sx/\n");
    code("edge", "      case: exact\n", "      /x\\b/\n");
    code("any_case", "      case: exact\n", "      /(?i)x[\\x{80}-\\x{10FFFF}]x/\n      /(?i)[a-zß-ÿǰ-ȳα-ωа-яƛɤᲊ]/\n");
    code("folded", "", "      /x[a-z0-9]x/\n      /x[α-ω]x/\n      /[ƛɤᲊ]/\n      x?x\n      *a*\n      ss | fi | xss*\n");
    code("bare", "      accents: ignore\n", "      /x[a-z0-9]x/\n      x?x\n      xax | xex | xix | xox | xux\n");
    return out;
}

std::string utf8_of(char32_t c) {
    std::string out;
    libcode::utf8::append(out, c);
    return out;
}

// Each character between letters, after a letter and before an accent; 64 a response. Of ideographs, syllables, private planes and
// empty ones, which are alike, one block in 32.
Texts every_character() {
    Texts texts;
    for (char32_t block = 0; block < 0x110000; block += 64) {
        const bool varied = block < 0x3400 || (block >= 0xA000 && block < 0xAC00) || (block >= 0xF900 && block < 0x13000) || (block >= 0x16000 && block < 0x17000) ||
                            (block >= 0x1B000 && block < 0x20000) || (block >= 0xE0000 && block < 0xE0200);
        if ((block >= 0xD800 && block < 0xE000) || (!varied && block / 64 % 32 != 0)) continue;
        std::string text;
        for (char32_t c = block; c < block + 64; ++c) {
            const std::string one = utf8_of(c);
            text += "x" + one + "x a" + one + "\u0301 ";
        }
        texts.emplace_back(std::move(text));
    }
    return texts;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        const bool inside = static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'';
        if (inside) word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    return words;
}

// Sentences of a language's cues and what they deny, date, attribute and doubt.
std::string cue_sentences(Random& random, const std::vector<std::string>& words) {
    static const std::array<std::string_view, 8> about = {"cramps", "pain", "Krampf", "crampe", "calambres", "doctor", "staff", "nurse"};
    static const std::array<std::string_view, 10> joints = {" ", " ", " ", " ", " ", ", ", ". ", "? ", ": ", "\n"};
    std::string out;
    for (std::size_t left = 5 + random.below(40); left > 0; --left) {
        out += random.chance(0.2) ? std::string(about[random.below(about.size())]) : words[random.below(words.size())];
        out += joints[random.below(joints.size())];
    }
    return out;
}

std::string turkish(Random& random) {
    static const std::array<std::string_view, 16> words = {"İstanbul", "ISTANBUL", "istanbul", "ıstanbul", "İSTANBUL", "i̇stanbul", "Isparta", "ISPARTA", "ısparta",
                                                           "DİYARBAKIR", "Diyarbakır", "diyarbakir", "değil", "İ", "ı", "evlerinizden"};
    std::string out;
    for (std::size_t left = 1 + random.below(20); left > 0; --left) out += std::string(words[random.below(words.size())]) + (random.chance(0.1) ? ". " : " ");
    return out;
}

// Bytes that are no UTF-8 among words: lone leads and followers, sequences cut short, too long, surrogates, beyond U+10FFFF.
std::string hostile(Random& random) {
    static const std::array<std::string_view, 14> pieces = {"\x80", "\xBF", "\xC0\x80", "\xC3", "\xE2\x80", "\xE0\x80\x80", "\xED\xA0\xBD", "\xED\xB8\xAD", "\xF0\x9F\x98",
                                                            "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xEF\xBB\xBF"};
    static const std::array<std::string_view, 10> between = {"cramps", "no ", "pain", " ", "e\u0301", "😭", "\u202E", "\u200B", std::string_view("\0", 1), "istanbul "};
    std::string out;
    for (std::size_t left = 1 + random.below(30); left > 0; --left) {
        if (random.chance(0.2)) out += static_cast<char>(random.below(256));
        out += random.chance(0.5) ? pieces[random.below(pieces.size())] : between[random.below(between.size())];
    }
    return out;
}

// Half a megabyte and more.
std::string half_a_megabyte(std::string_view piece) {
    std::string out;
    while (out.size() < (540u << 10)) out += piece;
    return out;
}

Texts every_writing(std::size_t rows, std::uint64_t seed) {
    std::vector<Texts> kinds;
    for (const char* kind : {"english", "mixed", "cyrillic", "cjk", "thai"}) {
        const bench::Corpus corpus = bench::make_corpus(kind, rows, seed);
        kinds.emplace_back(corpus.texts.begin(), corpus.texts.end());
    }
    Random random(seed);
    for (const libcode::EmbeddedCueFile& file : libcode::embedded_cue_files()) {
        const auto words = words_of(file.text);
        Texts& texts = kinds.emplace_back();
        while (texts.size() < rows) texts.emplace_back(cue_sentences(random, words));
    }
    Texts &turkish_texts = kinds.emplace_back(), &hostile_texts = kinds.emplace_back(), &nothing = kinds.emplace_back();
    while (turkish_texts.size() < rows) {
        turkish_texts.emplace_back(turkish(random));
        hostile_texts.emplace_back(hostile(random));
        static const std::array<std::optional<std::string>, 6> empties = {std::nullopt, "", " ", "\n", "...", "\u00A0"};
        nothing.push_back(empties[random.below(empties.size())]);
    }
    Texts texts;
    for (std::size_t row = 0; row < rows; ++row) {
        for (Texts& kind : kinds) texts.push_back(std::move(kind[row]));
        // Eight wordless ones, so that eight threads are used.
        for (std::size_t which = 0; which < 8; ++which)
            if (row == which * rows / 8) texts.emplace_back(half_a_megabyte(" "));
    }
    return texts;
}

// What is longest to read, and met by single words alone.
Section megabytes() {
    Section out{"codes:\n  a: {rules: cramp* | *ü* | 没有 | o}\n", {}, {}, {}};
    for (const char* piece : {"zqua zqui zquo ", "a", " ", "ü", "のは", "🫠", "\n", "o\u0301\u0301\u0301", "\xE2\x80", "\u200D"}) out.texts.emplace_back(half_a_megabyte(piece) + " no cramps");
    return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) text.replace(at, what.size(), by);
    return text;
}

Section world(std::uint64_t seed) {
    reference::Generator generator(seed);
    const reference::Book book = generator.book();
    Section out{reference::print_codebook(book), reference::print_cues(book), {}, {{"country", {}}, {"age", {}}}};
    for (int i = 0; i < 60; ++i) {
        out.texts.emplace_back(generator.response(book));
        const reference::Row row = generator.row(book);
        for (auto& [name, values] : out.columns) values.push_back(row.at(name));
    }
    return out;
}

std::string file_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + path.string());
    return std::string(std::istreambuf_iterator<char>(in), {});
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

constexpr std::size_t fewest_rows = 100;  // for all languages: a short form takes two
constexpr std::uint64_t not_asked = std::uint64_t{1} << 63;

}  // namespace

std::vector<Section> make_sections(std::size_t rows, std::size_t worlds, std::uint64_t seed) {
    std::vector<Section> sections{megabytes()};
    const Texts texts = every_writing(rows, seed);
    const std::vector<std::string_view> languages = {"en", "tr", "de", "fr", "es", "ru", "zh"};
    for (const std::string_view language : std::span(languages).first(rows < fewest_rows ? 2 : languages.size())) {
        const bool has_cues = std::any_of(libcode::embedded_cue_files().begin(), libcode::embedded_cue_files().end(), [&](const auto& file) { return file.language == language; });
        std::string yaml = replaced(std::string(themes), "LANG", language);
        yaml = replaced(std::move(yaml), "STATUS", has_cues ? "on" : "off");
        sections.push_back({replaced(std::move(yaml), "STEM", language == "zh" ? "exact" : "stem"), {}, texts, {}});
    }
    sections.push_back({characters_book(), {}, every_character(), {}});
    for (std::size_t i = 0; i < worlds; ++i) sections.push_back(world(seed * 1'000'003 + i));
    return sections;
}

void write_sections(const std::vector<Section>& sections, const std::string& folder) {
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const Section& section = sections[i];
        const auto path = [&](const char* ending) { return std::filesystem::path(folder) / (std::to_string(i) + ending); };
        write_file(path(".yaml"), section.yaml);
        if (section.cues) write_file(path(".cues"), *section.cues);
        std::string texts, ends, columns;
        for (const auto& text : section.texts) {
            texts += text.value_or("");
            std::uint64_t end = texts.size() | (text ? 0 : not_asked);
            for (int byte = 0; byte < 8; ++byte, end >>= 8) ends += static_cast<char>(end & 0xFF);
        }
        write_file(path(".texts"), texts);
        write_file(path(".ends"), ends);
        if (section.columns.empty()) continue;
        for (std::size_t row = 0; row <= section.texts.size(); ++row)
            for (const auto& [name, values] : section.columns)
                columns += (row == 0 ? name : values[row - 1]) + (name == section.columns.back().first ? "\n" : "\t");
        write_file(path(".columns"), columns);
    }
}

std::vector<Section> read_sections(const std::string& folder) {
    std::vector<Section> sections;
    for (std::size_t i = 0;; ++i) {
        const auto path = [&](const char* ending) { return std::filesystem::path(folder) / (std::to_string(i) + ending); };
        if (!std::filesystem::exists(path(".yaml"))) break;
        Section& section = sections.emplace_back();
        section.yaml = file_text(path(".yaml"));
        if (std::filesystem::exists(path(".cues"))) section.cues = file_text(path(".cues"));
        const std::string texts = file_text(path(".texts")), ends = file_text(path(".ends"));
        std::size_t start = 0;
        for (std::size_t at = 0; at + 8 <= ends.size(); at += 8) {
            std::uint64_t end = 0;
            for (std::size_t byte = 8; byte-- > 0;) end = end << 8 | static_cast<unsigned char>(ends[at + byte]);
            const bool asked = (end & not_asked) == 0;
            end &= ~not_asked;
            section.texts.push_back(asked ? std::optional(texts.substr(start, end - start)) : std::nullopt);
            start = end;
        }
        if (!std::filesystem::exists(path(".columns"))) continue;
        const std::string columns = file_text(path(".columns"));
        std::size_t at = 0;
        const auto line = [&] {
            std::vector<std::string> cells(1);
            for (; at < columns.size() && columns[at] != '\n'; ++at)
                if (columns[at] == '\t') cells.emplace_back();
                else cells.back() += columns[at];
            ++at;
            return cells;
        };
        for (std::string& name : line()) section.columns.push_back({std::move(name), {}});
        for (std::size_t row = 0; row < section.texts.size(); ++row) {
            auto cells = line();
            for (std::size_t c = 0; c < cells.size(); ++c) section.columns.at(c).second.push_back(std::move(cells[c]));
        }
    }
    if (sections.empty()) throw std::runtime_error("no sections in " + folder);
    return sections;
}

}  // namespace proofs

// Makes corpora; the contract stands in corpora.hpp.
#include "corpora.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <unordered_set>

#include "random.hpp"

namespace bench {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t vocabulary_words = 40'000;
constexpr double mean_words = 38;

const Words english_words = {
    "the", "to", "and", "I", "was", "a", "of", "it", "in", "is", "my", "for", "not", "they", "that", "with", "on", "have", "very", "be", "had", "me",
    "were", "but", "we", "time", "at", "as", "no", "are", "so", "you", "this", "when", "all", "from", "would", "been", "what", "staff", "more", "get",
    "an", "or", "there", "after", "could", "good", "about", "out", "pain", "by", "up", "which", "their", "if", "do", "has", "just", "can", "because",
    "never", "don't", "didn't", "it's", "wasn't", "I'm", "can't", "who", "other", "only", "any", "help", "than", "how", "day", "her", "his", "she", "he",
    "our", "them", "some", "being", "really", "felt", "before", "much", "well", "told", "like", "back", "made", "need", "years", "did", "without", "too",
    "used", "going", "nothing", "hospital", "care", "feel", "doctor", "nurse", "mum", "friend", "might", "maybe", "ago", "stopped", "people", "hours"};
const Words russian_words = {"и", "в", "не", "на", "я", "что", "с", "как", "это", "он", "но", "по", "к", "из", "у", "за", "мы", "то", "все", "она", "так",
                             "его", "же", "от", "бы", "был", "только", "о", "ещё", "мне", "было", "вот", "меня", "нет", "ему", "теперь", "когда", "даже"};
const Words emoji = {"😭", "👍", "❤️", "😡", "🙏", "👩‍⚕️", "👍🏽", "🇬🇧", "😂", "😢"};

std::string pick(Random& random, const Words& from) { return from[random.below(from.size())]; }

struct Syllables {
    Words starts, middles, ends;
};
const Syllables latin = {{"b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "w", "k", "v", "br", "cl", "dr", "gr", "sh", "st", "th", ""},
                         {"a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ea", "ai", "ou"},
                         {"", "", "", "", "", "", "n", "r", "s", "t", "l", "m", "d", "st", "ck", "ll"}};
const Syllables cyrillic = {{"б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "х", "ч", "ш", "ст", "пр", "гр", ""},
                            {"а", "е", "и", "о", "у", "ы", "я", "ю"},
                            {"", "", "", "", "л", "н", "р", "с", "т", "м", "й", "ть"}};

std::string syllables(Random& random, const Syllables& of, std::size_t count) {
    std::string word;
    while (count-- > 0) word += pick(random, of.starts) + pick(random, of.middles) + pick(random, of.ends);
    return word;
}

// Words by rank: `first`, then made ones, longer as they get rarer; none twice.
Words vocabulary(const Words& first, const Syllables& of, std::uint64_t seed) {
    Random random(seed);
    Words words = first;
    std::unordered_set<std::string> seen(first.begin(), first.end());
    while (words.size() < vocabulary_words) {
        const double rarity = std::log10(static_cast<double>(words.size()) / 100 + 1);  // 0 to 2.6
        const auto count = static_cast<std::size_t>(1 + random.unit() * (0.8 + rarity));
        if (auto word = syllables(random, of, count); word.size() > 2 && seen.insert(word).second) words.push_back(std::move(word));
    }
    return words;
}

// Zipf's frequencies with Mandelbrot's shift.
Draw by_rank(std::size_t words) {
    std::vector<double> weights;
    for (std::size_t rank = 1; rank <= words; ++rank) weights.push_back(1 / std::pow(static_cast<double>(rank) + 2.7, 1.12));
    return Draw(weights);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
}

std::string encode(char32_t c) {
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)), static_cast<char>(0x80 | (c & 63))};
}

std::size_t exponential(Random& random, double mean, std::size_t most) {
    return std::min(most, static_cast<std::size_t>(1 - mean * std::log(1 - random.unit())));
}

// Appends one response.
using Writer = std::function<void(Random&, std::string&)>;

// Two letters in each other's place; only ASCII words, so that it stays UTF-8.
void misspell(Random& random, std::string& word) {
    const bool ascii = std::all_of(word.begin(), word.end(), [](unsigned char c) { return c < 0x80; });
    if (word.size() < 4 || !ascii) return;
    const std::size_t at = 1 + random.below(word.size() - 2);
    std::swap(word[at], word[at + 1]);
}

Writer spaced_writer(Words words, bool mixed) {
    return [words = std::move(words), draw = by_rank(vocabulary_words), mixed](Random& random, std::string& out) {
        std::size_t left = exponential(random, mean_words, 400);
        while (left > 0) {
            std::size_t in_sentence = std::min(left, 4 + random.below(16));
            left -= in_sentence;
            const bool quoted = mixed && random.chance(0.05);
            if (quoted) out += "“";
            bool first = true;
            while (in_sentence-- > 0) {
                std::string word = words[draw(random)];
                if (random.chance(0.003)) misspell(random, word);
                if (random.chance(0.01)) word = std::to_string(random.below(60)) + (random.chance(0.2) ? ".5" : "");
                if (first && random.chance(0.9) && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
                if (mixed && random.chance(0.01)) replace_all(word, "e", random.chance(0.8) ? "é" : "e\u0301");
                if (mixed) replace_all(word, "'", random.chance(0.9) ? "’" : "'");
                out += word;
                if (random.chance(0.005)) out += mixed ? "’s" : "'s";
                first = false;
                if (in_sentence == 0) break;
                const double sign = random.unit();
                out += sign < 0.05 ? ", " : sign < 0.06 ? "-" : sign < 0.065 ? "/" : sign < 0.07 ? (mixed ? " – " : " - ") : " ";
            }
            out += mixed && random.chance(0.03) ? "…" : random.chance(0.06) ? "!" : random.chance(0.03) ? "?" : ".";
            if (quoted) out += "”";
            if (mixed && random.chance(0.08)) out += " " + pick(random, emoji);
            if (left > 0) out += random.chance(0.03) ? "\n" : " ";
        }
    };
}

Writer cjk_writer() {
    Random shuffle(5);
    std::array<char32_t, 2500> han;
    for (std::size_t i = 0; i < han.size(); ++i) han[i] = static_cast<char32_t>(0x4E00 + 7 * i);
    for (std::size_t i = han.size(); i > 1; --i) std::swap(han[i - 1], han[shuffle.below(i)]);
    return [han, draw = by_rank(2500)](Random& random, std::string& out) {
        std::size_t left = exponential(random, 45, 300);
        while (left > 0) {
            const std::size_t phrase = std::min(left, 3 + random.below(12));
            left -= phrase;
            for (std::size_t i = 0; i < phrase; ++i) {
                const double script = random.unit();
                out += encode(script < 0.65  ? han[draw(random)]
                              : script < 0.9 ? static_cast<char32_t>(0x3042 + random.below(0x50))
                                             : static_cast<char32_t>(0x30A2 + random.below(0x50)));
            }
            out += left > 0 && random.chance(0.6) ? "、" : "。";
        }
    };
}

Writer thai_writer() {
    Random random(6);
    Words words;
    while (words.size() < 4000) {
        std::string word;
        for (std::size_t count = 1 + random.below(3); count > 0; --count) {
            if (random.chance(0.25)) word += encode(static_cast<char32_t>(0x0E40 + random.below(5)));
            word += encode(static_cast<char32_t>(0x0E01 + random.below(0x2E)));
            if (random.chance(0.5)) word += encode(static_cast<char32_t>(0x0E34 + random.below(6)));
            if (random.chance(0.3)) word += encode(static_cast<char32_t>(0x0E48 + random.below(4)));
            if (random.chance(0.3)) word += encode(0x0E32);
        }
        words.push_back(std::move(word));
    }
    return [words = std::move(words), draw = by_rank(4000)](Random& r, std::string& out) {
        for (std::size_t left = exponential(r, 14, 120); left > 0; --left) {
            out += words[draw(r)];
            if (left > 1 && r.chance(0.12)) out += " ";
        }
    };
}

Writer writer(std::string_view kind) {
    if (kind == "english") return spaced_writer(vocabulary(english_words, latin, 1), false);
    if (kind == "mixed") return spaced_writer(vocabulary(english_words, latin, 1), true);
    if (kind == "cyrillic") return spaced_writer(vocabulary(russian_words, cyrillic, 2), false);
    if (kind == "cjk") return cjk_writer();
    if (kind == "thai") return thai_writer();
    throw std::invalid_argument("no corpus is called " + std::string(kind) + "; there are english, mixed, cyrillic, cjk and thai");
}

void cut_texts(Corpus& corpus) {
    corpus.texts.clear();
    for (std::size_t i = 0; i + 1 < corpus.offsets.size(); ++i)
        corpus.texts.emplace_back(corpus.bytes->data() + corpus.offsets[i], static_cast<std::size_t>(corpus.offsets[i + 1] - corpus.offsets[i]));
}

}  // namespace

Corpus Corpus::head(std::size_t rows) const {
    Corpus out = *this;
    if (rows >= texts.size()) return out;
    out.texts.resize(rows);
    out.offsets.resize(rows + 1);
    return out;
}

Corpus make_corpus(std::string_view kind, std::size_t rows, std::uint64_t seed) {
    const Writer write = writer(kind);
    Random random(seed);
    auto bytes = std::make_shared<std::string>();
    bytes->reserve(rows * 230);
    Corpus corpus{std::string(kind), nullptr, {0}, {}};
    for (std::size_t row = 0; row < rows; ++row) {
        write(random, *bytes);
        corpus.offsets.push_back(static_cast<std::int64_t>(bytes->size()));
    }
    corpus.bytes = std::move(bytes);
    cut_texts(corpus);
    return corpus;
}

Corpus corpus_of(std::string name, const std::vector<std::string>& texts) {
    auto bytes = std::make_shared<std::string>();
    Corpus corpus{std::move(name), nullptr, {0}, {}};
    for (const std::string& text : texts) {
        *bytes += text;
        corpus.offsets.push_back(static_cast<std::int64_t>(bytes->size()));
    }
    corpus.bytes = std::move(bytes);
    cut_texts(corpus);
    return corpus;
}

std::string made_word(std::uint64_t number) {
    Random random(~number);
    // `q` is no letter of a made corpus word.
    return syllables(random, latin, 1 + random.below(2)) + "q" + syllables(random, latin, 1 + random.below(3));
}

}  // namespace bench

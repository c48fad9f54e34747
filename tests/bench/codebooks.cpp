// Makes codebooks; the contract stands in codebooks.hpp.
#include "codebooks.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "naive.hpp"
#include "random.hpp"

namespace bench {
namespace {

constexpr std::size_t sample_bytes = 8 << 20;

// A rule and how often a response is thought to meet it.
struct Candidate {
    std::string rule;
    double a_response;
};

struct Counts {
    std::unordered_map<std::string, double> words;  // how often a response has each
    std::unordered_set<std::string> pairs;          // that stand side by side somewhere: "a b"
    double words_a_response = 0;
};

bool is_plain(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](unsigned char c) { return c >= 0x80 || (c >= 'a' && c <= 'z'); });
}

Counts count(const Corpus& corpus) {
    Counts counts;
    std::size_t bytes = 0, responses = 0;
    for (const std::string_view text : corpus.texts) {
        std::string before;
        for (const std::string& form : folded_words(text)) {
            const bool plain = is_plain(form);
            ++counts.words_a_response;
            ++counts.words[form];
            if (plain && !before.empty()) counts.pairs.insert(before + ' ' + form);
            before = plain ? form : std::string();
        }
        ++responses;
        if ((bytes += text.size()) > sample_bytes) break;
    }
    counts.words_a_response /= static_cast<double>(responses);
    for (auto& [form, times] : counts.words) times /= static_cast<double>(responses);
    return counts;
}

// Whether the corpus has the word with an apostrophe, which libcode takes for the same: `shes` finds "she's".
bool is_contraction(const Counts& counts, const std::string& word) {
    for (std::size_t letters = 1; letters <= 2 && letters < word.size(); ++letters)
        for (const char* apostrophe : {"'", "’"})
            if (counts.words.contains(std::string(word).insert(word.size() - letters, apostrophe))) return true;
    return false;
}

std::vector<Candidate> candidates(const Counts& counts, std::string_view mix) {
    std::vector<Candidate> out;
    if (mix == "words") {
        for (const auto& [word, times] : counts.words)
            if (is_plain(word) && !is_contraction(counts, word)) out.push_back({word, times});
    } else if (mix == "wildcards" || mix == "regex") {
        std::map<std::string, double> prefixes;
        for (const auto& [word, times] : counts.words)
            if (word.size() >= 5 && is_plain(word)) prefixes[word.substr(0, word.size() > 8 ? 6 : 4)] += times;
        for (const auto& [prefix, times] : prefixes)
            if (std::all_of(prefix.begin(), prefix.end(), [](unsigned char c) { return c < 0x80; }))
                out.push_back({mix == "regex" ? "/\\b" + prefix + "[a-z]*\\b/" : prefix + "*", times});
    } else if (mix == "phrases" || mix == "proximity") {
        const bool near = mix == "proximity";
        for (const std::string& pair : counts.pairs) {
            const std::string first = pair.substr(0, pair.find(' ')), second = pair.substr(pair.find(' ') + 1);
            if (near && first == second) continue;
            // As often as two words that know nothing of each other stand side by side, or at one of the ten places within five words.
            const double times = counts.words.at(first) * counts.words.at(second) / counts.words_a_response;
            out.push_back({near ? first + " NEAR/5 " + second : pair, near ? 10 * times : times});
        }
    } else {
        throw std::invalid_argument("no mix is called " + std::string(mix) + "; there are words, wildcards, phrases, proximity, regex and all");
    }
    std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
        return a.a_response != b.a_response ? a.a_response > b.a_response : a.rule < b.rule;
    });
    return out;
}

// `count` neighbours in the order of frequency that meet about `themes` a response; fewer where even the rarest meet more.
std::vector<std::string> choose(const std::vector<Candidate>& from, std::size_t count, double themes) {
    count = std::min(count, from.size());
    std::vector<double> sums{0};
    for (const Candidate& candidate : from) sums.push_back(sums.back() + candidate.a_response);
    std::size_t low = 0, high = from.size() - count;  // the sum falls as the first grows
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (sums[middle + count] - sums[middle] > themes) low = middle + 1;
        else high = middle;
    }
    while (count > 1 && sums[low + count] - sums[low] > 1.05 * themes) --count;
    std::vector<std::string> out;
    for (std::size_t i = low; i < low + count; ++i) out.push_back(from[i].rule);
    return out;
}

// A rule of a mix that no response meets.
std::string idle_rule(std::string_view mix, std::uint64_t number) {
    const std::string word = made_word(number);
    if (mix == "wildcards") return word + "*";
    if (mix == "phrases") return word + " pain";
    if (mix == "proximity") return word + " NEAR/5 pain";
    if (mix == "regex") return "/\\b" + word + "[a-z]*\\b/";
    return word;
}

}  // namespace

Rules make_rules(const Corpus& corpus, std::size_t rules, double themes, std::string_view mix, bool negation) {
    const Counts counts = count(corpus);
    struct Part {
        std::string_view mix;
        double share;
    };
    const std::vector<Part> parts = mix == "all" ? std::vector<Part>{{"words", 0.4}, {"wildcards", 0.3}, {"phrases", 0.15}, {"proximity", 0.15}}
                                                 : std::vector<Part>{{mix, 1}};
    std::vector<std::string> all;
    std::unordered_set<std::string> seen;
    Rules out;
    for (const Part& part : parts) {
        const auto firing = static_cast<std::size_t>(part.share * static_cast<double>(std::min(rules, most_firing)));
        for (std::string& rule : choose(candidates(counts, part.mix), firing, part.share * themes))
            if (seen.insert(rule).second) all.push_back(std::move(rule));
    }
    out.firing = all.size();
    Random random(9);
    for (std::uint64_t number = 0; all.size() < rules; ++number) {
        double at = random.unit();
        std::size_t part = 0;
        while (part + 1 < parts.size() && at >= parts[part].share) at -= parts[part++].share;
        if (auto rule = idle_rule(parts[part].mix, number); seen.insert(rule).second) all.push_back(std::move(rule));
    }
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
    out.rules = all.size();

    if (corpus.name == "cyrillic") out.yaml += "language: ru\n";
    if (!negation) out.yaml += "settings:\n  negation: off\n";
    out.yaml += "codes:\n";
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % rules_per_code == 0) out.yaml += "  c" + std::to_string(i / rules_per_code) + ":\n    rules: |\n";
        out.yaml += "      " + all[i] + "\n";
    }
    if (mix == "words") out.words = std::move(all);
    return out;
}

}  // namespace bench

// Stems: a folded word goes in, its Snowball stem comes out. A stemmer keeps its own state, so each thread makes its
// own, once a language. Linear in the word. test_fold.cpp.
#include "stem.hpp"

#include <libstemmer.h>

#include <climits>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#ifndef LIBCODE_STEMMER_VERSION  // set by the build where it can tell; libstemmer.h names no version
#define LIBCODE_STEMMER_VERSION "unknown"
#endif

namespace libcode {

namespace {

struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, Delete>;

bool has_stemmer(std::string_view algorithm) {
    for (const char** name = sb_stemmer_list(); *name != nullptr; ++name)
        if (algorithm == *name) return true;
    return false;
}

// This thread's stemmer of that name; null where Snowball has none.
sb_stemmer* stemmer_named(std::string_view algorithm) {
    thread_local std::vector<std::pair<std::string, Stemmer>> stemmers;
    for (const auto& [name, stemmer] : stemmers) {
        if (name == algorithm) return stemmer.get();
    }
    std::string name(algorithm);
    Stemmer stemmer(sb_stemmer_new(name.c_str(), nullptr));
    if (!stemmer && has_stemmer(algorithm)) throw std::bad_alloc();  // kept as null, it would leave words unstemmed for good
    return stemmers.emplace_back(std::move(name), std::move(stemmer)).second.get();
}

// Words whose stems differ between algorithms and between releases of them.
constexpr std::string_view probes[] = {
    "addicted", "added", "being", "dying", "generational", "generously", "helplessness", "hopping", "international",
    "lately", "news", "evening", "pathologically", "peeing", "shame", "skies", "succeeded", "universities", "vial",
    "abandonnées", "heureusement", "continuellement", "souffrances", "schmerzen", "süchtigen", "abhängigkeiten",
    "verständnisse", "adicciones", "rápidamente", "sufriéndolo", "tolerancia"};

std::string make_version() {
    std::uint32_t hash = 2166136261u;  // FNV-1a
    for (const std::string_view algorithm : {"english", "french", "german", "spanish"}) {
        for (const std::string_view probe : probes) {
            for (const char c : stem_of(probe, algorithm) + ' ') {
                hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
            }
        }
    }
    std::string version = LIBCODE_STEMMER_VERSION " ";
    for (int shift = 28; shift >= 0; shift -= 4) version.push_back("0123456789abcdef"[hash >> shift & 15u]);
    return version;
}

}  // namespace

std::string stem_of(std::string_view word, std::string_view algorithm) {
    if (algorithm.empty() || word.size() > INT_MAX) return std::string(word);
    sb_stemmer* stemmer = stemmer_named(algorithm);
    if (stemmer == nullptr) return std::string(word);
    const sb_symbol* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                                            static_cast<int>(word.size()));
    if (stem == nullptr) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

std::string_view stemmer_version() {
    static const std::string version = make_version();
    return version;
}

}  // namespace libcode

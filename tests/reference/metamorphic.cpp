// P8: what must not change a coding: the order of rows, the size of batches, the names of codes, a
// rule that has nothing to do with it, and the normal form in which the text is stored.
#include <algorithm>
#include <functional>
#include <iostream>
#include <numeric>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "compare.hpp"
#include "generate.hpp"
#include "proofs.hpp"
#include "tokens.hpp"

namespace reference {
namespace {

using Result = std::vector<std::vector<Coding>>;

std::string normalised(const std::string& text, bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
    std::string out;
    form->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
    return out;
}

// The same coding in terms of words, for texts whose bytes differ.
std::vector<Coding> in_words(std::vector<Coding> codings, const Book& book, const std::string& text) {
    libcode::Tokens tokens;
    libcode::tokenize(text, libcode::language_of(book.language), tokens);
    const auto words_before = [&](std::uint32_t bytes) {
        return static_cast<std::uint32_t>(
            std::count_if(tokens.words.begin(), tokens.words.end(), [&](auto word) { return word.start_bytes < bytes; }));
    };
    for (Coding& coding : codings) {
        coding.start = words_before(coding.start);
        coding.end = words_before(coding.end);
        coding.quote_start = words_before(coding.quote_start);
        coding.quote_end = words_before(coding.quote_end);
        coding.cue_start = words_before(coding.cue_start);
        coding.cue_end = words_before(coding.cue_end);
    }
    return codings;
}

}  // namespace

int metamorphic_cases(std::uint64_t cases_wanted, std::uint64_t seed) {
    std::uint64_t done = 0, matched = 0;
    for (std::uint64_t world = 0; done < cases_wanted; ++world) {
        Generator generator(seed * 1'000'003 + world);
        const Book book = generator.book();
        std::vector<Case> cases;
        for (int i = 0; i < 20; ++i) {
            const std::string text = generator.response(book);
            cases.push_back({text, generator.row(book)});
        }
        Result base;
        try {
            base = engine_codings(book, cases);
        } catch (const libcode::CodebookError&) {
            continue;
        }
        for (const auto& row : base) matched += 5 * !row.empty();
        const libcode::Coder coder(engine_codebook(book));
        const auto check = [&](const char* what, const Book& other, const std::vector<Case>& changed, const Result& result,
                               std::size_t i, bool by_words) {
            ++done;
            auto a = base[i], b = result[i];
            // Codings of a code that was added are not looked at.
            std::erase_if(b, [&](const Coding& c) { return c.code >= static_cast<int>(book.codes.size()); });
            if (by_words) {
                a = in_words(a, book, cases[i].text);
                b = in_words(b, book, changed[i].text);
            }
            if (a == b) return true;
            std::cout << "metamorphic: seed " << seed << " world " << world << ": " << what << " changed a coding\n"
                      << describe(book, cases[i]) << "=== changed\n" << describe(other, changed[i]);
            return false;
        };

        std::vector<std::size_t> order(cases.size());
        std::iota(order.begin(), order.end(), 0);
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[generator.below(i)]);
        std::vector<Case> shuffled;
        for (std::size_t i : order) shuffled.push_back(cases[i]);
        const auto in_order = engine_codings(coder, shuffled);
        Result shuffled_back(cases.size()), split;
        for (std::size_t i = 0; i < order.size(); ++i) shuffled_back[order[i]] = in_order[i];

        for (std::size_t at = 0; at < cases.size();) {
            const std::size_t end = std::min(cases.size(), at + 1 + generator.below(7));
            for (auto& row : engine_codings(coder, {cases.begin() + static_cast<long>(at), cases.begin() + static_cast<long>(end)}))
                split.push_back(std::move(row));
            at = end;
        }

        Book renamed = book;
        for (Code& code : renamed.codes) code.key = "z" + std::string(1, static_cast<char>('z' - code.key[0] + 'a')) + "_renamed";
        const auto with_names = engine_codings(renamed, cases);

        Book added = book;
        Code unrelated;
        unrelated.key = "unrelated";
        unrelated.rules = {generator.book().codes[0].rules[0]};
        Node never;
        never.text = "zzzzunheardof";
        unrelated.rules[0] = generator.chance(50) ? never : unrelated.rules[0];
        const std::function<bool(const Node&)> names = [&](const Node& node) {
            return node.kind == Kind::set || node.kind == Kind::code || std::any_of(node.items.begin(), node.items.end(), names);
        };
        if (names(unrelated.rules[0])) unrelated.rules[0] = never;
        added.codes.push_back(unrelated);
        if (!added.codes[0].rules.empty()) added.codes[0].rules.push_back(never);
        const auto with_more = engine_codings(added, cases);

        // A regex under `case: exact` sees the text as written, normal form included.
        bool as_written = book.settings.letter_case == "exact";
        for (const Code& code : book.codes) as_written |= code.settings.letter_case == "exact";
        const bool composed = generator.chance(50);
        std::vector<Case> normal = cases;
        for (Case& one : normal)
            if (!as_written) one.text = normalised(one.text, composed);
        const auto from_normal = engine_codings(coder, normal);

        for (std::size_t i = 0; i < cases.size(); ++i)
            if (!check("shuffling rows", book, cases, shuffled_back, i, false) ||
                !check("splitting batches", book, cases, split, i, false) ||
                !check("renaming codes", renamed, cases, with_names, i, false) ||
                !check("an unrelated rule", added, cases, with_more, i, false) ||
                !check(composed ? "NFC" : "NFD", book, normal, from_normal, i, true))
                return 1;
    }
    std::cout << "metamorphic: seed " << seed << ", " << done << " cases, " << 100 * matched / done
              << " % with a match, 0 violations\n";
    return 0;
}

}  // namespace reference

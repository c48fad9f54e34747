// A held survey against coding anew: random worlds, edited again and again, must give the same codings, answers, bases and
// cues whatever the edit; and a codebook that was coded before must give what it gave.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <libcode/survey.hpp>

#include "compare.hpp"
#include "generate.hpp"
#include "proofs.hpp"

namespace reference {
namespace {

// One edit of the kinds a researcher makes. What other worlds lend may not name this one's sets and codes.
class Editor {
  public:
    explicit Editor(Generator& generator) : generator_(generator) {}

    const char* edit(Book& book) {
        const std::size_t at = generator_.below(book.codes.size());
        Code& code = book.codes[at];
        switch (generator_.below(14)) {
            case 0:
            case 1:
            case 2:
                if (code.rules.empty()) return "nothing";
                code.rules[generator_.below(code.rules.size())] = rule();
                return "a rule edited";
            case 3: code.rules.insert(code.rules.begin() + static_cast<std::ptrdiff_t>(generator_.below(code.rules.size() + 1)), rule()); return "a rule added";
            case 4:
                if (code.rules.size() < 2) return "nothing";
                code.rules.erase(code.rules.begin() + static_cast<std::ptrdiff_t>(generator_.below(code.rules.size())));
                return "a rule taken out";
            case 5: std::reverse(code.rules.begin(), code.rules.end()); return "rules turned round";
            case 6:
                if (code.unless.empty() || generator_.chance(40)) code.unless.push_back(rule());
                else code.unless.pop_back();
                return "unless";
            case 7: code.settings = lender().codes[0].settings; return "settings of a code";
            case 8: code.count = generator_.chance(50) ? "all" : "negated"; return "count";
            case 9:
                if (code.where.empty()) code.where["country"] = {"UK"};
                else code.where.clear();
                return "where";
            case 10: {
                Code added;
                added.key = "n" + std::to_string(next_++);
                added.rules = {rule()};
                added.parent = generator_.chance(50) ? static_cast<int>(book.codes.size()) - 1 : -1;
                book.codes.push_back(added);
                return "a code added";
            }
            case 11: {
                const auto last = static_cast<int>(book.codes.size()) - 1;
                if (last == 0 || is_pointed_at(book, last)) return "nothing";
                book.codes.pop_back();
                return "a code taken out";
            }
            case 12:
                if (book.sets.empty()) return "nothing";
                std::next(book.sets.begin(), static_cast<std::ptrdiff_t>(generator_.below(book.sets.size())))->second = {rule()};
                return "a set edited";
            default: return edit_whole(book, code);
        }
    }

  private:
    const char* edit_whole(Book& book, Code& code) {
        switch (generator_.below(6)) {
            case 0: book.settings = lender().settings; return "settings of the codebook";
            case 1: book.unit = book.unit == "response" ? "sentence" : "response"; return "unit";
            case 2: book.language = book.language == "en" ? "fr" : "en"; return "language";
            case 3: book.cues[generator_.below(book.cues.size())].reach = 1 + static_cast<int>(generator_.below(6)); return "cues";
            case 4: code.key = "r" + std::to_string(next_++); return "a code renamed";
            default: code.at_least = code.at_least == 1 ? 2 : 1; return "at_least";
        }
    }

    static bool names(const Node& node) {
        return node.kind == Kind::set || node.kind == Kind::code || std::any_of(node.items.begin(), node.items.end(), names);
    }
    static bool points_at(const Node& node, int code) {
        return (node.kind == Kind::code && node.code == code) || std::any_of(node.items.begin(), node.items.end(), [&](const Node& item) { return points_at(item, code); });
    }
    static bool is_pointed_at(const Book& book, int target) {
        const auto any = [&](const std::vector<Node>& rules) { return std::any_of(rules.begin(), rules.end(), [&](const Node& rule) { return points_at(rule, target); }); };
        return std::any_of(book.codes.begin(), book.codes.end(), [&](const Code& code) { return any(code.rules) || any(code.unless); });
    }

    Book lender() { return Generator(generator_.below(1'000'000'000)).book(); }
    Node rule() {
        for (int tries = 0; tries < 20; ++tries) {
            const Book other = lender();
            const auto& rules = other.codes[0].rules;
            const Node& lent = rules[generator_.below(rules.size())];
            if (!names(lent)) return lent;
        }
        Node word;
        word.text = "ket";
        return word;
    }

    Generator& generator_;
    int next_ = 0;
};

}  // namespace

int edited_surveys(std::uint64_t edits_wanted, std::uint64_t seed) {
    std::uint64_t edits = 0, codings = 0;
    for (std::uint64_t world = 0; edits < edits_wanted; ++world) {
        Generator generator(seed * 1'000'003 + world);
        Book book = generator.book();
        Editor editor(generator);
        std::vector<std::string> texts, countries, ages;
        for (std::size_t i = 0, n = 1 + generator.below(200); i < n; ++i) {
            texts.push_back(generator.response(book));
            const Row row = generator.row(book);
            countries.push_back(row.at("country"));
            ages.push_back(row.at("age"));
        }
        const auto views = [](const std::vector<std::string>& from) { return std::vector<std::string_view>(from.begin(), from.end()); };
        std::vector<std::string_view> text = views(texts);
        if (generator.chance(50)) text[generator.below(text.size())] = {};
        const std::vector<libcode::Variable> variables = {{"country", views(countries)}, {"age", views(ages)}};
        const libcode::Responses responses{.text = text, .variables = variables};
        libcode::Survey survey(responses);
        Book before = book;
        for (int i = 0; i < 12; ++i) {
            const Book last = book;
            const char* const what = i == 0 ? "the first codebook" : generator.chance(10) ? (book = before, "an edit undone") : editor.edit(book);
            std::optional<libcode::Codebook> codebook;
            std::optional<libcode::Coder> coder;
            try {
                codebook.emplace(engine_codebook(book));
                coder.emplace(*codebook);
            } catch (const libcode::CodebookError&) {
                // Refused anew, so refused by the survey too, which must go on as if it had not been asked.
                if (codebook) {
                    try {
                        survey.code(*codebook);
                        std::cout << "survey: seed " << seed << " world " << world << ": " << what << " was not refused\n" << print_codebook(book);
                        return 1;
                    } catch (const libcode::CodebookError&) {
                    }
                }
                book = last;
                if (i == 0) break;
                continue;
            }
            before = last;
            const auto held = survey.code(*codebook);
            const libcode::Codings anew = coder->code(responses);
            ++edits;
            codings += anew.rows.size();
            if (held->rows == anew.rows && held->answers == anew.answers && held->bases == anew.bases && held->base_of_code == anew.base_of_code &&
                held->cues == anew.cues && held->codebook.source() == codebook->source())
                continue;
            std::cout << "survey: seed " << seed << " world " << world << " edit " << i << ": " << what << " gave other codings than coding anew\n"
                      << "=== before\n" << print_codebook(last) << "=== after\n" << print_codebook(book);
            for (std::size_t k = 0; k < std::max(held->rows.size(), anew.rows.size()); ++k) {
                if (k < held->rows.size() && k < anew.rows.size() && held->rows[k] == anew.rows[k]) continue;
                for (const auto* rows : {&held->rows, &anew.rows})
                    if (k < rows->size())
                        std::cout << (rows == &anew.rows ? "anew: " : "held: ") << "response " << (*rows)[k].response << " code " << (*rows)[k].code << " rule " << (*rows)[k].rule
                                  << " bytes " << (*rows)[k].start_bytes << " to " << (*rows)[k].end_bytes << " of: " << texts[(*rows)[k].response] << '\n';
                break;
            }
            return 1;
        }
    }
    std::cout << "survey: seed " << seed << ", " << edits << " edits, " << codings << " codings, 0 differences\n";
    return 0;
}

}  // namespace reference

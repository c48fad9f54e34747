// A held survey; the contract stands in survey.hpp. Joins the stages by which an edit is followed:
//
//     changes (book_changes) ─► their rules compiled ─► where they match (may_match, sift) ─► these responses coded (work) ─► merge_codings
#include <libcode/survey.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "bases.hpp"
#include "book_changes.hpp"
#include "check_responses.hpp"
#include "instructions.hpp"
#include "merge_codings.hpp"
#include "on_threads.hpp"
#include "sift.hpp"
#include "spellings.hpp"
#include "word_index.hpp"
#include "work.hpp"

namespace libcode {
namespace {

constexpr std::size_t most_kept = 2;  // codings: the last, and those that an undo asks for
// The latter are let go where a survey would else take more than this beside its text.
constexpr std::size_t always_free_bytes = 4 << 20;
std::size_t most_bytes_beside(std::size_t text_bytes) { return std::max(always_free_bytes, text_bytes + text_bytes / 2); }

bool is_same(const Codebook& a, const Codebook& b) {
    return &a.impl() == &b.impl() || (a.source() == b.source() && a.file() == b.file() && a.cues_file() == b.cues_file() && a.cues_text() == b.cues_text());
}

std::size_t bytes_of(const Codings& codings) {
    std::size_t bytes = codings.rows.capacity() * sizeof(Coding) + codings.answers.capacity();
    for (const auto& base : codings.bases) bytes += base.capacity();
    return bytes;
}

// Codes some responses by some codes of a codebook.
std::vector<Coding> code_again(const Program& program, const BookChanges& changes, const Responses& responses, const Bases& bases,
                               std::span<const std::uint32_t> again, const Options& options) {
    std::size_t bytes = 0;
    for (const std::uint32_t response : again) bytes += responses.text[response].size() + 1;
    const std::size_t parts = std::max<std::size_t>(1, std::min(threads_worth(bytes, options.threads), again.size()));
    std::vector<std::uint32_t> needed;
    for (std::uint32_t code = 0; code < changes.is_needed.size(); ++code)
        if (changes.is_needed[code]) needed.push_back(code);
    const bool has_bases = std::any_of(needed.begin(), needed.end(), [&](std::uint32_t code) { return bases.base_of_code[code] != 0; });
    const bool has_helpers = changes.is_needed != changes.is_redone;
    std::vector<std::vector<Coding>> found(parts);
    on_threads(parts, options, [&](std::size_t part, Pace& pace) {
        Work work(program, usable_instructions(options.instructions));
        std::vector<Coding>& rows = found[part];
        std::vector<std::uint8_t> in_base(has_bases ? program.codes.size() : 0);
        std::size_t bytes_done = 0, unreported = 0;
        for (const std::uint32_t response : again.subspan(again.size() * part / parts, again.size() * (part + 1) / parts - again.size() * part / parts)) {
            if (has_bases)
                for (const std::uint32_t code : needed) {
                    const auto& base = bases.bases[bases.base_of_code[code]];
                    in_base[code] = base.empty() || base[response];
                }
            const auto first = static_cast<std::ptrdiff_t>(rows.size());
            work.code(response, responses.text[response], in_base, rows);
            if (has_helpers) rows.erase(std::remove_if(rows.begin() + first, rows.end(), [&](const Coding& row) { return !changes.is_redone[row.code]; }), rows.end());
            ++unreported;
            bytes_done += responses.text[response].size() + 1;
            if (bytes_done < bytes_between_looks) continue;
            if (!pace.go_on(unreported)) return;
            bytes_done = unreported = 0;
        }
        pace.finish(unreported);
    });
    for (std::size_t part = 1; part < parts; ++part) found[0].insert(found[0].end(), found[part].begin(), found[part].end());
    return std::move(found[0]);
}

}  // namespace

struct Survey::Impl {
    Impl(const Responses& given, std::shared_ptr<const void> owner_of_given, const Options& options)
        : owner(std::move(owner_of_given)), responses(given), variables(given.variables.begin(), given.variables.end()), words(given.text, options) {
        for (const std::string_view text : responses.text) text_bytes += text.size();
    }

    Responses with_variables() const {
        Responses out = responses;
        out.variables = variables;
        return out;
    }

    std::shared_ptr<Codings> anew(const Codebook& codebook, const Options& options) {
        const Coder coder(codebook);
        auto codings = std::make_shared<Codings>(coder.code(with_variables(), options));
        // What the next edit will look at is made ready with the first coding, which takes its time anyway.
        const Program& program = coder.program();
        Spellings& in = spellings_of(*program.language);
        for (PatternId pattern = 0; pattern < program.first_cue_pattern; ++pattern) in.prepare(program.patterns[pattern]);
        return codings;
    }

    std::shared_ptr<Codings> edited(const Codings& before, const Codebook& codebook, const BookChanges& changes, const Options& options) {
        const auto program = compile(codebook.shared_impl(), changes.is_needed);
        const Responses with_columns = with_variables();
        Bases bases = find_bases(codebook.codes(), with_columns, &before);
        ResponseSet touched(responses.text.size());
        add_touched(before.rows, changes, touched);
        std::vector<std::uint32_t> rules;
        for (std::uint32_t rule = 0; rule < program->rules.size(); ++rule)
            if (changes.new_rules[program->rules[rule].code].holds(program->rules[rule].index)) rules.push_back(rule);
        add_matching(*program, rules, responses.text, words, spellings_of(*program->language), options, touched);
        const std::vector<std::uint32_t> again = touched.list();
        const std::vector<Coding> fresh = code_again(*program, changes, with_columns, bases, again, options);

        auto out = std::make_shared<Codings>(Codings{codebook, spare_rows(), before.answers, std::move(bases.bases), std::move(bases.base_of_code), {}});
        for (const Cue& cue : program->book->cues.cues) out->cues.push_back(cue.text);
        merge_codings(before.rows, changes, again, fresh, out->rows);
        return out;
    }

    // Of the codebook at hand: an undo may have gone back to one in another language.
    Spellings& spellings_of(const Language& language) {
        if (!spellings || &spellings->language() != &language) spellings.emplace(words, language);
        return *spellings;
    }

    // The memory of codings that nobody else holds and that are about to be let go: pages that the system need not give again.
    std::vector<Coding> spare_rows() {
        if (kept.size() < most_kept || kept.back().use_count() != 1) return {};
        std::vector<Coding> rows = std::move(kept.back()->rows);
        kept.pop_back();
        return rows;
    }

    void keep(std::shared_ptr<Codings> codings) {
        kept.insert(kept.begin(), std::move(codings));
        while (kept.size() > most_kept || (kept.size() > 1 && memory_bytes() > most_bytes_beside(text_bytes))) kept.pop_back();
    }

    std::size_t memory_bytes() const {
        std::size_t bytes = responses.text.size_bytes() + words.memory_bytes();
        if (spellings) bytes += spellings->memory_bytes();
        for (const Variable& variable : variables) bytes += variable.values.capacity() * sizeof(std::string_view);
        for (const auto& codings : kept) bytes += bytes_of(*codings);
        return bytes;
    }

    std::shared_ptr<const void> owner;
    Responses responses;
    std::vector<Variable> variables;
    std::size_t text_bytes = 0;
    WordIndex words;

    mutable std::timed_mutex mutex;  // guards what follows, and `variables`
    std::optional<Spellings> spellings;
    std::vector<std::shared_ptr<Codings>> kept;  // the last first
};

Survey::Survey(const Responses& responses, std::shared_ptr<const void> owner, const Options& options) {
    check_responses(responses);
    impl_ = std::make_unique<Impl>(responses, std::move(owner), options);
}

Survey::~Survey() = default;

std::shared_ptr<const Codings> Survey::code(const Codebook& codebook, const Options& options) {
    Impl& in = *impl_;
    std::unique_lock lock(in.mutex, std::defer_lock);
    while (!lock.try_lock_for(std::chrono::milliseconds(50)))
        if (options.progress && !options.progress(0)) throw Stopped();
    const auto same = std::find_if(in.kept.begin(), in.kept.end(), [&](const auto& each) { return is_same(each->codebook, codebook); });
    if (same != in.kept.end()) {
        std::rotate(in.kept.begin(), same, same + 1);
        return in.kept.front();
    }
    std::shared_ptr<Codings> codings;
    if (!in.kept.empty())
        if (const auto changes = changes_of(in.kept.front()->codebook.impl(), codebook.impl())) codings = in.edited(*in.kept.front(), codebook, *changes, options);
    if (!codings) codings = in.anew(codebook, options);
    in.keep(codings);
    return codings;
}

void Survey::add(Variable variable) {
    if (variable.values.size() != size())
        throw std::invalid_argument("variable `" + variable.name + "` has " + std::to_string(variable.values.size()) + " values for " + std::to_string(size()) + " responses");
    const std::lock_guard lock(impl_->mutex);
    impl_->variables.push_back(std::move(variable));
}

bool Survey::has(const std::string& variable) const {
    const std::lock_guard lock(impl_->mutex);
    return std::any_of(impl_->variables.begin(), impl_->variables.end(), [&](const Variable& each) { return each.name == variable; });
}

std::size_t Survey::size() const { return impl_->responses.text.size(); }
std::size_t Survey::forms() const { return impl_->words.size(); }
std::size_t Survey::text_bytes() const { return impl_->text_bytes; }

std::size_t Survey::memory_bytes() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->memory_bytes();
}

}  // namespace libcode

// Explains one code in one response. In: a Coder, a text, a code. Out: an Explanation. It codes the response by the
// engine, asks the plain matcher (explain_match.hpp) for the words behind each coding (explain_parts.hpp) and, where
// the code does not count, looks in a fixed order for what stopped it, at last for the nearest rule
// (explain_nearest.hpp). Cost: one coding of the response, and the rules of the code and its descendants on it.
// Tests: test_explain.cpp.
#include <libcode/explain.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "bases.hpp"
#include "explain_nearest.hpp"
#include "explain_words.hpp"
#include "work.hpp"

namespace libcode {
namespace {

constexpr std::array<std::string_view, 14> stop_names = {
    "not asked", "unusable", "where", "at_least", "status", "unless", "distance",
    "between", "sentences", "order", "overlap", "forbidden", "spelling", "missing"};

std::vector<std::uint8_t> bases_of_row(const std::vector<Code>& codes, const RowContext* row) {
    if (!row) return {};
    const std::string_view text[] = {""};
    const std::uint32_t question[] = {0};
    const std::string questions[] = {row->question};
    std::vector<Variable> variables;
    for (const auto& [name, value] : row->variables) variables.push_back({name, {value}});
    const Bases bases = find_bases(codes, {text, question, questions, variables});
    std::vector<std::uint8_t> in_base;
    for (const std::uint32_t base : bases.base_of_code) in_base.push_back(bases.bases[base].empty() || bases.bases[base][0]);
    return in_base;
}

std::string or_list(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + ('`' + words[i] + '`');
    return out;
}

class Explainer {
  public:
    Explainer(const Coder& coder, std::string_view text, std::uint32_t code, const RowContext* row)
        : program_(coder.program()), book_(*program_.book), code_(code), work_(program_), in_base_(bases_of_row(book_.codes, row)) {
        out_.code = code;
        out_.answer = work_.code(0, text, in_base_, rows_);
    }

    Explanation explain() {
        if (out_.answer != Answer::usable) {
            const bool asked = out_.answer == Answer::unusable;
            stop(asked ? Stop::unusable : Stop::not_asked, asked ? "the response has no words" : "the question was not asked");
            return std::move(out_);
        }
        work_.finish();
        matcher_.emplace(program_, work_.found());
        parts_.emplace(*matcher_);
        for (const Coding& coding : rows_)
            if (is_in_family(coding.code)) out_.codings.push_back(why(coding));
        if (!looks_here(code_)) stop_by_where();
        else find_stop();
        return std::move(out_);
    }

  private:
    bool is_in_family(std::uint32_t code) const {
        const auto& family = program_.codes[code_].family;
        return std::find(family.begin(), family.end(), code) != family.end();
    }
    bool looks_here(std::uint32_t code) const { return in_base_.empty() || in_base_[code]; }

    void stop(Stop why, std::string reason) {
        out_.why_not.emplace();
        out_.why_not->stop = why;
        out_.why_not->reason = std::move(reason);
    }

    Span span_of(const Coding& coding) const {
        const auto& words = work_.tokens().words;
        const auto first = std::lower_bound(words.begin(), words.end(), coding.start_bytes, [](Word word, std::uint32_t at) { return word.start_bytes < at; });
        const auto last = std::lower_bound(words.begin(), words.end(), coding.end_bytes, [](Word word, std::uint32_t at) { return word.end_bytes < at; });
        return {static_cast<std::uint32_t>(first - words.begin()), static_cast<std::uint32_t>(last - words.begin()) + 1};
    }

    RuleText rule_text(std::uint32_t code, const Rule& rule) const { return {rule.text, book_.codes[code].settings}; }

    Why why(const Coding& coding) {
        Why out{coding, {}, {}};
        const Span span = span_of(coding);
        parts_->find(book_.code_rules[coding.code].rules[coding.rule], span, rule_text(coding.code, book_.codes[coding.code].rules[coding.rule]), out.parts);
        if (!program_.codes[coding.code].finds_status) return out;
        const auto rule = std::find_if(program_.rules.begin(), program_.rules.end(),
                                       [&](const CompiledRule& each) { return each.code == coding.code && each.index == coding.rule; });
        for (const NearestCue& nearest : work_.reach().nearest_cues(rule->node, span)) {
            if (!nearest.cue) continue;
            const Cue& cue = book_.cues.cues[nearest.cue->cue];
            out.cues.push_back({cue.axis, cue.text, book_.cues.file, cue.place, parts_->words_of(nearest.cue->own), side_of(*nearest.cue, span), nearest.words_between + 1});
        }
        return out;
    }

    // A cue may stand inside the match; then it is the side on which it reaches a word of it.
    static CueSide side_of(const CueInPlace& cue, Span span) {
        const bool ahead = cue.ahead.start < span.end && span.start < cue.ahead.end;
        return ahead ? CueSide::before : CueSide::after;
    }

    // As tables.cpp counts: a unit with enough own codings that count, of the code or a descendant. Codings of a unit
    // stand together.
    struct Fullest {
        bool is_enough = false;     // some unit has as many as its code asks for
        const Why* first = nullptr;  // of the unit with the most that count, the first that does
        std::uint32_t counting = 0;
    };
    Fullest find_fullest() const {
        Fullest out;
        const auto& codings = out_.codings;
        for (std::size_t at = 0; at < codings.size();) {
            const Coding& unit = codings[at].coding;
            const Why* first = nullptr;
            std::uint32_t counting = 0;
            for (; at < codings.size() && codings[at].coding.code == unit.code && codings[at].coding.unit == unit.unit; ++at) {
                if (!codings[at].coding.counts) continue;
                if (!first) first = &codings[at];
                ++counting;
            }
            if (counting > 0 && counting >= book_.codes[unit.code].at_least) out.is_enough = true;
            if (counting > out.counting) out.first = first, out.counting = counting;
        }
        return out;
    }

    void stop_by_where() {
        std::string reason = "its `where` leaves this row out: it keeps";
        const auto& where = book_.codes[code_].where;
        for (std::size_t i = 0; i < where.size(); ++i) reason += (i == 0 ? " " : ", and ") + ('`' + where[i].column + "` ") + or_list(where[i].values);
        stop(Stop::where, std::move(reason));
    }

    void find_stop() {
        if (out_.codings.empty()) {
            if (!stop_by_unless()) find_nearest();
        } else if (const Fullest fullest = find_fullest(); !fullest.is_enough) {
            stop_by_counting(fullest);
        }
    }

    void stop_by_counting(const Fullest& fullest) {
        const Why& best = fullest.first ? *fullest.first : out_.codings.front();
        if (fullest.first) {
            const std::uint32_t asked = book_.codes[best.coding.code].at_least;
            stop(Stop::at_least, std::to_string(fullest.counting) + (fullest.counting == 1 ? " coding counts" : " codings count") +
                                     (book_.settings.unit == Unit::sentence ? " in one sentence" : "") + ", and `at_least` asks for " + std::to_string(asked));
            out_.why_not->measured = fullest.counting;
            out_.why_not->limit = asked;
        } else {
            stop(Stop::status, status_reason(best));
        }
        out_.why_not->code = best.coding.code;
        out_.why_not->rule = best.coding.rule;
        out_.why_not->parts = best.parts;
    }

    std::string status_reason(const Why& why) const {
        const Counting count = book_.codes[why.coding.code].count;
        std::string out;
        const auto append = [&](const std::string& clause) { (out += out.empty() ? "" : ", ") += clause; };
        for (const CueFound& cue : why.cues)
            if (count.forbidden_marked >> static_cast<int>(cue.axis) & 1)
                append(std::string(status_word(cue.axis, true)) + " by " +
                       quoted_words(work_.tokens().text.substr(cue.words.start_bytes, cue.words.end_bytes - cue.words.start_bytes)) + (cue.words_away == 1 ? " " : ", ") + distance_words(cue));
        for (int axis = 0; axis < axis_count; ++axis)
            if ((count.forbidden_plain >> axis & 1) && !why.coding.status.is_marked(static_cast<Axis>(axis)))
                append(std::string(status_word(static_cast<Axis>(axis), false)) + ", and only what is " + std::string(status_word(static_cast<Axis>(axis), true)) + " counts");
        return out;
    }

    bool stop_by_unless() {
        for (const std::uint32_t member : program_.codes[code_].family) {
            if (!looks_here(member)) continue;
            const CodeRules& trees = book_.code_rules[member];
            const Code& code = book_.codes[member];
            for (std::uint32_t i = 0; i < trees.rules.size(); ++i) {
                const Spans spans = matcher_->rule_spans(trees.rules[i], code.settings);
                if (spans.empty()) continue;
                set_aside(member, i, spans.front());
                return true;
            }
        }
        return false;
    }

    // A span of which no coding came: some `unless` lies on it.
    void set_aside(std::uint32_t member, std::uint32_t rule, Span span) {
        const Code& code = book_.codes[member];
        const CodeRules& trees = book_.code_rules[member];
        std::vector<std::pair<std::uint32_t, Span>> lying_on_it;
        for (std::uint32_t i = 0; i < trees.unless.size(); ++i)
            for (const Span other : matcher_->rule_spans(trees.unless[i], code.settings))
                if (other.start < span.end && span.start < other.end) lying_on_it.emplace_back(i, other);
        const auto [unless, other] = lying_on_it.front();
        const TextRange words = parts_->words_of(other);
        stop(Stop::unless, "set aside by `unless` on line " + std::to_string(code.unless[unless].place.line) + ": " +
                               quoted_words(work_.tokens().text.substr(words.start_bytes, words.end_bytes - words.start_bytes)));
        WhyNot& why_not = *out_.why_not;
        why_not.code = member;
        why_not.rule = rule;
        why_not.unless = unless;
        parts_->find(trees.rules[rule], span, rule_text(member, code.rules[rule]), why_not.parts);
        parts_->find(trees.unless[unless], other, rule_text(member, code.unless[unless]), why_not.unless_parts);
    }

    void find_nearest() {
        MissFinder misses(*matcher_, *parts_);
        std::optional<Miss> best;
        std::uint32_t best_code = 0, best_rule = 0;
        std::size_t rules = 0;
        for (const std::uint32_t member : program_.codes[code_].family) {
            const auto& trees = book_.code_rules[member].rules;
            if (!looks_here(member)) continue;
            rules += trees.size();
            for (std::uint32_t i = 0; i < trees.size(); ++i) {
                Miss miss = misses.find(trees[i], rule_text(member, book_.codes[member].rules[i]));
                if (best && !miss.is_nearer_than(*best)) continue;
                best = std::move(miss);
                best_code = member;
                best_rule = i;
            }
        }
        if (!best) return stop(Stop::where, "the `where` of its sub-codes leaves this row out");
        if (!best->is_near() && rules > 1) return stop(Stop::missing, "none of its " + std::to_string(rules) + " rules comes near");
        std::string reason = std::move(best->reason);
        if (best->clauses > 1) reason += " (and " + std::to_string(best->clauses - 1) + (best->clauses == 2 ? " more part is" : " more parts are") + " not met)";
        stop(best->stop, std::move(reason));
        WhyNot& why_not = *out_.why_not;
        why_not.code = best_code;
        why_not.rule = best_rule;
        why_not.parts = std::move(best->parts);
        why_not.measured = best->measured;
        why_not.limit = best->limit;
    }

    const Program& program_;
    const Codebook::Impl& book_;
    std::uint32_t code_;
    Work work_;
    std::vector<std::uint8_t> in_base_;
    std::vector<Coding> rows_;
    std::optional<PlainMatcher> matcher_;
    std::optional<PartFinder> parts_;
    Explanation out_;
};

}  // namespace

std::string_view stop_name(Stop stop) { return stop_names[static_cast<std::size_t>(stop)]; }

Explanation explain(const Coder& coder, std::string_view text, std::uint32_t code, const RowContext* row) {
    if (code >= coder.codebook().codes().size()) throw std::out_of_range("the codebook has no code of number " + std::to_string(code));
    return Explainer(coder, text, code, row).explain();
}

std::vector<Why> why(const Coder& coder, std::string_view text, std::uint32_t code, const RowContext* row) {
    return explain(coder, text, code, row).codings;
}

std::optional<WhyNot> why_not(const Coder& coder, std::string_view text, std::uint32_t code, const RowContext* row) {
    return explain(coder, text, code, row).why_not;
}

}  // namespace libcode

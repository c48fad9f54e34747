// Explanations in lines for a terminal. In: an Explanation and what it explains. Out: the answer, the response with its
// words marked, the rule with its line and what met each part. Cost: linear in the response. Tests: test_explain.cpp.
#include <algorithm>

#include <libcode/explain.hpp>

#include "explain_parts.hpp"
#include "explain_words.hpp"
#include "utf8.hpp"

namespace libcode {
namespace {

// A response is shown whole up to this length, else with so much around its marks.
constexpr std::size_t whole_chars = 320, around_chars = 120;
constexpr std::size_t most_rules = 8;  // listed where none is near

struct Mark {
    TextRange words;
    enum class Kind : std::uint8_t { word, cue } kind;
};

void add_marks(const std::vector<Part>& parts, std::vector<Mark>& marks) {
    for (const Part& part : parts)
        for (const TextRange words : part.words) marks.push_back({words, part.role == PartRole::in_the_way ? Mark::Kind::cue : Mark::Kind::word});
}

class Writer {
  public:
    Writer(const Explanation& explanation, const Codebook& codebook, std::string_view text, const TextMarks& marks)
        : explanation_(explanation), codebook_(codebook), text_(text), signs_(marks) {}

    std::string write() {
        const Code& code = codebook_.codes()[explanation_.code];
        out_ = std::string(explanation_.counts() ? "yes: " : "no: ") + visible(code.path);
        if (code.name != code.key) out_ += " (" + visible(code.name) + ")";
        if (explanation_.why_not) out_ += ", " + visible(explanation_.why_not->reason);
        for (const Why& each : explanation_.codings) write_coding(each);
        if (explanation_.why_not && explanation_.codings.empty()) write_why_not(*explanation_.why_not);
        return std::move(out_);
    }

  private:
    void line(const std::string& text) { out_ += '\n' + text; }

    void write_coding(const Why& why) {
        const Code& code = codebook_.codes()[why.coding.code];
        std::vector<Mark> marks;
        add_marks(why.parts, marks);
        for (const CueFound& cue : why.cues) marks.push_back({cue.words, Mark::Kind::cue});
        out_ += '\n';
        write_quote({why.coding.quote_start_bytes, why.coding.quote_end_bytes}, std::move(marks));
        write_rule(why.coding.code, code.rules[why.coding.rule], why.parts, "");
        std::string status = "  " + to_string(why.coding.status);
        if (!why.coding.counts) status += ": does not count, `count: " + counting_words(code.count) + "`";
        line(status);
        for (const CueFound& cue : why.cues) {
            std::string words = visible(text_.substr(cue.words.start_bytes, cue.words.end_bytes - cue.words.start_bytes));
            line("    " + std::string(status_word(cue.axis, true)) + " by " + signs_.cue_start + words + signs_.cue_end + ", " + distance_words(cue) +
                 "; a cue of " + visible(cue.file) + ":" + std::to_string(cue.place.line));
        }
    }

    void write_why_not(const WhyNot& why_not) {
        if (explanation_.answer != Answer::usable) return;
        std::vector<Mark> marks;
        add_marks(why_not.parts, marks);
        for (const Part& part : why_not.unless_parts)
            for (const TextRange words : part.words) marks.push_back({words, Mark::Kind::cue});
        out_ += '\n';
        write_quote({0, static_cast<std::uint32_t>(text_.size())}, std::move(marks));
        if (!why_not.code) return list_rules(why_not);
        const Code& code = codebook_.codes()[*why_not.code];
        write_rule(*why_not.code, code.rules[why_not.rule], why_not.parts, why_not.unless ? "" : "nearest rule ");
        if (why_not.unless) write_rule(*why_not.code, code.unless[*why_not.unless], why_not.unless_parts, "unless ");
    }

    // Where no rule is near: what would have been needed.
    void list_rules(const WhyNot& why_not) {
        if (why_not.stop != Stop::missing) return;
        std::size_t left_out = 0, listed = 0;
        const auto& codes = codebook_.codes();
        for (const Code& code : codes) {
            if (!is_within(code, codes[explanation_.code])) continue;
            for (const Rule& rule : code.rules) {
                if (listed == most_rules) ++left_out;
                else line("  " + visible(codebook_.file()) + ":" + std::to_string(rule.place.line) + ": " + visible(shown_rule(rule.text, 100))), ++listed;
            }
        }
        if (left_out > 0) line("  … and " + std::to_string(left_out) + " more");
    }

    bool is_within(const Code& code, const Code& ancestor) const {
        for (const Code* at = &code;; at = &codebook_.codes()[*at->parent]) {
            if (at == &ancestor) return true;
            if (!at->parent) return false;
        }
    }

    // A stretch of the response with its marks; of a long one what stands around them.
    void write_quote(TextRange range, std::vector<Mark> marks) {
        std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.words.start_bytes < b.words.start_bytes; });
        const std::string_view quote = text_.substr(range.start_bytes, range.end_bytes - range.start_bytes);
        TextRange shown = range;
        if (quote.size() > whole_chars && utf8::count_chars(quote) > whole_chars) {
            const std::uint32_t first = marks.empty() ? range.start_bytes : std::max(range.start_bytes, marks.front().words.start_bytes);
            std::uint32_t last = first;
            for (const Mark& mark : marks) last = std::max(last, std::min(mark.words.end_bytes, range.end_bytes));
            shown = {back(first, range.start_bytes), forth(last, range.end_bytes)};
        }
        std::string out;
        std::uint32_t at = shown.start_bytes;
        for (const Mark& mark : marks) {
            if (mark.words.start_bytes < at || mark.words.end_bytes > shown.end_bytes) continue;
            out += visible(text_.substr(at, mark.words.start_bytes - at));
            const bool is_cue = mark.kind == Mark::Kind::cue;
            out += is_cue ? signs_.cue_start : signs_.word_start;
            out += visible(text_.substr(mark.words.start_bytes, mark.words.end_bytes - mark.words.start_bytes));
            out += is_cue ? signs_.cue_end : signs_.word_end;
            at = mark.words.end_bytes;
        }
        out += visible(text_.substr(at, shown.end_bytes - at));
        out.erase(0, out.find_first_not_of(' '));
        line("  " + std::string(shown.start_bytes > range.start_bytes ? "… " : "") + out + (shown.end_bytes < range.end_bytes ? " …" : ""));
    }

    // Positions so many characters before or after, on a character's start.
    std::uint32_t back(std::uint32_t from, std::uint32_t least) const {
        for (std::size_t chars = 0; from > least && chars < around_chars; ++chars)
            do --from;
            while (from > least && (static_cast<unsigned char>(text_[from]) & 0xC0) == 0x80);
        return from;
    }
    std::uint32_t forth(std::uint32_t from, std::uint32_t most) const {
        for (std::size_t chars = 0; from < most && chars < around_chars; ++chars) from += utf8::decode(text_, from).length_bytes;
        return std::min(from, most);
    }

    void write_rule(std::uint32_t code, const Rule& rule, const std::vector<Part>& parts, const std::string& what) {
        const std::string owner = code == explanation_.code ? "" : "  (" + visible(codebook_.codes()[code].path) + ")";
        line("  " + what + visible(codebook_.file()) + ":" + std::to_string(rule.place.line) + ": " + visible(shown_rule(rule.text, 200)) + owner);
        std::size_t width = 0;
        std::vector<std::string> names;
        for (const Part& part : parts) {
            names.push_back(visible(shown_rule(std::string_view(rule.text).substr(part.rule.start_bytes, part.rule.end_bytes - part.rule.start_bytes), 40)));
            width = std::max(width, utf8::count_chars(names.back()));
        }
        for (std::size_t i = 0; i < parts.size(); ++i)
            line("    " + names[i] + std::string(width - utf8::count_chars(names[i]), ' ') + "  " + part_words(parts[i]));
    }

    std::string part_words(const Part& part) const {
        std::string words;
        for (const TextRange range : part.words) words += (words.empty() ? "" : " … ") + visible(text_.substr(range.start_bytes, range.end_bytes - range.start_bytes));
        switch (part.role) {
            case PartRole::met: return part.through.empty() || part.through == words ? words : words + "  (" + visible(shown_rule(part.through, 80)) + ")";
            case PartRole::there: return words + "  (anywhere will do)";
            case PartRole::absent: return "–  (not there, as the rule wants)";
            case PartRole::missing: return "–  (not met)";
            case PartRole::nearly: return words + "  (nearly)";
            case PartRole::in_the_way: break;
        }
        return words + "  (must not be there)";
    }

    const Explanation& explanation_;
    const Codebook& codebook_;
    std::string_view text_;
    const TextMarks& signs_;
    std::string out_;
};

}  // namespace

std::string to_text(const Explanation& explanation, const Codebook& codebook, std::string_view text, const TextMarks& marks) {
    return Writer(explanation, codebook, text, marks).write();
}

}  // namespace libcode

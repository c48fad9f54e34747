// Runs the engine on a random world, in the twin's terms, and makes a world that differs small.
#include "compare.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "tokens.hpp"

namespace reference {

libcode::Codebook engine_codebook(const Book& book) {
    return libcode::parse_codebook(print_codebook(book), "random.yaml", print_cues(book));
}

namespace {

Coding in_twins_terms(const libcode::Coding& row, const libcode::Codings& codings) {
    Coding coding;
    coding.code = static_cast<int>(row.code);
    coding.rule = static_cast<int>(row.rule);
    coding.start = row.start_bytes;
    coding.end = row.end_bytes;
    coding.quote_start = row.quote_start_bytes;
    coding.quote_end = row.quote_end_bytes;
    coding.unit = static_cast<int>(row.unit);
    coding.status = libcode::to_string(row.status);
    if (row.cue != libcode::no_cue) coding.cue = codings.cues[row.cue];
    coding.cue_start = row.cue_start_bytes;
    coding.cue_end = row.cue_end_bytes;
    coding.counts = row.counts;
    return coding;
}

// Cases [first, last) in one call.
void code_at_once(const libcode::Coder& coder, const std::vector<Case>& cases, std::size_t first, std::size_t last, const libcode::Options& options,
                  std::vector<std::vector<Coding>>& out) {
    std::vector<std::string_view> texts;
    std::vector<libcode::Variable> variables = {{"country", {}}, {"age", {}}};
    for (std::size_t i = first; i < last; ++i) {
        texts.push_back(cases[i].text);
        for (auto& variable : variables) variable.values.push_back(cases[i].row.at(variable.name));
    }
    const libcode::Codings codings = coder.code({.text = texts, .variables = variables}, options);
    for (const libcode::Coding& row : codings.rows) out[first + row.response].push_back(in_twins_terms(row, codings));
}

}  // namespace

std::vector<std::vector<Coding>> engine_codings(const libcode::Coder& coder, const std::vector<Case>& cases) {
    // Every path of the engine in turn, by what the texts happen to weigh.
    std::size_t bytes = 0;
    for (const Case& one : cases) bytes += one.text.size();
    const auto paths = libcode::instructions_here();
    libcode::Options options;
    options.threads = 1;
    options.instructions = paths[bytes % paths.size()];
    std::vector<std::vector<Coding>> out(cases.size());
    if (bytes / paths.size() % 3 == 1) {  // as a stream does: batch after batch, with what the coder keeps
        for (std::size_t first = 0; first < cases.size(); first += 7) code_at_once(coder, cases, first, std::min(first + 7, cases.size()), options, out);
        return out;
    }
    if (bytes % 2803 == 0 && bytes > 0) {  // as threads do, which take no less than a megabyte: seldom, since that is fifty times the work
        constexpr std::size_t enough_bytes = 1'200'000;
        std::vector<Case> many;
        for (std::size_t times = enough_bytes / bytes + 1; times-- > 0;) many.insert(many.end(), cases.begin(), cases.end());
        options.threads = 2;
        std::vector<std::vector<Coding>> repeated(many.size());
        code_at_once(coder, many, 0, many.size(), options, repeated);
        for (std::size_t i = cases.size(); i < repeated.size(); ++i)
            if (repeated[i] != repeated[i % cases.size()]) throw std::logic_error("the same response has other codings on another thread");
        repeated.resize(cases.size());
        return repeated;
    }
    code_at_once(coder, cases, 0, cases.size(), options, out);
    return out;
}

std::vector<std::vector<Coding>> engine_codings(const Book& book, const std::vector<Case>& cases) {
    return engine_codings(libcode::Coder(engine_codebook(book)), cases);
}

std::vector<Coding> twin_codings(const Book& book, const Case& one) { return Twin(book, one.text, one.row).code(); }

std::string to_string(const Coding& coding, std::string_view text) {
    return "code " + std::to_string(coding.code) + " rule " + std::to_string(coding.rule) + " [" +
           std::to_string(coding.start) + ", " + std::to_string(coding.end) + ") \"" +
           std::string(text.substr(coding.start, coding.end - coding.start)) + "\" quote [" +
           std::to_string(coding.quote_start) + ", " + std::to_string(coding.quote_end) + ") unit " +
           std::to_string(coding.unit) + " " + coding.status + (coding.counts ? " counts" : " does not count") +
           (coding.cue.empty() ? "" : " cue `" + coding.cue + "` at " + std::to_string(coding.cue_start));
}

namespace {

bool differ(const Book& book, const Case& one) {
    try {
        const auto engine = engine_codings(book, {one});  // first: it refuses what is no codebook
        return engine[0] != twin_codings(book, one);
    } catch (const libcode::CodebookError&) {
        return false;  // a world made too small is no world
    }
}

// All smaller forms of an expression: one of its parts in its place, one part less, or a part made smaller.
void shrink(Node& node, const std::function<bool()>& still) {
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < node.items.size() && !again; ++i) {
            const Node whole = node;
            Node part = node.items[i];
            part.glued = false;
            node = part;
            if (still()) again = true;
            else node = whole;
        }
        for (std::size_t i = 0; i < node.items.size() && !again && node.items.size() > 2; ++i) {
            const Node whole = node;
            node.items.erase(node.items.begin() + static_cast<long>(i));
            if (still()) again = true;
            else node = whole;
        }
    }
    for (Node& item : node.items) shrink(item, still);
}

template <typename T>
void shrink_list(std::vector<T>& list, const std::function<bool()>& still, std::size_t least = 0) {
    for (std::size_t i = list.size(); i-- > 0 && list.size() > least;) {
        const auto whole = list;
        list.erase(list.begin() + static_cast<long>(i));
        if (!still()) list = whole;
    }
}

template <typename T>
void try_default(T& field, const std::function<bool()>& still) {
    const T before = field;
    field = T{};
    if (!still()) field = before;
}

// Drops a leaf code that nothing names.
bool drop_code(Book& book, std::size_t index) {
    for (const Code& code : book.codes)
        if (code.parent == static_cast<int>(index)) return false;
    bool named = false;
    const std::function<void(Node&)> renumber = [&](Node& node) {
        if (node.kind == Kind::code) {
            named |= node.code == static_cast<int>(index);
            if (node.code > static_cast<int>(index)) --node.code;
        }
        for (Node& item : node.items) renumber(item);
    };
    book.codes.erase(book.codes.begin() + static_cast<long>(index));
    for (Code& code : book.codes) {
        if (code.parent > static_cast<int>(index)) --code.parent;
        for (Node& rule : code.rules) renumber(rule);
        for (Node& rule : code.unless) renumber(rule);
    }
    return !named;
}

}  // namespace

void minimise(Book& book, Case& one) {
    const std::function<bool()> still = [&] { return differ(book, one); };
    for (int round = 0; round < 3; ++round) {
        for (std::size_t i = book.codes.size(); i-- > 0 && book.codes.size() > 1;) {
            const Book whole = book;
            if (!drop_code(book, i) || !still()) book = whole;
        }
        for (Code& code : book.codes) {
            shrink_list(code.rules, still);
            shrink_list(code.unless, still);
            try_default(code.settings, still);
            try_default(code.count, still);
            try_default(code.where, still);
            for (Node& rule : code.rules) shrink(rule, still);
            for (Node& rule : code.unless) shrink(rule, still);
        }
        try_default(book.settings, still);
        shrink_list(book.cues, still);
        shrink_list(book.ends, still);
        for (auto it = book.sets.begin(); it != book.sets.end();) {
            const Book whole = book;
            const std::string name = it->first;
            it = book.sets.erase(it);
            if (still()) continue;
            book = whole;
            it = book.sets.find(name);
            shrink_list(it->second, still, 1);
            for (Node& line : it->second) shrink(line, still);
            ++it;
        }
        // Of the text, whole words with what follows them, then single characters.
        for (std::size_t step : {40u, 20u, 10u, 5u, 3u, 1u})
            for (std::size_t at = 0; at < one.text.size();) {
                const std::string whole = one.text;
                std::size_t end = std::min(whole.size(), at + step);
                while (end < whole.size() && (whole[end] & 0xC0) == 0x80) ++end;
                one.text.erase(at, end - at);
                if (!still()) {
                    one.text = whole;
                    at = end;
                }
            }
    }
}

std::string describe(const Book& book, const Case& one) {
    std::string out = print_codebook(book) + "--- cues.yaml\n" + print_cues(book) + "--- response\n" + one.text + "\n--- row\n";
    for (const auto& [column, value] : one.row) out += column + " " + value + "\n";
    out += "--- engine\n";
    const auto engine = engine_codings(book, {one});
    for (const Coding& coding : engine[0]) out += to_string(coding, one.text) + "\n";
    out += "--- twin\n";
    for (const Coding& coding : twin_codings(book, one)) out += to_string(coding, one.text) + "\n";
    libcode::Tokens tokens;
    libcode::tokenize(one.text, libcode::language_of(book.language), tokens);
    out += "--- words:";
    for (std::size_t i = 0; i < tokens.words.size(); ++i) out += " <" + std::string(tokens.form(i)) + ">";
    return out + "\n";
}

}  // namespace reference

// A codebook file, of any bytes: read or refused with faults that have places. What is read can
// be edited in one field, coded with and looked through for lints.
#include <string>
#include <string_view>

#include <libcode/lint.hpp>

#include "faults.hpp"
#include "paths.hpp"
#include "readable.hpp"

namespace {

constexpr std::string_view own_cues = "negation:\n  - cue: no | *n't\n    looks: ahead\n    reach: 4\n";
constexpr std::string_view texts[] = {"No k-cramps, but my mate's bladdr pain might be why. Never heard of ketamine!",
                                      "a b c d (e) 24/7 A&E été 日本 \xFF😭\nket? No. x ..3 k"};

void edit(const libcode::Codebook& book) {
    const libcode::Codebook edited = book.with("", "memo", "a: b # c");
    must(edited.memo() == "a: b # c", "a field that was set reads so");
    must(edited.codes().size() == book.codes().size() && edited.sets().size() == book.sets().size(), "an edit of one field leaves the others");
    if (book.codes().empty()) return;
    const libcode::Codebook named = book.with(book.codes().back().path, "name", "'x' \"y\"");
    must(named.codes().back().name == "'x' \"y\"", "a code that was named has that name");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const libcode::Codebook book = libcode::parse_codebook(text, "book.yaml", own_cues);
        must(book.source() == text, "a codebook keeps its bytes");
        for (const libcode::Code& code : book.codes()) must(book.find(code.path).has_value(), "a code is found by its path");
        if (size % 4 == 0) edit(book);  // which reads it twice more
        const libcode::Coder coder(book);
        std::vector<libcode::Variable> variables;
        for (const libcode::Code& code : book.codes())
            for (const libcode::Where& where : code.where) variables.push_back({where.column, {where.values.front(), "other"}});
        code_by(path_of(size), coder, texts, variables);
        libcode::lint(coder);
    } catch (const libcode::CodebookError& error) {
        check_faults(error.faults(), text);
    }
    return 0;
}

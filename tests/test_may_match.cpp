// Where a rule may match: never too few responses, and as few as its words tell.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <libcode/coder.hpp>

#include "may_match.hpp"

using namespace libcode;

namespace {

const std::vector<std::string_view> texts = {"K cramps at night", "cramps, then ket", "ket", "Cramping from Ket", "nothing", "", "bladdr pain"};

std::vector<std::uint32_t> where(const std::string& rule, const std::string& more = "") {
    const Coder coder(parse_codebook("settings:\n  negation: off\n" + more + "codes:\n  target:\n    rules: ket\n  a:\n    rules: |\n      " + rule + "\n"));
    const WordIndex words(texts, {});
    Spellings spellings(words, *coder.program().language);
    MayMatch may_match(coder.program(), words, spellings, texts.size());
    for (const CompiledRule& compiled : coder.program().rules)
        if (compiled.code == 1) return may_match.node(compiled.node).list();
    return {};
}

using Those = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("words, in whatever order") {
    CHECK((where("cramp*") == Those{0, 1, 3}));
    CHECK((where("ket cramp*") == Those{1, 3}));
    CHECK((where("cramp* NEAR/2 (ket | k)") == Those{0, 1, 3}));
    CHECK((where("[my] k cramps") == Those{0}));
    CHECK((where("bladder~ | nothing") == Those{4, 6}));
    CHECK((where("k-cramps") == Those{0}));
    CHECK((where("$drug cramps", "sets:\n  drug: k | ket\n") == Those{0, 1}));
}

TEST_CASE("what must be absent tells nothing") {
    CHECK((where("ket NOT NEAR/3 cramps") == Those{1, 2, 3}));
    CHECK((where("ket AND NOT cramps") == Those{1, 2, 3}));
    CHECK((where("ket AND cramps") == Those{1}));
    CHECK((where("=Ket") == Those{3}));
}

TEST_CASE("what no word tells may be anywhere") {
    CHECK((where("/k.t/").size() == texts.size()));
    CHECK((where("* ket") == Those{1, 2, 3}));
    CHECK((where("@target NEAR/3 pain").empty()));
    CHECK((where("@target | nothing") == Those{1, 2, 3, 4}));
}

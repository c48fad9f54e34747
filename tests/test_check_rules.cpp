// What the rules of a codebook may not do to each other.
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "check_rules.hpp"

namespace libcode {
namespace {

// A codebook in memory: sets and codes with one line a rule.
struct Book {
    std::vector<Set> sets;
    std::vector<std::vector<Expr>> set_rules;
    std::vector<Code> codes;
    std::vector<CodeRules> code_rules;

    static Expr parsed(const std::string& text) {
        std::vector<RuleFault> faults;
        auto tree = parse_rule(text, faults);
        return tree ? std::move(*tree) : Expr();
    }

    Book& set(std::string name, std::vector<std::string> lines) {
        sets.push_back({std::move(name), {}, {}});
        set_rules.emplace_back();
        for (auto& line : lines) {
            set_rules.back().push_back(parsed(line));
            sets.back().alternatives.push_back({std::move(line), 1.0, {}, {}});
        }
        return *this;
    }

    // The parent is the code whose path comes before the last `.`.
    Book& code(const std::string& path, std::vector<std::string> rules, std::vector<std::string> unless = {}) {
        Code code;
        code.path = path;
        code.key = path.substr(path.rfind('.') + 1);
        for (std::uint32_t i = 0; path != code.key && i < codes.size(); ++i) {
            if (codes[i].path + "." + code.key == path) code.parent = i;
        }
        code_rules.emplace_back();
        for (auto& line : rules) {
            code_rules.back().rules.push_back(parsed(line));
            code.rules.push_back({std::move(line), 1.0, {}, {}});
        }
        for (auto& line : unless) {
            code_rules.back().unless.push_back(parsed(line));
            code.unless.push_back({std::move(line), 1.0, {}, {}});
        }
        codes.push_back(std::move(code));
        return *this;
    }

    std::vector<CheckFault> check() {
        std::vector<CheckFault> faults;
        check_rules({sets, set_rules, codes, code_rules}, faults);
        return faults;
    }

    std::string faults() {
        std::string out;
        for (const CheckFault& fault : check()) {
            const auto [start, end] = fault.fault.range;
            out += "[" + fault.rule->text.substr(start, end - start) + "] " + fault.fault.message + " -- " + fault.fault.hint + "\n";
        }
        return out;
    }
};

TEST_CASE("sound codebooks have no faults") {
    CHECK(Book().faults() == "");
    CHECK(Book().set("drug", {"k | ket"}).set("all", {"$drug | x"}).code("a", {"$all pain"}).code("b", {"@a NEAR/5 x"}).faults() == "");
    CHECK(Book().code("a", {}).code("a.b", {"x"}).code("c", {"@a y"}).faults() == "");
    CHECK(Book().code("a", {"@b y"}).code("a.b", {"x"}).faults() == "");
    CHECK(Book().set("s", {"a NEAR/sentence b"}).code("a", {"$s AND x", "$s | y", "$s NEAR/paragraph z"}).faults() == "");
    CHECK(Book().code("a", {"x NEAR/sentence y"}).code("b", {"@a z", "[@a] z"}).faults() == "");
    CHECK(Book().code("a", {"50%", "b"}).faults() == "");
}

TEST_CASE("a code is written with its full path afterwards") {
    Book book;
    book.code("physical", {"x"}).code("physical.bladder", {"x"}).code("other", {"y NEAR/3 (z | @bladder)"}, {"@physical"});
    CHECK(book.faults() == "");
    CHECK(book.code_rules[2].rules[0].operands[1].operands[1].text == "physical.bladder");
    CHECK(book.code_rules[2].unless[0].text == "physical");
}

TEST_CASE("unknown and ambiguous names") {
    CHECK(Book().set("drug", {"k"}).code("a", {"$durg x"}).faults() == "[$durg] there is no set `$durg` -- did you mean `$drug`?\n");
    CHECK(Book().set("drug", {"k"}).code("a", {"x"}, {"$belly"}).faults() ==
          "[$belly] there is no set `$belly` -- write its words under `sets:`\n");
    CHECK(Book().code("a", {"x $belly"}).faults() == "[$belly] there is no set `$belly` -- write the words out instead\n");
    CHECK(Book().code("physical", {"x"}).code("physical.bladder", {"x"}).code("b", {"@physical.bladdr"}).faults() ==
          "[@physical.bladdr] there is no code `@physical.bladdr` -- did you mean `@physical.bladder`?\n");
    CHECK(Book().code("physical", {"x"}).code("physical.bladder", {"x"}).code("b", {"@mental.blader"}).faults() ==
          "[@mental.blader] there is no code `@mental.blader` -- did you mean `@physical.bladder`?\n");
    CHECK(Book().code("physical", {"x"}).code("b", {"@quite.different"}).faults() ==
          "[@quite.different] there is no code `@quite.different` -- write the path of a code of this codebook\n");
    CHECK(Book().code("a", {"x"}).code("a.pain", {"x"}).code("b", {"x"}).code("b.pain", {"x"}).code("c", {"@pain"}).faults() ==
          "[@pain] several codes have the key `pain` -- write one of `@a.pain`, `@b.pain`\n");
    CHECK(Book().set("none", {}).code("a", {"$none x"}).faults() == "[$none] the set `$none` is empty -- give it at least one alternative\n");
    CHECK(Book().code("a", {}).code("a.b", {}).code("c", {"@a"}).faults() ==
          "[@a] the code `@a` has no rules, nor has any code below it -- give it a rule, or leave it out here\n");
}

TEST_CASE("cycles") {
    const std::string hint = " -- take one of these references out\n";
    CHECK(Book().set("a", {"x | $a"}).faults() == "[$a] this leads back to itself: $a → $a" + hint);
    CHECK(Book().set("a", {"$b"}).set("b", {"x", "$a y"}).faults() == "[$a] this leads back to itself: $a → $b → $a" + hint);
    CHECK(Book().code("a", {"@a x"}).faults() == "[@a] this leads back to itself: a → a" + hint);
    CHECK(Book().code("a", {"@b"}).code("b", {"x"}, {"@a"}).faults() == "[@a] this leads back to itself: a → b → a" + hint);
    CHECK(Book().set("s", {"@a"}).code("a", {"$s"}).faults() == "[$s] this leads back to itself: $s → a → $s" + hint);
    CHECK(Book().code("a", {"x"}).code("a.b", {"@a"}).faults() == "[@a] this leads back to itself: a.b → a → a.b" + hint);
    CHECK(Book().code("a", {}).code("a.b", {"x"}).code("a.c", {"@a"}).faults() == "[@a] this leads back to itself: a.c → a → a.c" + hint);
    Book ring;
    for (int i = 0; i < 9; ++i) ring.code("c" + std::to_string(i), {"@c" + std::to_string((i + 1) % 9)});
    CHECK(ring.faults() == "[@c0] this leads back to itself: c0 → c1 → c2 → c3 → c4 → c5 → … → c0" + hint);
}

TEST_CASE("a set does not carry a scope distance into a phrase") {
    const std::string fault =
        " brings a distance in sentences or paragraphs into a phrase or a distance in words -- make that distance the "
        "outermost operator, or use a number of words in it\n";
    CHECK(Book().set("s", {"a NEAR/sentence b"}).code("a", {"$s x"}).faults() == "[$s] `$s`" + fault);
    CHECK(Book().set("t", {"$s | y"}).set("s", {"z", "a NOT NEAR/paragraph b"}).code("a", {"x", "x NEAR/3 (y | $t)"}).faults() == "[$t] `$t`" + fault);
    CHECK(Book().set("s", {"a NEAR/sentence b"}).set("t", {"[$s] x"}).faults() == "[$s] `$s`" + fault);
}

TEST_CASE("large and hostile codebooks are checked") {
    const std::size_t many = 200'000;
    Book chain;
    for (std::size_t i = 0; i < many; ++i) chain.set("s" + std::to_string(i), {"x | $s" + std::to_string((i + 1) % many)});
    CHECK(chain.check().size() == 1);
    Book unknown;
    for (std::size_t i = 0; i < many; ++i) unknown.code("c" + std::to_string(i), {"$nothing | @nothing"});
    CHECK(unknown.check().size() == 2 * many);
    Book knot;
    for (std::size_t i = 0; i < many; ++i) knot.code("c" + std::to_string(i), {"@c0 | @c" + std::to_string((i + 1) % many)});
    CHECK(knot.check().size() == 1);
}

}  // namespace
}  // namespace libcode

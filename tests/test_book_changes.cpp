// What an edit can change, code by code.
#include <doctest/doctest.h>

#include <string>

#include <libcode/codebook.hpp>

#include "book_changes.hpp"

using namespace libcode;

namespace {

const Codebook book = parse_codebook(R"(sets:
  drug: k | ket
codes:
  pain:
    rules: |
      cramp*
      $drug pain
      ache*
    codes:
      belly:
        rules: belly
  other:
    name: Other
    rules: aunt
  both:
    rules: |
      @pain NEAR/3 night
)");

struct Edit {
    const char *field, *value;
};

BookChanges changed(const char* path, const char* field, const char* value) {
    const auto changes = changes_of(book.impl(), book.with(path, field, value).impl());
    REQUIRE(changes);
    return *changes;
}

using Bytes = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("what is read from the codebook changes no coding") {
    for (const Edit& edit : {Edit{"name", "Something else"}, Edit{"memo", "why"}, Edit{"color", "red"}, Edit{"match", "cramps"}, Edit{"at_least", "2"}}) {
        CAPTURE(edit.field);
        const BookChanges changes = changed("pain", edit.field, edit.value);
        CHECK((changes.is_redone == Bytes{0, 0, 0, 0}));
        CHECK_FALSE(changes.renumbers);
    }
}

TEST_CASE("one rule, and what points at its code") {
    const BookChanges changes = changed("pain", "rules", "cramp*\n$drug pain*\nache*");
    CHECK((changes.is_redone == Bytes{1, 0, 0, 1}));
    CHECK((changes.is_needed == Bytes{1, 1, 0, 1}));  // belly is below what is pointed at
    CHECK(changes.old_rules[0].first == 1);
    CHECK(changes.old_rules[0].last == 2);
    CHECK(changes.new_rules[0].first == 1);
    CHECK(changes.new_rules[0].last == 2);
    CHECK(changes.old_rules[3].first == changes.old_rules[3].last);
    CHECK_FALSE(changes.renumbers);
    CHECK((changed("other", "rules", "uncle").is_needed == Bytes{0, 0, 1, 0}));
}

TEST_CASE("a rule more moves those after it") {
    const BookChanges changes = changed("pain", "rules", "cramp*\nhurt*\n$drug pain\nache*");
    CHECK(changes.old_rules[0].first == changes.old_rules[0].last);
    CHECK(changes.new_rules[0].last - changes.new_rules[0].first == 1);
    CHECK(changes.later_rules[0] == 1);
    CHECK(changes.renumbers);
}

TEST_CASE("a set changes the rules that name it") {
    const BookChanges changes = changed("$drug", "", "k | ket | special k");
    CHECK((changes.is_redone == Bytes{1, 0, 0, 1}));
    CHECK(changes.new_rules[0].first == 1);
    CHECK(changes.new_rules[0].last == 2);
}

TEST_CASE("unless, settings, count and where make a code anew") {
    for (const Edit& edit : {Edit{"unless", "period cramp*"}, Edit{"settings", "{inflections: stem}"}, Edit{"count", "all"}, Edit{"where", "{country: UK}"}}) {
        CAPTURE(edit.field);
        const BookChanges changes = changed("pain", edit.field, edit.value);
        CHECK(changes.is_redone[0] == 1);
        CHECK(changes.new_rules[0].first == 0);
        CHECK(changes.new_rules[0].last == 3);
    }
}

TEST_CASE("language, unit and cues change everything") {
    CHECK_FALSE(changes_of(book.impl(), book.with("", "language", "de").with("", "settings", "{negation: off}").impl()));
    CHECK_FALSE(changes_of(book.impl(), book.with("", "settings", "{unit: sentence}").impl()));
}

TEST_CASE("codes that come, go and move") {
    const Codebook without = parse_codebook("codes:\n  other:\n    rules: aunt\n  pain:\n    rules: |\n      cramp*\n  fresh:\n    rules: new\n");
    const auto changes = changes_of(book.impl(), without.impl());
    REQUIRE(changes);
    CHECK(changes->drops);
    CHECK_FALSE(changes->keeps_order);
    CHECK((changes->new_code == std::vector<std::uint32_t>{1, no_code, 0, no_code}));
    CHECK((changes->is_redone == Bytes{0, 1, 1}));
}

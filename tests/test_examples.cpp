// Examples: which hold, and the codings that say so.
#include <doctest/doctest.h>

#include <libcode/examples.hpp>

using namespace libcode;

TEST_CASE("examples hold where a coding of the code or a descendant counts, or none does") {
    const auto results = run_examples(Coder(parse_codebook(R"(codes:
  body:
    match: |
      k cramps
      nothing
    codes:
      cramps:
        rules: cramps
        where:
          country: UK
        match: |
          cramps # and no comment
        reject: |
          no cramps
          bad cramps
  mind:
    rules: sad
    match: cramps
    reject: cramps
)")));
    struct {
        std::uint32_t code;
        ExampleKind kind;
        std::uint32_t example;
        bool holds;
        std::size_t codings;
    } const expected[] = {
        {0, ExampleKind::match, 0, true, 1},  {0, ExampleKind::match, 1, false, 0},  {1, ExampleKind::match, 0, true, 1},
        {1, ExampleKind::reject, 0, true, 1}, {1, ExampleKind::reject, 1, false, 1}, {2, ExampleKind::match, 0, false, 0},
        {2, ExampleKind::reject, 0, true, 0},
    };
    REQUIRE(results.size() == std::size(expected));
    for (std::size_t i = 0; i < results.size(); ++i) {
        CAPTURE(i);
        CHECK(results[i].code == expected[i].code);
        CHECK(results[i].kind == expected[i].kind);
        CHECK(results[i].example == expected[i].example);
        CHECK(results[i].holds == expected[i].holds);
        CHECK(results[i].codings.size() == expected[i].codings);
    }
    CHECK(results[0].codings[0].code == 1);
    CHECK(results[0].codings[0].start_bytes == 2);
    CHECK_FALSE(results[3].codings[0].counts);
}

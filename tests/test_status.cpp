// The words of a status, and `count`.
#include <doctest/doctest.h>

#include <libcode/status.hpp>

using namespace libcode;

TEST_CASE("a status reads as four words") {
    Status status;
    CHECK(to_string(status) == "affirmed current self certain");
    status.mark(Axis::negation);
    status.mark(Axis::certainty);
    CHECK(to_string(status) == "negated current self uncertain");
    CHECK(axis_name(Axis::person) == "person");
    CHECK(status_word(Axis::time, true) == "past");
}

TEST_CASE("count: each axis named must hold one of the words, the others are free") {
    struct {
        const char* words;
        std::uint8_t forbidden_marked, forbidden_plain;
    } const cases[] = {
        {"affirmed", 1, 0},         {"negated", 0, 1},        {"affirmed self", 1 | 4, 0}, {"self\n  affirmed", 1 | 4, 0},
        {"affirmed negated", 0, 0}, {"all", 0, 0},            {"past", 0, 2},              {"affirmed past certain", 1 | 8, 2},
        {"other uncertain", 0, 12}, {"current past other", 0, 4},
    };
    for (const auto& c : cases) {
        CAPTURE(c.words);
        const auto count = parse_counting(c.words);
        REQUIRE(count);
        CHECK(count->forbidden_marked == c.forbidden_marked);
        CHECK(count->forbidden_plain == c.forbidden_plain);
        // The same, word by word, over all sixteen statuses.
        for (std::uint8_t bits = 0; bits < 16; ++bits) {
            CHECK(count->counts(Status{bits}) == ((bits & c.forbidden_marked) == 0 && (~bits & c.forbidden_plain) == 0));
        }
    }
    CHECK(*parse_counting("affirmed") == Counting{});
}

TEST_CASE("count names the word that is no status") {
    std::string unknown;
    CHECK_FALSE(parse_counting("affirmed slef", &unknown));
    CHECK(unknown == "slef");
    CHECK_FALSE(parse_counting("all self", &unknown));
    CHECK(unknown == "all");
    CHECK_FALSE(parse_counting("  ", &unknown));
    CHECK(unknown == "");
    CHECK_FALSE(parse_counting("Affirmed"));
}

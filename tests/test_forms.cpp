// Forms against a map: short and long ones, those that differ in one byte, those that share a hash's line.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <unordered_map>

#include "forms.hpp"

using namespace libcode;

TEST_CASE("what was added is found, and nothing else") {
    std::mt19937 random(1);
    Forms forms;
    std::unordered_map<std::string, std::uint32_t> expected;
    const auto draw = [&] {
        std::string form;
        for (auto left = 1 + random() % 20; left > 0; --left) form += static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 2);
        return form;
    };
    for (std::uint32_t i = 0; i < 50000; ++i) {
        const std::string form = draw();
        const FormKey key = FormKey::of(form);
        const auto known = expected.find(form);
        REQUIRE(forms.find(form, key) == (known == expected.end() ? Forms::unknown : known->second));
        if (known == expected.end()) {
            expected.emplace(form, i);
            forms.add(form, key, i);
        }
        REQUIRE(forms.size() == expected.size());
    }
    for (const auto& [form, number] : expected) REQUIRE(forms.find(form, FormKey::of(form)) == number);
    forms.clear();
    CHECK(forms.size() == 0);
    for (const auto& [form, number] : expected) REQUIRE(forms.find(form, FormKey::of(form)) == Forms::unknown);
}

TEST_CASE("a key is the same whatever stands behind the form") {
    for (std::size_t size = 1; size <= 40; ++size) {
        const std::string form(size, 'k');
        for (const char behind : {'\0', 'k', '\xff'}) {
            const std::string padded = form + std::string(16, behind);
            const FormKey one = FormKey::of(form), other = FormKey::of_padded(padded.data(), size);
            CHECK(one.first == other.first);
            CHECK(one.last == other.last);
            CHECK(one.hash() == other.hash());
        }
    }
}

TEST_CASE("forms of different length are different, and so are those that differ in any byte") {
    Forms forms;
    std::uint32_t number = 0;
    for (std::size_t size = 1; size <= 40; ++size) {
        const std::string zeros(size, '\0');
        forms.add(zeros, FormKey::of(zeros), number++);
        for (std::size_t at = 0; at < size; ++at) {
            std::string form = zeros;
            form[at] = 1;
            REQUIRE(forms.find(form, FormKey::of(form)) == Forms::unknown);
            forms.add(form, FormKey::of(form), number++);
        }
    }
    number = 0;
    for (std::size_t size = 1; size <= 40; ++size) {
        std::string form(size, '\0');
        REQUIRE(forms.find(form, FormKey::of(form)) == number++);
        for (std::size_t at = 0; at < size; ++at) {
            form[at] = 1;
            REQUIRE(forms.find(form, FormKey::of(form)) == number++);
            form[at] = 0;
        }
    }
}

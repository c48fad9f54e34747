// A rule's expression, compiled or the test fails, and the spans of words that it meets.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>

#include "language.hpp"
#include "regex.hpp"
#include "tokens.hpp"

inline std::unique_ptr<const libcode::Regex> compile(std::string_view pattern, libcode::Case letter_case = libcode::Case::ignore, libcode::Accents accents = libcode::Accents::exact) {
    std::string error;
    auto regex = libcode::compile_regex(pattern, letter_case, accents, error);
    INFO(std::string(pattern), ": ", error);
    REQUIRE(regex);
    return regex;
}

inline libcode::Spans spans_in(const libcode::Regex& regex, std::string_view text) {
    libcode::Tokens tokens;
    libcode::tokenize(text, libcode::language_of("en"), tokens);
    libcode::Spans spans;
    regex.find(tokens, spans);
    return spans;
}

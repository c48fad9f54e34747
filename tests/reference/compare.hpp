// Sets the engine beside the twin.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

#include "book.hpp"
#include "twin.hpp"

namespace reference {

struct Case {
    std::string text;
    Row row;
};

// The engine's codings of each case, in the twin's terms. Throws libcode::CodebookError.
std::vector<std::vector<Coding>> engine_codings(const Book& book, const std::vector<Case>& cases);
libcode::Codebook engine_codebook(const Book& book);
std::vector<std::vector<Coding>> engine_codings(const libcode::Coder& coder, const std::vector<Case>& cases);

std::vector<Coding> twin_codings(const Book& book, const Case& one);

// The smallest world found, by leaving out what can be left out, in which they still differ.
void minimise(Book& book, Case& one);

// What a person needs to see of a difference.
std::string describe(const Book& book, const Case& one);

std::string to_string(const Coding& coding, std::string_view text);

}  // namespace reference

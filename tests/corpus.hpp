// Reads the cases of tests/corpus, as corpus/README.md describes them, and those of the pages in docs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace corpus {

struct Expected {
    std::string match;
    std::string code = "theme";
    std::string status;  // the marked words, separated by spaces, in order of the axes
    std::optional<std::string> cue, quote;
    std::optional<std::size_t> rule;       // from 1
    std::optional<std::size_t> at_chars;
    std::optional<bool> counts;
};

struct Response {
    bool asked = true;
    std::string text;
    std::map<std::string, std::string> row;  // column, value
    std::vector<Expected> codings;
    int line = 0;
};

struct Case {
    std::string file, title;
    int line = 0;
    std::map<std::string, std::string> blocks;  // name, body
    std::vector<Response> responses;

    // The codebook as the case gives it, or one made around its rules.
    std::string codebook() const;
    // The same with `rule` as the only rule of `theme`.
    std::string codebook_with(const std::string& rule) const;
    bool has(const std::string& block) const { return blocks.count(block) > 0; }
};

// All cases of a folder, in order of file and line. Throws std::runtime_error where a file is not in the format.
std::vector<Case> read_corpus(const std::string& folder);

// The cases of a page in Markdown: each block fenced by ```case is one, titled by the heading above it.
std::vector<Case> read_page(const std::string& file);

std::vector<std::string> lines_of(const std::string& body);  // without those that are blank

}  // namespace corpus

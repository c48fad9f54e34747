// The format of the corpus, line by line: see corpus/README.md.
#include "corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace corpus {
namespace {

const std::set<std::string> block_names = {"rules", "unless", "theme", "sets",   "settings", "language",
                                           "codebook", "cues", "row",  "counts", "refused",  "accepted"};

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

std::string indented(const std::string& body, const std::string& by) {
    std::istringstream lines(body);
    std::string out;
    for (std::string line; std::getline(lines, line);) out += line.empty() ? "\n" : by + line + "\n";
    return out;
}

std::vector<std::string> split(const std::string& text, const std::string& at) {
    std::vector<std::string> out;
    std::size_t from = 0;
    for (std::size_t to; (to = text.find(at, from)) != std::string::npos; from = to + at.size())
        out.push_back(text.substr(from, to - from));
    out.push_back(text.substr(from));
    return out;
}

std::string with_line_breaks(std::string text) {
    const std::string sign = "⏎";
    for (std::size_t at; (at = text.find(sign)) != std::string::npos;) text.replace(at, sign.size(), "\n");
    return text;
}

Expected read_expected(const std::string& line) {
    const auto fields = split(line, " :: ");
    Expected out;
    out.match = with_line_breaks(fields[0]);
    for (std::size_t i = 1; i < fields.size(); ++i) {
        const std::string& field = fields[i];
        if (starts(field, "in ")) out.code = field.substr(3);
        else if (starts(field, "cue ")) out.cue = field.substr(4);
        else if (starts(field, "quote ")) out.quote = with_line_breaks(field.substr(6));
        else if (starts(field, "rule ")) out.rule = std::stoul(field.substr(5));
        else if (starts(field, "at ")) out.at_chars = std::stoul(field.substr(3));
        else if (field == "counts" || field == "uncounted") out.counts = field == "counts";
        else out.status = field;
    }
    return out;
}

class Reader {
  public:
    Reader(std::string file, std::vector<Case>& cases) : file_(std::move(file)), cases_(cases) {}

    void read(std::istream& in) {
        for (std::string line; std::getline(in, line);) {
            ++number_;
            read_line(line);
        }
        end_block();
    }

  private:
    void read_line(const std::string& line) {
        if (starts(line, "  ")) {
            if (block_.empty()) fail("a line of a body without a block");
            body_ += line.substr(2) + "\n";
            return;
        }
        if (line.empty()) {
            if (!block_.empty()) body_ += "\n";
            in_response_ = false;
            return;
        }
        end_block();
        if (starts(line, "== ")) {
            cases_.push_back({file_, line.substr(3), number_, {}, {}});
            in_response_ = false;
        } else if (line[0] == '>') {
            read_response(line.size() > 2 ? line.substr(2) : "");
        } else if (starts(line, "= ")) {
            if (here().responses.empty()) fail("a coding without a response");
            here().responses.back().codings.push_back(read_expected(line.substr(2)));
            in_response_ = false;
        } else if (const auto colon = line.find(':'); block_names.count(line.substr(0, colon)) && colon != std::string::npos) {
            block_ = line.substr(0, colon);
            if (colon + 2 < line.size()) body_ = line.substr(colon + 2) + "\n";
            in_response_ = false;
        }
    }

    void read_response(const std::string& text) {
        if (in_response_) {
            here().responses.back().text += "\n" + text;
            return;
        }
        Response response;
        response.text = text;
        response.line = number_;
        response.asked = row_ != "not asked";
        if (response.asked && !row_.empty())
            for (const auto& pair : split(row_, ", "))
                response.row[pair.substr(0, pair.find(' '))] = pair.substr(pair.find(' ') + 1);
        row_.clear();
        here().responses.push_back(response);
        in_response_ = true;
    }

    void end_block() {
        if (block_.empty()) return;
        while (!body_.empty() && body_.back() == '\n') body_.pop_back();
        if (block_ == "row") row_ = body_;
        else here().blocks[block_] = body_;
        block_.clear();
        body_.clear();
    }

    Case& here() {
        if (cases_.empty() || cases_.back().file != file_) fail("nothing may stand before the first case");
        return cases_.back();
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(file_ + ":" + std::to_string(number_) + ": " + what);
    }

    std::string file_;
    std::vector<Case>& cases_;
    int number_ = 0;
    std::string block_, body_, row_;
    bool in_response_ = false;
};

}  // namespace

std::vector<std::string> lines_of(const std::string& body) {
    std::vector<std::string> out;
    for (auto& line : split(body, "\n"))
        if (!line.empty()) out.push_back(line);
    return out;
}

std::string Case::codebook_with(const std::string& rule) const {
    Case one = *this;
    one.blocks["rules"] = rule;
    return one.codebook();
}

std::string Case::codebook() const {
    const auto block = [&](const char* name) { return has(name) ? blocks.at(name) : std::string(); };
    if (has("codebook")) return block("codebook") + "\n";
    const bool quiet = !has("cues") && block("settings").find("negation") == std::string::npos;
    std::string out = "codebook: corpus\nlanguage: " + (has("language") ? block("language") : "en") + "\n";
    if (has("cues")) out += "cues: cues.yaml\n";
    if (quiet || has("settings"))
        out += std::string("settings:\n") + (quiet ? "  negation: off\n" : "") + indented(block("settings"), "  ");
    if (has("sets")) out += "sets:\n" + indented(block("sets"), "  ");
    out += "codes:\n  theme:\n" + indented(block("theme"), "    ");
    if (has("rules")) out += "    rules: |\n" + indented(block("rules"), "      ");
    if (has("unless")) out += "    unless: |\n" + indented(block("unless"), "      ");
    return out;
}

std::vector<Case> read_corpus(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    std::vector<Case> cases;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        Reader(std::filesystem::path(file).filename().string(), cases).read(in);
    }
    return cases;
}

std::vector<Case> read_page(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string heading, text;  // the page with its cases as the corpus has them and all else blank, line by line
    bool in_case = false, in_other = false;
    for (std::string line; std::getline(in, line);) {
        if (starts(line, "```")) {
            if (line == "```case") text += "== " + heading;
            in_other = !in_case && !in_other && line != "```case";
            in_case = line == "```case";
        } else if (in_case) {
            text += line;
        } else if (!in_other && starts(line, "#")) {
            heading = line.substr(line.find_first_not_of("# "));
        }
        text += "\n";
    }
    std::vector<Case> cases;
    std::istringstream page(text);
    Reader(std::filesystem::path(file).filename().string(), cases).read(page);
    return cases;
}

}  // namespace corpus

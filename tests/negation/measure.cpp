// Measures the cues: how often the engine gives a mention in a sentence the status that a person gave it.
//
//     negation [--cues FILE] [--errors] [--at-least F1] FILE...
//
// In: files of sentences, each line "marked axes | sentence with one [mention]", the language the first two letters of
// the file's name. Out: a line a file and axis with precision, recall and F1 of the marked value (each mention becomes
// a code whose one rule is its words in quotation marks); with --errors every mention that differs, with the cue.
// With --at-least the exit status is 1 where the F1 of negation of any file is lower. Files named "clinical" are
// judged on negation alone. Costs one small codebook a sentence.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

using namespace libcode;

namespace {

struct Mention {
    Status expected;
    std::string sentence, words;
    std::size_t start_bytes = 0;
    int line = 0;
};

struct Score {
    int both = 0, only_found = 0, only_expected = 0;

    double precision() const { return both + only_found ? double(both) / (both + only_found) : 1; }
    double recall() const { return both + only_expected ? double(both) / (both + only_expected) : 1; }
    double f1() const { return both ? 2.0 * both / (2 * both + only_found + only_expected) : only_found + only_expected ? 0 : 1; }
};

[[noreturn]] void refuse(const std::string& what) {
    std::cerr << what << "\n";
    std::exit(2);
}

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) refuse(path + ": cannot be opened");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Mention> read_mentions(const std::string& path) {
    std::vector<Mention> mentions;
    std::istringstream in(read_file(path));
    int line_number = 0;
    for (std::string line; std::getline(in, line);) {
        ++line_number;
        if (line.empty() || line[0] == '#') continue;
        const auto bar = line.find(" | "), open = line.find('['), close = line.find(']');
        const auto place = path + ":" + std::to_string(line_number);
        if (bar == line.npos || open == line.npos || close == line.npos || close < open || line.find('[', open + 1) != line.npos)
            refuse(place + ": not `marked axes | sentence with one [mention]`");
        Mention mention;
        mention.line = line_number;
        std::istringstream words(line.substr(0, bar));
        for (std::string word; words >> word;) {
            bool known = word == "-";
            for (int axis = 0; axis < axis_count; ++axis)
                if (word == status_word(static_cast<Axis>(axis), true)) {
                    mention.expected.mark(static_cast<Axis>(axis));
                    known = true;
                }
            if (!known) refuse(place + ": `" + word + "` marks no axis");
        }
        const auto text = line.substr(bar + 3);
        mention.start_bytes = open - bar - 3;
        mention.words = line.substr(open + 1, close - open - 1);
        mention.sentence = text.substr(0, mention.start_bytes) + mention.words + line.substr(close + 1);
        mentions.push_back(std::move(mention));
    }
    return mentions;
}

std::string_view base_name(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

// The status of the mention and the cue behind it; nothing where its words were not found.
std::optional<std::pair<Status, std::string>> status_of(const Mention& mention, std::string_view language,
                                                       const std::optional<std::string>& cues) {
    std::string book = "codebook: x\nlanguage: " + std::string(language) + "\n";
    if (cues) book += "cues: cues.yaml\n";
    book += "codes:\n  mention:\n    count: all\n    rules: |\n      \"" + mention.words + "\"\n";
    const Coder coder(cues ? parse_codebook(book, "book", *cues) : parse_codebook(book, "book"));
    const std::string_view texts[] = {mention.sentence};
    const auto codings = coder.code({texts});
    for (const auto& row : codings.rows)
        if (row.start_bytes <= mention.start_bytes && mention.start_bytes < row.end_bytes)
            return std::pair(row.status, row.cue == no_cue ? std::string() : codings.cues[row.cue]);
    return {};
}

bool measure(const std::string& path, const std::optional<std::string>& cues, bool show_errors, double at_least) {
    const auto name = base_name(path);
    const bool all_axes = name.find("clinical") == name.npos;
    std::map<Axis, Score> scores;
    for (const auto& mention : read_mentions(path)) {
        const auto found = status_of(mention, name.substr(0, 2), cues);
        if (!found) refuse(path + ":" + std::to_string(mention.line) + ": the mention was not found");
        bool differs = false;
        for (int i = 0; i < (all_axes ? axis_count : 1); ++i) {
            const Axis axis = static_cast<Axis>(i);
            const bool is = found->first.is_marked(axis), should = mention.expected.is_marked(axis);
            if (is && should) ++scores[axis].both;
            if (is && !should) ++scores[axis].only_found;
            if (!is && should) ++scores[axis].only_expected;
            differs |= is != should;
        }
        if (show_errors && differs)
            std::printf("%s:%d: %s, found %s%s\n    %s\n", std::string(name).c_str(), mention.line, to_string(mention.expected).c_str(),
                        to_string(found->first).c_str(), found->second.empty() ? "" : (" by `" + found->second + "`").c_str(), mention.sentence.c_str());
    }
    for (const auto& [axis, score] : scores)
        std::printf("%-28s %-10s marked %4d  precision %.3f  recall %.3f  F1 %.3f\n", std::string(name).c_str(), std::string(axis_name(axis)).c_str(),
                    score.both + score.only_expected, score.precision(), score.recall(), score.f1());
    return scores[Axis::negation].f1() >= at_least;
}

}  // namespace

int main(int count, char** arguments) {
    std::optional<std::string> cues;
    bool show_errors = false, good = true;
    double at_least = 0;
    std::vector<std::string> files;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--errors") show_errors = true;
        else if (argument == "--cues" && i + 1 < count) cues = read_file(arguments[++i]);
        else if (argument == "--at-least" && i + 1 < count) at_least = std::atof(arguments[++i]);
        else files.emplace_back(argument);
    }
    if (files.empty()) refuse("negation [--cues FILE] [--errors] [--at-least F1] FILE...");
    try {
        for (const auto& file : files) good &= measure(file, cues, show_errors, at_least);
    } catch (const CodebookError& error) {
        for (const auto& fault : error.faults())
            std::cerr << fault.file << ":" << fault.place.line << ":" << fault.place.column << ": " << fault.message << " (" << fault.hint << ")\n";
        return 2;
    }
    return good ? 0 : 1;
}

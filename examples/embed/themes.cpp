// Counts the themes of a codebook in answers, one a line, and shows a quote of each:
//
//     themes CODEBOOK.yaml < answers.txt
//
// A codebook that is at fault ends the program with every fault on the standard error. An answer
// never does: whatever its bytes, it is coded.
#include <exception>
#include <iomanip>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: themes CODEBOOK.yaml < answers.txt\n";
        return 2;
    }
    const libcode::Coder coder(libcode::read_codebook(argv[1]));

    std::vector<std::string> answers;
    for (std::string line; std::getline(std::cin, line);) answers.push_back(line);
    const std::vector<std::string_view> texts(answers.begin(), answers.end());
    const libcode::Codings codings = coder.code({.text = texts});

    const auto& codes = coder.codebook().codes();
    std::vector<std::set<std::uint32_t>> responses(codes.size());
    std::vector<const libcode::Coding*> example(codes.size());
    for (const libcode::Coding& coding : codings.rows) {
        if (!coding.counts) continue;
        responses[coding.code].insert(coding.response);
        if (!example[coding.code]) example[coding.code] = &coding;
    }

    for (std::size_t code = 0; code < codes.size(); ++code) {
        std::cout << std::setw(5) << responses[code].size() << "  " << codes[code].name;
        if (const libcode::Coding* coding = example[code]) {
            std::cout << ": \"" << texts[coding->response].substr(
                coding->quote_start_bytes, coding->quote_end_bytes - coding->quote_start_bytes) << '"';
        }
        std::cout << '\n';
    }
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}

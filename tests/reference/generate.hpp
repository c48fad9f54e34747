// Makes random small worlds: a codebook and responses in which its rules have something to meet.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "book.hpp"
#include "twin.hpp"

namespace reference {

// Where choices come from: a seed, or bytes, one a choice, so that a fuzzer can change one choice and leave the others. Once
// the bytes are used up, choices are always the same ones.
class Choices {
  public:
    explicit Choices(std::uint64_t seed) : random_(seed) {}
    explicit Choices(std::span<const std::uint8_t> bytes) : random_(bytes.size()), bytes_(bytes) {}

    std::size_t below(std::size_t n) {
        if (bytes_.empty()) return static_cast<std::size_t>(random_() % n);
        const std::size_t choice = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return choice % n;
    }

  private:
    std::mt19937_64 random_;
    std::span<const std::uint8_t> bytes_;
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : choices_(seed) {}
    explicit Generator(Choices choices) : choices_(choices) {}
    void go_on_with(Choices choices) { choices_ = choices; }  // in the same world

    Book book();                          // and, for what follows, the words of its world
    std::string response(const Book& book);
    Row row(const Book& book);            // values of the columns that `where` may look at
    std::size_t below(std::size_t n) { return choices_.below(n); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

  private:
    enum class Inside { rule, phrase, distance };  // what an expression stands in

    template <typename T>
    const T& pick(const std::vector<T>& from) { return from[below(from.size())]; }

    Node word();
    Node plain();
    Node expression(const Book& book, int depth, Inside inside, int code);
    Node phrase(const Book& book, int depth, int code);
    Node distance(const Book& book, int depth, Inside inside, int code);
    Node simple_rule();
    Node cue_rule(const Book& book);
    static bool stands_alone(const Node& node);  // names no set and no code
    std::string instance(const Book& book, const Node& node);
    std::string filler();
    Settings settings();

    Choices choices_;
    std::vector<std::string> world_;  // the words of this codebook's responses and rules
};

}  // namespace reference

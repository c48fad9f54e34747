// Makes random small worlds: a codebook and responses in which its rules have something to meet.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "book.hpp"
#include "twin.hpp"

namespace reference {

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    Book book();                          // and, for what follows, the words of its world
    std::string response(const Book& book);
    Row row(const Book& book);            // values of the columns that `where` may look at
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
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

    std::mt19937_64 random_;
    std::vector<std::string> world_;  // the words of this codebook's responses and rules
};

}  // namespace reference

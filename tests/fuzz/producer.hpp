// An Arrow producer that bytes tell what to make: valid data of every layout that we are handed, and some that we refuse. Each
// buffer is as long as the specification says, to the byte, so that a read beyond it is seen; what is made is counted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arrow_c.hpp"

using Cells = std::vector<std::optional<std::string>>;  // as a codebook's `where` writes them; of other types only what is null is right

class Draw {
  public:
    explicit Draw(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    std::uint8_t byte() {
        if (bytes_.empty()) return 0;
        const auto first = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return first;
    }
    std::size_t below(std::size_t n) { return byte() % n; }
    std::string text(std::size_t length) {
        const auto taken = bytes_.first(std::min(length, bytes_.size()));
        bytes_ = bytes_.subspan(taken.size());
        return {taken.begin(), taken.end()};
    }

  private:
    std::span<const std::uint8_t> bytes_;
};

enum class Kind : std::uint8_t { text, whole, other, refused };

struct Made {
    ArrowSchema schema{};
    std::vector<ArrowArray> chunks;
    std::vector<std::string> names;
    std::vector<Kind> kinds;          // per column
    std::vector<Cells> cells;         // per column
    bool is_table = false;
};

Made make_data(Draw& draw);

// How many schemas, arrays and streams are there that nobody has released.
extern int unreleased;

// Random numbers that are the same on every machine: the standard library's distributions are not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bench {

// SplitMix64 (Steele, Lea and Flood 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool chance(double probability) { return unit() < probability; }

  private:
    std::uint64_t state_;
};

// Draws index i with a probability in proportion to weights[i], in constant time: Walker's aliases (Vose 1991).
class Draw {
  public:
    explicit Draw(const std::vector<double>& weights) : keep_(weights.size()), other_(weights.size()) {
        double total = 0;
        for (const double weight : weights) total += weight;
        std::vector<std::size_t> low, high;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            keep_[i] = weights[i] * static_cast<double>(weights.size()) / total;
            other_[i] = i;
            (keep_[i] < 1 ? low : high).push_back(i);
        }
        while (!low.empty() && !high.empty()) {
            other_[low.back()] = high.back();
            keep_[high.back()] -= 1 - keep_[low.back()];
            low.pop_back();
            if (keep_[high.back()] < 1) {
                low.push_back(high.back());
                high.pop_back();
            }
        }
        for (const std::size_t i : low) keep_[i] = 1;
    }

    std::size_t operator()(Random& random) const {
        const std::size_t i = random.below(keep_.size());
        return random.unit() < keep_[i] ? i : other_[i];
    }

  private:
    std::vector<double> keep_;
    std::vector<std::size_t> other_;
};

}  // namespace bench

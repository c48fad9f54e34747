// Work in parts, a thread a part, that can be looked at and stopped. In: how many parts, what each does. Cost: a
// thread a part but where there is one part, which is done by the calling thread. Tests: test_coder.cpp
// and test_survey.cpp.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <string_view>

#include <libcode/coder.hpp>

namespace libcode {

// How far all parts are; shared by them.
class Pace {
  public:
    // Says that so many more responses are done; false where the part is to stop.
    bool go_on(std::size_t responses) {
        done_ += responses;
        if (look_ && !look_(done_)) stop_ = true;
        return !stop_;
    }
    // Says that the last of a part are done.
    void finish(std::size_t responses) { done_ += responses; }

  private:
    friend void on_threads(std::size_t, const Options&, const std::function<void(std::size_t, Pace&)>&);
    std::atomic<std::size_t> done_{0};
    std::atomic<bool> stop_{false};
    std::function<bool(std::size_t)> look_;  // of the calling thread, where it does the work itself
};

// How much text is worked through between two calls of Pace::go_on().
inline constexpr std::size_t bytes_between_looks = 64 * 1024;

// How many threads a text of so many bytes is worth; `asked` 0 is the library's choice.
std::size_t threads_worth(std::size_t bytes, unsigned asked);

// Calls part(0, pace) to part(parts - 1, pace), all at once, and `options.progress` meanwhile, from the calling thread. Throws what a
// part throws, and Stopped where progress returned false.
void on_threads(std::size_t parts, const Options& options, const std::function<void(std::size_t, Pace&)>& part);

}  // namespace libcode

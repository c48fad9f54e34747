// Runs parts on threads; the contract stands in on_threads.hpp.
#include "on_threads.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace libcode {
namespace {

// Below this a thread costs more than it gains.
constexpr std::size_t least_bytes_a_thread = 512 * 1024;

}  // namespace

std::size_t threads_worth(std::size_t bytes, unsigned asked) {
    const std::size_t wanted = asked != 0 ? asked : std::max(1u, std::thread::hardware_concurrency());
    return std::max<std::size_t>(1, std::min(bytes / least_bytes_a_thread, wanted));
}

void on_threads(std::size_t parts, const Options& options, const std::function<void(std::size_t, Pace&)>& part) {
    Pace pace;
    if (parts == 1) {
        pace.look_ = options.progress;
        part(0, pace);
        if (pace.stop_ || (options.progress && !options.progress(pace.done_))) throw Stopped();
        return;
    }
    std::mutex mutex;
    std::condition_variable finished;
    std::size_t running = parts;
    std::exception_ptr failure;
    std::vector<std::thread> threads;
    const auto join_all = [&] {
        for (std::thread& thread : threads) thread.join();
    };
    try {
        for (std::size_t i = 0; i < parts; ++i)
            threads.emplace_back([&, i] {
                std::exception_ptr thrown;
                try {
                    part(i, pace);
                } catch (...) {  // not covered from here: no text makes a part fail, only memory that runs out
                    thrown = std::current_exception();
                    pace.stop_ = true;
                }  // to here
                const std::lock_guard lock(mutex);
                if (thrown && !failure) failure = thrown;
                --running;
                finished.notify_one();
            });
        std::unique_lock lock(mutex);
        while (!finished.wait_for(lock, std::chrono::milliseconds(50), [&] { return running == 0; })) {
            lock.unlock();
            if (options.progress && !options.progress(pace.done_)) pace.stop_ = true;
            lock.lock();
        }
    } catch (...) {
        pace.stop_ = true;
        join_all();
        throw;
    }
    join_all();
    if (failure) std::rethrow_exception(failure);
    if (pace.stop_ || (options.progress && !options.progress(pace.done_))) throw Stopped();
}

}  // namespace libcode

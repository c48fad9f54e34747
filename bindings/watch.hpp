// Tells Python how far the core is, and lets Ctrl-C stop it.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <utility>

#include <pybind11/pybind11.h>

namespace libcode::python {

namespace py = pybind11;

// While the core works without the GIL, looks up every 50 ms whether Ctrl-C was pressed and tells
// the user's function how far it is. An exception raised there is kept until the core has stopped.
class Watch {
  public:
    Watch(py::object progress, std::size_t total) : progress_(std::move(progress)), total_(total) {}

    bool operator()(std::size_t done) {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < std::chrono::milliseconds(50)) return true;
        last_ = now;
        const py::gil_scoped_acquire gil;
        try {
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            tell(done);
            return true;
        } catch (...) {
            raised_ = std::current_exception();
            return false;
        }
    }
    void tell(std::size_t done) const {
        if (!progress_.is_none()) progress_(done, total_);
    }
    void rethrow() const {
        if (raised_) std::rethrow_exception(raised_);
    }

  private:
    py::object progress_;
    std::size_t total_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    std::exception_ptr raised_;
};

}  // namespace libcode::python

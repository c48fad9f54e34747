// Memory that runs out when it is told to: malloc and operator new in front of glibc's own. Linked into a program, or a
// library of its own for LD_PRELOAD, where Python calls it through ctypes.
//
// Counted are the calls that libcode and the libraries it hangs on make (of all, where `everywhere` is set), so that what fails is ours
// and not the interpreter's. RE2 is spared: it is written without exceptions in mind, and what one leaves behind in it is no longer sound.
// Costs some nanoseconds an allocation. Used by out_of_memory.cpp and out_of_memory.py.
#include <execinfo.h>
#include <link.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

constexpr const char* ours[] = {"/_core.", "libcode.so", "libstdc++", "libicu", "libyaml", "libstemmer"};
constexpr const char* spared = "libre2";

struct Range {
    std::uintptr_t first, last;
};
struct Ranges {
    std::array<Range, 64> each;
    std::size_t count = 0;
    bool hold(const void* address) const {
        const auto at = reinterpret_cast<std::uintptr_t>(address);
        for (std::size_t i = 0; i < count; ++i)
            if (at >= each[i].first && at < each[i].last) return true;
        return false;
    }
};
Ranges ours_at, spared_at;
bool counts_all = false;

std::atomic<bool> on = false;
std::atomic<long> seen = 0, failed = 0;
long first_to_fail = 0, fails = 0;  // from the first on, so many of those that are not spared

int note_ranges(dl_phdr_info* object, std::size_t, void*) {
    bool is_ours = false;
    for (const char* name : ours) is_ours = is_ours || std::strstr(object->dlpi_name, name) != nullptr;
    const bool is_spared = std::strstr(object->dlpi_name, spared) != nullptr;
    Ranges& ranges = is_spared ? spared_at : ours_at;
    for (int i = 0; (is_ours || is_spared) && i < object->dlpi_phnum; ++i) {
        const auto& part = object->dlpi_phdr[i];
        if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0 || ranges.count == ranges.each.size()) continue;
        const std::uintptr_t first = object->dlpi_addr + part.p_vaddr;
        ranges.each[ranges.count++] = {first, first + part.p_memsz};
    }
    return 0;
}

bool inside_spared() {
    std::array<void*, 100> frames;
    const int count = backtrace(frames.data(), static_cast<int>(frames.size()));
    for (int i = 0; i < count; ++i)
        if (spared_at.hold(frames[static_cast<std::size_t>(i)])) return true;
    return false;
}

bool fails_now(const void* caller) {
    if (!on.load(std::memory_order_acquire)) return false;
    if (!counts_all && !ours_at.hold(caller)) return false;
    const long number = ++seen;
    if (number < first_to_fail || failed >= fails || inside_spared()) return false;
    ++failed;
    return true;
}

void* made(std::size_t bytes, std::size_t alignment, const void* caller) {
    void* memory = fails_now(caller) ? nullptr : alignment != 0 ? __libc_memalign(alignment, bytes) : __libc_malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

extern "C" {

// From now on counts, and lets the `first`th call fail and those after it, `count` in all; first 0: none fails.
void fail_allocations(long first, long count, int everywhere) {
    ours_at.count = spared_at.count = 0;
    dl_iterate_phdr(note_ranges, nullptr);
    inside_spared();  // the first backtrace of a process allocates
    counts_all = everywhere != 0;
    first_to_fail = first == 0 ? 1 : first;
    fails = first == 0 ? 0 : count;
    seen = failed = 0;
    on.store(true, std::memory_order_release);
}
void let_allocations_be() { on = false; }
long allocations_seen() { return seen; }
long allocations_failed() { return failed; }

void* malloc(std::size_t bytes) {
    if (fails_now(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
    return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) {
    if (fails_now(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
    return __libc_calloc(count, bytes);
}
void* realloc(void* memory, std::size_t bytes) {
    if (fails_now(__builtin_return_address(0))) return errno = ENOMEM, nullptr;
    return __libc_realloc(memory, bytes);
}

}  // extern "C"

// What libstdc++ has for delete calls free, which takes these back.
void* operator new(std::size_t bytes) { return made(bytes, 0, __builtin_return_address(0)); }
void* operator new[](std::size_t bytes) { return made(bytes, 0, __builtin_return_address(0)); }
void* operator new(std::size_t bytes, std::align_val_t alignment) { return made(bytes, static_cast<std::size_t>(alignment), __builtin_return_address(0)); }
void* operator new[](std::size_t bytes, std::align_val_t alignment) { return made(bytes, static_cast<std::size_t>(alignment), __builtin_return_address(0)); }
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept { return fails_now(__builtin_return_address(0)) ? nullptr : __libc_malloc(bytes == 0 ? 1 : bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept { return fails_now(__builtin_return_address(0)) ? nullptr : __libc_malloc(bytes == 0 ? 1 : bytes); }

# What compiler and linker can do so that a fault of ours is a clean end and no way in: the options of the OpenSSF's guide
# (Compiler Options Hardening Guide for C and C++), for our own sources, never for those who use the library.
#
# All of them together cost at most 2.5 % of instructions (tests/bench/NOTES.md). Left out, with the reason: _GLIBCXX_ASSERTIONS and
# -ftrivial-auto-var-init=zero cost 19 % each; -z nodlopen forbids what Python does with a module. The sanitizers see more
# than these do and some get in their way, so builds with them are without.
option(LIBCODE_HARDENING "Build with the compiler's and linker's guards against faults of memory" ON)
add_library(libcode_hardening INTERFACE)
if(NOT LIBCODE_HARDENING OR MSVC OR LIBCODE_FUZZ OR CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    return()
endif()

include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)
function(harden_if_known flag)
    string(MAKE_C_IDENTIFIER "knows${flag}" known)
    check_cxx_compiler_flag("-Werror ${flag}" ${known})
    if(${known})
        target_compile_options(libcode_hardening INTERFACE ${flag})
    endif()
endfunction()

foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard
        -fstrict-flex-arrays=3 -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)
    harden_if_known(${flag})
endforeach()

# Needs an optimiser, and says so where there is none. Some distributions' compilers define it as well, to another level.
target_compile_options(libcode_hardening INTERFACE
    "$<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:SHELL:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3>")

foreach(flag IN ITEMS relro now noexecstack)
    string(MAKE_C_IDENTIFIER "links_${flag}" known)
    check_linker_flag(CXX "-Wl,-z,${flag}" ${known})
    if(${known})
        target_link_options(libcode_hardening INTERFACE "-Wl,-z,${flag}")
    endif()
endforeach()

# Warnings for our own sources, never for those who use the library. They become errors with
# -DCMAKE_COMPILE_WARNING_AS_ERROR=ON, which tests/run sets.
add_library(libcode_warnings INTERFACE)
if(MSVC)
    target_compile_options(libcode_warnings INTERFACE /W4 /utf-8)
else()
    target_compile_options(libcode_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wformat=2 -Werror=format-security)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # GCC 12 sees an overlap in the standard library's own string + string (its bug 105651).
        target_compile_options(libcode_warnings INTERFACE -Wno-restrict)
    endif()
endif()

# Finds RE2 as the target re2::re2, in both its shapes: newer ones bring a CMake package (and
# need abseil, which that package finds); Debian 12's has a header, a library and nothing else.
find_package(re2 CONFIG QUIET)
if(TARGET re2::re2)
    set(RE2_FOUND TRUE)
    return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    # Tells of abseil where RE2 needs it; the version it gives (0.0.0 on Debian 12) is not read.
    pkg_check_modules(RE2_PC QUIET IMPORTED_TARGET re2)
endif()
find_path(RE2_INCLUDE_DIR re2/re2.h HINTS ${RE2_PC_INCLUDE_DIRS})
find_library(RE2_LIBRARY re2 HINTS ${RE2_PC_LIBRARY_DIRS})
mark_as_advanced(RE2_INCLUDE_DIR RE2_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RE2 REQUIRED_VARS RE2_LIBRARY RE2_INCLUDE_DIR)
if(RE2_FOUND)
    add_library(re2::re2 INTERFACE IMPORTED)
    if(TARGET PkgConfig::RE2_PC)
        target_link_libraries(re2::re2 INTERFACE PkgConfig::RE2_PC)
    else()
        target_include_directories(re2::re2 INTERFACE "${RE2_INCLUDE_DIR}")
        target_link_libraries(re2::re2 INTERFACE "${RE2_LIBRARY}")
    endif()
endif()

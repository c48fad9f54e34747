# Finds RE2 as the target re2::re2, in all its shapes: with a CMake package (which finds the abseil
# that newer ones need), with a re2.pc that names abseil (Debian 13), or with neither (Debian 12,
# whose re2.pc is empty of meaning).
find_package(re2 CONFIG QUIET)
if(TARGET re2::re2)
    set(RE2_FOUND TRUE)
    return()
endif()

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
    # Its version is not read: Debian 12 gives 0.0.0.
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
        # It names all of abseil; what is not used shall not be needed at run time.
        target_link_libraries(re2::re2 INTERFACE PkgConfig::RE2_PC)
        target_link_options(re2::re2 INTERFACE "$<$<PLATFORM_ID:Linux>:LINKER:--as-needed>")
    else()
        target_include_directories(re2::re2 INTERFACE "${RE2_INCLUDE_DIR}")
        target_link_libraries(re2::re2 INTERFACE "${RE2_LIBRARY}")
    endif()
endif()

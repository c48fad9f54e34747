# Finds the native libraries, or ends configuration with the line that installs them here.
# Each becomes an imported target; the same finders serve those who link a static libcode.
set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)  # the tests and the Python module link them too
set(missing "")

foreach(package IN ITEMS ICU RE2 LibYAML LibStemmer Threads)
    if(package STREQUAL "ICU")
        find_package(ICU 66 QUIET COMPONENTS uc)
    else()
        find_package(${package} QUIET)
    endif()
    if(NOT ${package}_FOUND)
        list(APPEND missing ${package})
    endif()
endforeach()

# Headers only, and only for our own sources.
find_path(BOOST_ALGORITHM_INCLUDE_DIR boost/algorithm/string.hpp)
mark_as_advanced(BOOST_ALGORITHM_INCLUDE_DIR)
if(NOT BOOST_ALGORITHM_INCLUDE_DIR)
    list(APPEND missing Boost)
endif()
add_library(boost_headers INTERFACE)
target_include_directories(boost_headers SYSTEM INTERFACE "${BOOST_ALGORITHM_INCLUDE_DIR}")

if(LIBCODE_TESTS)
    find_path(DOCTEST_INCLUDE_DIR doctest/doctest.h)
    mark_as_advanced(DOCTEST_INCLUDE_DIR)
    if(NOT DOCTEST_INCLUDE_DIR)
        list(APPEND missing doctest)
    endif()
endif()

if(missing)
    # The lines that install what libcode is built and tested with; examples/setup reads them too.
    file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/native_packages.txt" lines)

    set(release "")
    if(EXISTS /etc/os-release)
        file(STRINGS /etc/os-release release REGEX "^ID(_LIKE)?=")
    endif()
    if(DEFINED ENV{CONDA_PREFIX})
        list(FILTER lines INCLUDE REGEX "^conda")
    elseif(APPLE)
        list(FILTER lines INCLUDE REGEX "^Homebrew")
    elseif(release MATCHES "debian|ubuntu")
        list(FILTER lines INCLUDE REGEX "^Debian")
    elseif(release MATCHES "fedora|rhel")
        list(FILTER lines INCLUDE REGEX "^Fedora")
    endif()
    list(JOIN lines "\n  " lines)
    list(JOIN missing ", " missing)
    message(FATAL_ERROR "libcode needs native libraries that are not here: ${missing}. Install them with\n  ${lines}\n")
endif()

# Finds Snowball's libstemmer as the target libstemmer::libstemmer. The library does not say which
# version it is, so LibStemmer_VERSION is what the package manager says, or "unknown".
find_path(LIBSTEMMER_INCLUDE_DIR libstemmer.h)
find_library(LIBSTEMMER_LIBRARY stemmer)
mark_as_advanced(LIBSTEMMER_INCLUDE_DIR LIBSTEMMER_LIBRARY)

set(LibStemmer_VERSION "unknown")
foreach(question IN ITEMS "dpkg-query;-W;-f;\${Version};libstemmer-dev" "rpm;-q;--qf;%{VERSION};libstemmer-devel"
                          "brew;list;--versions;snowball")
    execute_process(COMMAND ${question} OUTPUT_VARIABLE answer RESULT_VARIABLE result ERROR_QUIET)
    if(result EQUAL 0 AND answer MATCHES "[0-9]+(\\.[0-9]+)+")
        set(LibStemmer_VERSION "${CMAKE_MATCH_0}")
        break()
    endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibStemmer REQUIRED_VARS LIBSTEMMER_LIBRARY LIBSTEMMER_INCLUDE_DIR)
if(LibStemmer_FOUND AND NOT TARGET libstemmer::libstemmer)
    add_library(libstemmer::libstemmer UNKNOWN IMPORTED)
    set_target_properties(libstemmer::libstemmer PROPERTIES
        IMPORTED_LOCATION "${LIBSTEMMER_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LIBSTEMMER_INCLUDE_DIR}")
endif()

# Finds Snowball's libstemmer as the target libstemmer::libstemmer.
find_path(LIBSTEMMER_INCLUDE_DIR libstemmer.h)
find_library(LIBSTEMMER_LIBRARY stemmer)
mark_as_advanced(LIBSTEMMER_INCLUDE_DIR LIBSTEMMER_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibStemmer REQUIRED_VARS LIBSTEMMER_LIBRARY LIBSTEMMER_INCLUDE_DIR)
if(LibStemmer_FOUND AND NOT TARGET libstemmer::libstemmer)
    add_library(libstemmer::libstemmer UNKNOWN IMPORTED)
    set_target_properties(libstemmer::libstemmer PROPERTIES
        IMPORTED_LOCATION "${LIBSTEMMER_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${LIBSTEMMER_INCLUDE_DIR}")
endif()

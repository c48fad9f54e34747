# Makes embedded_cues.cpp from the cue files beside this script and sets `cues_source` to its path.
# It is written anew when a cue file changes or comes, and left alone otherwise.
# Fuzzers embed short ones: they read a codebook thousands of times a second, and its cues with it.
set(cue_folder "${CMAKE_CURRENT_LIST_DIR}")
if(LIBCODE_FUZZ)
    set(cue_folder "${PROJECT_SOURCE_DIR}/tests/fuzz/cues")
endif()
file(GLOB cue_files CONFIGURE_DEPENDS "${cue_folder}/*.yaml")
list(SORT cue_files)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${cue_files})

set(cue_entries "")
foreach(cue_file IN LISTS cue_files)
    get_filename_component(cue_language "${cue_file}" NAME_WE)
    string(TOLOWER "${cue_language}" cue_language)
    file(READ "${cue_file}" cue_text)
    string(APPEND cue_entries "    {\"${cue_language}\", R\"~cues~(${cue_text})~cues~\"},\n")
endforeach()

set(cues_source "${CMAKE_CURRENT_BINARY_DIR}/embedded_cues.cpp")
set(cues_program "// Made by cues/embed.cmake from cues/*.yaml.
#include \"embedded_cues.hpp\"

namespace libcode {
namespace {

constexpr EmbeddedCueFile files[] = {
${cue_entries}};

}  // namespace

std::span<const EmbeddedCueFile> embedded_cue_files() { return files; }

}  // namespace libcode
")
if(EXISTS "${cues_source}")
    file(READ "${cues_source}" cues_program_before)
endif()
if(NOT cues_program STREQUAL cues_program_before)
    file(WRITE "${cues_source}" "${cues_program}")
endif()

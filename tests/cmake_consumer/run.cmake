# Installs libcode to a prefix and uses it from there, as a stranger would: by find_package and by
# pkg-config. The program is the README's first C++ block, and must print the block after it.
#
#     cmake -DLIBCODE_BUILD=… -DLIBCODE_SOURCE=… -DWORK=… -DCXX=… -DCONFIG=… -P run.cmake
file(REMOVE_RECURSE "${WORK}")
set(prefix "${WORK}/prefix")

function(run)
    execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        list(JOIN ARGN " " command)
        message(FATAL_ERROR "${command}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

run("${CMAKE_COMMAND}" --install "${LIBCODE_BUILD}" --prefix "${prefix}" --component libcode --config "${CONFIG}")

file(READ "${LIBCODE_SOURCE}/README.md" readme)
string(FIND "${readme}" "```cpp\n" start)
if(start EQUAL -1)
    message(FATAL_ERROR "README.md has no C++ block")
endif()
math(EXPR start "${start} + 7")
string(SUBSTRING "${readme}" ${start} -1 readme)
string(FIND "${readme}" "```" end)
string(SUBSTRING "${readme}" 0 ${end} program)
file(WRITE "${WORK}/readme.cpp" "${program}")

math(EXPR end "${end} + 3")
string(SUBSTRING "${readme}" ${end} -1 readme)
string(FIND "${readme}" "```text\n" start)
math(EXPR start "${start} + 8")
string(SUBSTRING "${readme}" ${start} -1 readme)
string(FIND "${readme}" "```" end)
string(SUBSTRING "${readme}" 0 ${end} expected)

function(expect_readme_output program)
    run(${program})
    if(NOT output STREQUAL expected)
        message(FATAL_ERROR "the README's program printed\n${output}\nand the README says\n${expected}")
    endif()
endfunction()

# With the build tool that libcode itself was built with: there may be no other.
file(STRINGS "${LIBCODE_BUILD}/CMakeCache.txt" generator REGEX "^CMAKE_GENERATOR:")
string(REGEX REPLACE "^[^=]*=" "" generator "${generator}")

run("${CMAKE_COMMAND}" -G "${generator}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${WORK}/build" "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX}" "-DCMAKE_BUILD_TYPE=${CONFIG}" "-DREADME_PROGRAM=${WORK}/readme.cpp"
    "-DEMBED_DIR=${LIBCODE_SOURCE}/examples/embed")
run("${CMAKE_COMMAND}" --build "${WORK}/build" --config "${CONFIG}")
find_program(readme_program readme PATHS "${WORK}/build" "${WORK}/build/${CONFIG}" NO_DEFAULT_PATH REQUIRED)
expect_readme_output("${readme_program}")

find_program(pkg_config NAMES pkg-config pkgconf)
file(GLOB_RECURSE pc_file "${prefix}/libcode.pc")
if(pkg_config AND pc_file)
    cmake_path(GET pc_file PARENT_PATH pc_dir)
    cmake_path(GET pc_dir PARENT_PATH lib_dir)
    set(ENV{PKG_CONFIG_PATH} "${pc_dir}:$ENV{PKG_CONFIG_PATH}")
    run("${pkg_config}" --cflags --libs libcode)
    separate_arguments(flags UNIX_COMMAND "${output}")
    run("${CXX}" -std=c++20 "${WORK}/readme.cpp" -o "${WORK}/readme_pc" ${flags} "-Wl,-rpath,${lib_dir}")
    expect_readme_output("${WORK}/readme_pc")
endif()

# Installs the library for find_package(libcode) and pkg-config, as component `libcode` (the
# Python module is component `python`).
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/libcode")

install(TARGETS libcode EXPORT libcode COMPONENT libcode)
install(FILES ${libcode_headers} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/libcode" COMPONENT libcode)
install(EXPORT libcode FILE libcodeTargets.cmake NAMESPACE libcode::
        DESTINATION "${package_dir}" COMPONENT libcode)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/libcodeConfig.cmake.in" libcodeConfig.cmake
                              INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(libcodeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/libcodeConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/libcodeConfigVersion.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindRE2.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindLibYAML.cmake"
              "${CMAKE_CURRENT_LIST_DIR}/FindLibStemmer.cmake"
        DESTINATION "${package_dir}" COMPONENT libcode)

# The file finds the rest from its own place, so that an installed tree may be moved.
file(RELATIVE_PATH pc_to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${CMAKE_CURRENT_LIST_DIR}/libcode.pc.in" libcode.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/libcode.pc"
        DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT libcode)

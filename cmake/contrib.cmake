# SPDX-License-Identifier: GPL-2.0-only
#
# As contrib/vnlab in an ns-3 source tree, 3.37 or later: model/ and helper/ as the ns-3 module `vnlab`.
# public-headers.cmake says which headers are in ns3/; programs include the others by their paths.

find_package(Boost 1.74 QUIET COMPONENTS graph)
find_package(LibXml2 QUIET)
find_package(GnuTLS QUIET)
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(hogweed QUIET IMPORTED_TARGET hogweed)
endif()
set(vnlab_libraries Boost::graph LibXml2::LibXml2 GnuTLS::GnuTLS PkgConfig::hogweed)
foreach(library ${vnlab_libraries})
  if(NOT TARGET ${library})
    message(${HIGHLIGHTED_STATUS} "Skipping contrib/vnlab: ${library} was not found")
    return()
  endif()
endforeach()

enable_language(C) # hook programs
if(CMAKE_CXX_STANDARD LESS 20) # up to ns-3 3.40, whose precompiled headers then do not fit
  set(CMAKE_CXX_STANDARD 20)
endif()

include(${CMAKE_CURRENT_LIST_DIR}/public-headers.cmake)
file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/model/*.cc
     ${CMAKE_CURRENT_SOURCE_DIR}/model/*.c ${CMAKE_CURRENT_SOURCE_DIR}/helper/*.cc)
build_lib(
  LIBNAME vnlab
  SOURCE_FILES ${sources}
  HEADER_FILES ${vnlab_public_headers}
  LIBRARIES_TO_LINK ${vnlab_ns3_modules} ${vnlab_libraries}
  TEST_SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/test/ns3/vnlab-test-suite.cc
  IGNORE_PCH)
# What the headers in ns3/ include by path, here and where ns-3 is installed.
target_include_directories(${libvnlab} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>
                                              $<INSTALL_INTERFACE:include/vnlab>)
foreach(folder model helper)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/vnlab/${folder}
          FILES_MATCHING PATTERN "*.h")
endforeach()
if(TARGET ${libvnlab-obj}) # up to ns-3 3.42, which compiles a module's sources as another target
  target_include_directories(${libvnlab-obj} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${libvnlab-obj} PRIVATE ${vnlab_libraries})
endif()

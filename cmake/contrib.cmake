# SPDX-License-Identifier: GPL-2.0-only
#
# As contrib/vnlab in an ns-3 source tree, 3.37 or later: model/ and helper/ as the ns-3 module `vnlab`.
# public-headers.cmake says which headers are in ns3/; programs include the others by their paths.

find_package(Boost 1.74 QUIET COMPONENTS graph)
find_package(LibXml2 QUIET)
find_package(GnuTLS QUIET)
foreach(library Boost::graph LibXml2::LibXml2 GnuTLS::GnuTLS)
  if(NOT TARGET ${library})
    message(${HIGHLIGHTED_STATUS} "Skipping contrib/vnlab: ${library} was not found")
    return()
  endif()
endforeach()
find_library(VNLAB_HOGWEED hogweed) # nettle's curves; by its path, so that who links the module need not look for it
find_path(VNLAB_NETTLE_HEADERS nettle/curve25519.h)
if(NOT VNLAB_HOGWEED OR NOT VNLAB_NETTLE_HEADERS)
  message(${HIGHLIGHTED_STATUS} "Skipping contrib/vnlab: nettle was not found")
  return()
endif()

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
  LIBRARIES_TO_LINK ${vnlab_ns3_modules} Boost::graph LibXml2::LibXml2 GnuTLS::GnuTLS
                    ${VNLAB_HOGWEED}
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
  target_link_libraries(${libvnlab-obj} PRIVATE Boost::graph LibXml2::LibXml2 GnuTLS::GnuTLS
                                                ${VNLAB_HOGWEED})
endif()

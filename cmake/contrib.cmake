# SPDX-License-Identifier: GPL-2.0-only
#
# As contrib/vnlab in an ns-3 source tree: model/ and helper/ as the ns-3 module `vnlab`. Programs
# include its headers by their paths, such as "helper/design-helper.h"; they are not copied to ns3/,
# where short names such as rule.h or flow.h would meet those of other modules.

enable_language(C) # hook programs
find_package(Boost 1.74 REQUIRED COMPONENTS graph)
find_package(LibXml2 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(gnutls REQUIRED IMPORTED_TARGET gnutls)

file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/model/*.cc
     ${CMAKE_CURRENT_SOURCE_DIR}/model/*.c ${CMAKE_CURRENT_SOURCE_DIR}/helper/*.cc)

# C++20 is more than ns-3 3.37 asks for, so its precompiled headers do not fit.
set(CMAKE_CXX_STANDARD 20)
build_lib(
  LIBNAME vnlab
  SOURCE_FILES ${sources}
  LIBRARIES_TO_LINK ${libinternet} Boost::graph LibXml2::LibXml2 PkgConfig::gnutls
  IGNORE_PCH)
target_include_directories(${libvnlab-obj} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_include_directories(${libvnlab} INTERFACE $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>)
target_link_libraries(${libvnlab-obj} PRIVATE Boost::graph LibXml2::LibXml2 PkgConfig::gnutls)

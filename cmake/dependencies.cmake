# SPDX-License-Identifier: GPL-2.0-only
# Everything from outside, under one name each. Their headers are system headers: our warnings stay ours.

if(POLICY CMP0167) # since CMake 3.30: Boost's own CMake files
  cmake_policy(SET CMP0167 NEW)
endif()
find_package(ns3 REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS graph)
find_package(CLI11 REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(LibXml2 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(jemalloc IMPORTED_TARGET jemalloc)
pkg_check_modules(gnutls REQUIRED IMPORTED_TARGET gnutls)
pkg_check_modules(hogweed REQUIRED IMPORTED_TARGET hogweed) # nettle's curves: X25519, which GnuTLS keeps to itself

# Tests are built where what only they need is there, unless somebody says yes or no.
find_package(GTest QUIET)
find_package(rapidcheck QUIET)
set(tests_possible OFF)
if(GTest_FOUND AND rapidcheck_FOUND)
  set(tests_possible ON)
endif()
option(VNLAB_TESTS "Build the tests and benchmarks, which need GoogleTest and RapidCheck"
       ${tests_possible})
if(VNLAB_TESTS AND NOT tests_possible)
  message(FATAL_ERROR "Tests need GoogleTest and RapidCheck: install what .ci/packages/test.txt names, "
                      "or build without tests (-DVNLAB_TESTS=OFF)")
elseif(NOT VNLAB_TESTS)
  message(STATUS "tests: not built (-DVNLAB_TESTS=ON builds them)")
endif()

# ns-3's targets are ns3::lib<module> up to 3.42 and ns3::<module> after. They carry no compile
# definitions, although Debian's libraries are built with logging, which changes class layouts.
# Debian's also name include folders of its build machine, which CMake refuses where they are absent.
function(vnlab_ns3_target name)
  if(TARGET ns3::lib${name})
    set(imported ns3::lib${name})
  else()
    set(imported ns3::${name})
  endif()
  get_target_property(folders ${imported} INTERFACE_INCLUDE_DIRECTORIES)
  list(FILTER folders INCLUDE REGEX "/include$")
  set_target_properties(${imported} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${folders}")
  add_library(vnlab-ns3-${name} INTERFACE)
  target_link_libraries(vnlab-ns3-${name} INTERFACE ${imported})
  target_compile_definitions(vnlab-ns3-${name} INTERFACE NS3_LOG_ENABLE)
endfunction()

foreach(module core stats config-store network mobility bridge traffic-control csma internet
               point-to-point virtual-net-device propagation applications)
  vnlab_ns3_target(${module})
endforeach()

# SPDX-License-Identifier: GPL-2.0-only
# Language level, warnings, sanitizers and build speed of our own targets: link vnlab-flags PRIVATE.

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(vnlab-flags INTERFACE)
target_compile_features(vnlab-flags INTERFACE cxx_std_20)
target_compile_options(vnlab-flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # False in "literal" + string (GCC bug 105651), and with sanitizers in <regex> and Boost.Graph.
  target_compile_options(vnlab-flags INTERFACE -Wno-restrict)
  if(VNLAB_SANITIZE)
    target_compile_options(vnlab-flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(VNLAB_SANITIZE)
  target_compile_options(
    vnlab-flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                          -fno-omit-frame-pointer -O0)
  target_link_options(vnlab-flags INTERFACE -fsanitize=address,undefined)
endif()
if(VNLAB_FUZZ)
  # Instrumented code reports its edges and comparisons to libFuzzer. Our warnings are g++'s.
  target_compile_options(
    vnlab-flags INTERFACE -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
                          -fno-omit-frame-pointer -O1 -g1 -w)
  target_link_options(vnlab-flags INTERFACE -fsanitize=address,undefined)
endif()

# Tests are compiled once and run once: compiling fast counts. Their fixtures are in anonymous
# namespaces, which in a batch of files look as if they were a header's.
set(VNLAB_TEST_OPTIONS -O0)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  list(APPEND VNLAB_TEST_OPTIONS -Wno-subobject-linkage)
endif()

option(VNLAB_UNITY "Compile several files of a wing as one, which takes a quarter of the time" ON)

# Writes the files that stand for C++ sources of one wing: as they are, or in batches of few files. A
# batch names its files from the top of the tree, so that a compiler cache knows it in any clone. Names
# in anonymous namespaces are unique in a wing for this reason. What is named after ALONE stays alone.
function(vnlab_batches result name)
  cmake_parse_arguments(ARG "" "" "ALONE" ${ARGN})
  set(sources ${ARG_UNPARSED_ARGUMENTS})
  list(FILTER sources INCLUDE REGEX "\\.cc$")
  set(batches ${ARG_UNPARSED_ARGUMENTS})
  list(FILTER batches EXCLUDE REGEX "\\.cc$")
  if(NOT VNLAB_UNITY)
    set(${result} ${batches} ${sources} ${ARG_ALONE} PARENT_SCOPE)
    return()
  endif()
  list(LENGTH sources count)
  set(number 0)
  while(count GREATER 0)
    list(SUBLIST sources 0 24 batch)
    list(REMOVE_ITEM sources ${batch})
    list(LENGTH sources count)
    set(text "// Made by cmake/toolchain.cmake.\n")
    foreach(source ${batch})
      cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_SOURCE_DIR})
      string(APPEND text "#include \"${source}\"\n")
    endforeach()
    math(EXPR number "${number} + 1")
    set(file ${CMAKE_BINARY_DIR}/batches/${name}-${number}.cc)
    file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
    list(APPEND batches ${file})
  endwhile()
  set(${result} ${batches} ${ARG_ALONE} PARENT_SCOPE)
endfunction()

find_program(VNLAB_MOLD mold)
if(VNLAB_MOLD)
  target_link_options(vnlab-flags INTERFACE -fuse-ld=mold)
endif()

# The cache's paths are relative, so that it also serves other clones.
find_program(VNLAB_CCACHE ccache)
if(VNLAB_CCACHE)
  foreach(language C CXX)
    set(CMAKE_${language}_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=time_macros ${VNLAB_CCACHE})
  endforeach()
endif()

# SPDX-License-Identifier: GPL-2.0-only
# Language level, warnings and sanitizers of our own targets: link vnlab-flags PRIVATE.

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

# Tests are compiled once and run once: compiling fast counts.
if(NOT VNLAB_SANITIZE)
  set(VNLAB_TEST_OPTIMIZATION -O1)
endif()

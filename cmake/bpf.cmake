# SPDX-License-Identifier: GPL-2.0-only
#
# The hook programs as objects for a Linux kernel, from the sources that the simulator is built from:
# <build>/bpf/<program>.bpf.o. Atomic operations that return a value need BPF's third instruction set.

find_program(VNLAB_CLANG clang)
find_path(VNLAB_LIBBPF_INCLUDE bpf/bpf_helpers.h)
if(NOT VNLAB_CLANG OR NOT VNLAB_LIBBPF_INCLUDE)
  message(STATUS "bpf-objects: not built (needs clang and libbpf's headers)")
  return()
endif()

set(bpf_flags -O2 -g -target bpf -mcpu=v3 -Wall -Werror)
if(CMAKE_LIBRARY_ARCHITECTURE) # where Debian keeps <asm/types.h>, which clang's BPF target does not search
  list(APPEND bpf_flags -idirafter /usr/include/${CMAKE_LIBRARY_ARCHITECTURE})
endif()

file(GLOB bpf_programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/model/hook/bpf/*.bpf.c)
file(GLOB bpf_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/model/hook/bpf/*.h)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/bpf)
foreach(program ${bpf_programs})
  cmake_path(GET program STEM LAST_ONLY name)
  set(object ${CMAKE_BINARY_DIR}/bpf/${name}.o)
  add_custom_command(
    OUTPUT ${object}
    COMMAND ${VNLAB_CLANG} ${bpf_flags} -c ${program} -o ${object}
    DEPENDS ${program} ${bpf_headers}
    VERBATIM)
  list(APPEND bpf_objects ${object})
endforeach()
add_custom_target(bpf-objects ALL DEPENDS ${bpf_objects})

# SPDX-License-Identifier: GPL-2.0-only
#
# analysis/kernel runs hook programs in this machine's kernel with libbpf (LGPL-2.1 or BSD-2-Clause).
# Without libbpf or the programs' objects, asking it to is an error at run time.

pkg_check_modules(libbpf IMPORTED_TARGET libbpf)
if(TARGET bpf-objects AND libbpf_FOUND)
  set(VNLAB_HAS_LIBBPF TRUE)
  target_link_libraries(vnlab-kernel PRIVATE PkgConfig::libbpf)
  add_dependencies(vnlab-kernel bpf-objects)
  set(left_out analysis/kernel/program-clock-absent.cc)
else()
  message(STATUS "programs in the kernel: not possible (needs clang and libbpf)")
  set(left_out analysis/kernel/kernel-runner.cc analysis/kernel/libbpf-error.cc
      analysis/kernel/program-clock.cc analysis/kernel/test-run.cc)
endif()
set_source_files_properties(${left_out} PROPERTIES HEADER_FILE_ONLY TRUE)

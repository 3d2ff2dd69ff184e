# SPDX-License-Identifier: GPL-2.0-only
#
# Runs a program and compares its standard output, byte for byte, with a file:
#   cmake -D PROGRAM=<program> -D EXPECTED=<file> -P compare-output.cmake

execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${status} after printing:\n${printed}")
endif()
file(READ ${EXPECTED} expected)
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "${PROGRAM} printed:\n${printed}\nexpected (${EXPECTED}):\n${expected}")
endif()

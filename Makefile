# SPDX-License-Identifier: GPL-2.0-only
# Thin front door: each target sets up what it needs and says so. CMake does the work.

BUILD ?= build
CMAKE_FLAGS ?=

.PHONY: all demo test bench sanitize format format-check clean

all: setup-build
	cmake --build $(BUILD)

.PHONY: setup setup-build
setup:
	@.ci/setup

setup-build: setup
	@cmake -S . -B $(BUILD) -G Ninja $(CMAKE_FLAGS) >$(BUILD).configure.log 2>&1 \
	    || { cat $(BUILD).configure.log; exit 1; }
	@rm -f $(BUILD).configure.log

# SPDX-License-Identifier: GPL-2.0-only
# Thin front door: each target sets up what it needs and says so. CMake does the work.

BUILD ?= build
JOBS ?= $(shell nproc)
CMAKE_FLAGS ?=
CTEST_FLAGS ?=
SOURCES = git ls-files -- '*.cc' '*.h' '*.c'

.PHONY: all demo test bench conformance sanitize format format-check setup clean

all: $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS)

demo: $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS) --target vnlab
	$(BUILD)/scenarios/vnlab run scenarios/compare-designs.toml

test: all
	ctest --test-dir $(BUILD) -j $(JOBS) --output-on-failure $(CTEST_FLAGS)

bench: $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS) --target vnlab-bench
	$(BUILD)/test/benchmark/vnlab-bench

# The hook programs, the VTEP, and LinkWire in network namespaces against this machine's kernel. Where
# that is not possible it says so, and fails only with CONFORMANCE_REQUIRED=1.
conformance: $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS) --target \
	    test-conformance conformance-kernel conformance-vtep conformance-netns
	date --iso-8601 && uname --kernel-name --kernel-release --machine
	$(BUILD)/test/conformance/hook/test-conformance --gtest_brief=1
	$(BUILD)/test/conformance/hook/conformance-kernel || test $$? -eq 77
	$(BUILD)/test/conformance/vtep/conformance-vtep || test $$? -eq 77
	$(BUILD)/test/conformance/netns/conformance-netns || test $$? -eq 77

# Without the known answers: they look at the numbers of long runs, whose code others run as well.
sanitize:
	$(MAKE) test BUILD=$(BUILD)-sanitize CMAKE_FLAGS=-DVNLAB_SANITIZE=ON \
	    CTEST_FLAGS="--exclude-regex program/KnownAnswersTest"

format: setup
	$(SOURCES) | xargs clang-format -i

format-check: setup
	$(SOURCES) | xargs clang-format --dry-run --Werror

setup:
	@.ci/setup

$(BUILD)/build.ninja: | setup
	cmake -S . -B $(BUILD) -G Ninja $(CMAKE_FLAGS)

clean:
	rm -rf $(BUILD) $(BUILD)-sanitize

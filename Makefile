# SPDX-License-Identifier: GPL-2.0-only
# Thin front door: each target sets up what it needs and says so. CMake does the work.

BUILD ?= build
JOBS ?= $(shell nproc)
CMAKE_FLAGS ?=
CTEST_FLAGS ?=
SOURCES = git ls-files -- '*.cc' '*.h' '*.c'

.PHONY: all demo test bench scale conformance sanitize fuzz contrib debian format format-check manual page setup \
    setup-demo with-tests clean

all: with-tests
	cmake --build $(BUILD) -j $(JOBS)

# Needs no packages for tests, and builds none.
demo: $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS) --target vnlab
	$(BUILD)/scenarios/vnlab run scenarios/compare-designs.toml

test: all
	ctest --test-dir $(BUILD) -j $(JOBS) --output-on-failure $(CTEST_FLAGS)

bench: with-tests
	cmake --build $(BUILD) -j $(JOBS) --target vnlab-bench
	$(BUILD)/test/benchmark/vnlab-bench

# Time and peak memory of a run of so many VMs under each demo design. A million take 8 GB and half an hour.
VMS ?= 1000000
scale: setup $(BUILD)/build.ninja
	cmake --build $(BUILD) -j $(JOBS) --target vnlab
	test/benchmark/scale.py $(BUILD)/scenarios/vnlab $(VMS)

# The hook programs, the VTEP, and LinkWire in network namespaces against this machine's kernel; EVPN against FRR;
# VLANs and flow tables against Open vSwitch; security groups against OVN. Where that is not possible it says so, and
# fails only with CONFORMANCE_REQUIRED=1.
conformance: with-tests
	cmake --build $(BUILD) -j $(JOBS) --target \
	    test-conformance conformance-kernel conformance-vtep conformance-netns conformance-evpn conformance-openflow \
	    conformance-vlan conformance-ovn
	date --iso-8601 && uname --kernel-name --kernel-release --machine
	$(BUILD)/test/conformance/hook/test-conformance --gtest_brief=1
	$(BUILD)/test/conformance/hook/conformance-kernel || test $$? -eq 77
	$(BUILD)/test/conformance/vtep/conformance-vtep || test $$? -eq 77
	$(BUILD)/test/conformance/netns/conformance-netns || test $$? -eq 77
	$(BUILD)/test/conformance/evpn/conformance-evpn || test $$? -eq 77
	$(BUILD)/test/conformance/openflow/conformance-openflow || test $$? -eq 77
	$(BUILD)/test/conformance/vlan/conformance-vlan || test $$? -eq 77
	$(BUILD)/test/conformance/ovn/conformance-ovn || test $$? -eq 77

# What handles foreign bytes and memory, once more under AddressSanitizer and UndefinedBehaviorSanitizer:
# the wings that read, write and keep them, and the program on a whole scenario.
sanitize:
	$(MAKE) with-tests BUILD=$(BUILD)-sanitize CMAKE_FLAGS=-DVNLAB_SANITIZE=ON
	cmake --build $(BUILD)-sanitize -j $(JOBS) --target memory-tests vnlab
	ctest --test-dir $(BUILD)-sanitize -j $(JOBS) --output-on-failure --label-regex '^memory$$'
	$(BUILD)-sanitize/scenarios/vnlab run results/reference/small.toml --no-plots \
	    --out $(BUILD)-sanitize/small

# Searches for FUZZ_SECONDS with each target of test/fuzz for inputs that are not survived.
FUZZ_SECONDS ?= 60
FUZZ_BUILD = $(BUILD)-fuzz
fuzz: export FUZZ_SECONDS := $(FUZZ_SECONDS)
fuzz:
	@.ci/setup demo fuzz
	test -f $(FUZZ_BUILD)/build.ninja || CC=clang-19 CXX=clang++-19 cmake -S . -B $(FUZZ_BUILD) -G Ninja \
	    $(CMAKE_FLAGS) -DVNLAB_TESTS=OFF -DVNLAB_FUZZ=ON
	cmake --build $(FUZZ_BUILD) -j $(JOBS) --target fuzz-targets
	ctest --test-dir $(FUZZ_BUILD) -j $(JOBS) --output-on-failure --timeout 100000 -R '^fuzz/' || \
	    { echo "fuzz: what was not survived is in $(FUZZ_BUILD)/crashes"; exit 1; }

# The same tree as a module of ns-3: of Debian's source package, or of the tree that NS3 names.
contrib: setup-demo
	@.ci/setup contrib
	.ci/contrib $(NS3)

# The demo and the tests in Debian 12 and 13, each in a system of its own. Takes root, and long.
debian:
	@.ci/setup debian
	.ci/debian || test $$? -eq 77

# What the manual has from the program: its tables of keys, metrics and costs, and the JSON schema.
manual: with-tests
	cmake --build $(BUILD) -j $(JOBS) --target test-house
	.ci/manual $(BUILD)

format: setup
	$(SOURCES) | xargs clang-format -i

format-check: setup
	$(SOURCES) | xargs clang-format --dry-run --Werror

# The bundle of the report's page anew, after a change of what lies beside it.
page: with-tests
	cmake --build $(BUILD) --target page

setup:
	@.ci/setup demo test

setup-demo:
	@.ci/setup demo

CONFIGURE = cmake -S . -B $(BUILD) -G Ninja $(CMAKE_FLAGS)

$(BUILD)/build.ninja: | setup-demo
	$(CONFIGURE) -DVNLAB_TESTS=OFF

# A build folder with tests, or one that `make demo` made, to which they are added.
with-tests: setup
	@test -f $(BUILD)/build.ninja && grep -q '^VNLAB_TESTS:BOOL=ON' $(BUILD)/CMakeCache.txt || \
	    $(CONFIGURE) -DVNLAB_TESTS=ON

clean:
	rm -rf $(BUILD) $(BUILD)-sanitize $(FUZZ_BUILD) build-contrib build-debian

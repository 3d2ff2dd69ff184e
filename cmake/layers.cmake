# SPDX-License-Identifier: GPL-2.0-only
#
# The house (doc/architecture.md): one static library per wing, and the arrows between them.
# A wing may include itself and what it names here, directly or through others; test/house checks it.

function(vnlab_layer folder)
  cmake_parse_arguments(ARG "REGISTERS" "" "USES;PRIVATE;ALONE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc
       ${CMAKE_SOURCE_DIR}/${folder}/bpf/*.c)
  cmake_path(GET folder FILENAME name)
  list(TRANSFORM ARG_ALONE PREPEND ${CMAKE_SOURCE_DIR}/${folder}/)
  list(REMOVE_ITEM sources ${ARG_ALONE})
  vnlab_batches(sources ${name} ${sources} ALONE ${ARG_ALONE})
  set(library vnlab-${name})
  if(ARG_REGISTERS) # its objects make themselves known when the program starts: all are linked
    add_library(vnlab-${name} INTERFACE)
    target_link_libraries(vnlab-${name}
                          INTERFACE "$<LINK_LIBRARY:WHOLE_ARCHIVE,vnlab-${name}-objects>")
    set(library vnlab-${name}-objects)
  endif()
  add_library(${library} STATIC ${sources} ${CMAKE_SOURCE_DIR}/cmake/empty.cc)
  target_include_directories(${library} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${library} PUBLIC ${ARG_USES} PRIVATE ${ARG_PRIVATE} vnlab-flags)
endfunction()

# What exists inside simulated time.
vnlab_layer(model/key USES)
vnlab_layer(model/input USES)
vnlab_layer(model/wire USES vnlab-ns3-network vnlab-ns3-internet)
vnlab_layer(model/device USES vnlab-ns3-network)
vnlab_layer(model/hook USES)
vnlab_layer(model/identity USES PkgConfig::gnutls)
vnlab_layer(model/spec USES vnlab-input vnlab-key Boost::graph PRIVATE LibXml2::LibXml2)
vnlab_layer(model/spec/generator REGISTERS USES vnlab-spec)
vnlab_layer(model/ip USES vnlab-wire)
vnlab_layer(model/protocol USES vnlab-ip)
vnlab_layer(model/ike USES vnlab-identity vnlab-wire PRIVATE PkgConfig::hogweed)
vnlab_layer(model/substrate USES vnlab-device vnlab-ip vnlab-spec)
vnlab_layer(model/substrate/placement REGISTERS USES vnlab-substrate)
vnlab_layer(model/cloud USES vnlab-identity vnlab-substrate)
vnlab_layer(model/rule USES vnlab-cloud vnlab-hook)
vnlab_layer(model/rule/table REGISTERS USES vnlab-rule)
vnlab_layer(model/guest USES vnlab-device vnlab-hook vnlab-ip)
vnlab_layer(model/traffic USES vnlab-cloud vnlab-guest vnlab-ns3-applications)
vnlab_layer(model/dataplane/encapsulation REGISTERS USES vnlab-substrate)
vnlab_layer(model/dataplane/pipeline USES vnlab-rule)
vnlab_layer(model/dataplane USES vnlab-encapsulation vnlab-guest vnlab-identity vnlab-ike vnlab-pipeline vnlab-rule)
vnlab_layer(model/control USES vnlab-dataplane vnlab-protocol vnlab-table)
vnlab_layer(model/control/plane REGISTERS USES vnlab-control)
vnlab_layer(model/design REGISTERS USES vnlab-key vnlab-plane)
vnlab_layer(model/service REGISTERS USES vnlab-cloud vnlab-guest vnlab-key)
vnlab_layer(model/deployment REGISTERS USES vnlab-design vnlab-service)
vnlab_layer(model/attack REGISTERS USES vnlab-deployment)
vnlab_layer(model/change REGISTERS USES vnlab-deployment)
vnlab_layer(model/monitor REGISTERS USES vnlab-deployment)
vnlab_layer(helper USES vnlab-attack vnlab-change vnlab-generator vnlab-monitor vnlab-placement
            vnlab-traffic)

# What is made of results; no simulator here.
vnlab_layer(analysis/file USES vnlab-input)
vnlab_layer(analysis/statistics USES vnlab-spec Eigen3::Eigen)
vnlab_layer(analysis/exposure USES vnlab-statistics)
vnlab_layer(analysis/metric USES vnlab-input vnlab-key)
vnlab_layer(analysis/style USES vnlab-metric)
vnlab_layer(analysis/result USES vnlab-file vnlab-statistics vnlab-style SQLiteCpp
            PRIVATE nlohmann_json::nlohmann_json)
vnlab_layer(analysis/point USES vnlab-result)
vnlab_layer(analysis/compare USES vnlab-result)
vnlab_layer(analysis/plot USES vnlab-point vnlab-compare)
vnlab_layer(analysis/report USES vnlab-point PRIVATE nlohmann_json::nlohmann_json)
vnlab_layer(analysis/kernel USES vnlab-hook
            ALONE kernel-runner.cc libbpf-error.cc program-clock.cc program-clock-absent.cc test-run.cc)
vnlab_layer(analysis/calibration USES vnlab-kernel vnlab-deployment vnlab-statistics vnlab-style)

# The program: the only place that knows both.
vnlab_layer(scenarios/vnlab/system USES vnlab-result ALONE build-paths.cc versions.cc)
vnlab_layer(scenarios/vnlab/scenario USES vnlab-helper vnlab-key vnlab-point tomlplusplus::tomlplusplus)
vnlab_layer(scenarios/vnlab/run REGISTERS USES vnlab-scenario vnlab-system vnlab-exposure vnlab-report)
vnlab_layer(scenarios/vnlab/gate USES vnlab-scenario vnlab-system vnlab-compare
            PRIVATE nlohmann_json::nlohmann_json)
vnlab_layer(scenarios/vnlab/sweep USES vnlab-run)
vnlab_layer(scenarios/vnlab/slurm USES vnlab-sweep)
vnlab_layer(scenarios/vnlab/netns USES vnlab-helper vnlab-system)
vnlab_layer(scenarios/vnlab/guide USES vnlab-sweep CLI11::CLI11 PRIVATE nlohmann_json::nlohmann_json)
vnlab_layer(scenarios/vnlab/command USES vnlab-calibration vnlab-gate vnlab-guide vnlab-netns
            vnlab-plot vnlab-slurm)

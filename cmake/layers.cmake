# SPDX-License-Identifier: GPL-2.0-only
#
# The house (doc/architecture.md): one static library per folder, and the arrows between them.
# A folder may include itself and what it names here; test/house checks the includes.

function(vnlab_layer folder)
  cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc
       ${CMAKE_SOURCE_DIR}/${folder}/bpf/*.c)
  cmake_path(GET folder FILENAME name)
  add_library(vnlab-${name} STATIC ${sources} ${CMAKE_SOURCE_DIR}/cmake/empty.cc)
  target_include_directories(vnlab-${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(vnlab-${name} PUBLIC ${ARG_USES} PRIVATE vnlab-flags)
endfunction()

vnlab_layer(model/wire USES vnlab-ns3-network vnlab-ns3-internet)
vnlab_layer(model/hook USES)
vnlab_layer(model/spec USES Boost::graph LibXml2::LibXml2)
vnlab_layer(model/identity USES PkgConfig::gnutls)
vnlab_layer(model/device USES vnlab-ns3-network)
vnlab_layer(model/substrate USES vnlab-device vnlab-wire vnlab-spec vnlab-ns3-network Boost::graph)
vnlab_layer(model/guest USES vnlab-device vnlab-wire vnlab-hook vnlab-ns3-internet)
vnlab_layer(model/dataplane USES vnlab-wire vnlab-hook vnlab-identity vnlab-substrate vnlab-guest)
vnlab_layer(model/control USES vnlab-spec vnlab-dataplane)
vnlab_layer(model/design USES vnlab-control vnlab-dataplane)
vnlab_layer(model/attack USES vnlab-control)
vnlab_layer(model/monitor USES vnlab-control)
vnlab_layer(helper USES vnlab-attack vnlab-monitor
            "$<LINK_LIBRARY:WHOLE_ARCHIVE,vnlab-design>") # designs register themselves
vnlab_layer(analysis USES vnlab-spec Eigen3::Eigen SQLiteCpp nlohmann_json::nlohmann_json)
vnlab_layer(analysis/report USES vnlab-analysis)
vnlab_layer(analysis/store-plots USES vnlab-report)

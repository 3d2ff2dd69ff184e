# SPDX-License-Identifier: GPL-2.0-only
#
# The headers that a program includes as "ns3/<name>", or all of them as "ns3/vnlab-module.h". All names in
# ns3/ are in one folder with those of ns-3's modules and of others, so only what stands for itself goes
# there; the rest comes along by its path, such as "model/rule/rule.h".

set(vnlab_public_headers
    helper/attack-helper.h
    helper/capture-helper.h
    helper/design-helper.h
    helper/identity-guard.h
    helper/monitor-helper.h
    helper/server-helper.h
    helper/substrate-helper.h
    helper/tenant-helper.h
    model/attack/frame-forge.h
    model/deployment/work-report.h
    model/device/ethernet-device.h
    model/guest/full-guest.h
    model/guest/light-guest.h
    model/guest/vnic-device.h
    model/spec/spec-generator.h
    model/spec/spec-reader.h
    model/substrate/uplink-device.h
    model/traffic/traffic-monitor.h
    model/wire/dot1q-header.h
    model/wire/esp-header.h
    model/wire/esp-trailer.h
    model/wire/geneve-header.h
    model/wire/gre-header.h
    model/wire/mpls-header.h
    model/wire/nvgre-header.h
    model/wire/vxlan-header.h)

# Standalone: what ns-3's build_lib does in its tree, for programs that link `target`.
function(vnlab_make_public_headers target)
  set(folder ${CMAKE_BINARY_DIR}/include)
  set(module "#pragma once\n")
  foreach(header ${vnlab_public_headers})
    cmake_path(GET header FILENAME name)
    file(CONFIGURE OUTPUT ${folder}/ns3/${name} CONTENT "#include \"${header}\"\n" @ONLY)
    string(APPEND module "#include \"ns3/${name}\"\n")
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/ns3/vnlab-module.h CONTENT "${module}" @ONLY)
  target_include_directories(${target} INTERFACE ${folder})
endfunction()

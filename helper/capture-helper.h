// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CAPTURE_HELPER_H
#define VNLAB_CAPTURE_HELPER_H

#include "model/device/ethernet-device.h"
#include "model/substrate/fabric.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @brief Writes every frame on a device's wire to a pcap file: on a vNIC's behind TC egress and
 * before XDP, on an uplink's as it enters or leaves the fabric.
 * @param path the file, replaced; closed at the end of the simulation
 */
void CaptureDevice(const Ptr<EthernetDevice>& device, const std::string& path);

/// Writes every frame of one direction of a fabric link to a pcap file, as it arrives at the far
/// end. One capture a link.
void CaptureLink(Fabric& fabric, LinkId link, const std::string& path);

} // namespace ns3::vnlab

#endif // VNLAB_CAPTURE_HELPER_H

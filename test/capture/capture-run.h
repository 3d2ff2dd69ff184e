// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_CAPTURE_RUN_H
#define VNLAB_TEST_CAPTURE_RUN_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// The pcap files of one run: every place sees the traffic between VM 0 and VM 1, on two racks.
struct Captures
{
    std::string vnic; ///< VM 0's
    std::string uplink;
    std::string link;
    std::vector<std::string> keys{}; ///< tshark's preferences with which it opens what is sealed
    uint64_t ikeMessages{0};         ///< that VM 0 sent
    /// What VM 0 sent, as its programs had it, and what it got, as they have it.
    std::vector<Ptr<const Packet>> sent{};
    std::vector<Ptr<const Packet>> received{};
};

/// Runs four VMs, each linked to each, under a design or one of ReachVariants(), and captures what VM 0 says to others and VM 1 to it.
Captures CaptureRun(const std::string& design);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_CAPTURE_RUN_H

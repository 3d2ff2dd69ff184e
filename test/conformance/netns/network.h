// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_NETWORK_H
#define VNLAB_TEST_NETNS_NETWORK_H

#include "model/drop-log.h"
#include "scenarios/vnlab/netns/netns-plan.h"
#include "test/conformance/netns/descriptor.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// A VM of the network under test, with its only vNIC.
struct Guest
{
    std::string name;
    std::string space; ///< its namespace
    VnicId vnic;
    VnicPlan plan;
};

/// Entries of maps in hexadecimal: by pinned path, by key.
using MapContents = std::map<std::string, std::map<std::string, std::string>>;

/// The network under test as it stands in the kernel; someone else has made it from the plan.
class Network
{
  public:
    /// @param plan outlives it
    explicit Network(const NetnsPlan& plan);

    /// @return the VMs, by number
    const std::vector<Guest>& Guests() const;

    /// @return all entries of the maps that rules go to
    MapContents Maps() const;

    /// @return the same as rules demand it
    MapContents Maps(const std::vector<Rule>& rules) const;

    /// @return frames that a guest's hooks have dropped for a reason, over all CPUs
    uint64_t Drops(const Guest& guest, DropReason reason) const;

    /// Tells every guest the Ethernet address of every other, so that no ARP stands in the way, or
    /// makes it forget.
    void IntroduceAll() const;
    void ForgetAll() const;

    /// Removes a guest's own egress hook, as root in a VM can, or puts it back.
    void RemoveEgressHook(const Guest& guest) const;
    void RestoreEgressHook(const Guest& guest) const;

    /// Turns checksum and segmentation offload of a guest's device on or off.
    void SetOffloads(const Guest& guest, bool on) const;

  private:
    void ForEachPair(const std::string& verb, bool withMac) const;

    const NetnsPlan& m_plan;
    std::vector<Guest> m_guests;
};

/// @return a socket in the namespace of a guest. @throws std::system_error
Descriptor OpenSocket(const Guest& guest, int type, int protocol = 0);

/// Frames and bytes that a guest's device has sent and received.
struct DeviceCounts
{
    uint64_t sentFrames{0};
    uint64_t sentBytes{0};
    uint64_t receivedFrames{0};
    uint64_t receivedBytes{0};
};

DeviceCounts CountsOf(const Guest& guest);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_NETWORK_H

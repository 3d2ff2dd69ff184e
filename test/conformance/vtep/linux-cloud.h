// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_LINUX_CLOUD_H
#define VNLAB_TEST_VTEP_LINUX_CLOUD_H

#include "test/conformance/vtep/world.h"
#include "test/support/network-namespace.h"
#include "test/support/packet-socket.h"

#include <array>
#include <vector>

namespace ns3::vnlab::test
{

/**
 * @brief The world of Linux's devices, in namespaces of its own.
 *
 * A host is a namespace with, for each segment, a bridge and a vxlan device; its card is a veth
 * pair to the leaf, a namespace that routes. A VM is the far end of a veth pair from a bridge,
 * without addresses. Bridges know their VMs' MAC addresses and neither learn nor flood unknown
 * unicast to them, as libvirt sets them up with macTableManager='libvirt'; the vxlan devices have an
 * MTU of 1500, as VMs have. Offloads are off and nothing speaks by itself.
 */
class LinuxCloud
{
  public:
    /// @throw std::exception with what is missing
    explicit LinuxCloud(Mode mode);

    /**
     * @brief Puts frames in and waits for what comes of it.
     * @param expected how many sightings are expected: fewer are waited for longer
     */
    Sightings Inject(const Input& input, size_t expected);

  private:
    struct Watch
    {
        Place place;
        PacketSocket socket;
    };

    void AddHost(uint32_t host, Mode mode);
    void AddSegment(uint32_t host, uint32_t segment, Mode mode);
    void AddVm(uint32_t vm);
    void FillStatic(uint32_t host, uint32_t segment);
    const PacketSocket& Entry(const Place& place) const;
    void Collect(Sightings& seen);

    NetworkNamespace m_leaf;
    NetworkNamespace m_guests;
    std::array<NetworkNamespace, kHosts> m_hosts;
    std::vector<Watch> m_watches;
    std::vector<PacketSocket> m_vmEntries;
    std::vector<PacketSocket> m_uplinkEntries;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_LINUX_CLOUD_H

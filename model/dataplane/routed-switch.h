// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ROUTED_SWITCH_H
#define VNLAB_ROUTED_SWITCH_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/host-switch.h"

namespace ns3::vnlab
{

/// Who forwards between the vNICs of a host.
enum class Neighbours : uint8_t
{
    kHere,     ///< the host
    kByFabric, ///< its leaf, to which all goes and which sends it back
};

/// From which addresses a VM may send.
enum class Sources : uint8_t
{
    kAny,
    kOwn, ///< its vNIC's: its Ethernet address, and an IPv4 address that is routed there
};

/// How a host treats its vNICs.
struct RoutedPorts
{
    Neighbours neighbours{Neighbours::kHere};
    Sources sources{Sources::kAny};
};

/**
 * @brief A host switch without virtualization: a router between its vNICs and the fabric.
 *
 * Answers every ARP request with the gateway's address (proxy ARP, RFC 1027) and forwards IPv4 by
 * destination: to the vNIC that table kPortAddress names, else to the leaf. Checks no source unless told,
 * and then drops others as `spoofed-source`. What exceeds the underlay's MTU leaves in fragments, or, with DF set, is answered with ICMP
 * "fragmentation needed" from the host's own address (RFC 1191 §4).
 *
 * What comes for the provider address of a vNIC that has left and is redirected goes on to the one that it
 * has, but for TCP: a connection to the VM's proxy is not opened to its new address.
 */
class RoutedSwitch : public HostSwitch
{
  public:
    RoutedSwitch(Ptr<UplinkDevice> uplink,
                 Fabric& fabric,
                 HostId host,
                 DropLog& drops,
                 const RoutedPorts& ports = {});

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) override;
    void FromUplink(FabricFrame frame, const FrameFields& fields) override;
    VnicDevice* PortOf(uint32_t address) const;
    bool IsOwn(const VnicDevice& device, const FrameFields& fields) const;
    void ReportTooBig(VnicDevice& device,
                      const Ptr<const Packet>& frame,
                      const FrameFields& fields);

    RoutedPorts m_ports;
    EntryTable<PortAddressKey, PortAddressValue> m_vnics; ///< by address
};

} // namespace ns3::vnlab

#endif // VNLAB_ROUTED_SWITCH_H

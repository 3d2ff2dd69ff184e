// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_VTEP_H
#define VNLAB_EVPN_VTEP_H

#include "model/cloud/cloud-plan.h"
#include "model/control/plane/bgp-node.h"
#include "model/protocol/evpn-instance.h"
#include "model/rule/rule.h"

#include <cstdint>
#include <functional>
#include <map>

namespace ns3::vnlab
{

/// Who a VTEP is.
struct EvpnVtepSetting
{
    EnforcementPoint at;   ///< its host switch
    uint32_t address{0};   ///< IPv4, host byte order
    uint16_t as{0};        ///< route targets are AS:VNI (RFC 8365 section 5.1.2.1)
    const CloudPlan& plan; ///< what the hypervisor knows of the vNICs that it attached; outlives it
};

/**
 * @brief A host's part of EVPN: announces the vNICs on its ports, and makes entries of others' routes.
 *
 * A segment is an EVPN instance of its own, from the first port in it to the last. Routes of segments
 * that it has no port in stay in the RIB alone.
 */
class EvpnVtep
{
  public:
    using WriteRules = std::function<void(RuleDelta rules)>;

    /// @param write gets entries into the host's tables
    EvpnVtep(const EvpnVtepSetting& setting,
             const BgpNodeSetting& node,
             BgpChanges& changes,
             WriteRules write);

    BgpNode& Node();
    const BgpNode& Node() const;

    /// A vNIC has a port in a segment from now on, and in no other.
    void Attach(VnicId vnic, Vni vni);

    /// A vNIC has no port any more. Without one before, nothing.
    void Detach(VnicId vnic);

    /// The machine is gone with its tables and with all that it knew.
    void Reset();

    /// @return entries that came from others' routes
    size_t Entries() const;

    /// @return routes of its own that it took back
    uint64_t Withdrawals() const;

  private:
    struct Segment
    {
        bgp::EvpnInstance instance;
        std::map<MacBytes, VnicId> ports{};
        std::map<MacBytes, uint32_t> addresses{}; ///< of MACs elsewhere, IPv4 in host byte order
        std::map<MacBytes, uint32_t> entries{};   ///< likewise, of those that are in the tables
    };

    void Import(const bgp::EvpnRib::Changes& changes);
    void ImportInto(Vni vni, const bgp::EvpnRib::Changes& changes);
    std::optional<Vni> VniOf(const std::optional<bgp::EvpnPath>& path) const;
    Segment& SegmentOf(Vni vni);
    bgp::EvpnDelta LearnPort(Segment& segment, VnicId vnic) const;
    void Follow(Vni vni, const bgp::EvpnDelta& delta);
    void WriteEntries(Vni vni, const std::vector<bgp::FdbChange>& fdb);
    void EraseEntry(Vni vni, const MacBytes& mac, uint32_t address, RuleDelta& rules) const;

    EvpnVtepSetting m_setting;
    WriteRules m_write;
    std::map<Vni, Segment> m_segments;
    std::map<VnicId, Vni> m_ports;
    std::map<Vni, uint16_t> m_instances; // their numbers in route distinguishers
    uint64_t m_withdrawals{0};
    BgpNode m_node;
};

} // namespace ns3::vnlab

#endif // VNLAB_EVPN_VTEP_H

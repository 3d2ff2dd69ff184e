// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VTEP_TABLES_H
#define VNLAB_VTEP_TABLES_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/next-hops.h"
#include "model/dataplane/segment-lists.h"
#include "model/rule/tables.h"
#include "model/wire/frame-fields.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// What rules tell a VTEP of what is elsewhere: kFdb, kArp, kFlood, kGateway, kNextHop.
class VtepTables
{
  public:
    /// @return false where there is no such table or the sizes are wrong
    bool Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such entry
    bool Erase(TableId table, std::span<const uint8_t> key);
    void Clear();

    /// @return the VTEP behind which an address is, IPv4 in host byte order
    std::optional<uint32_t> VtepOf(Vni vni, const MacBytes& mac) const;

    /// @return the Ethernet address of a tenant's address; nothing: it is not known here
    std::optional<MacBytes> MacOf(Vni vni, uint32_t address) const;

    /// @return the VTEPs to which what is for all goes
    const std::vector<uint32_t>& Flood(Vni vni) const;

    /// @return the gateway for a flow of the segment, if there is any
    std::optional<uint32_t> GatewayFor(Vni vni, const FrameFields& fields) const;

    const NextHops& Hops() const;

  private:
    EntryTable<SegmentMacKey, FdbValue> m_fdb;
    EntryTable<ArpKey, ArpValue> m_arp;
    SegmentLists<uint32_t> m_flood; // VTEPs
    SegmentLists<uint32_t> m_gateways;
    NextHops m_nextHops;
};

} // namespace ns3::vnlab

#endif // VNLAB_VTEP_TABLES_H

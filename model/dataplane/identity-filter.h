// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_FILTER_H
#define VNLAB_IDENTITY_FILTER_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/frame-filter.h"

namespace ns3::vnlab
{

/**
 * @brief The firewall that decides on verified identities (DESIGN section 3, "Identity firewall").
 *
 * A frame passes where, in this order:
 * 1. sent by a guest: its source addresses (Ethernet, IPv4, ARP sender) are those of the identity
 *    that was verified when the vNIC attached, or kCarried says whose address it passes on, else
 *    `spoofed-source`;
 * 2. both ends' addresses stand for known identities, and kPermit has the pair of UUIDs with the
 *    service, else `not-permitted`. Of what a VM of a service chain passes on, the ends are the chain's.
 * ARP requests pass to the VTEP, which answers them from kArp. Ports are matched without state: a
 * service's port may be the destination's or, for the way back, the source's; a fragment behind the
 * first shows no port and passes only where the service names none.
 */
class IdentityFilter : public FrameFilter
{
  public:
    std::optional<DropReason> FromGuest(Vni vni,
                                        const MacBytes& port,
                                        const FrameFields& frame) const override;
    std::optional<DropReason> ToGuest(Vni vni,
                                      const MacBytes& port,
                                      const FrameFields& frame) const override;
    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    /// @return who is behind an Ethernet address and, for IPv4, the packet's own; nullptr: nobody is
    const UuidBytes* SourceOf(Vni vni, const MacBytes& mac, const FrameFields& frame) const;
    const UuidBytes* DestinationOf(Vni vni, const MacBytes& mac, const FrameFields& frame) const;
    const UuidBytes* CarriedBy(Vni vni, const MacBytes& mac, uint32_t address) const;
    std::optional<DropReason> Permitted(Vni vni,
                                        const MacBytes& source,
                                        const MacBytes& destination,
                                        const FrameFields& frame) const;

    EntryTable<SegmentMacKey, IdentityValue> m_identities;
    EntryTable<CarriedKey, CarriedValue> m_carried;
    EntryTable<PermitKey, PermitValue> m_permits;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_FILTER_H

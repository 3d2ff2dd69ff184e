// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_FILTER_H
#define VNLAB_IDENTITY_FILTER_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/frame-filter.h"
#include "model/dataplane/host-connections.h"

namespace ns3::vnlab
{

/**
 * @brief The firewall that decides on verified identities (DESIGN section 4, "Identity firewall").
 *
 * A frame passes where, in this order:
 * 1. sent by a guest: its source addresses (Ethernet, IPv4, ARP sender) are those of the identity
 *    that was verified when the vNIC attached, or kCarried says whose address it passes on, else
 *    `spoofed-source`;
 * 2. both ends' addresses stand for known identities, and kPermit has the pair of UUIDs with the
 *    service, else `not-permitted`. Of what a VM of a service chain passes on, the ends are the chain's;
 * 3. with memory: it can be remembered, else `connections-full`.
 * ARP requests pass to the VTEP, which answers them from kArp.
 *
 * Without memory a service's port may be the destination's or, for the way back, the source's. With it, the port
 * is that of the end that was asked: an answer is one because somebody asked. A fragment behind the first shows
 * no port and passes only where the service names none.
 */
class IdentityFilter : public FrameFilter
{
  public:
    /// @param connections that it remembers, over all vNICs of its host; nothing: it has no memory
    explicit IdentityFilter(std::optional<uint32_t> connections = std::nullopt);

    /// @return whose an Ethernet address is; nullptr: nobody's that is known here. Valid until the next change
    const UuidBytes* IdentityOf(Vni vni, const MacBytes& mac) const;

    std::optional<DropReason> FromGuest(const FilteredFrame& frame) override;
    std::optional<DropReason> ToGuest(const FilteredFrame& frame) override;
    bool TracksConnections() const override;
    void MoveState(VnicId vnic, FrameFilter& to) override;
    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    using Side = HostConnections::Side;

    /// Who is behind an address.
    struct End
    {
        const UuidBytes* uuid{nullptr}; ///< nullptr: nobody is
        bool isCarried{false};          ///< it is not the vNIC's own
    };

    /// @return who is behind an Ethernet address and, for IPv4, the packet's own
    End SourceOf(const FilteredFrame& frame, const MacBytes& mac) const;
    End DestinationOf(const FilteredFrame& frame, const MacBytes& mac) const;
    const UuidBytes* CarriedBy(Vni vni, const MacBytes& mac, uint32_t address) const;
    std::optional<DropReason> Decide(const FilteredFrame& frame,
                                     const End& from,
                                     const End& to,
                                     Side side);

    EntryTable<SegmentMacKey, IdentityValue> m_identities;
    EntryTable<CarriedKey, CarriedValue> m_carried;
    EntryTable<PermitKey, PermitValue> m_permits;
    std::optional<HostConnections> m_connections;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_FILTER_H

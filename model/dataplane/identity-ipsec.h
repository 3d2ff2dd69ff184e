// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_IPSEC_H
#define VNLAB_IDENTITY_IPSEC_H

#include "model/dataplane/identity-filter.h"
#include "model/rule/pair-association-tables.h"

#include <map>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief The IPsec of a host that knows identities: ESP with AES-128-GCM in transport mode around its tunnels
 * (RFC 4303 §3.1.1), with an association for each pair of identities and direction.
 *
 * The tunnel's IPv4 header stays in front; UDP, tunnel header and tenant's frame are sealed. Who an association
 * is for, the Ethernet addresses inside say, as the firewall knows them: on a service chain, the VMs of each hop.
 *
 * A frame without an association, which broadcasts never have, is dropped as `no-association`, and so is what
 * comes with an SPI that is not known here; what comes in clear, or from or for others than its association is,
 * as `not-permitted`; what was not sealed with its key as `not-authentic`.
 *
 * An association is a pair's, wherever its VMs are, as MOBIKE (RFC 4555) keeps it when addresses change. So a
 * VM's move changes no key, and IVs begin with the host's number: two hosts never use one twice. Keys are the
 * controller's; without a negotiation nobody notices replays (RFC 4303 §3.3.3).
 */
class IdentityIpsec
{
  public:
    /// @param identities whose an address is; outlives this
    IdentityIpsec(const IdentityFilter& identities, HostId host);

    /// What became of a packet.
    struct Outcome
    {
        std::optional<DropReason> problem; ///< nothing: it was sealed or opened
        size_t bytes{0};                   ///< that AES-GCM worked on, whatever became of it
        const IdentityPair* pair{
            nullptr}; ///< whose the association is that opened it; valid until the next change
        bool isOfWhoLeft{false}; ///< it only serves for sending on what still comes
    };

    /**
     * @brief Seals a packet of a tunnel, in place.
     * @param vni,inside of the frame in it
     * @param packet with an Ethernet and an IPv4 header, untagged and whole
     */
    Outcome Seal(Vni vni, const FrameFields& inside, const Ptr<Packet>& packet);

    /// Opens a packet, in place. @param fields of the packet, untagged and whole
    Outcome Open(const Ptr<Packet>& packet, const FrameFields& fields);

    /// @return whether a frame is from and for those whose the association is
    bool IsOf(const IdentityPair& pair, Vni vni, const FrameFields& inside) const;

    bool Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value);

    /// @param isAwaited whether packets may still come for VMs that left, and have to be sent on
    bool Erase(TableId table, std::span<const uint8_t> key, bool isAwaited);
    void Clear();

  private:
    struct Sealing
    {
        OutboundPairValue association{};
        uint32_t sent{0}; ///< packets: the sequence number of the last
    };

    struct Opening
    {
        EspKey key;
        bool isOfWhoLeft{false};
    };

    /// @return whose the Ethernet addresses of a frame are, where both are somebody's
    std::optional<IdentityPair> PairOf(Vni vni, const FrameFields& inside) const;

    const IdentityFilter& m_identities;
    std::map<IdentityPair, Sealing> m_sealing;
    std::map<InboundPairKey, Opening> m_opening;
    uint64_t m_lastIv;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_IPSEC_H

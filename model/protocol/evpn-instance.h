// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_INSTANCE_H
#define VNLAB_EVPN_INSTANCE_H

#include "model/protocol/evpn-rib.h"

#include <set>

namespace ns3::vnlab::bgp
{

/// What one VTEP's part of a segment is called.
struct EvpnInstanceConfig
{
    uint32_t vni{0};
    uint32_t vtep{0};           ///< this VTEP's address, IPv4 in host byte order
    RouteDistinguisher rd{};    ///< of no other VTEP and no other segment
    ExtendedCommunity target{}; ///< of all routes of the segment
    uint32_t localPreference{100};
};

/// Behind which VTEP a MAC is.
struct FdbChange
{
    MacBytes mac{};
    std::optional<uint32_t>
        vtep; ///< IPv4 in host byte order; nothing: it is not known to be elsewhere

    bool operator==(const FdbChange&) const = default;
};

/// Who gets what is flooded.
struct FloodChange
{
    uint32_t vtep{0}; ///< IPv4 in host byte order
    bool added{false};

    bool operator==(const FloodChange&) const = default;
};

/// What an event at a VTEP has to be followed by.
struct EvpnDelta
{
    std::vector<OwnRoute> originate{}; ///< to BgpSpeaker::Originate
    std::vector<EvpnKey> retract{};    ///< to BgpSpeaker::Retract
    std::vector<FdbChange> fdb{};      ///< remote entries to be written or erased
    std::vector<FloodChange> flood{};

    bool operator==(const EvpnDelta&) const = default;
};

/**
 * @brief A segment at one VTEP: which MACs it announces, and what it makes of others' routes.
 *
 * Between VTEPs a MAC belongs to one (RFC 7432 §15). Who learns a MAC that others announce gives it the
 * next higher sequence; of two that claim it, the higher sequence has it, of equal ones the lower VTEP
 * address. A VTEP that loses a MAC takes its routes back and has to learn it anew.
 */
class EvpnInstance
{
  public:
    explicit EvpnInstance(const EvpnInstanceConfig& config);

    /// @return the type-3 route by which this VTEP gets what is flooded
    OwnRoute MulticastRoute() const;

    /// A MAC spoke on a local port. @param ip its address, if it is known; each is a route of its own
    EvpnDelta Learn(const MacBytes& mac, const Address& ip = {});

    /// A MAC is not on a local port any more; its routes are taken back. An unknown one is no change.
    EvpnDelta Unlearn(const MacBytes& mac);

    /// Takes changes of the Loc-RIB; those of other segments, and this VTEP's own, are ignored.
    EvpnDelta Import(const EvpnRib::Changes& changes);

    /// @return whether this VTEP announces the MAC
    bool IsLocal(const MacBytes& mac) const;

    /// @return the VTEP that a MAC is behind, IPv4 in host byte order; nothing: none, or this one
    std::optional<uint32_t> VtepOf(const MacBytes& mac) const;

    /// @return the remote entries of the FDB: the VTEP of each MAC
    const std::map<MacBytes, uint32_t>& Fdb() const
    {
        return m_fdb;
    }

    /// @return those who get what is flooded
    std::set<uint32_t> FloodList() const;

  private:
    /// A claim to a MAC: the better one has it.
    struct Claim
    {
        MacMobility mobility;
        uint32_t vtep{0};

        bool Beats(const Claim& other) const;
    };

    struct LocalMac
    {
        Claim claim;
        std::set<Address> ips; // also none
    };

    bool IsMine(const std::optional<EvpnPath>& path) const;
    EvpnKey KeyOf(const MacBytes& mac, const Address& ip) const;
    OwnRoute RouteOf(const MacBytes& mac, const Address& ip, const MacMobility& mobility) const;
    const Claim* BestOthers(const MacBytes& mac) const;
    void TakeMac(const RouteChange& change, std::set<MacBytes>& touched);
    void TakeMulticast(const RouteChange& change, EvpnDelta& delta);
    void Settle(const MacBytes& mac, EvpnDelta& delta);
    void Lose(const MacBytes& mac, EvpnDelta& delta);

    EvpnInstanceConfig m_config;
    std::map<MacBytes, LocalMac> m_local;
    std::map<MacBytes, std::map<EvpnKey, Claim>> m_others;
    std::map<MacBytes, uint32_t> m_fdb;
    std::map<uint32_t, std::set<EvpnKey>> m_flood; // VTEP: the routes that say so
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_EVPN_INSTANCE_H

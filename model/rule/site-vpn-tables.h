// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SITE_VPN_TABLES_H
#define VNLAB_SITE_VPN_TABLES_H

#include "model/identity/esp-key.h"
#include "model/rule/ipsec-tables.h"
#include "model/rule/tables.h"
#include "model/substrate/topology.h"

#include <array>
#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

// What a VPN between data centers holds: the keys of its tunnels at both ends of each, and at the concentrator,
// where all of them meet, the stations and what these may say to each other.
inline constexpr TableId kSiteSealTable{48};      ///< end of a tunnel: what is sealed, and for whom
inline constexpr TableId kSiteOpenTable{49};      ///< end of a tunnel: keys to open with
inline constexpr TableId kStationTable{50};       ///< concentrator: who has an address, and where
inline constexpr TableId kStationPermitTable{51}; ///< concentrator: who may speak with whom

/// Addresses of the provider, IPv4 in host byte order, both ends among them.
struct AddressRange
{
    uint32_t first;
    uint32_t last;

    bool Has(uint32_t address) const
    {
        return first <= address && address <= last;
    }

    auto operator<=>(const AddressRange&) const = default;
};

/// The packets of a policy and an association at once: those that go to these addresses.
struct SiteSealKey
{
    AddressRange to;
    auto operator<=>(const SiteSealKey&) const = default;
};

struct SiteSealValue
{
    uint32_t remote; ///< the tunnel's far end
    uint32_t spi;
    EspKey key;
};

struct SiteOpenKey
{
    uint32_t spi;
    bool operator==(const SiteOpenKey&) const = default;
};

struct SiteOpenValue
{
    AddressRange from; ///< where packets in this tunnel may come from
    EspKey key;
};

struct StationKey
{
    uint32_t address; ///< the tenant's
    bool operator==(const StationKey&) const = default;
};

struct StationValue
{
    MacBytes mac;
    std::array<uint8_t, 2> zero{};
    uint32_t host; ///< provider's address of its host
};

/// One end of what a packet filter permits: an interface, and the addresses behind it.
struct StationEnd
{
    uint32_t address;
    MacBytes mac;
    uint16_t
        side; ///< data center: the concentrator knows it by the tunnel to it, its own by its network
    auto operator<=>(const StationEnd&) const = default;
};

/// Packets that may pass, one way.
struct StationPermitKey
{
    StationEnd source;
    StationEnd destination;
    uint16_t port{0};
    uint8_t protocol{0}; ///< 0: any
    PortOf portOf{PortOf::kNone};
    auto operator<=>(const StationPermitKey&) const = default;
};

} // namespace ns3::vnlab

#endif // VNLAB_SITE_VPN_TABLES_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOOK_ENTRIES_H
#define VNLAB_HOOK_ENTRIES_H

#include "model/hook/bpf/tunnel-maps.h"
#include "model/mac-bytes.h"
#include "model/spec/specification.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace ns3::vnlab
{

/// @return an IPv4 address of host byte order as hook maps hold it
constexpr uint32_t
ToNetwork(uint32_t address)
{
    if constexpr (std::endian::native == std::endian::little)
    {
        return __builtin_bswap32(address);
    }
    return address;
}

/// @return the number of a tunnelling protocol in hook maps
constexpr vnlab_tunnel_protocol
HookProtocol(TunnelProtocol protocol)
{
    switch (protocol)
    {
    case TunnelProtocol::kVxlan:
        return VNLAB_TUNNEL_VXLAN;
    case TunnelProtocol::kNvgre:
        return VNLAB_TUNNEL_NVGRE;
    case TunnelProtocol::kIpip:
        return VNLAB_TUNNEL_IPIP;
    }
    return VNLAB_TUNNEL_NONE;
}

/// Writes an Ethernet address into an entry.
inline void
PutMac(const MacBytes& mac, uint8_t (&entry)[6])
{
    std::memcpy(entry, mac.data(), mac.size());
}

/// @return the whitelist's key for a source. @param address in host byte order
inline vnlab_whitelist_key
WhitelistKey(const MacBytes& mac, uint32_t address)
{
    vnlab_whitelist_key key{};
    PutMac(mac, key.source_mac);
    key.source = ToNetwork(address);
    return key;
}

} // namespace ns3::vnlab

#endif // VNLAB_HOOK_ENTRIES_H

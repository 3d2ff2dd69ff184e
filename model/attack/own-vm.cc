// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/own-vm.h"

#include "model/rule/hook-entries.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <span>

namespace ns3::vnlab
{

namespace
{

/// @return the tunnel to an address that the vNIC's map shows, in the provider's addresses
std::optional<vnlab_encap_value>
FindTunnel(const VnicHooks& hooks, uint32_t address)
{
    const vnlab_encap_key key{ToNetwork(address)};
    vnlab_encap_value value{};
    const std::span bytes(reinterpret_cast<uint8_t*>(&value), sizeof(value));
    const BpfMap* map = hooks.FindMap(encap_map);
    const bool shown = map && map->Read(ObjectBytes(key), bytes) == 0;
    return shown && value.protocol != VNLAB_TUNNEL_NONE ? std::optional(value) : std::nullopt;
}

TunnelProtocol
ProtocolOf(const vnlab_encap_value& tunnel)
{
    switch (tunnel.protocol)
    {
    case VNLAB_TUNNEL_NVGRE:
        return TunnelProtocol::kNvgre;
    case VNLAB_TUNNEL_IPIP:
        return TunnelProtocol::kIpip;
    default:
        return TunnelProtocol::kVxlan;
    }
}

MacBytes
PeerMac(const vnlab_encap_value& tunnel)
{
    MacBytes mac;
    std::memcpy(mac.data(), tunnel.peer_mac, mac.size());
    return mac;
}

} // namespace

OwnVm::OwnVm(Deployment& cloud, VmId vm)
    : m_cloud(cloud),
      m_vm(vm)
{
}

std::optional<VnicId>
OwnVm::VnicTowards(uint32_t address) const
{
    const CloudPlan& plan = m_cloud.Plan();
    const std::vector<VnicId>& own = plan.At(m_vm).vnics;
    const auto found = std::ranges::find_if(
        own, [&](VnicId vnic) { return plan.PathOf(vnic).subnet.Contains(address); });
    return found != own.end() ? std::optional(*found) : std::nullopt;
}

std::vector<FrameEnd>
OwnVm::Peers(VnicId own) const
{
    std::vector<FrameEnd> peers;
    if (const BpfMap* map = m_cloud.DeviceOf(own).GetHooks().FindMap(encap_map))
    {
        map->ForEach(
            [&peers](std::span<const uint8_t> key, std::span<const uint8_t> value)
            {
                vnlab_encap_key to;
                vnlab_encap_value tunnel;
                std::memcpy(&to, key.data(), sizeof(to));
                std::memcpy(&tunnel, value.data(), sizeof(tunnel));
                if (tunnel.protocol != VNLAB_TUNNEL_NONE)
                {
                    peers.push_back({ToNetwork(to.destination), PeerMac(tunnel)});
                }
            });
    }
    return peers;
}

std::vector<Ptr<Packet>>
OwnVm::Tunnelled(VnicId own,
                 const FrameEnd& as,
                 uint32_t target,
                 const ForgedMessage& message) const
{
    const auto tunnel = FindTunnel(m_cloud.DeviceOf(own).GetHooks(), target);
    return tunnel
             ? Around(ForgeFrame(as, {target, PeerMac(*tunnel)}, message), own, as.address, target)
             : std::vector<Ptr<Packet>>{};
}

std::vector<Ptr<Packet>>
OwnVm::Around(const Ptr<const Packet>& plain, VnicId own, uint32_t from, uint32_t target) const
{
    VnicDevice& device = m_cloud.DeviceOf(own);
    std::vector<Ptr<Packet>> frames;
    if (const auto tunnel = FindTunnel(device.GetHooks(), target))
    {
        std::set<uint32_t> sources{ToNetwork(tunnel->local)};
        if (const auto ofOther = FindTunnel(device.GetHooks(), from))
        {
            sources.insert(ToNetwork(ofOther->remote));
        }
        for (const uint32_t source : sources)
        {
            const ForgedTunnel outer{.protocol = ProtocolOf(*tunnel),
                                     .from = source,
                                     .to = ToNetwork(tunnel->remote),
                                     .id = tunnel->tunnel_id,
                                     .sourceMac = m_cloud.Plan().At(own).mac};
            frames.push_back(ForgeTunnel(outer, plain->Copy()));
        }
    }
    return frames;
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/frame-forge.h"

#include "model/rule/link-tunnel.h"

namespace ns3::vnlab
{

FrameForge::FrameForge(const CloudPlan& plan, const CloudVersion& version)
    : m_plan(plan),
      m_version(version)
{
}

FrameEnd
FrameForge::End(VnicId vnic) const
{
    return {m_plan.At(vnic).address, m_plan.At(vnic).mac};
}

Ptr<Packet>
FrameForge::Plain(VnicId as, VnicId target, const ForgedMessage& message) const
{
    return ForgeFrame(End(as), End(target), message);
}

Ptr<Packet>
FrameForge::WithBorrowedAddress(VnicId own,
                                VnicId as,
                                VnicId target,
                                const ForgedMessage& message) const
{
    return ForgeFrame({End(as).address, End(own).mac}, End(target), message);
}

std::vector<Ptr<Packet>>
FrameForge::Tunnelled(VnicId as, VnicId target, const ForgedMessage& message) const
{
    return Around(Plain(as, target, message), as, target);
}

std::vector<Ptr<Packet>>
FrameForge::Around(const Ptr<const Packet>& plain, VnicId as, VnicId target) const
{
    std::vector<Ptr<Packet>> frames;
    for (const TunnelProtocol protocol :
         {TunnelProtocol::kVxlan, TunnelProtocol::kNvgre, TunnelProtocol::kIpip})
    {
        const ForgedTunnel tunnel{.protocol = protocol,
                                  .from = m_version.PlaceOf(as).providerAddress,
                                  .to = m_version.PlaceOf(target).providerAddress,
                                  .id = LinkTunnelId(as, target),
                                  .sourceMac = End(as).mac};
        frames.push_back(ForgeTunnel(tunnel, plain->Copy()));
    }
    return frames;
}

} // namespace ns3::vnlab

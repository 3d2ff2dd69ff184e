// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/sealed-frames.h"

#include "model/attack/frame-forge.h"
#include "model/attack/own-vm.h"
#include "model/rule/ipsec-tables.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

FrameEnd
EndOf(const CloudPlan& plan, VnicId vnic)
{
    return {plan.At(vnic).address, plan.At(vnic).mac};
}

} // namespace

std::vector<Ptr<Packet>>
SealedFrames(Deployment& cloud, VnicId own, VnicId as, VnicId target, const ForgedMessage& message)
{
    std::vector<Ptr<Packet>> frames;
    IpsecStack* const ipsec = cloud.IpsecOf(own);
    const std::vector<OutboundAssociationKey> keys =
        ipsec ? ipsec->SealsWith() : std::vector<OutboundAssociationKey>{};
    if (keys.empty())
    {
        return frames;
    }
    const CloudVersion& version = cloud.Version();
    const bool isTunnel = ipsec->Mode() == EspMode::kTunnel;
    const uint32_t to =
        isTunnel ? version.PlaceOf(target).providerAddress : cloud.Plan().At(target).address;
    const auto ofTarget = std::ranges::find(keys, to, &OutboundAssociationKey::remote);
    const OutboundAssociationKey& key = ofTarget == keys.end() ? keys.front() : *ofTarget;
    for (const IpsecStack::Outer& says :
         {IpsecStack::Outer{version.PlaceOf(own).providerAddress, to, key.spi},
          IpsecStack::Outer{version.PlaceOf(as).providerAddress, to, SpiFrom(as)}})
    {
        Ptr<Packet> frame =
            ForgeFrame(EndOf(cloud.Plan(), as), EndOf(cloud.Plan(), target), message);
        if (!ipsec->Forge(says, key, frame))
        {
            continue;
        }
        if (isTunnel)
        {
            frames.push_back(std::move(frame));
            continue;
        }
        for (Ptr<Packet>& around : FrameForge(cloud.Plan(), version).Around(frame, as, target))
        {
            frames.push_back(std::move(around));
        }
    }
    return frames;
}

std::vector<Ptr<Packet>>
FramesInOwnTunnels(Deployment& cloud,
                   VnicId own,
                   const FrameEnd& as,
                   const FrameEnd& to,
                   const ForgedMessage& message)
{
    std::vector<Ptr<Packet>> frames;
    if (IpsecStack* const ipsec = cloud.IpsecOf(own))
    {
        const uint32_t from = cloud.DeviceOf(own).GetProviderAddress();
        for (const OutboundAssociationKey& key : ipsec->SealsWith())
        {
            Ptr<Packet> frame = ForgeFrame(as, to, message);
            if (!ipsec->Forge({from, key.remote, key.spi}, key, frame))
            {
                continue;
            }
            if (ipsec->Mode() == EspMode::kTunnel)
            {
                frames.push_back(std::move(frame));
                continue;
            }
            const OwnVm vm(cloud, cloud.Plan().At(own).vm);
            for (Ptr<Packet>& around : vm.Around(frame, own, as.address, to.address))
            {
                frames.push_back(std::move(around));
            }
        }
    }
    return frames;
}

} // namespace ns3::vnlab

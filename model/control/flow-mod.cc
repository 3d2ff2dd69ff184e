// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/flow-mod.h"

#include "model/plain-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <optional>
#include <span>

namespace ns3::vnlab
{

namespace
{

using namespace openflow;

constexpr uint16_t kNiciraClass =
    1; // NXM_1, of Open vSwitch: OpenFlow 1.3 has no tunnel destination
constexpr uint8_t kTunnelIpv4Dst = 32;      // NXM_NX_TUN_IPV4_DST
constexpr uint16_t kVlanIsPresent = 0x1000; // OFPVID_PRESENT
constexpr uint64_t kWholeVlan = 0x1fff;

uint64_t
NumberOf(const MacBytes& mac)
{
    return ByteReader(mac).Number(mac.size());
}

/// In the order that prerequisites ask for (§7.2.3.6): what says that a field exists comes before it.
Match
MatchOf(const FlowKey& key)
{
    Match match;
    const auto add = [&match](uint8_t field, uint64_t value, size_t bytes, uint64_t mask)
    {
        if (mask != 0)
        {
            match.push_back(MakeOxm(field, value, bytes, mask));
        }
    };
    const FlowFields& value = key.value;
    const FlowFields& mask = key.mask;
    const bool isTcp = value.protocol == ipproto::kTcp;
    add(oxm::kInPort, value.inPort, 4, mask.inPort);
    add(oxm::kEthDst, NumberOf(value.etherDestination), 6, NumberOf(mask.etherDestination));
    add(oxm::kEthSrc, NumberOf(value.etherSource), 6, NumberOf(mask.etherSource));
    add(oxm::kEthType, value.etherType, 2, mask.etherType);
    if (mask.vlanId != 0)
    {
        add(oxm::kVlanVid, value.vlanId | kVlanIsPresent, 2, kWholeVlan | 0xe000);
    }
    add(oxm::kIpProto, value.protocol, 1, mask.protocol);
    add(oxm::kIpv4Src, value.ipv4Source, 4, mask.ipv4Source);
    add(oxm::kIpv4Dst, value.ipv4Destination, 4, mask.ipv4Destination);
    add(isTcp ? oxm::kTcpSrc : oxm::kUdpSrc, value.sourcePort, 2, mask.sourcePort);
    add(isTcp ? oxm::kTcpDst : oxm::kUdpDst, value.destinationPort, 2, mask.destinationPort);
    add(oxm::kTunnelId,
        value.tunnelId,
        8,
        mask.tunnelId == UINT32_MAX ? UINT64_MAX : uint64_t{mask.tunnelId});
    return match;
}

std::vector<Action>
ActionsOf(const FlowActions& actions)
{
    std::vector<Action> list;
    if (actions.decrementsTtl)
    {
        list.push_back(DecrementTtl());
    }
    if (actions.setsEther)
    {
        list.push_back(SetField(MakeOxm(oxm::kEthDst, NumberOf(actions.etherDestination), 6)));
    }
    if (actions.setsTunnel)
    {
        list.push_back(SetField(MakeOxm(oxm::kTunnelId, actions.tunnelId, 8)));
    }
    if (actions.setsTunnel && actions.tunnelDestination != 0)
    {
        Oxm remote = MakeOxm(kTunnelIpv4Dst, actions.tunnelDestination, 4);
        remote.oxmClass = kNiciraClass;
        list.push_back(SetField(remote));
    }
    if (actions.output != flow_port::kDrop)
    {
        list.push_back(Output(actions.output));
    }
    return list;
}

} // namespace

FlowMod
FlowModOf(const FlowKey& key, const FlowActions* actions)
{
    FlowMod flow{.command = actions ? FlowMod::kAdd : FlowMod::kDeleteStrict,
                 .priority = key.priority,
                 .match = MatchOf(key)};
    if (actions)
    {
        flow.instructions.push_back({.actions = ActionsOf(*actions)});
    }
    return flow;
}

uint32_t
WireBytes(const EncodedRules& rules)
{
    size_t bytes = 0;
    for (std::span<const uint8_t> rest = rules.Bytes(); !rest.empty();)
    {
        const size_t keySize = rest[2];
        const size_t size = 4 + keySize + rest[3];
        const auto key =
            rest[1] == kFlowTable.value ? ReadAs<FlowKey>(rest.subspan(4, keySize)) : std::nullopt;
        const auto actions = ReadAs<FlowActions>(rest.subspan(4 + keySize, rest[3]));
        bytes +=
            key ? Encode({.message = FlowModOf(*key, actions ? &*actions : nullptr)}).size() : size;
        rest = rest.subspan(size);
    }
    return static_cast<uint32_t>(bytes);
}

} // namespace ns3::vnlab

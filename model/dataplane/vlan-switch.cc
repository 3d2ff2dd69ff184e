// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/vlan-switch.h"

#include "model/dataplane/bridge-rules.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/wire/header-sizes.h"
#include "model/wire/vlan-tag.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kHostStations = 8'192; ///< as Open vSwitch's mac-table-size

} // namespace

VlanSwitch::VlanSwitch(
    Ptr<UplinkDevice> uplink, Fabric& fabric, HostId host, DropLog& drops, Time ageing)
    : HostSwitch(std::move(uplink), fabric, host, drops),
      m_table(kHostStations, ageing)
{
}

bool
VlanSwitch::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto port = ReadAs<AccessVlanKey>(key);
    const auto vlan = ReadAs<AccessVlanValue>(value);
    if (table != kAccessVlanTable || !port || !vlan)
    {
        return false;
    }
    Erase(table, key);
    m_ports.Write(key, value);
    m_members[vlan->vlan].insert(port->vnic);
    return true;
}

bool
VlanSwitch::Erase(TableId table, std::span<const uint8_t> key)
{
    const auto port = ReadAs<AccessVlanKey>(key);
    const AccessVlanValue* vlan = table == kAccessVlanTable && port ? m_ports.Find(*port) : nullptr;
    if (!vlan)
    {
        return false;
    }
    Leave(vlan->vlan, port->vnic);
    return m_ports.Erase(key);
}

void
VlanSwitch::Leave(uint16_t vlan, VnicId vnic)
{
    const auto members = m_members.find(vlan);
    members->second.erase(vnic);
    if (members->second.empty())
    {
        m_members.erase(members);
    }
    m_table.ForgetPort(vnic);
}

void
VlanSwitch::Clear()
{
    m_ports = {};
    m_members.clear();
    m_table.Clear();
}

uint64_t
VlanSwitch::Learned() const
{
    return m_table.Size(Simulator::Now());
}

void
VlanSwitch::OnDetach(VnicDevice& device)
{
    m_table.ForgetPort(device.GetVnic());
}

void
VlanSwitch::FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields)
{
    const AccessVlanValue* port = m_ports.Find({device.GetVnic()});
    if (!port || fields.vlanId != 0)
    {
        Drop(VNLAB_DROP_UNKNOWN_VNI, frame);
        return;
    }
    if (!IsValidSource(fields.sourceMac))
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    uint8_t priority = 0;
    if (fields.l3Offset != headersize::kEthernet)
    {
        priority = BridgedFieldsOf(frame)->priority;
        PopVlanTag(frame);
    }
    Pass({std::move(frame), fields, port->vlan, priority, device.GetVnic()});
}

void
VlanSwitch::FromUplink(FabricFrame frame, const FrameFields& fields)
{
    if (fields.l3Offset == headersize::kEthernet)
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    if (!m_members.contains(fields.vlanId))
    {
        Drop(VNLAB_DROP_UNKNOWN_VNI, frame.packet);
        return;
    }
    if (!IsValidSource(fields.sourceMac))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    PopVlanTag(frame.packet);
    Pass({std::move(frame.packet), fields, fields.vlanId, 0, kUplink});
}

void
VlanSwitch::Pass(const Bridged& frame)
{
    const MacBytes& destination = frame.fields.destinationMac;
    if (StaysOnLink(destination))
    {
        Drop(VNLAB_DROP_FILTERED, frame.packet);
        return;
    }
    const Time now = Simulator::Now();
    m_table.Learn(frame.fields.sourceMac, frame.from, now, frame.vlan);
    const std::optional<VnicId> known =
        IsGroup(destination) ? std::nullopt : m_table.Find(destination, now, frame.vlan);
    if (!known)
    {
        Flood(frame);
    }
    else if (*known == frame.from)
    {
        Drop(VNLAB_DROP_FILTERED, frame.packet);
    }
    else
    {
        ToPort(frame, *known, frame.packet);
    }
}

void
VlanSwitch::Flood(const Bridged& frame)
{
    bool isSent = frame.from != kUplink;
    for (const VnicId member : m_members.at(frame.vlan))
    {
        if (member != frame.from && Find(member))
        {
            ToPort(frame, member, frame.packet->Copy());
            isSent = true;
        }
    }
    if (frame.from != kUplink)
    {
        ToTrunk(frame, frame.packet);
    }
    if (!isSent)
    {
        Drop(VNLAB_DROP_FILTERED, frame.packet);
    }
}

void
VlanSwitch::ToPort(const Bridged& frame, VnicId port, Ptr<Packet> packet)
{
    if (port == kUplink)
    {
        ToTrunk(frame, packet);
    }
    else if (frame.from == kUplink)
    {
        Deliver(*Find(port), std::move(packet));
    }
    else
    {
        DeliverLocally(*Find(port), std::move(packet));
    }
}

void
VlanSwitch::ToTrunk(const Bridged& frame, const Ptr<Packet>& packet)
{
    PushVlanTag(packet, frame.vlan, frame.priority);
    Work().overheadBytes += headersize::kDot1q;
    SendWhole(MakeFabricFrame(packet, frame.fields));
}

} // namespace ns3::vnlab

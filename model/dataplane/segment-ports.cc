// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/segment-ports.h"

#include "model/plain-bytes.h"

#include <algorithm>

namespace ns3::vnlab
{

void
SegmentPorts::Attach(VnicDevice& device)
{
    m_devices[device.GetVnic()] = &device;
    if (const auto vni = VniOf(device.GetVnic()))
    {
        m_byMac[{*vni, ToBytes(device.GetMac())}] = &device;
    }
}

void
SegmentPorts::Detach(const VnicDevice& device)
{
    if (const auto vni = VniOf(device.GetVnic()))
    {
        m_byMac.erase({*vni, ToBytes(device.GetMac())});
    }
    m_devices.erase(device.GetVnic());
}

bool
SegmentPorts::Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto port = ReadAs<PortSegmentKey>(key);
    const auto segment = ReadAs<PortSegmentValue>(value);
    if (!port || !segment)
    {
        return false;
    }
    Erase(key);
    m_entries.Write(key, value);
    m_members.Insert(segment->vni, port->vnic);
    if (const auto plugged = m_devices.find(port->vnic); plugged != m_devices.end())
    {
        m_byMac[{segment->vni, ToBytes(plugged->second->GetMac())}] = plugged->second;
    }
    return true;
}

bool
SegmentPorts::Erase(std::span<const uint8_t> key)
{
    const auto port = ReadAs<PortSegmentKey>(key);
    const std::optional<Vni> vni = port ? VniOf(port->vnic) : std::nullopt;
    if (!vni)
    {
        return false;
    }
    m_members.Erase(*vni, port->vnic);
    if (const auto plugged = m_devices.find(port->vnic); plugged != m_devices.end())
    {
        m_byMac.erase({*vni, ToBytes(plugged->second->GetMac())});
    }
    return m_entries.Erase(key);
}

void
SegmentPorts::Clear()
{
    m_entries = {};
    m_members = {};
    m_byMac.clear();
}

std::optional<Vni>
SegmentPorts::VniOf(VnicId vnic) const
{
    const PortSegmentValue* const entry = m_entries.Find({vnic});
    return entry ? std::optional(entry->vni) : std::nullopt;
}

VnicDevice*
SegmentPorts::Find(Vni vni, const MacBytes& mac) const
{
    const auto found = m_byMac.find({vni, mac});
    return found == m_byMac.end() ? nullptr : found->second;
}

const std::vector<VnicId>&
SegmentPorts::Members(Vni vni) const
{
    return m_members.Of(vni);
}

bool
SegmentPorts::HasAddress(Vni vni, uint32_t address) const
{
    return std::ranges::any_of(Members(vni),
                               [this, address](VnicId member)
                               {
                                   const auto plugged = m_devices.find(member);
                                   return plugged != m_devices.end() &&
                                          plugged->second->GetGuestAddress() == address;
                               });
}

} // namespace ns3::vnlab

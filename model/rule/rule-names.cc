// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-names.h"

#include "model/substrate/address-plan.h"

#include <span>

namespace ns3::vnlab
{

namespace
{

std::string
Hex(std::span<const uint8_t> bytes, char between)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : bytes)
    {
        if (between && !text.empty())
        {
            text += between;
        }
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string
KeyOf(const UuidBytes& uuid)
{
    return {uuid.begin(), uuid.end()};
}

template <class Map, class Key>
std::optional<VmId>
FindIn(const Map& map, const Key& key)
{
    const auto it = map.find(key);
    return it == map.end() ? std::nullopt : std::optional(it->second);
}

} // namespace

RuleNames::RuleNames(const CloudPlan& plan, const CloudVersion& version)
    : m_plan(plan),
      m_version(version)
{
    for (uint32_t vnic = 0; vnic < plan.vnics.size(); ++vnic)
    {
        const VmId vm = plan.vnics[vnic].vm;
        m_vmOfAddress.emplace(plan.vnics[vnic].address, vm);
        m_vmOfProviderAddress.emplace(version.PlaceOf(VnicId{vnic}).providerAddress, vm);
    }
    for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
    {
        m_vmOfUuid.emplace(KeyOf(plan.vms[vm].uuid), VmId{vm});
    }
}

const CloudPlan&
RuleNames::Plan() const
{
    return m_plan;
}

std::optional<VmId>
RuleNames::VmOf(const UuidBytes& uuid) const
{
    return FindIn(m_vmOfUuid, KeyOf(uuid));
}

std::optional<VmId>
RuleNames::VmOf(const MacBytes& mac) const
{
    const std::optional<VnicId> vnic = address_plan::VnicOf(mac);
    return vnic ? std::optional(m_plan.At(*vnic).vm) : std::nullopt;
}

std::optional<VmId>
RuleNames::VmOfProviderAddress(uint32_t address) const
{
    return FindIn(m_vmOfProviderAddress, address);
}

std::optional<VmId>
RuleNames::VmOfAddress(uint32_t address) const
{
    return FindIn(m_vmOfAddress, address);
}

Vni
RuleNames::VniOf(VnicId vnic) const
{
    const VnicPlan& plan = m_plan.At(vnic);
    return m_version.VniOf(m_plan.At(plan.vm).tenant, plan.path);
}

HostId
RuleNames::HostOf(VmId vm) const
{
    return m_plan.HostOf(vm, m_version);
}

std::string
MacText(const MacBytes& mac)
{
    return Hex(mac, ':');
}

std::string
UuidText(const UuidBytes& uuid)
{
    std::string text = Hex(uuid, '\0');
    for (const size_t at : {8, 13, 18, 23})
    {
        text.insert(at, "-");
    }
    return text;
}

} // namespace ns3::vnlab

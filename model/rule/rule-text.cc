// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/rule-text.h"

#include "model/rule/hook-entries.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"

#include <array>
#include <cstring>
#include <span>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

template <class Entry>
Entry
Read(const RuleBytes& bytes)
{
    static_assert(std::is_trivially_copyable_v<Entry>);
    Entry entry;
    if (bytes.Size() != sizeof(entry))
    {
        throw std::logic_error("a rule is not of its table");
    }
    std::memcpy(&entry, bytes.Bytes().data(), sizeof(entry));
    return entry;
}

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

std::string
VtepText(uint32_t address)
{
    const std::optional<HostId> host = address_plan::HostOf(address);
    return "VTEP " + FormatIpv4(address) +
           (host ? " (host " + std::to_string(host->value) + ")" : "");
}

std::string
TunnelText(uint8_t protocol)
{
    switch (protocol)
    {
    case VNLAB_TUNNEL_VXLAN:
        return "VXLAN";
    case VNLAB_TUNNEL_NVGRE:
        return "NVGRE";
    case VNLAB_TUNNEL_IPIP:
        return "IP-in-IP";
    default:
        return "no tunnel";
    }
}

std::string
ServiceText(const PermittedService& service)
{
    std::string text;
    switch (service.protocol)
    {
    case ipproto::kIcmp:
        text = "ICMP";
        break;
    case ipproto::kTcp:
        text = "TCP";
        break;
    case ipproto::kUdp:
        text = "UDP";
        break;
    default:
        text = "IP protocol " + std::to_string(service.protocol);
    }
    return service.port == 0 ? text : text + " " + std::to_string(service.port);
}

std::string
ServicesText(const PermitValue& permit)
{
    std::string text;
    for (const PermittedService& service : permit.services)
    {
        if (service.used)
        {
            text += (text.empty() ? "" : ", ") + ServiceText(service);
        }
    }
    return text.empty() ? "anything" : text;
}

MacBytes
MacOf(const uint8_t (&bytes)[6])
{
    MacBytes mac;
    std::ranges::copy(bytes, mac.begin());
    return mac;
}

std::string
KeyOf(const UuidBytes& uuid)
{
    return {uuid.begin(), uuid.end()};
}

} // namespace

RuleText::RuleText(const CloudPlan& plan, const CloudVersion& version)
    : m_plan(plan)
{
    for (uint32_t vnic = 0; vnic < plan.vnics.size(); ++vnic)
    {
        m_vmOfProviderAddress.emplace(version.PlaceOf(VnicId{vnic}).providerAddress,
                                      plan.vnics[vnic].vm);
    }
    for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
    {
        m_vmOfUuid.emplace(KeyOf(plan.vms[vm].uuid), VmId{vm});
    }
}

std::optional<VmId>
RuleText::VmOf(const UuidBytes& uuid) const
{
    const auto vm = m_vmOfUuid.find(KeyOf(uuid));
    return vm == m_vmOfUuid.end() ? std::nullopt : std::optional(vm->second);
}

RuleText::Line
RuleText::About(VmId vm, const std::string& before, const std::string& after) const
{
    return {before + m_plan.At(vm).name + after, vm};
}

RuleText::Line
RuleText::Encap(const Rule& rule) const
{
    const auto key = Read<vnlab_encap_key>(rule.where.key);
    const auto value = Read<vnlab_encap_value>(rule.value);
    const std::string destination = FormatIpv4(ToNetwork(key.destination));
    const std::optional<VnicId> peer = address_plan::VnicOf(MacOf(value.peer_mac));
    if (value.protocol == VNLAB_TUNNEL_NONE || !peer)
    {
        return {"send to the controller, " + destination + ": no tunnel", {}};
    }
    return About(m_plan.At(*peer).vm,
                 "send to ",
                 ", " + destination + ": in " + TunnelText(value.protocol) + " to " +
                     FormatIpv4(ToNetwork(value.remote)));
}

RuleText::Line
RuleText::Decap(const Rule& rule) const
{
    const auto key = Read<vnlab_decap_key>(rule.where.key);
    const uint32_t remote = ToNetwork(key.remote);
    const std::string text = "unpack " + TunnelText(key.protocol) + " from " + FormatIpv4(remote);
    const auto peer = m_vmOfProviderAddress.find(remote);
    return peer == m_vmOfProviderAddress.end() ? Line{text, {}}
                                               : About(peer->second, text + ": ", "'s tunnel");
}

RuleText::Line
RuleText::Whitelist(const Rule& rule) const
{
    const auto key = Read<vnlab_whitelist_key>(rule.where.key);
    const MacBytes mac = MacOf(key.source_mac);
    const std::string source = FormatIpv4(ToNetwork(key.source));
    const std::optional<VnicId> peer = address_plan::VnicOf(mac);
    if (!peer)
    {
        return {"let in the controller, " + source, {}};
    }
    return About(m_plan.At(*peer).vm, "let in ", ", " + source + " at " + MacText(mac));
}

RuleText::Line
RuleText::Permit(const Rule& rule, VmId reader) const
{
    const auto key = Read<PermitKey>(rule.where.key);
    const std::string services = ": " + ServicesText(Read<PermitValue>(rule.value));
    const bool sends = key.source == m_plan.At(reader).uuid;
    const UuidBytes& other = sends ? key.destination : key.source;
    const std::string before = sends ? "may send to " : "may receive from ";
    const std::optional<VmId> peer = VmOf(other);
    return peer ? About(*peer, before, services) : Line{before + UuidText(other) + services, {}};
}

RuleText::Line
RuleText::Of(const Rule& rule, VmId reader) const
{
    const RuleBytes& key = rule.where.key;
    const auto vmOf = [this](const MacBytes& mac)
    { return m_plan.At(address_plan::VnicOf(mac).value()).vm; };
    switch (rule.where.table)
    {
    case TableId::kEncap:
        return Encap(rule);
    case TableId::kDecap:
        return Decap(rule);
    case TableId::kWhitelist:
        return Whitelist(rule);
    case TableId::kPermit:
        return Permit(rule, reader);
    case TableId::kPortAddress:
        return {"what comes for " + FormatIpv4(Read<PortAddressKey>(key).address) +
                    " goes to this VM",
                {}};
    case TableId::kPortSegment:
        return {"this VM's port is in segment VNI " +
                    std::to_string(Read<PortSegmentValue>(rule.value).vni.value),
                {}};
    case TableId::kFdb:
    {
        const MacBytes mac = Read<SegmentMacKey>(key).mac;
        return About(vmOf(mac),
                     "FDB: ",
                     ", " + MacText(mac) + ", is behind " +
                         VtepText(Read<FdbValue>(rule.value).vtep));
    }
    case TableId::kFlood:
        return {"flood broadcasts to " + VtepText(Read<FloodKey>(key).vtep), {}};
    case TableId::kArp:
    {
        const MacBytes mac = Read<ArpValue>(rule.value).mac;
        return About(vmOf(mac),
                     "ARP: ",
                     ", " + FormatIpv4(Read<ArpKey>(key).address) + ", has " + MacText(mac));
    }
    case TableId::kHostRoute:
        return {"route " + FormatIpv4(Read<HostRouteKey>(key).address) + " to host " +
                    std::to_string(Read<HostRouteValue>(rule.value).host.value),
                {}};
    case TableId::kIdentity:
    {
        const MacBytes mac = Read<SegmentMacKey>(key).mac;
        const auto identity = Read<IdentityValue>(rule.value);
        return About(vmOf(mac),
                     "identity: " + MacText(mac) + " with " + FormatIpv4(identity.address) + " is ",
                     ", UUID " + UuidText(identity.uuid));
    }
    }
    throw std::logic_error("a rule is of no known table");
}

} // namespace ns3::vnlab

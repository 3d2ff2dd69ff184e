// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/netns/network.h"

#include "model/hook/hook-program.h"
#include "scenarios/vnlab/system/run-shell-command.h"
#include "test/support/network-namespace.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>
#include <sys/socket.h>
#include <system_error>

namespace ns3::vnlab::test
{

namespace
{

using nlohmann::json;

/// Where rules of a VM's hooks go.
struct RuleMap
{
    TableId table;
    const HookProgram* program;
    const vnlab_map* map;
};

const std::array kRuleMaps{RuleMap{TableId::kSteer, &kEncapsulateProgram, &steer_map},
                           RuleMap{TableId::kEncap, &kEncapsulateProgram, &encap_map},
                           RuleMap{TableId::kDecap, &kDecapsulateProgram, &decap_map},
                           RuleMap{TableId::kWhitelist, &kWhitelistProgram, &whitelist_map}};

/// @return the bytes that `bpftool -j` prints as ["0x00","0x01", …], as a number of this machine
uint64_t
Number(const json& bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        number |= std::stoull(bytes[i].get<std::string>(), nullptr, 16) << 8 * i;
    }
    return number;
}

std::string
Hex(const json& bytes)
{
    std::string text;
    for (const json& byte : bytes)
    {
        text += byte.get<std::string>().substr(2);
    }
    return text;
}

std::string
Hex(std::span<const uint8_t> bytes)
{
    std::ostringstream text;
    for (const uint8_t byte : bytes)
    {
        text << std::hex << std::setw(2) << std::setfill('0') << unsigned{byte};
    }
    return text.str();
}

std::string
MacText(const MacBytes& mac)
{
    std::ostringstream text;
    text << ToMac48(mac);
    return text.str();
}

} // namespace

Network::Network(const NetnsPlan& plan)
    : m_plan(plan)
{
    const CloudPlan& cloud = plan.Cloud();
    for (uint32_t vm = 0; vm < cloud.vms.size(); ++vm)
    {
        const VnicId vnic = cloud.vms[vm].vnics.front();
        m_guests.push_back({cloud.vms[vm].name, plan.Names().Of(VmId{vm}), vnic, cloud.At(vnic)});
    }
}

const std::vector<Guest>&
Network::Guests() const
{
    return m_guests;
}

MapContents
Network::Maps() const
{
    MapContents contents;
    for (const Guest& guest : m_guests)
    {
        for (const RuleMap& at : kRuleMaps)
        {
            const std::string path = m_plan.Names().Map(guest.vnic, at.program->name, at.map->name);
            auto& entries = contents[path];
            for (const json& entry : json::parse(
                     RunShellCommand(MakeShellCommand("bpftool -j map dump pinned " + path))))
            {
                entries[Hex(entry.at("key"))] = Hex(entry.at("value"));
            }
        }
    }
    return contents;
}

MapContents
Network::Maps(const std::vector<Rule>& rules) const
{
    MapContents contents;
    for (const Guest& guest : m_guests)
    {
        for (const RuleMap& at : kRuleMaps)
        {
            auto& entries =
                contents[m_plan.Names().Map(guest.vnic, at.program->name, at.map->name)];
            for (const Rule& rule : rules)
            {
                if (rule.where.at.kind == PlaceKind::kVmHook && rule.where.table == at.table &&
                    rule.where.at.index == guest.vnic.value)
                {
                    entries[Hex(rule.where.key.Bytes())] = Hex(rule.value.Bytes());
                }
            }
        }
    }
    return contents;
}

uint64_t
Network::Drops(const Guest& guest, DropReason reason) const
{
    const json entry = json::parse(RunShellCommand(MakeShellCommand(
        "bpftool -j map lookup pinned " +
        m_plan.Names().Map(guest.vnic, kEncapsulateProgram.name, drop_counters.name) + " key " +
        std::to_string(reason) + " 0 0 0")));
    uint64_t drops = 0;
    for (const json& cpu : entry.at("values"))
    {
        drops += Number(cpu.at("value"));
    }
    return drops;
}

void
Network::ForEachPair(const std::string& verb, bool withMac) const
{
    for (const Guest& at : m_guests)
    {
        for (const Guest& other : m_guests)
        {
            if (at.vnic != other.vnic)
            {
                RunShellCommand(MakeShellCommand(
                    "ip -n " + at.space + " neigh " + verb + " " + FormatIpv4(other.plan.address) +
                    (withMac ? " lladdr " + MacText(other.plan.mac) + " nud permanent" : "") +
                    " dev " + NetnsNames::Device(at.vnic)));
            }
        }
    }
}

void
Network::IntroduceAll() const
{
    ForEachPair("replace", true);
}

void
Network::ForgetAll() const
{
    ForEachPair("del", false);
}

void
Network::RemoveEgressHook(const Guest& guest) const
{
    RunShellCommand(MakeShellCommand("tc -n " + guest.space + " filter del dev " +
                                     NetnsNames::Device(guest.vnic) + " egress"));
}

void
Network::RestoreEgressHook(const Guest& guest) const
{
    RunShellCommand(MakeShellCommand("tc -n " + guest.space + " filter add dev " +
                                     NetnsNames::Device(guest.vnic) +
                                     " egress bpf direct-action object-pinned " +
                                     m_plan.Names().Program(guest.vnic, kEncapsulateProgram.name)));
}

void
Network::SetOffloads(const Guest& guest, bool on) const
{
    const std::string value = on ? " on" : " off";
    RunShellCommand(MakeShellCommand("ip netns exec " + guest.space + " ethtool -K " +
                                     NetnsNames::Device(guest.vnic) + " tx" + value + " tso" +
                                     value + " gso" + value));
}

Descriptor
OpenSocket(const Guest& guest, int type, int protocol)
{
    int number = -1;
    NetworkNamespace(guest.space)
        .Visit([&] { number = socket(AF_INET, type | SOCK_CLOEXEC, protocol); });
    if (number < 0)
    {
        throw std::system_error(errno, std::generic_category(), "a socket of " + guest.name);
    }
    return Descriptor(number);
}

DeviceCounts
CountsOf(const Guest& guest)
{
    DeviceCounts counts;
    NetworkNamespace(guest.space)
        .Visit(
            [&]
            {
                std::ifstream devices("/proc/thread-self/net/dev");
                const std::string name = NetnsNames::Device(guest.vnic) + ":";
                for (std::string line; std::getline(devices, line);)
                {
                    std::istringstream fields(line);
                    std::string device;
                    std::array<uint64_t, 6> rest; // of what was received
                    fields >> device;
                    if (device == name)
                    {
                        fields >> counts.receivedBytes >> counts.receivedFrames;
                        for (uint64_t& field : rest)
                        {
                            fields >> field;
                        }
                        fields >> counts.sentBytes >> counts.sentFrames;
                    }
                }
            });
    return counts;
}

} // namespace ns3::vnlab::test

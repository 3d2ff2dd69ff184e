// SPDX-License-Identifier: GPL-2.0-only
#include "test/netns/network.h"

#include "model/hook/hook-program.h"
#include "scenarios/netns-machine.h"
#include "scenarios/run-shell-command.h"

#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sched.h>
#include <sstream>
#include <system_error>
#include <thread>

namespace ns3::vnlab::test
{

namespace
{

/// @return the bytes that `bpftool -j` prints as ["0x00","0x01", …], as a number of this machine
uint64_t
Number(const nlohmann::json& bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
    {
        number |= std::stoull(bytes[i].get<std::string>(), nullptr, 16) << 8 * i;
    }
    return number;
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
    Deploy(plan);
}

Network::~Network()
{
    try
    {
        RunShellCommands({CleanUp(m_plan.Prefix())});
    }
    catch (const std::exception& error)
    {
        std::cout << "not removed: " << error.what() << '\n';
    }
}

Guest
Network::Find(std::string_view vm) const
{
    const CloudPlan& cloud = m_plan.Cloud();
    for (const VnicPlan& vnic : cloud.vnics)
    {
        if (cloud.At(vnic.vm).name == vm)
        {
            return {std::string(vm),
                    m_plan.Names().Of(vnic.vm),
                    m_plan.Names().Of(vnic.host),
                    cloud.At(vnic.vm).vnics.front(),
                    vnic};
        }
    }
    throw std::logic_error("no VM " + std::string(vm));
}

uint64_t
Network::Drops(const Guest& guest, DropReason reason) const
{
    std::ostringstream key;
    key << "0x" << std::hex << reason << " 0 0 0";
    const nlohmann::json entry = nlohmann::json::parse(RunShellCommand(MakeShellCommand(
        "bpftool -j map lookup pinned " +
        m_plan.Names().Map(guest.vnic, kEncapsulate.name, drop_counters.name) + " key " +
        key.str())));
    uint64_t drops = 0;
    for (const nlohmann::json& cpu : entry.at("values"))
    {
        drops += Number(cpu.at("value"));
    }
    return drops;
}

void
Network::IntroduceAll() const
{
    for (const VnicPlan& at : m_plan.Cloud().vnics)
    {
        for (const VnicPlan& other : m_plan.Cloud().vnics)
        {
            if (at.address != other.address)
            {
                const VnicId own = m_plan.Cloud().At(at.vm).vnics.front();
                RunShellCommand(MakeShellCommand(
                    "ip -n " + m_plan.Names().Of(at.vm) + " neigh replace " +
                    FormatIpv4(other.address) + " lladdr " + MacText(other.mac) + " dev " +
                    NetnsNames::Device(own) + " nud permanent"));
            }
        }
    }
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
                                     m_plan.Names().Program(guest.vnic, kEncapsulate.name)));
}

Descriptor
OpenIn(const std::string& space, const std::function<int()>& open)
{
    int opened = -1;
    int error = 0;
    std::thread visitor( // only this thread changes its namespace
        [&]
        {
            const Descriptor door(::open(("/run/netns/" + space).c_str(), O_RDONLY | O_CLOEXEC));
            if (door.Get() < 0 || setns(door.Get(), CLONE_NEWNET) != 0)
            {
                error = errno;
                return;
            }
            opened = open();
            error = opened < 0 ? errno : 0;
        });
    visitor.join();
    if (error != 0)
    {
        throw std::system_error(error, std::generic_category(), "a socket in " + space);
    }
    return Descriptor(opened);
}

} // namespace ns3::vnlab::test

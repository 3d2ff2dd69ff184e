// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/open-vswitch.h"

#include "test/support/reader-program.h"

#include <filesystem>

namespace ns3::vnlab::test
{
namespace
{

constexpr const char* kSchema = "/usr/share/openvswitch/vswitch.ovsschema";

} // namespace

bool
OpenVswitchIsInstalled()
{
    return std::filesystem::exists(kSchema) &&
           RunReader({"ovs-vswitchd", "--version"}).status == 0 &&
           RunReader({"ovsdb-server", "--version"}).status == 0;
}

OpenVswitch::OpenVswitch(DummyDevices dummies)
{
    m_daemons.Run({"ovsdb-tool", "create", m_daemons / "conf.db", kSchema});
    m_daemons.Start("ovsdb-server",
                    "ovsdb-server",
                    {m_daemons / "conf.db", "--remote=punix:" + (m_daemons / "db.sock")});
    Vsctl({"--no-wait", "init"});
    m_daemons.Start(
        "ovs-vswitchd",
        "ovs-vswitchd",
        {"unix:" + (m_daemons / "db.sock"),
         "--disable-system",
         dummies == DummyDevices::kAll ? "--enable-dummy=override" : "--enable-dummy=system"});
    Vsctl({"show"});
}

std::string
OpenVswitch::Vsctl(const std::vector<std::string>& words) const
{
    std::vector<std::string> all{
        "ovs-vsctl", "--timeout=60", "--db=unix:" + (m_daemons / "db.sock")};
    all.insert(all.end(), words.begin(), words.end());
    return m_daemons.Run(all);
}

std::string
OpenVswitch::Ofctl(const std::vector<std::string>& options,
                   const std::string& command,
                   const std::string& bridge,
                   const std::vector<std::string>& words) const
{
    std::vector<std::string> all{"ovs-ofctl"};
    all.insert(all.end(), options.begin(), options.end());
    all.push_back(command);
    all.push_back("unix:" + (m_daemons / (bridge + ".mgmt")));
    all.insert(all.end(), words.begin(), words.end());
    return m_daemons.Run(all);
}

std::string
OpenVswitch::Appctl(const std::vector<std::string>& words) const
{
    std::vector<std::string> all{"ovs-appctl", "-t", m_daemons / "ovs-vswitchd.ctl"};
    all.insert(all.end(), words.begin(), words.end());
    return m_daemons.Run(all);
}

void
OpenVswitch::AdvanceClock(unsigned milliseconds) const
{
    Appctl({"time/stop"});
    Appctl({"time/warp", std::to_string(milliseconds), std::to_string(milliseconds)});
}

std::string
OpenVswitch::operator/(const std::string& name) const
{
    return m_daemons / name;
}

} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/scenario-test-input.h"

namespace ns3::vnlab
{

const std::string kShop = R"([[tenants]]
name = "shop"
count = 3
generate = { kind = "ring", vms = 4 }

[designs]
use = ["flat"]
)";

const KnownNames&
TestNames()
{
    static const KnownNames names{{"flat", "vxlan", "linkwire", "identity-firewall"},
                                  {"push", "manual", "hoverboard"},
                                  {"vxlan", "geneve"},
                                  {"move-vm", "resubmit", "rewire"},
                                  {"ip-spoof", "lateral-movement"},
                                  {"send-counter"},
                                  {"firewall", "load-balancer"},
                                  {"xdp-drop", "flow-setup"},
                                  {"switches-2011", "switches-2020"}};
    return names;
}

Scenario
ParseTest(const std::string& text, const TestFiles& files)
{
    return ParseScenario(text,
                         "cloud/lab.toml",
                         TestNames(),
                         [&](const std::string& path) -> std::optional<std::string>
                         {
                             const auto found = files.find(path);
                             return found == files.end() ? std::nullopt
                                                         : std::optional(found->second);
                         });
}

std::string
Problems(const std::string& text, const TestFiles& files)
{
    try
    {
        ParseTest(text, files);
    }
    catch (const InputError& error)
    {
        std::string lines;
        for (const std::string& line : error.Lines())
        {
            const std::string file = "cloud/lab.toml:";
            lines += (line.starts_with(file) ? line.substr(file.size()) : line) + "\n";
        }
        return lines;
    }
    return "";
}

} // namespace ns3::vnlab

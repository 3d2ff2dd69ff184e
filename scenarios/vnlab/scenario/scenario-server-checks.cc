// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-server-checks.h"

#include "model/input/nearest-name.h"
#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-sites.h"
#include "scenarios/vnlab/scenario/scenario-tenants.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

void
CheckServerName(const std::string& path,
                const std::string& name,
                std::set<std::string>& names,
                ScenarioProblems& problems)
{
    if (!problems.Sound(path))
    {
        return;
    }
    if (name.empty())
    {
        problems.Add(path, "is empty; accepted is any other text");
    }
    else if (!names.insert(name).second)
    {
        problems.Add(path, "is " + QuoteShort(name) + ", which is the name of two servers");
    }
}

void
CheckServerPlace(const std::string& path,
                 const Scenario::Server& server,
                 const Scenario::Substrate& substrate,
                 ScenarioProblems& problems)
{
    const bool isLeaf = server.at == Scenario::ServerPlace::kLeaf;
    const uint64_t most =
        isLeaf ? uint64_t{substrate.datacenters} * substrate.racks : substrate.datacenters;
    if (problems.Sound(path) && problems.Sound("substrate.datacenters") &&
        problems.Sound("substrate.racks") && substrate.wan.topology != "file" &&
        server.index >= most)
    {
        problems.Add(path,
                     "is " + std::to_string(server.index) + "; accepted are 0 to " +
                         std::to_string(most - 1) + ", as there are " + std::to_string(most) +
                         (isLeaf ? " racks" : " data centers"));
    }
}

void
CheckInside(const std::string& table, const Scenario::Server& server, ScenarioProblems& problems)
{
    if (server.at == Scenario::ServerPlace::kOutside)
    {
        problems.Add(KeyPath(table, "at"),
                     "is \"outside\"; accepted for a " + server.kind +
                         ": \"leaf\", \"wan-router\"");
    }
}

/// @return why a network cannot be a tenant's own outside the cloud; "" where it can
std::string
WhyNoNetwork(const std::string& text, const std::string& vm, const Scenario& scenario)
{
    constexpr uint8_t longest = 30; // with an address to call from
    const std::optional<Ipv4Prefix> network = Ipv4Prefix::Parse(text);
    if (!network || network->length > longest)
    {
        return "; accepted is a prefix of at most 30 bits, such as \"192.168.50.0/24\"";
    }
    if (const std::string why = WhyNoHosts(*network); !why.empty())
    {
        return ": " + why;
    }
    const std::optional<VmPlace> place = FindVm(scenario.tenants, vm);
    if (!place)
    {
        return "";
    }
    for (const Ipv4Prefix& taken : NetworksOf(scenario.tenants[place->group]))
    {
        if (network->Overlaps(taken))
        {
            return ", which overlaps " + taken.ToString() + ", where the tenant's VMs are";
        }
    }
    return "";
}

/// Checks a network of a tenant's own and the gateway to it, which come together.
void
CheckNetwork(const std::string& table,
             const Scenario::Server& server,
             const Scenario& scenario,
             ScenarioProblems& problems)
{
    const ServerKind& kind = *FindServerKind(server.kind);
    const std::optional<OwnNetwork> own = kind.Network(server.keys.Of(server.kind));
    if (!own)
    {
        return;
    }
    const std::string network = KeyPath(table, "network");
    const std::string gateway = KeyPath(table, "gateway");
    if (own->network.empty() || own->gateway.empty())
    {
        problems.Add(own->network.empty() ? gateway : network,
                     own->network.empty() ? "does not apply here; accepted is only with network"
                                          : "does not apply here; accepted is only with gateway");
        return;
    }
    if (const std::string why = WhyNoNetwork(own->network, own->vm, scenario); !why.empty())
    {
        problems.Add(network, "is " + QuoteShort(own->network) + why);
    }
    std::vector<std::string> gateways;
    for (const Scenario::Server& other : scenario.substrate.servers)
    {
        const ServerKind* const otherKind = FindServerKind(other.kind);
        if (otherKind && otherKind->IsVirtualGateway())
        {
            gateways.push_back(other.name);
        }
    }
    if (std::ranges::find(gateways, own->gateway) == gateways.end())
    {
        problems.Add(gateway,
                     "is " + QuoteShort(own->gateway) +
                         "; accepted is the name of a server with kind = \"virtual-gateway\"" +
                         DidYouMean(own->gateway, gateways));
    }
}

} // namespace

void
CheckServers(const Scenario& scenario, ScenarioProblems& problems)
{
    std::set<std::string> names;
    bool hasConcentrator = false;
    for (size_t i = 0; i < scenario.substrate.servers.size(); ++i)
    {
        const Scenario::Server& server = scenario.substrate.servers[i];
        const std::string table = TablePath("substrate.servers", i);
        CheckServerName(KeyPath(table, "name"), server.name, names, problems);
        CheckServerPlace(KeyPath(table, "index"), server, scenario.substrate, problems);
        const ServerKind* kind = FindServerKind(server.kind);
        if (!kind)
        {
            continue;
        }
        for (const auto& [key, name] : kind->NamedVms(server.keys.Of(server.kind)))
        {
            CheckVm(KeyPath(table, key), name, "", scenario, problems);
        }
        CheckNetwork(table, server, scenario, problems);
        if (kind->IsConcentrator() && std::exchange(hasConcentrator, true))
        {
            problems.Add(KeyPath(table, "kind"),
                         "is " + QuoteShort(server.kind) +
                             " a second time; accepted is one such server");
        }
        if (kind->IsController() || kind->IsGateway() || kind->IsVirtualGateway() ||
            kind->IsConcentrator())
        {
            CheckInside(table, server, problems);
        }
    }
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-server-checks.h"

#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <set>
#include <string>

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

} // namespace

void
CheckServers(const Scenario& scenario, ScenarioProblems& problems)
{
    std::set<std::string> names;
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
        if (kind->IsController() || kind->IsGateway())
        {
            CheckInside(table, server, problems);
        }
    }
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-design-checks.h"

#include "model/input/nearest-name.h"
#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Names of designs and of variants.
class DesignNames
{
  public:
    explicit DesignNames(const std::vector<std::string>& designs)
        : m_all(designs),
          m_known(designs.begin(), designs.end())
    {
    }

    bool Has(const std::string& name) const
    {
        return m_known.contains(name);
    }

    void Add(const std::string& name)
    {
        if (m_known.insert(name).second)
        {
            m_all.push_back(name);
        }
    }

    const std::vector<std::string>& All() const
    {
        return m_all;
    }

  private:
    std::vector<std::string> m_all;
    std::set<std::string> m_known;
};

/// @param names of the designs, and of the variants before this one
void
CheckVariantName(const std::string& path,
                 const std::string& name,
                 const DesignNames& names,
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
    else if (names.Has(name))
    {
        problems.Add(path,
                     [&]
                     {
                         return "is " + QuoteShort(name) +
                                ", which is taken; accepted is any text but " +
                                ShortList(names.All());
                     });
    }
}

void
CheckUse(const Scenario& scenario, const DesignNames& names, ScenarioProblems& problems)
{
    for (size_t i = 0; i < scenario.designs.size(); ++i)
    {
        const std::string path = TablePath("designs.use", i);
        const std::string& name = scenario.designs[i];
        if (problems.Sound(path) && !names.Has(name))
        {
            problems.Add(path,
                         [&]
                         {
                             return "has " + QuoteShort(name) + "; accepted are " +
                                    ShortList(names.All()) + DidYouMean(name, names.All());
                         });
        }
    }
}

bool
HasGateway(const Scenario::Substrate& substrate)
{
    return std::ranges::any_of(substrate.servers,
                               [](const Scenario::Server& server)
                               {
                                   const ServerKind* kind = FindServerKind(server.kind);
                                   return kind && kind->IsGateway();
                               });
}

/// @return how many controllers each data center has: where there is none, there is one in the first
std::vector<uint32_t>
ControllerCounts(const Scenario::Substrate& substrate)
{
    std::vector<uint32_t> counts(substrate.datacenters);
    bool isNamed = false;
    for (const Scenario::Server& server : substrate.servers)
    {
        const ServerKind* kind = FindServerKind(server.kind);
        if (!kind || !kind->IsController())
        {
            continue;
        }
        isNamed = true;
        const bool isAtLeaf = server.at == Scenario::ServerPlace::kLeaf;
        const uint32_t datacenter = isAtLeaf ? server.index / substrate.racks : server.index;
        if (datacenter < counts.size()) // an index that is none has a problem of its own
        {
            ++counts[datacenter];
        }
    }
    counts.front() += isNamed ? 0 : 1;
    return counts;
}

/// @return what a variant's control plane lacks on a substrate
std::optional<std::string>
ObjectionOn(const Scenario::Substrate& substrate, const DesignVariant& variant)
{
    const ControlPlaneKind* kind = FindControlPlaneKind(variant.control);
    if (kind && kind->GetSupply() == RuleSupply::kGateways && !HasGateway(substrate))
    {
        return "is " + QuoteShort(variant.control) +
               ", which takes a gateway; accepted is only with [[substrate.servers]] kind = "
               "\"gateway\"";
    }
    return kind ? kind->ObjectionOn(ControllerCounts(substrate)) : std::nullopt;
}

} // namespace

void
CheckDesigns(const Scenario& scenario, const KnownNames& known, ScenarioProblems& problems)
{
    DesignNames names(known.designs);
    for (size_t i = 0; i < scenario.variants.size(); ++i)
    {
        const DesignVariant& variant = scenario.variants[i];
        const std::string table = TablePath("designs.variant", i);
        CheckVariantName(KeyPath(table, "name"), variant.name, names, problems);
        names.Add(variant.name);
        const auto objection = ObjectionTo(variant);
        if (objection && problems.Sound(KeyPath(table, "design")) &&
            problems.Sound(KeyPath(table, objection->key)))
        {
            problems.Add(KeyPath(table, objection->key), objection->problem);
        }
        const std::string control = KeyPath(table, "control");
        if (!objection && problems.Sound(control) && problems.Sound("substrate"))
        {
            if (const auto lack = ObjectionOn(scenario.substrate, variant))
            {
                problems.Add(control, *lack);
            }
        }
    }
    CheckUse(scenario, names, problems);
}

} // namespace ns3::vnlab

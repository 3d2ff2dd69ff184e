// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-design-checks.h"

#include "model/input/nearest-name.h"
#include "model/service/server-kind.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
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
HasGateway(const Scenario& scenario)
{
    return std::ranges::any_of(scenario.substrate.servers,
                               [](const Scenario::Server& server)
                               {
                                   const ServerKind* kind = FindServerKind(server.kind);
                                   return kind && kind->IsGateway();
                               });
}

/// Of a variant that has no other fault.
void
CheckGateways(const std::string& path,
              const DesignVariant& variant,
              const Scenario& scenario,
              ScenarioProblems& problems)
{
    const ControlPlaneKind* control = FindControlPlaneKind(variant.control);
    if (control && control->GetSupply() == RuleSupply::kGateways && !HasGateway(scenario))
    {
        problems.Add(path,
                     "is " + QuoteShort(variant.control) +
                         ", which takes a gateway; accepted is only with "
                         "[[substrate.servers]] kind = \"gateway\"");
    }
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
        else if (!objection)
        {
            CheckGateways(KeyPath(table, "control"), variant, scenario, problems);
        }
    }
    CheckUse(scenario, names, problems);
}

} // namespace ns3::vnlab

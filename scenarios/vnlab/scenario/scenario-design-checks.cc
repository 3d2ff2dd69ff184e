// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-design-checks.h"

#include "model/input/nearest-name.h"
#include "scenarios/vnlab/scenario/scenario-text.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @param names of the designs, and of the variants before this one
void
CheckVariantName(const std::string& path,
                 const std::string& name,
                 const std::vector<std::string>& names,
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
    else if (std::ranges::count(names, name) > 0)
    {
        problems.Add(path,
                     "is " + QuoteShort(name) + ", which is taken; accepted is any text but " +
                         ShortList(names));
    }
}

void
CheckUse(const Scenario& scenario,
         const std::vector<std::string>& names,
         ScenarioProblems& problems)
{
    for (size_t i = 0; i < scenario.designs.size(); ++i)
    {
        const std::string path = TablePath("designs.use", i);
        const std::string& name = scenario.designs[i];
        if (problems.Sound(path) && std::ranges::count(names, name) == 0)
        {
            problems.Add(path,
                         "has " + QuoteShort(name) + "; accepted are " + ShortList(names) +
                             DidYouMean(name, names));
        }
    }
}

} // namespace

void
CheckDesigns(const Scenario& scenario, const KnownNames& known, ScenarioProblems& problems)
{
    std::vector<std::string> names = known.designs;
    for (size_t i = 0; i < scenario.variants.size(); ++i)
    {
        const DesignVariant& variant = scenario.variants[i];
        const std::string table = TablePath("designs.variant", i);
        CheckVariantName(KeyPath(table, "name"), variant.name, names, problems);
        if (std::ranges::count(names, variant.name) == 0)
        {
            names.push_back(variant.name);
        }
        const auto objection = ObjectionTo(variant);
        if (objection && problems.Sound(KeyPath(table, "design")) &&
            problems.Sound(KeyPath(table, objection->key)))
        {
            problems.Add(KeyPath(table, objection->key), objection->problem);
        }
    }
    CheckUse(scenario, names, problems);
}

} // namespace ns3::vnlab

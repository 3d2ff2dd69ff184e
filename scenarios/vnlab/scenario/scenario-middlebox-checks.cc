// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-middlebox-checks.h"

#include "model/input/nearest-name.h"
#include "model/service/middlebox.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

void
CheckVms(const std::string& path,
         const Scenario::Middlebox& middlebox,
         const Specification& specification,
         ScenarioProblems& problems)
{
    std::set<std::string> words;
    const SpecGraph& graph = specification.graph;
    for (const auto vm : boost::make_iterator_range(vertices(graph)))
    {
        words.insert(graph[vm].name);
        words.insert(graph[vm].role);
    }
    words.erase("");
    if (!words.contains(middlebox.vms))
    {
        problems.Add(path,
                     "is " + QuoteShort(middlebox.vms) + ", which is neither a VM nor a role of " +
                         middlebox.tenant +
                         DidYouMean(middlebox.vms, std::vector(words.begin(), words.end())));
    }
}

} // namespace

void
CheckMiddleboxes(const Scenario& scenario, const TenantNames& tenants, ScenarioProblems& problems)
{
    for (size_t i = 0; i < scenario.middleboxes.size(); ++i)
    {
        const Scenario::Middlebox& middlebox = scenario.middleboxes[i];
        const std::string table = TablePath("middleboxes", i);
        const std::string tenantPath = KeyPath(table, "tenant");
        const std::string vmsPath = KeyPath(table, "vms");
        CheckTenant(tenantPath, middlebox.tenant, scenario, tenants, problems);
        const auto tenant = tenants.Find(middlebox.tenant);
        if (tenant && problems.Sound(tenantPath) && problems.Sound(vmsPath) &&
            problems.Sound("tenants"))
        {
            CheckVms(vmsPath, middlebox, scenario.tenants[tenant->group].specification, problems);
        }
        const MiddleboxKind* kind = FindMiddleboxKind(middlebox.kind);
        const auto objection =
            kind ? kind->Objection(middlebox.keys.Of(middlebox.kind)) : std::nullopt;
        if (objection && problems.Sound(KeyPath(table, objection->key)))
        {
            problems.Add(KeyPath(table, objection->key), objection->problem);
        }
    }
}

} // namespace ns3::vnlab

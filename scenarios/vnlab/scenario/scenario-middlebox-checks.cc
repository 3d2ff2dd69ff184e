// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-middlebox-checks.h"

#include "model/input/nearest-name.h"
#include "model/service/middlebox.h"
#include "model/spec/spec-traversal.h"
#include "model/spec/vm-word.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-vm-checks.h"

#include <boost/range/iterator_range.hpp>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// @return names and roles of the VMs on the path that middleboxes work on
std::set<std::string>
WordsOf(const Specification& specification)
{
    std::set<std::string> words;
    const Extraction extraction = ExtractSpecification(specification);
    for (const auto vm : extraction.order)
    {
        if (extraction.pathsOfVm[vm].front() == 0)
        {
            words.insert(specification.graph[vm].name);
            words.insert(specification.graph[vm].role);
        }
    }
    words.erase("");
    return words;
}

void
CheckWord(const std::string& path,
          const std::string& word,
          const std::string& tenant,
          const std::set<std::string>& words,
          ScenarioProblems& problems)
{
    if (!words.contains(word))
    {
        problems.Add(path,
                     "is " + QuoteShort(word) +
                         ", which is neither a VM nor a role on the first path of " + tenant +
                         DidYouMean(word, std::vector(words.begin(), words.end())));
    }
}

/// Where a middlebox is.
struct Placed
{
    TenantRange tenants;
    std::string word; ///< its key `vms`
};

/// @return a VM that both middleboxes run in; empty: there is none
std::string
SharedVm(const Placed& a, const Placed& b, const Specification& specification)
{
    const bool areOthers = a.tenants.group != b.tenants.group ||
                           a.tenants.first + a.tenants.count <= b.tenants.first ||
                           b.tenants.first + b.tenants.count <= a.tenants.first;
    if (areOthers)
    {
        return {};
    }
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        const VmSpec& vm = specification.graph[vertex];
        if (Means(a.word, vm) && Means(b.word, vm))
        {
            return vm.name;
        }
    }
    return {};
}

} // namespace

void
CheckMiddleboxes(const Scenario& scenario, const TenantNames& tenants, ScenarioProblems& problems)
{
    std::vector<Placed> before;
    for (size_t i = 0; i < scenario.middleboxes.size(); ++i)
    {
        const Scenario::Middlebox& middlebox = scenario.middleboxes[i];
        const std::string table = TablePath("middleboxes", i);
        const std::string tenantPath = KeyPath(table, "tenant");
        CheckTenant(tenantPath, middlebox.tenant, scenario, tenants, problems);
        const MiddleboxKind* kind = FindMiddleboxKind(middlebox.kind);
        const auto objection =
            kind ? kind->Objection(middlebox.keys.Of(middlebox.kind)) : std::nullopt;
        if (objection && problems.Sound(KeyPath(table, objection->key)))
        {
            problems.Add(KeyPath(table, objection->key), objection->problem);
        }
        const auto tenant = tenants.Find(middlebox.tenant);
        if (!tenant || !kind || !problems.Sound(tenantPath) || !problems.Sound("tenants"))
        {
            continue;
        }
        const Specification& specification = scenario.tenants[tenant->group].specification;
        const std::set<std::string> words = WordsOf(specification);
        std::vector<MiddleboxMention> mentions = kind->Mentions(middlebox.keys.Of(middlebox.kind));
        mentions.insert(mentions.begin(), {"vms", middlebox.vms});
        for (const auto& [key, word] : mentions)
        {
            const std::string path = KeyPath(table, key);
            if (problems.Sound(path))
            {
                CheckWord(path, word, middlebox.tenant, words, problems);
            }
        }
        const Placed placed{*tenant, middlebox.vms};
        for (const Placed& earlier : before)
        {
            const std::string vm = SharedVm(earlier, placed, specification);
            if (!vm.empty() && problems.Sound(KeyPath(table, "vms")))
            {
                problems.Add(KeyPath(table, "vms"),
                             "is in VM " + QuoteShort(vm) +
                                 ", which has a middlebox; accepted is one in each VM");
            }
        }
        before.push_back(placed);
    }
}

} // namespace ns3::vnlab

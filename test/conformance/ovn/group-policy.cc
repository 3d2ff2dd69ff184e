// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/ovn/group-policy.h"

#include "model/rule/rule-store.h"
#include "model/spec/portable-random.h"
#include "test/support/make-specification.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

using Dice = std::mt19937_64;

const std::vector<Service> kSpoken{
    {1, 0}, {6, 80}, {6, 443}, {6, 0}, {17, 53}, {17, kServicePort}, {17, 0}};

bool
Chance(Dice& dice, uint32_t percent)
{
    return DrawBelow(dice, 100) < percent;
}

std::vector<Service>
DrawSpoken(Dice& dice)
{
    std::vector<Service> services;
    if (!Chance(dice, 15)) // else everything
    {
        std::ranges::copy_if(kSpoken,
                             std::back_inserter(services),
                             [&dice](const Service&) { return Chance(dice, 25); });
    }
    return services;
}

/// Tiers of which some speak with others, or among themselves, all with all; and links of some VMs beside.
Specification
DrawTiers(Dice& dice)
{
    std::vector<std::string> names;
    std::vector<uint32_t> tierOf;
    const auto tiers = static_cast<uint32_t>(2 + DrawBelow(dice, 3));
    for (uint32_t tier = 0; tier < tiers; ++tier)
    {
        for (uint64_t i = 1 + DrawBelow(dice, 4); i > 0; --i)
        {
            names.push_back("t" + std::to_string(tier) + "-" + std::to_string(i));
            tierOf.push_back(tier);
        }
    }
    const auto paths = static_cast<uint32_t>(1 + DrawBelow(dice, 2));
    std::vector<LinkBetween> links;
    for (uint32_t path = 0; path < paths; ++path)
    {
        std::map<std::pair<uint32_t, uint32_t>, std::vector<Service>> spoken;
        for (uint32_t a = 0; a < tiers; ++a)
        {
            for (uint32_t b = a; b < tiers; ++b)
            {
                if (Chance(dice, 45))
                {
                    spoken[{a, b}] = DrawSpoken(dice);
                }
            }
        }
        for (uint32_t a = 0; a < names.size(); ++a)
        {
            for (uint32_t b = a + 1; b < names.size(); ++b)
            {
                const auto tier = spoken.find({tierOf[a], tierOf[b]});
                const bool isApart = Chance(dice, 6);
                if (tier != spoken.end() || isApart)
                {
                    links.push_back({a, b, path, isApart ? DrawSpoken(dice) : tier->second});
                }
            }
        }
    }
    return MakeSpecification(MakePaths(paths), names, links);
}

} // namespace

CloudScenario
DrawPolicy(uint64_t seed)
{
    Dice dice(seed);
    CloudScenario scenario{.name = "policy",
                           .tenants = {{"shop", {DrawTiers(dice)}}, {"bank", {DrawTiers(dice)}}},
                           .addresses = AddressPlan::kAsSpecified,
                           .topology = {.racks = 2, .hostsPerRack = 3, .spines = 1}};
    scenario.placement.policy = "random";
    scenario.placement.seed = seed;
    return scenario;
}

CloudScenario
TwoTiersOf(uint32_t vms)
{
    std::vector<std::string> names;
    std::vector<LinkBetween> links;
    for (uint32_t i = 0; i < 2 * vms; ++i)
    {
        names.push_back("v" + std::to_string(i));
    }
    for (uint32_t i = 0; i < vms * vms; ++i)
    {
        links.push_back({i / vms, vms + i % vms, 0, {{6, 5432}}});
    }
    return {.name = "tiers",
            .tenants = {{"shop", {MakeSpecification(MakePaths(1), names, links)}}},
            .topology = {.racks = 2, .hostsPerRack = 2, .spines = 1}};
}

GroupPolicy::GroupPolicy(CloudScenario scenario)
    : m_scenario(std::move(scenario)),
      m_plan(PlanOf(m_scenario)),
      m_views(FirstViews(m_plan, m_scenario))
{
    RuleStore store;
    const auto compiler = FindDesign("security-groups")->MakeCompiler();
    for (const TenantView& view : m_views)
    {
        store.Add(*compiler, view);
    }
    m_rules = store.Rules();
}

const CloudPlan&
GroupPolicy::Plan() const
{
    return m_plan;
}

const std::vector<TenantView>&
GroupPolicy::Views() const
{
    return m_views;
}

const TenantView&
GroupPolicy::ViewOf(VnicId vnic) const
{
    return m_views[m_plan.At(m_plan.At(vnic).vm).tenant.value];
}

HostId
GroupPolicy::HostOf(VnicId vnic) const
{
    return ViewOf(vnic).HostOf(vnic);
}

const std::vector<Rule>&
GroupPolicy::Rules() const
{
    return m_rules;
}

size_t
GroupPolicy::Count(TableId table) const
{
    return static_cast<size_t>(std::ranges::count_if(
        m_rules, [table](const Rule& rule) { return rule.where.table == table; }));
}

} // namespace ns3::vnlab::test

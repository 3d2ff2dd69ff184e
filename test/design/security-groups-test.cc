// SPDX-License-Identifier: GPL-2.0-only
//
// Security groups: what their rules permit is what is linked, how many rules there are, and what a change of
// members takes.

#include "model/design/vm-groups.h"
#include "model/rule/group-tables.h"
#include "model/rule/rule-store.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using Services = std::vector<Service>; // empty: everything
using Rows = std::map<VnicId, std::map<VnicId, Services>>;

/// @return of each vNIC what it may speak with whom, read from the links
Rows
RowsOf(const TenantView& view)
{
    Rows rows;
    for (const VnicId vnic : view.Vnics())
    {
        rows[vnic];
    }
    for (const ViewLink& link : view.Links())
    {
        rows[link.a][link.b] = link.allow;
        rows[link.b][link.a] = link.allow;
    }
    return rows;
}

/// @return whether two vNICs differ in nothing but themselves
bool
AreAlike(const Rows& rows, VnicId a, VnicId b)
{
    std::map<VnicId, Services> ofA = rows.at(a);
    std::map<VnicId, Services> ofB = rows.at(b);
    ofA.erase(b);
    ofB.erase(a);
    return !rows.at(a).empty() && ofA == ofB && !rows.at(b).empty();
}

/// @return the first vNIC that is like each one
std::map<VnicId, VnicId>
GroupsIn(const Rows& rows)
{
    std::map<VnicId, VnicId> groups;
    for (const auto& [vnic, row] : rows)
    {
        const auto first = std::ranges::find_if(rows,
                                                [&](const auto& other) {
                                                    return other.first == vnic ||
                                                           AreAlike(rows, other.first, vnic);
                                                });
        groups[vnic] = first->first;
    }
    return groups;
}

std::vector<Rule>
GroupRulesOf(const TenantView& view)
{
    RuleStore store;
    store.Add(*FindDesign("security-groups")->MakeCompiler(), view);
    return store.Rules();
}

size_t
CountIn(const std::vector<Rule>& rules, TableId table, std::optional<HostId> at = std::nullopt)
{
    return static_cast<size_t>(std::ranges::count_if(
        rules,
        [&](const Rule& rule) {
            return rule.where.table == table && (!at || rule.where.at == EnforcementPoint::Of(*at));
        }));
}

RC_GTEST_PROP(SecurityGroups, MembersOfAGroupAreThoseThatAreAlike, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view = FirstViews(plan, scenario).front();
    const Rows rows = RowsOf(view);
    for (const auto& [vnic, first] : GroupsIn(rows))
    {
        RC_ASSERT(GroupOf(view, vnic) == GroupId{first});
        std::vector<VnicId> members;
        for (const auto& [other, row] : rows)
        {
            if (other == vnic || AreAlike(rows, vnic, other))
            {
                members.push_back(other);
            }
        }
        RC_ASSERT(GroupMembers(view, vnic) == members);
    }
}

/// What a host's rules say of what one vNIC takes from another, read as a cloud's users read them.
bool
PermitsByRules(const std::vector<Rule>& rules,
               const TenantView& view,
               VnicId to,
               VnicId from,
               const Service& service)
{
    const EnforcementPoint at = EnforcementPoint::Of(view.HostOf(to));
    std::optional<GroupId> own;
    std::set<GroupId> remotes;
    for (const Rule& rule : rules)
    {
        if (rule.where.at == at && rule.where.table == kGroupPortTable &&
            rule.where.key.As<GroupPortKey>().vnic == to)
        {
            own = rule.value.As<GroupPortValue>().group;
        }
        if (rule.where.at == at && rule.where.table == kGroupAddressTable)
        {
            const auto member = rule.where.key.As<GroupAddressKey>();
            if (member.address == view.Plan().At(from).address)
            {
                remotes.insert(member.group);
            }
        }
    }
    return std::ranges::any_of(rules,
                               [&](const Rule& rule)
                               {
                                   if (rule.where.at != at || rule.where.table != kGroupRuleTable)
                                   {
                                       return false;
                                   }
                                   const auto key = rule.where.key.As<GroupRuleKey>();
                                   return key.group == own && remotes.contains(key.remote) &&
                                          (key.protocol == 0 ||
                                           key.protocol == service.ipProtocol) &&
                                          (key.port == 0 || key.port == service.port);
                               });
}

RC_GTEST_PROP(SecurityGroups, PermitExactlyWhatLinksDo, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view = FirstViews(plan, scenario).front();
    const std::vector<Rule> rules = GroupRulesOf(view);
    const Rows rows = RowsOf(view);
    for (const VnicId to : view.Vnics())
    {
        for (const VnicId from : view.Vnics())
        {
            for (const Service& service :
                 {Service{6, 80}, Service{17, kServicePort}, Service{17, 53}, Service{1, 0}})
            {
                const auto link = rows.at(to).find(from);
                const bool isWanted =
                    link != rows.at(to).end() &&
                    (link->second.empty() ||
                     std::ranges::any_of(link->second,
                                         [&](const Service& allowed)
                                         {
                                             return allowed.ipProtocol == service.ipProtocol &&
                                                    (allowed.port == 0 ||
                                                     allowed.port == service.port);
                                         }));
                RC_ASSERT(from == to || PermitsByRules(rules, view, to, from, service) == isWanted);
            }
        }
    }
}

RC_GTEST_PROP(SecurityGroups, AHostHasTheRulesOfItsGroupsAndTheAddressesOfItsVmsPeers, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    const TenantView view = FirstViews(plan, scenario).front();
    const std::vector<Rule> rules = GroupRulesOf(view);
    const Rows rows = RowsOf(view);
    const std::map<VnicId, VnicId> groups = GroupsIn(rows);
    std::map<HostId, std::set<VnicId>> peers;
    std::map<HostId, std::set<std::tuple<VnicId, VnicId, Service>>> takes;
    std::map<HostId, size_t> remote;
    for (const auto& [vnic, row] : rows)
    {
        const HostId host = view.HostOf(vnic);
        for (const auto& [peer, services] : row)
        {
            peers[host].insert(peer);
            for (const Service& service : services.empty() ? Services{{}} : services)
            {
                takes[host].insert({groups.at(vnic), groups.at(peer), service});
            }
        }
    }
    for (uint32_t path = 0; path < plan.At(TenantId{0}).paths.size(); ++path)
    {
        for (const auto& [host, own] : view.HostsOnPath(path))
        {
            remote[host] += view.OnPath(path).size() - own;
        }
    }
    size_t total = 2 * rows.size(); // segments and groups of ports
    for (uint32_t i = 0; i < scenario.topology.Hosts(); ++i)
    {
        const HostId host{i};
        RC_ASSERT(CountIn(rules, kGroupAddressTable, host) == peers[host].size());
        RC_ASSERT(CountIn(rules, kGroupRuleTable, host) == takes[host].size());
        RC_ASSERT(CountIn(rules, TableId::kFdb, host) == remote[host]);
        RC_ASSERT(CountIn(rules, TableId::kArp, host) == remote[host]);
        total += peers[host].size() + takes[host].size() + 2 * remote[host];
    }
    RC_ASSERT(CountIn(rules, kGroupPortTable) == rows.size());
    RC_ASSERT(rules.size() == total);
}

/// Each of m web servers may speak to each of n databases, and nobody else to anybody.
Specification
TwoTiers(uint32_t web, uint32_t databases)
{
    std::vector<std::string> names;
    std::vector<LinkBetween> links;
    for (uint32_t i = 0; i < web + databases; ++i)
    {
        names.push_back((i < web ? "web-" : "db-") + std::to_string(i < web ? i : i - web));
    }
    for (uint32_t i = 0; i < web * databases; ++i)
    {
        links.push_back({i / databases, web + i % databases, 0, {{6, 5432}}});
    }
    return MakeSpecification(MakePaths(1), names, links);
}

/// Two versions of a tenant's network, and what the change from the first to the second takes.
struct MembersChange
{
    MembersChange(Specification before, Specification after)
        : scenario{.name = "tiers",
                   .tenants = {{"shop", {std::move(before), std::move(after)}}},
                   .topology = {.racks = 4, .hostsPerRack = 4, .spines = 2}},
          plan(PlanOf(scenario)),
          one(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]),
          two(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[1])
    {
        RuleStore store;
        const auto compiler = FindDesign("security-groups")->MakeCompiler();
        store.Add(*compiler, one);
        there = store.Change(*compiler, one, two).delta;
        back = store.Change(*compiler, two, one).delta;
    }

    /// @return the hosts of vNICs whose VM's name begins so
    std::set<HostId> HostsOf(const TenantView& view, std::string_view prefix) const
    {
        std::set<HostId> hosts;
        for (const VnicId vnic : view.Vnics())
        {
            if (plan.At(plan.At(vnic).vm).name.starts_with(prefix))
            {
                hosts.insert(view.HostOf(vnic));
            }
        }
        return hosts;
    }

    CloudScenario scenario;
    CloudPlan plan;
    TenantView one;
    TenantView two;
    RuleDelta there;
    RuleDelta back;
};

RC_GTEST_PROP(SecurityGroups, RulesGrowWithGroupsAndNotWithPairs, ())
{
    const auto web = *rc::gen::inRange(2u, 40u);
    const auto databases = *rc::gen::inRange(2u, 40u);
    const MembersChange tiers(TwoTiers(web, databases), TwoTiers(1, 1));
    const std::vector<Rule> rules = GroupRulesOf(tiers.one);
    // A host takes from the other tier what each of its own two groups does.
    RC_ASSERT(CountIn(rules, kGroupRuleTable) ==
              tiers.HostsOf(tiers.one, "web").size() + tiers.HostsOf(tiers.one, "db").size());
}

/// One more database: an address at each host that has a web server, beside what its own host needs for it.
RC_GTEST_PROP(SecurityGroups, ANewMemberIsOneAddressAtEachHostThatKnowsTheGroup, ())
{
    const auto web = *rc::gen::inRange(1u, 20u);
    const auto databases = *rc::gen::inRange(2u, 20u);
    const MembersChange grows(TwoTiers(web, databases), TwoTiers(web, databases + 1));
    const VmId latest = grows.plan.At(TenantId{0}).vmByName.at("db-" + std::to_string(databases));
    const VnicId added = grows.plan.At(latest).vnics.front();
    const HostId host = grows.two.HostOf(added);
    const bool isFirstThere = !grows.HostsOf(grows.one, "db").contains(host);
    const std::set<HostId> knowing = grows.HostsOf(grows.one, "web");
    const uint32_t address = grows.plan.At(added).address;
    size_t ofMember = 0;
    for (const Rule& rule : grows.there.written)
    {
        if (rule.where.table != kGroupAddressTable)
        {
            continue;
        }
        const bool isMember = rule.where.key.As<GroupAddressKey>().address == address;
        const bool isDue = isMember ? knowing.contains(HostId{rule.where.at.index})
                                    : isFirstThere && rule.where.at == EnforcementPoint::Of(host);
        RC_ASSERT(isDue);
        ofMember += isMember ? 1 : 0;
    }
    RC_ASSERT(ofMember == knowing.size());
    RC_ASSERT(CountIn(grows.there.written, kGroupAddressTable) ==
              knowing.size() + (isFirstThere ? web : 0));
    RC_ASSERT(CountIn(grows.there.written, kGroupRuleTable) == (isFirstThere ? 1U : 0U));
    RC_ASSERT(grows.there.erased.empty());
    RC_ASSERT(grows.back.erased.size() == grows.there.written.size());
    RC_ASSERT(grows.back.written.empty());
}

TEST(SecurityGroupsTest, AGroupWhoseFirstMemberLeavesHasAnotherName)
{
    Specification shrunk = TwoTiers(2, 3);
    clear_vertex(2, shrunk.graph); // db-0
    remove_vertex(2, shrunk.graph);
    const MembersChange change(TwoTiers(2, 3), std::move(shrunk));
    const VnicId second = change.plan.At(VmId{3}).vnics.front();
    EXPECT_EQ(GroupOf(change.one, second), (GroupId{change.plan.At(VmId{2}).vnics.front()}));
    EXPECT_EQ(GroupOf(change.two, second), (GroupId{second}));
    EXPECT_GT(CountIn(change.there.written, kGroupRuleTable), 0U);
}

} // namespace
} // namespace ns3::vnlab::test

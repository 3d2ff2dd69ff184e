// SPDX-License-Identifier: GPL-2.0-only
//
// What the controller wants is what the places hold: rules really arrive, in simulated time, through
// the fabric.

#include "model/rule/hook-entries.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <cstring>
#include <deque>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <tuple>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Entries = std::map<std::vector<uint8_t>, std::vector<uint8_t>>;

std::vector<uint8_t>
ToVector(std::span<const uint8_t> bytes)
{
    return {bytes.begin(), bytes.end()};
}

/// The rules of a table at a place, as its entries should be.
Entries
EntriesOf(const std::vector<Rule>& rules, EnforcementPoint at, TableId table)
{
    Entries entries;
    for (const Rule& rule : rules)
    {
        if (rule.where.at == at && rule.where.table == table)
        {
            entries[ToVector(rule.where.key.Bytes())] = ToVector(rule.value.Bytes());
        }
    }
    return entries;
}

/// Runs a scenario and compares what places hold with what the controller wants.
class Auditor
{
  public:
    Auditor(const Design& design, const std::string& controlPlane, const CloudScenario& scenario)
        : cloud(design, scenario)
    {
        cloud.helper.SetControlPlane(controlPlane);
        cloud.Start();
        Remember();
    }

    void Change(TenantId tenant, size_t version)
    {
        cloud.Change(tenant, version);
        Remember();
    }

    /// Erases what it looks at in the host switches: the last thing to do with a cloud.
    /// @return the places that hold other rules than the controller wants
    std::vector<std::string> Audit()
    {
        AuditHooks();
        for (const RuleKey& key : m_everWanted)
        {
            const bool wanted = m_wanted.contains(key);
            if (key.at.kind == PlaceKind::kHostSwitch)
            {
                const bool holds =
                    cloud.Cloud().SwitchOf(HostId{key.at.index}).Erase(key.table, key.key.Bytes());
                Expect(holds == wanted, "host " + std::to_string(key.at.index));
            }
            else if (key.at.IsFabricSwitch())
            {
                AuditRoute(key);
            }
            else if (key.at.kind == PlaceKind::kGateway)
            {
                const bool holds =
                    cloud.Cloud().Gateways().front()->Erase(key.table, key.key.Bytes());
                Expect(holds == wanted, "gateway");
            }
        }
        return m_complaints;
    }

    /// Takes note of what the controller wants now.
    void Remember()
    {
        m_wanted.clear();
        for (const Rule& rule : cloud.Cloud().Store().Rules())
        {
            m_wanted.emplace(rule.where, rule);
            m_everWanted.insert(rule.where);
        }
    }

    CloudFixture cloud;

  private:
    /// A vNIC that is detached holds nothing.
    void AuditHooks()
    {
        std::vector<Rule> expected = cloud.Cloud().Store().Rules();
        std::ranges::move(cloud.Cloud().BootRules(), std::back_inserter(expected));
        for (uint32_t vnic = 0; vnic < cloud.plan.vnics.size(); ++vnic)
        {
            AuditMap(expected, vnic, TableId::kEncap, encap_map);
            AuditMap(expected, vnic, TableId::kDecap, decap_map);
            AuditMap(expected, vnic, TableId::kWhitelist, whitelist_map);
        }
    }

    void AuditMap(const std::vector<Rule>& expected,
                  uint32_t vnic,
                  TableId table,
                  const vnlab_map& descriptor)
    {
        Entries held;
        if (const BpfMap* map = cloud.Cloud().DeviceOf({vnic}).GetHooks().FindMap(descriptor))
        {
            map->ForEach([&held](std::span<const uint8_t> key, std::span<const uint8_t> value)
                         { held[ToVector(key)] = ToVector(value); });
        }
        Expect(held == EntriesOf(expected, EnforcementPoint::Of(VnicId{vnic}), table),
               descriptor.name + (" of vNIC " + std::to_string(vnic)));
    }

    void AuditRoute(const RuleKey& where)
    {
        HostRouteKey key;
        std::memcpy(&key, where.key.Bytes().data(), sizeof(key));
        const auto found = cloud.Under().fabric->Routes(where.at.Node()).Find(key.address);
        const auto wanted = m_wanted.find(where);
        const bool same = found
                            ? wanted != m_wanted.end() &&
                                  wanted->second.value == RuleBytes::From(HostRouteValue{*found})
                            : wanted == m_wanted.end();
        Expect(same, "switch " + std::to_string(where.at.index));
    }

    void Expect(bool isRight, const std::string& place)
    {
        if (!isRight)
        {
            m_complaints.push_back(place);
        }
    }

    std::map<RuleKey, Rule> m_wanted;
    std::set<RuleKey> m_everWanted;
    std::vector<std::string> m_complaints;
};

std::vector<std::string>
ControlPlaneNames()
{
    std::vector<std::string> names;
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        names.emplace_back(kind->Name());
    }
    return names;
}

/// By design and control plane.
class DeploymentLaws : public testing::TestWithParam<std::tuple<std::string, std::string>>
{
  protected:
    void SetUp() override
    {
        if (!m_design.CanUse(*FindControlPlaneKind(m_controlPlane)))
        {
            GTEST_SKIP() << m_name << " cannot use " << m_controlPlane;
        }
    }

    /// Longer than the control plane takes for a change: operators take days.
    Time Ages() const
    {
        return m_controlPlane == "manual" ? Days(10) : Hours(1);
    }

    const std::string& m_name = std::get<0>(GetParam());
    const Design& m_design = *FindDesign(m_name);
    const std::string& m_controlPlane = std::get<1>(GetParam());
};

TEST_P(DeploymentLaws, PlacesHoldWhatTheControllerWantsAfterEveryChange)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            Auditor auditor(m_design, m_controlPlane, scenario);
            const auto versions = static_cast<uint32_t>(scenario.tenants[0].versions.size());
            for (uint32_t version = 1; version < versions; ++version)
            {
                auditor.Change(TenantId{0}, version);
                auditor.cloud.RunFor(Ages());
                RC_ASSERT(auditor.cloud.Acknowledged() == version);
            }
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

TEST_P(DeploymentLaws, ChangesThatOverlapEndAsTheLastOneWants)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInLinks);
            Auditor auditor(m_design, m_controlPlane, scenario);
            const auto versions = static_cast<uint32_t>(scenario.tenants[0].versions.size());
            for (uint32_t version = 1; version < versions; ++version)
            {
                auditor.Change(TenantId{0}, version);
                auditor.cloud.RunFor(MicroSeconds(*rc::gen::inRange<int64_t>(0, 100)));
            }
            auditor.cloud.RunFor(Ages());
            RC_ASSERT(auditor.cloud.Acknowledged() == versions - 1);
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

/// @return a version with a VM more, which is linked to the first
Specification
WithNewVm(Specification version, const std::string& name)
{
    const auto vm = boost::add_vertex(VmSpec{.name = name, .role = {}, .maxLinks = {}, .deny = {}},
                                      version.graph);
    boost::add_edge(vm, 0, LinkSpec{0, {}}, version.graph);
    return version;
}

void
FailOrRepair(Operations& operations, HostId host)
{
    const auto ignore = [](uint64_t) {};
    if (operations.Version().substrate.failedHosts.contains(host))
    {
        operations.Repair(host, ignore);
    }
    else
    {
        operations.Fail(host, ignore);
    }
}

/// Does one thing to a cloud, or nothing where it cannot be done.
/// @param made specifications that outlive the cloud
void
DrawOperation(CloudFixture& cloud, const CloudScenario& scenario, std::deque<Specification>& made)
{
    Operations& operations = cloud.Cloud().Operate();
    const VmId vm{*rc::gen::inRange(0u, static_cast<uint32_t>(cloud.plan.vms.size()))};
    const HostId host{*rc::gen::inRange(0u, cloud.Cloud().HostCount())};
    const auto count = scenario.tenants[0].versions.size();
    const auto version = *rc::gen::inRange<size_t>(0, count);
    const auto ignore = [](uint64_t) {};
    try
    {
        switch (*rc::gen::inRange(0, 8))
        {
        case 0:
            operations.Resubmit(TenantId{0}, scenario.tenants[0].versions[version], ignore);
            break;
        case 1:
            operations.Stop(vm, ignore);
            break;
        case 2:
            operations.Start(vm, ignore);
            break;
        case 3:
            made.push_back(WithNewVm(scenario.tenants[0].versions[version],
                                     "new-" + std::to_string(made.size())));
            operations.Resubmit(TenantId{0}, made.back(), ignore);
            break;
        case 4:
            FailOrRepair(operations, host);
            break;
        default:
            operations.Move(
                vm, host, MilliSeconds(3), [](const ChangeReport&) {}, ignore);
        }
    }
    catch (const std::invalid_argument&)
    {
    }
}

TEST_P(DeploymentLaws, PlacesHoldWhatTheControllerWantsWhateverHappensToTheCloud)
{
    rc::detail::checkGTest(
        [this]
        {
            const CloudScenario scenario = DrawScenario(Differ::kInEverything);
            std::deque<Specification> made;
            Auditor auditor(m_design, m_controlPlane, scenario);
            for (int i = 0; i < 10; ++i)
            {
                DrawOperation(auditor.cloud, scenario, made);
                auditor.Remember();
                auditor.cloud.RunFor(MicroSeconds(*rc::gen::inRange<int64_t>(0, 5000)));
                auditor.Remember();
            }
            auditor.cloud.RunFor(Ages());
            auditor.Remember();
            RC_ASSERT(auditor.Audit() == std::vector<std::string>{});
        });
}

TEST_P(DeploymentLaws, RefusedChangeChangesNothing)
{
    // Five services between two VMs are more than the identity firewall holds.
    const std::vector<Service> five{{1, 0}, {6, 22}, {6, 80}, {17, 53}, {17, kServicePort}};
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}}),
                      MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1, 0, five}})}}}};
    CloudFixture cloud(m_design, scenario);
    cloud.helper.SetControlPlane(m_controlPlane);
    cloud.Start();
    const std::vector<Rule> before = cloud.Cloud().Store().Rules();
    if (m_name != "identity-firewall")
    {
        EXPECT_NO_THROW(cloud.Change(TenantId{0}, 1));
        return;
    }
    try
    {
        cloud.Change(TenantId{0}, 1);
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_THAT(refusal.what(), HasSubstr("shop/a and b have more"));
    }
    EXPECT_EQ(cloud.Cloud().Store().Rules(), before);
    EXPECT_TRUE(cloud.Cloud().ViewOf(TenantId{0}).Links().front().allow.empty());
}

TEST(DeploymentTest, VmThatGoesIsSentNothingAndTheChangeIsDone)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop",
                     {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}}),
                      MakeSpecification(MakePaths(1), {"a"}, {}),
                      MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    CloudFixture cloud(*FindDesign("linkwire"), scenario);
    cloud.Start();
    // Three rules at each end of the link, and the address of b at its host.
    EXPECT_EQ(cloud.Change(TenantId{0}, 1).rulesTouched, 7);
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.Acknowledged(), 1);
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    cloud.RunFor(Minutes(3)); // until guests give up that datagram and forget that they failed
    cloud.Change(TenantId{0}, 2);
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(cloud.Acknowledged(), 2);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
}

TEST(DeploymentTest, OperatorTakesTenSecondsForEveryRuleAndSendsNothing)
{
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
    CloudFixture cloud(*FindDesign("linkwire"), scenario);
    cloud.helper.SetControlPlane("manual");
    cloud.Start();
    // Nine fields of three rules at each end of the link, and address and port of each VM at its host.
    EXPECT_EQ(Simulator::Now(), 2 * (9 + 2) * Seconds(10));
    EXPECT_EQ(cloud.Cloud().GetControlPlane().Traffic().bytes, 0);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
}

TEST(DeploymentTest, UnknownControlPlaneIsRefusedWithThoseThatThereAre)
{
    DesignHelper helper("vxlan");
    try
    {
        helper.SetControlPlane("shove");
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& refusal)
    {
        EXPECT_STREQ(refusal.what(),
                     "no control plane is called \"shove\"; accepted: bgp-evpn, manual, pull, "
                     "push, reactive");
    }
}

INSTANTIATE_TEST_SUITE_P(
    AllDesigns,
    DeploymentLaws,
    testing::Combine(testing::ValuesIn(DesignNames()), testing::ValuesIn(ControlPlaneNames())),
    [](const auto& test)
    { return TestNameOf(std::get<0>(test.param)) + "_" + TestNameOf(std::get<1>(test.param)); });

} // namespace
} // namespace ns3::vnlab::test

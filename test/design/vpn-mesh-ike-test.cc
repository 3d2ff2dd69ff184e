// SPDX-License-Identifier: GPL-2.0-only
//
// vpn-mesh whose VMs negotiate their keys: what is typed, and what becomes of it as VMs move and links come and go.

#include "model/rule/ipsec-tables.h"
#include "model/rule/rule-store.h"
#include "model/rule/typed-fields.h"
#include "model/wire/protocol-numbers.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/variant-with.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kFieldsOfAnIkeEnd = 6; ///< of a tunnel that lets everything pass

DesignChoice
NegotiatedMesh(std::string_view control = "manual")
{
    DesignChoice choice(VariantWith("vpn-mesh", "keys", "ikev2"));
    choice.SetControlPlane(control);
    return choice;
}

CloudScenario
Trio(const std::vector<LinkBetween>& first, const std::vector<LinkBetween>& then)
{
    const std::vector<std::string> vms{"a", "b", "c"};
    return {.name = "trio",
            .tenants = {{"shop",
                         {MakeSpecification(MakePaths(1), vms, first),
                          MakeSpecification(MakePaths(1), vms, then)}}}};
}

std::vector<Rule>
MeshRules(const CloudScenario& scenario)
{
    const CloudPlan plan = PlanOf(scenario);
    RuleStore store;
    store.Add(*NegotiatedMesh().GetDesign().MakeCompiler(), FirstViews(plan, scenario).front());
    return store.Rules();
}

const IkeWork&
IkeOf(CloudFixture& cloud, uint32_t vm)
{
    return cloud.Cloud().IpsecOf(VnicId{vm})->Ike()->Work();
}

TEST(VpnMeshIke, AnEndIsTypedBySixFields)
{
    EXPECT_EQ(CountTyped(RuleDelta{{}, MeshRules(Trio({{0, 1}}, {}))}),
              3 * 2 + 2 * kFieldsOfAnIkeEnd);
    EXPECT_EQ(CountTyped(RuleDelta{{}, MeshRules(Trio({{0, 1, 0, {{ipproto::kTcp, 80}}}}, {}))}),
              3 * 2 + 2 * (kFieldsOfAnIkeEnd + 2 * (4 + 4) - (2 + 2)));
}

TEST(VpnMeshIke, EachPairHasASecretOfItsOwnThatBothKnow)
{
    std::multiset<std::array<uint8_t, IkePeerValue::kSecretBytes>> secrets;
    for (const Rule& rule : MeshRules(Trio({{0, 1}, {0, 2}, {1, 2}}, {})))
    {
        EXPECT_NE(rule.where.table, kOutboundAssociationTable);
        EXPECT_NE(rule.where.table, kInboundAssociationTable);
        if (rule.where.table == kIkePeerTable)
        {
            secrets.insert(rule.value.As<IkePeerValue>().secret);
        }
    }
    EXPECT_EQ(secrets.size(), 6U);
    for (const auto& secret : secrets)
    {
        EXPECT_EQ(secrets.count(secret), 2U);
    }
}

TEST(VpnMeshIke, DeploysInTheTimeThatItsFieldsTakeToTypeAndNegotiatesMeanwhile)
{
    const CloudScenario scenario = Trio({{0, 1}, {1, 2}}, {});
    CloudFixture cloud(NegotiatedMesh(), scenario);
    cloud.Start();
    const Time typed = Seconds(10) * (3 * 2 + 4 * kFieldsOfAnIkeEnd);
    EXPECT_EQ(Simulator::Now(), typed + kToNegotiate);
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{2}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{2}), IsEmpty());
    EXPECT_EQ(IkeOf(cloud, 1).associations, 2U);
    EXPECT_EQ(IkeOf(cloud, 0).associations, 1U);
}

TEST(VpnMeshIke, ALinkIsRemovedAndAddedWithOtherKeys)
{
    const CloudScenario scenario = Trio({{0, 1}, {1, 2}}, {{1, 2}});
    CloudFixture cloud(NegotiatedMesh("push"), scenario);
    cloud.Start();
    cloud.RunFor(Seconds(1));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    cloud.Change(TenantId{0}, 1);
    cloud.RunFor(Seconds(1));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), IsEmpty());
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    cloud.Change(TenantId{0}, 0);
    cloud.RunFor(Seconds(1));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{2}), ElementsAre(VmId{2}));
    EXPECT_EQ(IkeOf(cloud, 0).associations, 2U);
    EXPECT_EQ(IkeOf(cloud, 2).associations, 1U);
    EXPECT_EQ(cloud.Under().drops.Count(VNLAB_DROP_NOT_AUTHENTIC), 0U);
}

/// Who moved is called otherwise: its peers negotiate with it anew, and nobody else does.
TEST(VpnMeshIke, AMovedVmNegotiatesAnewWithItsPeersAlone)
{
    const CloudScenario scenario = Trio({{0, 1}, {0, 2}, {1, 2}}, {});
    CloudFixture cloud(NegotiatedMesh("push"), scenario);
    cloud.Start();
    cloud.RunFor(Seconds(1));
    const HostId from = cloud.plan.HostOf(VmId{0}, cloud.Cloud().Version());
    cloud.Cloud().Operate().Move(
        VmId{0},
        HostId{(from.value + 3) % 4},
        Time(0),
        [](const ChangeReport&) {},
        [](uint64_t) {});
    cloud.RunFor(Seconds(10));
    for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)})
    {
        const VmId first{static_cast<uint32_t>(a)};
        const VmId second{static_cast<uint32_t>(b)};
        EXPECT_THAT(cloud.Send(first, second), ElementsAre(second));
        EXPECT_THAT(cloud.Send(second, first), ElementsAre(first));
    }
    EXPECT_EQ(IkeOf(cloud, 0).associations, 4U);
    EXPECT_EQ(IkeOf(cloud, 1).associations, 3U);
    EXPECT_EQ(IkeOf(cloud, 0).notAuthentic, 0U);
}

TEST(VpnMeshIke, AVmThatWasStoppedNegotiatesAnew)
{
    const CloudScenario scenario = Trio({{0, 1}}, {});
    CloudFixture cloud(NegotiatedMesh("push"), scenario);
    cloud.Start();
    cloud.RunFor(Seconds(1));
    cloud.Cloud().Operate().Stop(VmId{0}, [](uint64_t) {});
    cloud.RunFor(Seconds(1));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    cloud.Cloud().Operate().Start(VmId{0}, [](uint64_t) {});
    cloud.RunFor(Seconds(10));
    EXPECT_THAT(cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
}

} // namespace
} // namespace ns3::vnlab::test

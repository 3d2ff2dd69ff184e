// SPDX-License-Identifier: GPL-2.0-only
//
// Lateral movement in a cloud that changes: it sees the cloud as it is.

#include "helper/attack-helper.h"
#include "model/attack/lateral-movement.h"
#include "model/cloud/cloud-names.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

class LateralMovementTest : public testing::Test
{
  protected:
    LateralMovementTest()
        : m_small(GenerateSpecification({.kind = "full-mesh", .vms = 3})),
          m_large(GenerateSpecification({.kind = "full-mesh", .vms = 4}))
    {
    }

    /// The VMs that fall within a second of attack, in which the tenant changes half-way.
    std::vector<std::string> FallenWhile(const Specification& before, const Specification& after)
    {
        const CloudScenario scenario{.name = "Mesh", .tenants = {{"shop", {before, after}}}};
        CloudFixture cloud(*FindDesign("flat"), scenario);
        cloud.Start();
        AttackHelper attacks(cloud.Cloud(), Dice(1, 0));
        cloud.Cloud().AddListener(&attacks);
        LateralMovementKeys keys;
        keys.probability = m_probability;
        const Time now = Simulator::Now();
        const Attack& attack = attacks.Install("lateral-movement",
                                               {.capability = Capability::kGuestUser,
                                                .foothold = VmId{0},
                                                .start = now,
                                                .stop = now + Seconds(2)},
                                               &keys);
        cloud.RunFor(MilliSeconds(500));
        cloud.Cloud().Operate().Resubmit(
            TenantId{0}, scenario.tenants[0].versions[1], [](uint64_t) {});
        cloud.RunFor(Seconds(3));
        m_attempts = attack.Outcome().attempts;
        std::vector<std::string> fallen;
        for (const auto& [vm, time] : attack.Outcome().compromised)
        {
            fallen.push_back(NameOf(cloud.plan, vm));
        }
        std::ranges::sort(fallen);
        return fallen;
    }

    Specification m_small;
    Specification m_large;
    double m_probability{1};
    uint64_t m_attempts{0};
};

TEST_F(LateralMovementTest, AVmThatStartsLaterIsATarget)
{
    EXPECT_EQ(FallenWhile(m_small, m_large),
              (std::vector<std::string>{"shop/vm-1", "shop/vm-2", "shop/vm-3", "shop/vm-4"}));
}

/// Alone in the cloud there is nobody to attack: attempts end with the other VM.
TEST_F(LateralMovementTest, AVmThatIsGoneIsNone)
{
    m_probability = 0;
    FallenWhile(GenerateSpecification({.kind = "full-mesh", .vms = 2}),
                GenerateSpecification({.kind = "full-mesh", .vms = 1}));
    EXPECT_EQ(m_attempts, 49u); // at 10, 20 … 490 ms
}

} // namespace
} // namespace ns3::vnlab::test

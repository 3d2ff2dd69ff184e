// SPDX-License-Identifier: GPL-2.0-only
//
// Whatever happens to VMs, hosts, links and channels, once all is repaired and quiet the cloud is as a
// fresh one: no place refused a rule, every change was acknowledged, and everybody reaches everybody.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"
#include "test/support/reach-designs.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

constexpr uint32_t kVms = 4;
constexpr uint32_t kHosts = 4;

/// Does things by chance; what cannot be done at the time is not.
class Chance
{
  public:
    Chance(CloudFixture& cloud, uint32_t seed)
        : m_cloud(cloud),
          m_random(seed)
    {
    }

    void Act()
    {
        Operations& operate = m_cloud.Cloud().Operate();
        const uint32_t which = Draw(kVms);
        const auto acked = [this](uint64_t) { ++m_acked; };
        switch (Draw(8))
        {
        case 0:
            return Try([&] { operate.Stop(VmId{which}, acked); });
        case 1:
            return Try([&] { operate.Start(VmId{which}, acked); });
        case 2:
            return Try([&] { operate.Fail(HostId{which}, acked); });
        case 3:
            return Try([&] { operate.Repair(HostId{which}, acked); });
        case 4:
            return Try(
                [&]
                {
                    operate.Move(
                        VmId{which},
                        HostId{Draw(kHosts)},
                        MilliSeconds(Draw(20)),
                        [](const ChangeReport&) {},
                        acked);
                });
        case 5:
            return operate.BreakChannel(EnforcementPoint::Of(HostId{which}));
        default:
            return operate.BreakChannel(EnforcementPoint::Of(VnicId{which}));
        }
    }

    void RepairAll()
    {
        Operations& operate = m_cloud.Cloud().Operate();
        const auto acked = [this](uint64_t) { ++m_acked; };
        for (uint32_t index = 0; index < kHosts; ++index)
        {
            Try([&] { operate.Repair(HostId{index}, acked); });
            Try([&] { operate.Start(VmId{index}, acked); });
        }
    }

    Time Pause()
    {
        return MicroSeconds(Draw(30'000));
    }

    uint32_t Unacknowledged() const
    {
        return m_begun - m_acked;
    }

  private:
    uint32_t Draw(uint32_t choices)
    {
        return static_cast<uint32_t>(m_random()) % choices;
    }

    template <class Thing>
    void Try(Thing thing)
    {
        try
        {
            thing();
            ++m_begun;
        }
        catch (const std::invalid_argument&)
        {
            return;
        }
    }

    CloudFixture& m_cloud;
    std::mt19937 m_random;
    uint32_t m_begun{0};
    uint32_t m_acked{0};
};

class ChannelLaw : public testing::TestWithParam<std::string>
{
};

TEST_P(ChannelLaw, OnceRepairedAndQuietTheCloudIsAsAFreshOne)
{
    const CloudScenario scenario{
        .name = "mesh",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = kVms})}}}};
    for (uint32_t seed = 1; seed <= 12; ++seed)
    {
        CloudFixture cloud(Automated(GetParam()), scenario);
        cloud.Start();
        Chance chance(cloud, seed);
        for (int act = 0; act < 40; ++act)
        {
            chance.Act();
            cloud.RunFor(chance.Pause());
        }
        cloud.RunFor(Seconds(1)); // the last move
        chance.RepairAll();
        cloud.RunFor(Minutes(5));
        EXPECT_EQ(chance.Unacknowledged(), 0U) << seed;
        EXPECT_EQ(cloud.Cloud().GetControlPlane().Refused(), 0U) << seed;
        for (uint32_t from = 0; from < kVms; ++from)
        {
            const VmId to{(from + 1) % kVms};
            EXPECT_THAT(cloud.Send(VmId{from}, to), ElementsAre(to)) << seed << ", " << from;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         ChannelLaw,
                         testing::ValuesIn(ReachDesignNames()),
                         [](const auto& test) { return TestNameOf(test.param); });

} // namespace
} // namespace ns3::vnlab::test

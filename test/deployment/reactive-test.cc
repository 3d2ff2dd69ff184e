// SPDX-License-Identifier: GPL-2.0-only
//
// A controller that gets the first packets: what it writes, what it keeps right, and what goes again.

#include "model/control/plane/reactive.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, one on each of four hosts behind two leaves.
class ReactiveTest : public testing::Test
{
  protected:
    ReactiveTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_choice(*FindDesign("vxlan"))
    {
        m_choice.SetControlPlane("reactive");
        m_cloud.emplace(m_choice, m_scenario);
        m_cloud->Start();
    }

    Operations& Operate()
    {
        return m_cloud->Cloud().Operate();
    }

    std::vector<VmId> Send(uint32_t from, uint32_t to)
    {
        return m_cloud->Send(VmId{from}, VmId{to});
    }

    double Count(const std::string& name)
    {
        return m_cloud->Cloud().GetControlPlane().RunCounts().at(name);
    }

    CloudScenario m_scenario;
    DesignChoice m_choice;
    std::optional<CloudFixture> m_cloud;
};

TEST_F(ReactiveTest, FirstPacketWaitsForTheControllerAndTheNextDoesNot)
{
    EXPECT_EQ(m_cloud->Cloud().Store().Size(), 4U); // ports
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("questions"), 1);
    EXPECT_EQ(Count("entries"), 2); // ARP and FDB
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("questions"), 1);
}

TEST_F(ReactiveTest, MissTakesAMessageUpAndTwoForTheEntries)
{
    const auto sent = [this] { return m_cloud->Cloud().GetControlPlane().Traffic().messages; };
    const uint64_t before = sent();
    Send(0, 1);
    m_cloud->RunFor(Seconds(1));
    EXPECT_EQ(sent() - before, 3U);
}

TEST_F(ReactiveTest, EntriesGoWhenNobodyUsesThemAndTheControllerHearsOfIt)
{
    Send(0, 1);
    m_cloud->RunFor(Seconds(7));
    Send(0, 1);
    m_cloud->RunFor(Seconds(7));
    EXPECT_EQ(Count("entries"), 2);
    m_cloud->RunFor(Seconds(4));
    EXPECT_EQ(Count("entries"), 0);
    EXPECT_THAT(Send(0, 1), ElementsAre(VmId{1}));
    EXPECT_EQ(Count("questions"), 2);
}

TEST_F(ReactiveTest, ControllerKeepsRightWhatItHasWrittenWhenAVmMoves)
{
    Send(1, 0);
    Operate().Move(
        VmId{0}, HostId{3}, MilliSeconds(60), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud->RunFor(Seconds(2));
    EXPECT_THAT(Send(1, 0), ElementsAre(VmId{0})); // without another question
    EXPECT_EQ(Count("questions"), 1);
}

TEST_F(ReactiveTest, EntriesOfAVmThatStopsGo)
{
    Send(1, 0);
    EXPECT_EQ(Count("entries"), 2);
    Operate().Stop(VmId{0}, [](uint64_t) {});
    m_cloud->RunFor(Seconds(1));
    EXPECT_EQ(Count("entries"), 0);
    EXPECT_EQ(m_cloud->Cloud().GetControlPlane().Refused(), 0U);
}

TEST_F(ReactiveTest, VmThatStartsIsReachedThoughItWasKnownToBeMissing)
{
    Operate().Stop(VmId{0}, [](uint64_t) {});
    m_cloud->RunFor(Seconds(1));
    EXPECT_THAT(Send(1, 0), IsEmpty());
    Operate().Start(VmId{0}, [](uint64_t) {});
    m_cloud->RunFor(Seconds(5)); // the guest asks by ARP again
    EXPECT_FALSE(m_cloud->arrivals.empty());
}

TEST_F(ReactiveTest, PacketsDoNotWaitForADeadController)
{
    Operate().Fail(ServerId{0}, [](uint64_t) {});
    EXPECT_THAT(Send(0, 1), IsEmpty());
    EXPECT_EQ(Count("unanswered"), 0);
    m_cloud->RunFor(Seconds(4));
    EXPECT_GE(Count("unanswered"), 1);
}

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// VTEPs that learn where addresses are: what they know is as old as what they heard last.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Four VMs that may all speak, one on each of four hosts; VMs 0 and 1 know each other.
class LearnTest : public testing::Test
{
  protected:
    LearnTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"shop",
                                  {GenerateSpecification({.kind = "full-mesh", .vms = 4})}}}},
          m_cloud(*FindDesign("vxlan-learn"), m_scenario)
    {
        m_cloud.Start();
        m_cloud.Send(VmId{0}, VmId{1});
        m_cloud.Send(VmId{1}, VmId{0});
    }

    void Move(VmId vm, HostId to)
    {
        m_cloud.Cloud().Operate().Move(
            vm,
            to,
            MilliSeconds(60),
            [](const ChangeReport&) {},
            [](uint64_t) {},
            {.announces = false});
        m_cloud.RunFor(Seconds(2));
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_F(LearnTest, VmThatMovedIsNotReachedUntilItSpeaks)
{
    Move(VmId{0}, HostId{3});
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), IsEmpty()); // goes where the VM was
    EXPECT_THAT(m_cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
}

TEST_F(LearnTest, SilentVmThatMovedIsReachedWhenItIsAskedForByArp)
{
    Move(VmId{0}, HostId{3});
    m_cloud.RunFor(Seconds(30));
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), IsEmpty());
    m_cloud.RunFor(Seconds(240)); // its peer's ARP entry is too old by now, the VTEP's is not
    EXPECT_THAT(m_cloud.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
}

} // namespace
} // namespace ns3::vnlab::test

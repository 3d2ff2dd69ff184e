// SPDX-License-Identifier: GPL-2.0-only
//
// Whoever wants to know what happens in a cloud can: nobody who asks later takes another's place.

#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

Specification
Mesh(uint32_t vms)
{
    return GenerateSpecification({.kind = "full-mesh", .vms = vms});
}

struct CountingListener : GuestListener
{
    void ReceiveUdp(Guest&, const UdpDatagram&) override
    {
        ++datagrams;
    }

    int datagrams{0};
};

class ObserversTest : public testing::Test
{
  protected:
    ObserversTest()
        : m_scenario{.name = "Mesh", .tenants = {{"shop", {Mesh(2), Mesh(3), Mesh(1)}}}},
          m_cloud(*FindDesign("flat"), m_scenario)
    {
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_F(ObserversTest, EveryListenerGetsEveryDatagram)
{
    m_cloud.Start();
    CountingListener first;
    CountingListener second;
    m_cloud.Cloud().AddListener(&first);
    m_cloud.Cloud().AddListener(&second);
    const uint32_t to = m_cloud.plan.At(m_cloud.plan.vms[1].vnics[0]).address;
    m_cloud.Cloud().GuestOf({0}).SendUdp(to, 2000, kServicePort, Create<Packet>(10));
    m_cloud.RunFor(Seconds(1));
    EXPECT_EQ(first.datagrams, 1);
    EXPECT_EQ(second.datagrams, 1);
    EXPECT_EQ(m_cloud.arrivals.size(), 1u); // the fixture listens, too
}

TEST_F(ObserversTest, EverySubscriberIsToldWhoComesAndGoes)
{
    m_cloud.Start();
    std::vector<std::string> told;
    for (const std::string name : {"a", "b"})
    {
        m_cloud.Cloud().OnVmChange(
            [&told, name](VmId vm, bool exists)
            { told.push_back(name + (exists ? "+" : "-") + std::to_string(vm.value)); });
    }
    m_cloud.Change(TenantId{0}, 1);
    EXPECT_EQ(told, (std::vector<std::string>{"a+2", "b+2"}));
    told.clear();
    m_cloud.Change(TenantId{0}, 2);
    EXPECT_EQ(told, (std::vector<std::string>{"a-1", "b-1", "a-2", "b-2"}));
}

TEST(DropLogTest, EveryObserverSeesEveryDrop)
{
    DropLog drops;
    std::vector<std::pair<int, DropReason>> seen;
    for (const int observer : {1, 2})
    {
        drops.AddObserver([&seen, observer](DropReason reason, const Ptr<const Packet>&)
                          { seen.emplace_back(observer, reason); });
    }
    drops.Count(VNLAB_DROP_NO_ROUTE, Create<Packet>());
    EXPECT_EQ(seen,
              (std::vector<std::pair<int, DropReason>>{{1, VNLAB_DROP_NO_ROUTE},
                                                       {2, VNLAB_DROP_NO_ROUTE}}));
    EXPECT_EQ(drops.Count(VNLAB_DROP_NO_ROUTE), 1u);
}

} // namespace
} // namespace ns3::vnlab::test

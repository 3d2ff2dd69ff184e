// SPDX-License-Identifier: GPL-2.0-only
//
// A change of which a place cannot take a rule stays half made, or is rolled back.

#include "model/rule/rule-store.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/bpf.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

DesignChoice
Choice(OnRefusal onRefusal)
{
    DesignChoice choice(*FindDesign("linkwire"));
    UpdateKeys updates;
    updates.on_refusal = onRefusal;
    choice.SetUpdates(updates);
    return choice;
}

/// A ring of five VMs that is to become a full mesh, one of which has no room for whom to let in.
class RollbackTest : public testing::Test
{
  protected:
    void Start(OnRefusal onRefusal)
    {
        m_design.emplace(Choice(onRefusal));
        m_cloud.emplace(*m_design, m_scenario);
        m_cloud->Start();
    }

    /// Fills the whitelist of a VM's hooks, but for so many entries.
    void Fill(VmId vm, uint32_t free)
    {
        const VnicId vnic = m_cloud->plan.At(vm).vnics.front();
        BpfMap& map = m_cloud->Cloud().DeviceOf(vnic).GetHooks().Map(whitelist_map);
        std::vector<uint8_t> key(whitelist_map.key_size, 0xEE);
        const std::vector<uint8_t> value(whitelist_map.value_size);
        for (uint32_t entry = map.Size() + free; entry < whitelist_map.max_entries; ++entry)
        {
            key[0] = static_cast<uint8_t>(entry);
            key[1] = static_cast<uint8_t>(entry >> 8);
            key[2] = static_cast<uint8_t>(entry >> 16);
            ASSERT_EQ(map.Update(key, value, BPF_ANY), 0);
        }
    }

    void Mesh()
    {
        m_cloud->Cloud().Operate().Resubmit(
            TenantId{0},
            m_scenario.tenants.front().versions[1],
            [this](uint64_t) { ++m_acked; },
            nullptr,
            [this](const std::string& why) { m_why.push_back(why); });
        m_cloud->RunFor(Seconds(1));
    }

    bool Reaches(uint32_t from, uint32_t to)
    {
        return !m_cloud->Send(VmId{from}, VmId{to}).empty();
    }

    CloudScenario m_scenario{
        .name = "ring",
        .tenants = {{"shop",
                     {GenerateSpecification({.kind = "ring", .vms = 5}),
                      GenerateSpecification({.kind = "full-mesh", .vms = 5})}}}};
    std::optional<DesignChoice> m_design;
    std::optional<CloudFixture> m_cloud;
    uint32_t m_acked{0};
    std::vector<std::string> m_why;
};

TEST_F(RollbackTest, ChangeThatAllPlacesTakeStays)
{
    Start(OnRefusal::kRollBack);
    Mesh();
    EXPECT_EQ(m_acked, 1u);
    EXPECT_THAT(m_why, IsEmpty());
    EXPECT_TRUE(Reaches(0, 2));
    EXPECT_TRUE(Reaches(1, 3));
}

TEST_F(RollbackTest, WhatOthersTookIsLeftUnlessToldOtherwise)
{
    Start(OnRefusal::kLeave);
    Fill(VmId{2}, 0);
    Mesh();
    EXPECT_EQ(m_acked, 1u);
    EXPECT_THAT(m_why, IsEmpty());
    EXPECT_EQ(m_cloud->Cloud().GetControlPlane().Refused(), 2u) << "VMs 0 and 4 in VM 2";
    EXPECT_FALSE(Reaches(0, 2));
    EXPECT_TRUE(Reaches(1, 3));
}

TEST_F(RollbackTest, ItIsRolledBackAsAWhole)
{
    Start(OnRefusal::kRollBack);
    const uint64_t rules = m_cloud->Cloud().Store().Size();
    Fill(VmId{2}, 1);
    Mesh();
    EXPECT_EQ(m_acked, 1u) << "when the specification before is in force again";
    EXPECT_THAT(
        m_why,
        ElementsAre(HasSubstr("1 of 30 rules were refused, one by shop/vm-3: it was rolled back")));
    EXPECT_EQ(m_cloud->Cloud().Store().Size(), rules);
    EXPECT_EQ(m_cloud->Cloud().GetControlPlane().Refused(), 1u)
        << "what was not written is not erased";
    for (uint32_t vm = 0; vm < 5; ++vm)
    {
        EXPECT_TRUE(Reaches(vm, (vm + 1) % 5)) << vm;
        EXPECT_FALSE(Reaches(vm, (vm + 2) % 5)) << vm;
    }
    // And it can be tried again.
    Mesh();
    EXPECT_EQ(m_acked, 2u);
    EXPECT_EQ(m_why.size(), 2u);
}

TEST_F(RollbackTest, LaterSpecificationStaysInForce)
{
    Start(OnRefusal::kRollBack);
    Fill(VmId{2}, 0);
    Operations& operations = m_cloud->Cloud().Operate();
    const std::vector<Specification>& versions = m_scenario.tenants.front().versions;
    const auto acked = [this](uint64_t) { ++m_acked; };
    const auto rolledBack = [this](const std::string& why) { m_why.push_back(why); };
    operations.Resubmit(TenantId{0}, versions[1], acked, nullptr, rolledBack);
    operations.Resubmit(TenantId{0}, versions[0], acked, nullptr, rolledBack);
    m_cloud->RunFor(Seconds(1));
    EXPECT_EQ(m_acked, 2u);
    EXPECT_THAT(m_why, IsEmpty());
    EXPECT_FALSE(Reaches(1, 3));
}

} // namespace
} // namespace ns3::vnlab::test

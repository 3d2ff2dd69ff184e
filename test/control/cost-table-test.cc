// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/cost-table.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

TEST(CostTableTest, OverrideChangesItsEntryAndNoOther)
{
    for (const CostEntry& changed : CostEntries())
    {
        const CostTable table = MakeCostTable({{std::string(changed.name), 42.5}});
        for (const CostEntry& entry : CostEntries())
        {
            const double expected = entry.name == changed.name ? 42.5 : CostTable{}.*(entry.value);
            EXPECT_EQ(table.*(entry.value), expected) << entry.name;
        }
    }
}

TEST(CostTableTest, WithoutOverridesHoldsTheDefaults)
{
    const CostTable table = MakeCostTable({});
    EXPECT_EQ(table.controllerRule_s, 1.0 / 219'000);
    EXPECT_EQ(table.fabricRuleUpdate_s, 1.0 / 275);
    EXPECT_EQ(table.fabricRuleLag_s, 0.25);
    EXPECT_EQ(table.identityVerify_s, 63e-6);
}

TEST(CostTableTest, EveryEntryHasANameOfItsOwnASourceAndAPositiveDefault)
{
    std::set<std::string_view> names;
    for (const CostEntry& entry : CostEntries())
    {
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
        EXPECT_FALSE(entry.source.empty()) << entry.name;
        EXPECT_GT(CostTable{}.*(entry.value), 0) << entry.name;
    }
    EXPECT_EQ(names.size() * sizeof(double), sizeof(CostTable)) << "a field without an entry";
}

TEST(CostTableDeathTest, UnknownNameStopsTheProgram)
{
    EXPECT_DEATH(MakeCostTable({{"no_such", 1}}), "no operation is called no_such");
}

} // namespace
} // namespace ns3::vnlab::test

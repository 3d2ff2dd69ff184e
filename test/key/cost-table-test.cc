// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/cost-table.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

// In another order than tables have.
const Cost kLookUp{{.name = "look_up", .standard = 3e-9, .source = "this test", .place = 20}};
const Cost kCopy{{.name = "copy", .standard = 0.5, .source = "this test", .place = 10}};
const Cost kAdd{{.name = "add", .standard = 1e-9, .source = "this test", .place = 20}};

TEST(CostTableTest, WithoutOverridesHoldsTheDefaults)
{
    const CostTable table;
    EXPECT_EQ(table[kLookUp], 3e-9);
    EXPECT_EQ(table[kCopy], 0.5);
}

TEST(CostTableTest, OverrideChangesItsCostAndNoOther)
{
    CostTable table;
    table.Set(kCopy, 42.5);
    EXPECT_EQ(table[kCopy], 42.5);
    EXPECT_EQ(table[kLookUp], 3e-9);
    EXPECT_EQ(MakeCostTable({{"copy", 42.5}})[kCopy], 42.5);
    EXPECT_EQ(CostTable()[kCopy], 0.5);
}

TEST(CostTableTest, TablesShowCostsByPlaceThenByName)
{
    std::string names;
    for (const CostEntry* cost : AllCosts())
    {
        names += cost->name + " ";
    }
    EXPECT_EQ(names, "copy add look_up ");
}

TEST(CostTableTest, UnknownNameIsRefusedWithTheKnownOnes)
{
    try
    {
        MakeCostTable({{"no_such", 1}});
        FAIL() << "nothing thrown";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(), "no cost is called \"no_such\"; accepted: copy, add, look_up");
    }
}

TEST(CostTableTest, TwoCostsOfOneNameEndTheProgramThatDeclaresThem)
{
    EXPECT_THROW(Cost({.name = "copy", .standard = 1, .source = "this test"}), std::logic_error);
}

TEST(CostTableTest, ACostHasASourceAndIsNotNegative)
{
    EXPECT_THROW(Cost({.name = "unsourced", .standard = 1}), std::logic_error);
    EXPECT_THROW(Cost({.name = "gain", .standard = -1, .source = "this test"}), std::logic_error);
}

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
#include "model/key/cost-preset.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

CostPreset
ClerksOf(uint32_t year)
{
    return {.name = "clerks-" + std::to_string(year),
            .year = year,
            .description = "what clerks took",
            .costs = {{"letter", 600, "this test"}, {"stamp", 0, "assumption: this test"}}};
}

// In another order than lists have.
const CostPresets kClerks{{ClerksOf(1910), ClerksOf(1900)}};

TEST(CostPresetTest, IsFoundByItsNameAndListsAreByName)
{
    ASSERT_NE(FindCostPreset("clerks-1910"), nullptr);
    EXPECT_EQ(FindCostPreset("clerks-1910")->year, 1910);
    EXPECT_EQ(FindCostPreset("clerks-1910")->costs[0].value, 600);
    EXPECT_EQ(FindCostPreset("clerks"), nullptr);
    ASSERT_EQ(AllCostPresets().size(), 2U);
    EXPECT_EQ(AllCostPresets()[0]->name, "clerks-1900");
}

TEST(CostPresetTest, ANameThatIsTakenEndsTheProgramThatDeclaresIt)
{
    EXPECT_THROW(CostPresets({ClerksOf(1900)}), std::logic_error);
}

TEST(CostPresetTest, APresetSaysItsYearAndASourceForEachCost)
{
    const auto spoil = [](auto change)
    {
        CostPreset preset = ClerksOf(1920);
        change(preset);
        return CostPresets({preset});
    };
    EXPECT_THROW(spoil([](CostPreset& it) { it.name = "clerks"; }), std::logic_error);
    EXPECT_THROW(spoil([](CostPreset& it) { it.year = 1930; }), std::logic_error);
    EXPECT_THROW(spoil([](CostPreset& it) { it.description = ""; }), std::logic_error);
    EXPECT_THROW(spoil([](CostPreset& it) { it.costs = {}; }), std::logic_error);
    EXPECT_THROW(spoil([](CostPreset& it) { it.costs[1].source = ""; }), std::logic_error);
    EXPECT_THROW(spoil([](CostPreset& it) { it.costs[0].value = -1; }), std::logic_error);
    EXPECT_NO_THROW(spoil([](CostPreset&) {}));
}

} // namespace
} // namespace ns3::vnlab::test

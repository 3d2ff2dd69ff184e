// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/switch-prices.h"
#include "model/key/cost-preset.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

std::map<std::string, double>
CostsOfPreset(const CostPreset& preset)
{
    std::map<std::string, double> costs;
    for (const PresetCost& cost : preset.costs)
    {
        costs[cost.cost] = cost.value;
    }
    return costs;
}

SwitchPrices
PricesUnder(const std::string& preset)
{
    return SwitchPricesOf(MakeCostTable(CostsOfPreset(*FindCostPreset(preset))));
}

TEST(SwitchPricesTest, TheDefaultsAreThoseOf2011)
{
    const SwitchPrices prices = SwitchPricesOf({});
    EXPECT_EQ(prices.update_s, 1.0 / 275);
    EXPECT_EQ(prices.lag_s, 0.25);
    EXPECT_EQ(prices.year, 2011U);
}

TEST(SwitchPricesTest, APresetsPricesTellItsYear)
{
    EXPECT_EQ(PricesUnder("switches-2011").year, 2011U);
    const SwitchPrices newer = PricesUnder("switches-2020");
    EXPECT_EQ(newer.update_s, 1.1e-3); // 10,000 routes in 11 s
    EXPECT_EQ(newer.lag_s, 0);
    EXPECT_EQ(newer.year, 2020U);
    EXPECT_EQ(PricesUnder("switches-2023").update_s, 1.0 / 10'500);
    EXPECT_EQ(PricesUnder("switches-2023").year, 2023U);
}

TEST(SwitchPricesTest, OtherPricesAreOfNoYear)
{
    EXPECT_EQ(SwitchPricesOf(MakeCostTable({{"fabric_rule_lag", 0.4}})).year, std::nullopt);
    EXPECT_EQ(SwitchPricesOf(MakeCostTable({{"fabric_rule_update", 1.1e-3}})).year, std::nullopt);
}

TEST(CostPresetsTest, EveryPresetSetsCostsThatThereAre)
{
    ASSERT_EQ(AllCostPresets().size(), 6U);
    for (const CostPreset* preset : AllCostPresets())
    {
        EXPECT_NO_THROW(MakeCostTable(CostsOfPreset(*preset))) << preset->name;
        EXPECT_EQ(CostsOfPreset(*preset).size(), preset->costs.size()) << preset->name;
    }
}

TEST(CostPresetsTest, AReactiveControllersFigureIsOfARuleWithItsMessage)
{
    const auto initiation_s = [](const char* preset)
    {
        auto costs = CostsOfPreset(*FindCostPreset(preset));
        return costs.at("controller_rule") + costs.at("controller_message");
    };
    EXPECT_DOUBLE_EQ(1 / initiation_s("reactive-controller-2009"), 30'000);
    EXPECT_DOUBLE_EQ(8 / initiation_s("reactive-controller-2012"), 1'600'000); // on eight cores
}

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/calibration-text.h"
#include "model/key/cost-table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;
using testing::Not;

Measurement
Measured(const std::string& name, std::vector<std::string> costs, double mean_s)
{
    return {name,
            std::move(costs),
            MeanEstimate{.n = 20,
                         .censored = 0,
                         .mean = mean_s,
                         .interval = Interval{mean_s * 0.9, mean_s * 1.1}}};
}

/// @return the values of a cost file by name, without what TOML makes of it
std::map<std::string, double>
ValuesIn(const std::string& text)
{
    std::map<std::string, double> values;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        const size_t equals = line.find(" = ");
        if (!line.starts_with("#"))
        {
            values[line.substr(0, equals)] = std::stod(line.substr(equals + 3));
        }
    }
    return values;
}

TEST(CalibrationTableTest, ShowsTheDefaultBesideEachMeasurementAndTheRatio)
{
    const std::vector<Measurement> measurements{
        Measured("sign", {"identity_sign"}, 48e-6),
        Measured("look up", {"hook_whitelist", "switch_filter"}, 16e-9),
        Measured("handshake", {}, 1.5e-3),
        {"verify", {"identity_verify"}, std::nullopt}};
    EXPECT_EQ(CalibrationTable(measurements),
              "operation        measured   n             cost  default  ratio\n"
              "sign        48.0 ± 4.8 µs  20    identity_sign    24 µs      2\n"
              "look up     16.0 ± 1.6 ns  20   hook_whitelist    32 ns  0.500\n"
              "                                 switch_filter    32 ns  0.500\n"
              "handshake  1.50 ± 0.15 ms  20\n"
              "verify       not measured      identity_verify    63 µs\n");
}

TEST(CostFileTest, HasEveryEntryOnceAndSaysWhereEachComesFrom)
{
    const std::string text = CostFileText(
        std::vector{Measured("look up", {"hook_whitelist", "switch_filter"}, 16e-9)}, "here");
    const std::map<std::string, double> values = ValuesIn(text);
    EXPECT_EQ(values.size(), AllCosts().size());
    for (const CostEntry* cost : AllCosts())
    {
        const bool measured = cost->name == "hook_whitelist" || cost->name == "switch_filter";
        EXPECT_EQ(values.at(cost->name), measured ? 16e-9 : cost->standard) << cost->name;
    }
    EXPECT_THAT(text,
                HasSubstr("hook_whitelist = 1.600e-08 # measured: look up, 16.0 ± 1.6 ns, n = 20"));
    EXPECT_THAT(text, HasSubstr("identity_sign = 2.4e-05 # default: measured, OpenSSL 3.0"));
}

TEST(CostFileTest, OfNoMeasurementsIsTheDefaultTable)
{
    const std::map<std::string, double> values = ValuesIn(CostFileText({}, "here"));
    const CostTable table = MakeCostTable(values);
    for (const CostEntry* cost : AllCosts())
    {
        EXPECT_EQ(table.Of(*cost), cost->standard) << cost->name;
    }
}

TEST(CostFileTest, LeavesTheDefaultWhereAMeasurementSaysNothing)
{
    const std::string text =
        CostFileText(std::vector{Measured("look up", {"hook_whitelist"}, -1e-9),
                                 Measurement{"sign", {"identity_sign"}, std::nullopt}},
                     "here");
    EXPECT_THAT(text, HasSubstr("\nhook_whitelist = 3.2e-08 # default: "));
    EXPECT_THAT(text, HasSubstr("\nidentity_sign = 2.4e-05 # default: "));
}

TEST(CostFileTest, AnOriginWithLineBreaksStaysAComment)
{
    const std::string text = CostFileText({}, "a\nswitch_filter = 1");
    EXPECT_THAT(text, Not(HasSubstr("\nswitch_filter = 1\n")));
    EXPECT_THAT(text, HasSubstr("a\\nswitch_filter = 1\n"));
}

} // namespace
} // namespace ns3::vnlab

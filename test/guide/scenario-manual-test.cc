// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/scenario-manual.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(ScenarioManualTest, KeysHaveTypeDefaultRangeAndMeaning)
{
    const std::string manual = DescribeKeys(TestNames());
    EXPECT_THAT(
        manual,
        StartsWith("| key | type | default | accepted | what it is |\n"
                   "|---|---|---|---|---|\n"
                   "| `title` | text | the file's name | any | title of tables and plots |\n"
                   "\n### `[substrate]`\n\nthe physical network\n\n"
                   "| key | type | default | accepted | what it is |\n"
                   "|---|---|---|---|---|\n"
                   "| `datacenters` | integer | `1` | 1 to 1024 | number of identical data "
                   "centers; a WAN file has its own |\n"));
    EXPECT_THAT(
        manual,
        HasSubstr("| `link.delay` | duration | `\"1us\"` | 0ns to 1h | delay of each link |"));
    EXPECT_THAT(manual, HasSubstr("\n### `[[tenants]]`\n"));
    EXPECT_THAT(manual, HasSubstr("| `name` | text | required | any | "));
}

TEST(ScenarioManualTest, KeysOfOneKindSaySo)
{
    EXPECT_THAT(
        DescribeKeys(TestNames()),
        HasSubstr(
            "| `links` | integer | required | 1 to 1000000 | number of links to remove; as many "
            "absent ones are added; only with `kind = \"rewire\"` |"));
}

TEST(ScenarioManualTest, TablesWithinATableAreASectionOfTheirOwn)
{
    const std::string manual = DescribeKeys(TestNames());
    EXPECT_THAT(manual,
                HasSubstr("\n### `[[designs.variant]]`\n\na design with other parts or parameters, "
                          "under a name of its own\n\n| key | type |"));
    EXPECT_THAT(manual, HasSubstr("\n| `design` | text | required | `\"flat\"`, "));
    EXPECT_THAT(manual,
                HasSubstr("\n| `manual.operators` | integer | `1` | 1 to 1000000 | people who type "
                          "at a time, each at a place of its own |"));
}

TEST(ScenarioManualTest, NamesOfTheSimulatorAreListed)
{
    const std::string manual = DescribeKeys(TestNames());
    EXPECT_THAT(manual,
                HasSubstr("| `use` | list | required | `\"flat\"`, `\"vxlan\"`, `\"linkwire\"`, "
                          "`\"identity-firewall\"` | designs to run on the same tenants, and "
                          "variants of the file |"));
    EXPECT_THAT(manual, HasSubstr("| `xdp-drop` | number | built in | 0 or more | "));
}

TEST(ScenarioManualTest, WithoutNamesTheReaderIsSentToTheList)
{
    const std::string manual = DescribeKeys({});
    EXPECT_THAT(manual, HasSubstr("| `use` | list | required | a name that `vnlab list` shows |"));
    EXPECT_THAT(manual, Not(HasSubstr("xdp-drop")));
}

} // namespace
} // namespace ns3::vnlab

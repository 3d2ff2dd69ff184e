// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-grid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sstream>

namespace ns3::vnlab
{

namespace
{

size_t
LongestLineOf(const std::string& text)
{
    size_t longest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        longest = std::max(longest, CodePoints(line));
    }
    return longest;
}

TEST(WrappedGridTest, ColumnsWithoutRoomFollowInAnotherBlockUnderTheirHeaders)
{
    WrappedGrid grid({"", "flat", "identity-firewall", "vxlan"}, 2);
    grid.AddHeading("cost");
    grid.AddRow({"  rules", "1,000  ", "30 *", "2  "});
    EXPECT_EQ(grid.InBlocks(36),
              "                  identity-\n"
              "          flat     firewall\n"
              "cost\n"
              "  rules  1,000           30 *\n"
              "\n"
              "         vxlan\n"
              "cost\n"
              "  rules      2\n");
}

TEST(WrappedGridTest, ALongLabelGoesOnBehindItsIndentation)
{
    WrappedGrid grid({"", "a"});
    grid.AddRow({"  links open before they were wanted", "7"});
    EXPECT_EQ(grid.InBlocks(36),
              "                                   a\n"
              "  links open before they were      7\n"
              "    wanted\n");
}

TEST(WrappedGridTest, NarrowedTheWidestCellsWrapFirst)
{
    WrappedGrid grid({"", "old", "interval"});
    grid.AddRow({"config.rules of linkwire at tenants.count = 10", "1,000", "[+150 ms, +250 ms]"});
    EXPECT_EQ(grid.Narrowed(51),
              "                            old            interval\n"
              "config.rules of linkwire  1,000  [+150 ms, +250 ms]\n"
              "  at tenants.count = 10\n");
}

RC_GTEST_PROP(WrappedGridProperty,
              EveryLineFitsAndEveryCellIsThere,
              (const std::vector<std::vector<std::string>>& any))
{
    const size_t columns = *rc::gen::inRange<size_t>(2, 9);
    const auto cell = rc::gen::map(rc::gen::arbitrary<std::string>(), VisibleText);
    const auto row = rc::gen::container<std::vector<std::string>>(columns, cell);
    WrappedGrid grid(*row);
    std::vector<std::string> cells;
    for (size_t i = 0; i < any.size(); ++i)
    {
        cells = *row;
        grid.AddRow(cells);
    }
    RC_ASSERT(LongestLineOf(grid.InBlocks()) <= kTerminalWidth);
    RC_ASSERT(LongestLineOf(grid.Narrowed()) <= kTerminalWidth);
}

} // namespace

} // namespace ns3::vnlab

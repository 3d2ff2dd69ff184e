// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/design-style.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;

const std::vector<std::string> kDesigns{
    "flat", "vxlan-learn", "vxlan", "linkwire", "linkwire-nvgre", "vxlan-learn-slow", "vxlanish"};

TEST(DesignStyleTest, AFamilyIsNamedByTheDesignThatItsNamesBeginWith)
{
    EXPECT_THAT(FamiliesOf(kDesigns), ElementsAre(0, 2, 2, 3, 3, 2, 6));
    EXPECT_THAT(FamiliesOf(std::vector<std::string>{"identity-firewall", "identity-labels"}),
                ElementsAre(0, 1));
    EXPECT_THAT(FamiliesOf({}), ElementsAre());
}

TEST(DesignStyleTest, AFamilySharesAColourAndNoTwoDesignsLookAlike)
{
    const std::vector<DesignStyle> styles = StylesOf(kDesigns);
    EXPECT_EQ(styles[1].colour, styles[2].colour);
    EXPECT_EQ(styles[2].colour, styles[5].colour);
    EXPECT_EQ(styles[3].colour, styles[4].colour);
    std::set<std::string_view> colours;
    std::set<std::tuple<std::string_view, std::string_view, bool, size_t>> looks;
    for (const DesignStyle& style : styles)
    {
        colours.insert(style.colour);
        looks.emplace(style.colour, style.marker, style.filled, style.dash.size());
    }
    EXPECT_EQ(colours.size(), 4U);
    EXPECT_EQ(looks.size(), kDesigns.size());
}

TEST(DesignStyleTest, VariantsDifferByMarkerHoweverManyOthersAreBetween)
{
    std::vector<std::string> designs{"vxlan", "b", "c", "d", "e", "f", "g", "h", "vxlan-learn"};
    EXPECT_NE(std::tuple(StylesOf(designs)[0].marker, StylesOf(designs)[0].filled),
              std::tuple(StylesOf(designs)[8].marker, StylesOf(designs)[8].filled));
}

} // namespace

} // namespace ns3::vnlab

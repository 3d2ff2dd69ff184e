// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/nearest-name.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

TEST(EditDistanceTest, CountsEachKindOfMistakeOnce)
{
    EXPECT_EQ(EditDistance("design", "design"), 0U);
    EXPECT_EQ(EditDistance("desgin", "design"), 1U); // swap
    EXPECT_EQ(EditDistance("desig", "design"), 1U);  // insertion
    EXPECT_EQ(EditDistance("designs", "design"), 1U);
    EXPECT_EQ(EditDistance("dosign", "design"), 1U);
    EXPECT_EQ(EditDistance("DESIGN", "design"), 0U);
    EXPECT_EQ(EditDistance("", "design"), 6U);
    EXPECT_EQ(EditDistance("kitten", "sitting"), 3U);
}

TEST(NearestNameTest, FindsTheMistypedName)
{
    const std::vector<std::string> known{"flat", "vxlan", "linkwire", "identity-firewall"};
    EXPECT_EQ(NearestName("vxaln", known), "vxlan");
    EXPECT_EQ(NearestName("linkwrie", known), "linkwire");
    EXPECT_EQ(NearestName("identityfirewall", known), "identity-firewall");
    EXPECT_EQ(NearestName("Flat", known), "flat");
}

TEST(NearestNameTest, FindsNothingWhereNothingIsNear)
{
    const std::vector<std::string> known{"flat", "vxlan"};
    EXPECT_EQ(NearestName("openflow", known), std::nullopt);
    EXPECT_EQ(NearestName("", known), std::nullopt);
    EXPECT_EQ(NearestName("flat", {}), std::nullopt);
    EXPECT_EQ(NearestName("flat", {""}), std::nullopt);
}

TEST(NearestNameTest, TheFirstOfEqualsWins)
{
    EXPECT_EQ(NearestName("rack", {"racks", "track"}), "racks");
    EXPECT_EQ(NearestName("rack", {"track", "racks"}), "track");
}

TEST(NearestNameTest, AnOverlongNameIsNotCompared)
{
    const std::string name(201, 'a');
    EXPECT_EQ(NearestName(name, {name}), std::nullopt);
}

TEST(NearestNameTest, DidYouMeanIsReadyToAppend)
{
    EXPECT_EQ(DidYouMean("rakcs", {"racks"}), ", did you mean 'racks'?");
    EXPECT_EQ(DidYouMean("spines", {"racks"}), "");
}

TEST(NearestNameTest, AnUnknownNameIsToldWithThoseThatAreKnown)
{
    EXPECT_EQ(UnknownName("fruit", "appel", {"apple", "pear"}),
              "unknown fruit 'appel'; accepted are apple, pear, did you mean 'apple'?");
    EXPECT_EQ(UnknownName("fruit", "", {"apple"}), "unknown fruit ''; accepted are apple");
}

TEST(NearestNameTest, MessagesQuoteEightyCharacters)
{
    const std::string name(100, 'a');
    EXPECT_EQ(UnknownName("fruit", name, {"b"}),
              "unknown fruit '" + std::string(80, 'a') + "…'; accepted are b");
    EXPECT_EQ(DidYouMean(name, {name}), ", did you mean '" + std::string(80, 'a') + "…'?");
}

/// What is left out for its length alone would not have been near.
RC_GTEST_PROP(NearestNameTest, IsTheNearestByEditDistance, ())
{
    const auto word = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc")));
    const auto names = *rc::gen::container<std::vector<std::string>>(word);
    const std::string wanted = *word;
    const std::optional<std::string> nearest = NearestName(wanted, names);
    for (const std::string& name : names)
    {
        const size_t tolerance = std::max<size_t>(1, std::min(wanted.size(), name.size()) / 3);
        if (!wanted.empty() && !name.empty() && EditDistance(wanted, name) <= tolerance)
        {
            RC_ASSERT(nearest.has_value());
            RC_ASSERT(EditDistance(wanted, *nearest) <= EditDistance(wanted, name));
        }
    }
}

RC_GTEST_PROP(EditDistanceProperty, IsSymmetricAndZeroForItself, (std::string a, std::string b))
{
    RC_ASSERT(EditDistance(a, b) == EditDistance(b, a));
    RC_ASSERT(EditDistance(a, a) == 0U);
    RC_ASSERT(EditDistance(a, b) <= std::max(a.size(), b.size()));
}

TEST(NameSuggestionsTest, AreBounded)
{
    NameSuggestions few({"web", "db"});
    for (int i = 0; i < 100; ++i)
    {
        EXPECT_EQ(few.For("wbe"), ", did you mean 'web'?");
    }
    EXPECT_EQ(few.For("wbe"), "");
    EXPECT_EQ(NameSuggestions(std::vector<std::string>(1'001, "web")).For("wbe"), "");
}

} // namespace ns3::vnlab

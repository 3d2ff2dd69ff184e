// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/xml-tags.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab
{

namespace
{

std::string
Attributes(size_t count)
{
    std::string text;
    for (size_t i = 0; i < count; ++i)
    {
        text += " a=\"= > =\"";
    }
    return text;
}

} // namespace

TEST(XmlTagsTest, TheFirstCrowdedTagIsFound)
{
    EXPECT_EQ(FindCrowdedTag(""), std::nullopt);
    EXPECT_EQ(FindCrowdedTag("<a" + Attributes(1'000) + "><b" + Attributes(1'000) + "/></a>"),
              std::nullopt);
    EXPECT_EQ(FindCrowdedTag("<a><b" + Attributes(1'001) + "/></a>"), 3U);
}

TEST(XmlTagsTest, WhatIsNoTagHasNoAttributes)
{
    const std::string many = Attributes(2'000);
    EXPECT_EQ(
        FindCrowdedTag("<!--" + many + "--><?xml" + many + "?><![CDATA[" + many + "]]>a" + many),
        std::nullopt);
    EXPECT_EQ(FindCrowdedTag("<!-- it's --><a" + many + "/>"), 13U);
    EXPECT_EQ(FindCrowdedTag("<!DOCTYPE a><a" + many + "/>"), 12U);
}

TEST(XmlTagsTest, ATextThatEndsInATagEnds)
{
    for (const char* text : {"<", "<a", "<a b='", "<!", "<!--", "<?", "<a b=\""})
    {
        EXPECT_EQ(FindCrowdedTag(text), std::nullopt) << text;
    }
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/short-text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

TEST(ShortTextTest, TextOfEightyCharactersStaysAndOneMoreIsCut)
{
    const std::string most(80, 'x');
    EXPECT_EQ(ShortText(most), most);
    EXPECT_EQ(ShortText(most + "y"), most + "…");
    EXPECT_EQ(ShortText(""), "");
}

TEST(ShortTextTest, CharactersCountAndNotBytes)
{
    EXPECT_EQ(ShortText("µµµ", 3), "µµµ");
    EXPECT_EQ(ShortText("µ€µ", 2), "µ€…");
    EXPECT_EQ(FirstCharacters("\xff\xff\xff", 2), "\xff\xff") << "what is not UTF-8 counts, too";
}

TEST(ShortTextTest, AListHasFiftyNamesAndTellsHowManyMore)
{
    std::vector<std::string> names(50, "x");
    EXPECT_EQ(ShortList({}), "");
    EXPECT_EQ(ShortList({"a", "b"}), "a, b");
    EXPECT_EQ(ShortList(names).size(), 50 * 3 - 2U);
    names.resize(2'000, "y");
    EXPECT_TRUE(ShortList(names).ends_with(", x and 1950 more"));
    EXPECT_EQ(ShortList({std::string(10'000, 'z')}), std::string(80, 'z') + "…");
}

RC_GTEST_PROP(ShortTextTest, AnyBytesAreCutToTheirBeginning, (std::string bytes))
{
    const size_t most = *rc::gen::inRange<size_t>(0, 20);
    const std::string_view first = FirstCharacters(bytes, most);
    RC_ASSERT(bytes.starts_with(first));
    RC_ASSERT(first.size() <= 4 * most);
    RC_ASSERT(first.size() >= std::min(bytes.size(), most));
}

} // namespace ns3::vnlab

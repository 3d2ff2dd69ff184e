// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"
#include "model/input/text-place.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

TEST(InputErrorTest, ADiagnosticLeavesOutWhatIsUnknown)
{
    EXPECT_EQ((Diagnostic{"a.dot", 3, 7, "bad"}.ToString()), "a.dot:3:7: bad");
    EXPECT_EQ((Diagnostic{"a.dot", 3, 0, "bad"}.ToString()), "a.dot:3: bad");
    EXPECT_EQ((Diagnostic{"a.dot", 0, 0, "bad"}.ToString()), "a.dot: bad");
    EXPECT_EQ((Diagnostic{"", 0, 0, "bad"}.ToString()), "bad");
}

TEST(InputErrorTest, WhatHasOneDiagnosticALine)
{
    const InputError error({{"a.dot", 1, 2, "one"}, {"b.dot", 0, 0, "two"}});
    EXPECT_STREQ(error.what(), "a.dot:1:2: one\nb.dot: two");
    EXPECT_EQ(error.Diagnostics().size(), 2U);
}

TEST(InputErrorTest, FiftyProblemsAreTold)
{
    std::vector<Diagnostic> problems;
    for (uint32_t line = 1; line <= 52; ++line)
    {
        problems.push_back({"a.dot", line, 0, "bad"});
    }
    const InputError error(problems, 3);
    EXPECT_EQ(error.Diagnostics().size(), 50U);
    EXPECT_EQ(error.More(), 5U);
    ASSERT_EQ(error.Lines().size(), 51U);
    EXPECT_EQ(error.Lines()[49], "a.dot:50: bad");
    EXPECT_EQ(error.Lines()[50], "and 5 more");
    EXPECT_TRUE(std::string(error.what()).ends_with("a.dot:50: bad\nand 5 more"));
}

TEST(InputErrorTest, AMessageHasAThousandCharactersAtMost)
{
    const InputError error({{"a.dot", 1, 2, std::string(60'000, 'x')}});
    EXPECT_EQ(error.Diagnostics()[0].message, std::string(1'000, 'x') + "…");
}

TEST(TextPlacesTest, ColumnsCountCodePointsFromOne)
{
    const TextPlaces places("ab\n\xc3\xa4\xe2\x82\xacx\n");
    EXPECT_EQ(places.At(0), (Place{1, 1}));
    EXPECT_EQ(places.At(2), (Place{1, 3}));
    EXPECT_EQ(places.At(3), (Place{2, 1}));
    EXPECT_EQ(places.At(8), (Place{2, 3}));
    EXPECT_EQ(places.At(10), (Place{3, 1}));
}

TEST(TextPlacesTest, OffsetsBeyondTheTextMeanItsEnd)
{
    EXPECT_EQ(TextPlaces("ab").At(99), (Place{1, 3}));
    EXPECT_EQ(TextPlaces("").At(0), (Place{1, 1}));
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/text-place.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

TEST(TextPlacesTest, LinesAndColumnsCountFromOne)
{
    const TextPlaces places("ab\n\ncd");
    EXPECT_EQ(places.At(0), (Place{1, 1}));
    EXPECT_EQ(places.At(2), (Place{1, 3}));
    EXPECT_EQ(places.At(3), (Place{2, 1}));
    EXPECT_EQ(places.At(5), (Place{3, 2}));
    EXPECT_EQ(places.At(99), (Place{3, 3}));
    EXPECT_EQ(TextPlaces("").At(0), (Place{1, 1}));
}

RC_GTEST_PROP(TextPlacesProperty, AColumnCountsTheCodePointsBeforeItOnItsLine, ())
{
    std::string text;
    const int words = *rc::gen::inRange(0, 1'500);
    for (int i = 0; i < words; ++i)
    {
        text += *rc::gen::element<std::string>("a", "\xc3\xa4", "\xe2\x82\xac", "a", "a", "\n");
    }
    const auto offset = *rc::gen::inRange<size_t>(0, text.size() + 1);
    Place wanted{1, 1};
    for (size_t i = 0; i < offset; ++i)
    {
        const bool isInside = (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
        wanted = text[i] == '\n' ? Place{wanted.line + 1, 1}
                                 : Place{wanted.line, wanted.column + (isInside ? 0 : 1)};
    }
    RC_ASSERT(TextPlaces(text).At(offset) == wanted);
}

TEST(TextPlacesTest, PlacesOnOneLineTakeTimeLinearInIts)
{
    const auto stepsFor = [](size_t elements)
    {
        std::string text;
        for (size_t i = 0; i < elements; ++i)
        {
            text += "node;";
        }
        const TextPlaces places(text);
        for (size_t i = 0; i < elements; ++i)
        {
            EXPECT_EQ(places.At(5 * i).column, 5 * i + 1);
        }
        return places.Steps();
    };
    EXPECT_LE(stepsFor(40'000), 21 * stepsFor(20'000) / 10);
    EXPECT_LE(stepsFor(40'000), 40'000 * (5 + 512));
}

TEST(QuoteFoundTest, QuotesAtMostEightyCharacters)
{
    EXPECT_EQ(QuoteFound("web"), "'web'");
    EXPECT_EQ(QuoteFound(std::string(80, 'x')), "'" + std::string(80, 'x') + "'");
    EXPECT_EQ(QuoteFound(std::string(81, 'x')), "'" + std::string(80, 'x') + "…'");
    EXPECT_EQ(QuoteFound(std::string(79, 'x') + "\xc3\xa4 and more"),
              "'" + std::string(79, 'x') + "\xc3\xa4…'");
}

} // namespace ns3::vnlab

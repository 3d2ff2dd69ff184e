// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/point/price-note.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

TEST(PriceNoteTest, NamesWhoIsChargedAndWhat)
{
    EXPECT_EQ(SwitchPriceNote({"flat", "mine"}, "prices"), "flat, mine: prices; see costs");
}

TEST(PriceNoteTest, WhereNobodyIsChargedOrThePricesAreNotKnownNothingIsSaid)
{
    EXPECT_EQ(SwitchPriceNote({}, "prices"), "");
    EXPECT_EQ(SwitchPriceNote({"flat"}, ""), "");
}

} // namespace
} // namespace ns3::vnlab

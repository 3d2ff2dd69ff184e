// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/tls-record.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

TEST(TlsRecordTest, HasTheHeaderOfRfc8446AndTheLengthOfItsCiphertext)
{
    const Ptr<Packet> record = tls::MakeRecord(300);
    EXPECT_EQ(record->GetSize(), 5 + 300 + 1 + 16);
    std::array<uint8_t, 5> header;
    record->CopyData(header.data(), header.size());
    EXPECT_THAT(header, ElementsAre(23, 3, 3, 317 >> 8, 317 & 0xff));
}

TEST(TlsRecordTest, TakesAsMuchAsARecordMay)
{
    EXPECT_EQ(tls::MakeRecord(0)->GetSize(), tls::kRecordOverhead);
    EXPECT_EQ(tls::MakeRecord(tls::kMostPlaintext)->GetSize(), 16'384 + tls::kRecordOverhead);
}

} // namespace
} // namespace ns3::vnlab::test

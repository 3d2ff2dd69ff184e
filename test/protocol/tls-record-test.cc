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

TEST(TlsRecordTest, LongMessageTakesSeveral)
{
    EXPECT_EQ(tls::MakeRecords(300)->GetSize(), 300 + tls::kRecordOverhead);
    EXPECT_EQ(tls::MakeRecords(16'384)->GetSize(), 16'384 + tls::kRecordOverhead);
    const Ptr<Packet> records = tls::MakeRecords(2 * 16'384 + 1);
    EXPECT_EQ(records->GetSize(), 2 * 16'384 + 1 + 3 * tls::kRecordOverhead);
    const Ptr<Packet> last =
        records->CreateFragment(2 * (16'384 + tls::kRecordOverhead), 1 + tls::kRecordOverhead);
    std::array<uint8_t, 5> header;
    last->CopyData(header.data(), header.size());
    EXPECT_THAT(header, ElementsAre(23, 3, 3, 0, 1 + 1 + 16));
}

} // namespace
} // namespace ns3::vnlab::test

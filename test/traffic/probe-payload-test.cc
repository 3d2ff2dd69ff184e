// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/probe-payload.h"
#include "test/traffic/frame-bytes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(ProbePayloadTest, BehindTheHeadAllIsZeroWhateverTheMemoryHeldBefore)
{
    for (const uint32_t size : {8U, 32U, 33U, 500U, 3000U})
    {
        for (int used = 0; used < 10; ++used)
        {
            PacketWith(FrameBytes(4000, 0xee))->AddPaddingAtEnd(10);
        }
        const Ptr<Packet> packet = MakeProbe({.flow = 3, .sequence = 4, .sent_ns = 5}, size);
        ASSERT_EQ(packet->GetSize(), std::max<uint32_t>(size, sizeof(ProbePayload)));
        FrameBytes bytes(packet->GetSize());
        packet->CopyData(bytes.data(), packet->GetSize());
        const FrameBytes rest(bytes.begin() + sizeof(ProbePayload), bytes.end());
        EXPECT_THAT(rest, testing::Each(0)) << size;
        EXPECT_EQ(ReadProbe(packet)->sequence, 4U);
    }
}

} // namespace
} // namespace ns3::vnlab::test

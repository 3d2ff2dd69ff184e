// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/frame-buffer.h"

#include <gtest/gtest.h>
#include <numeric>
#include <vector>

namespace ns3::vnlab
{
namespace
{

std::vector<uint8_t>
Counting(size_t size)
{
    std::vector<uint8_t> bytes(size);
    std::iota(bytes.begin(), bytes.end(), 1);
    return bytes;
}

TEST(FrameBuffer, ShortFrameIsWhollyLinear)
{
    FrameBuffer buffer{std::span<const uint8_t>(Counting(60))};
    EXPECT_EQ(buffer.Size(), 60);
    EXPECT_EQ(buffer.TailLength(), 0);
    EXPECT_EQ(buffer.FrameLength(), 60);
    EXPECT_TRUE(std::ranges::equal(buffer.Linear(), Counting(60)));
}

TEST(FrameBuffer, LongFrameKeepsItsFirst192Bytes)
{
    std::vector<uint8_t> frame = Counting(1514);
    FrameBuffer buffer{std::span<const uint8_t>(frame)};
    EXPECT_EQ(buffer.Size(), 192);
    EXPECT_EQ(buffer.TailLength(), 1322);
    EXPECT_EQ(buffer.FrameLength(), 1514);
    EXPECT_TRUE(std::ranges::equal(buffer.Linear(), std::span(frame).first(192)));
}

TEST(FrameBuffer, EmptyFrameIsEmpty)
{
    FrameBuffer buffer(0);
    EXPECT_EQ(buffer.Size(), 0);
    EXPECT_EQ(buffer.FrameLength(), 0);
}

TEST(FrameBuffer, GrowsByClearedBytesUpToItsHeadroom)
{
    FrameBuffer buffer{std::span<const uint8_t>(Counting(14))};
    ASSERT_TRUE(buffer.Grow(64));
    EXPECT_EQ(buffer.FrameLength(), 78);
    EXPECT_EQ(std::vector<uint8_t>(buffer.Data(), buffer.Data() + 64), std::vector<uint8_t>(64));
    EXPECT_EQ(buffer.Data()[64], 1);
    EXPECT_FALSE(buffer.Grow(1));
    EXPECT_EQ(buffer.FrameLength(), 78);
}

TEST(FrameBuffer, ShrinksByLinearBytesOnly)
{
    FrameBuffer buffer{std::span<const uint8_t>(Counting(200))};
    EXPECT_FALSE(buffer.Shrink(193));
    ASSERT_TRUE(buffer.Shrink(50));
    EXPECT_EQ(buffer.Data()[0], 51);
    EXPECT_EQ(buffer.Size(), 142);
    EXPECT_EQ(buffer.TailLength(), 8);
    EXPECT_TRUE(buffer.Grow(114)) << "what was removed can be used again";
}

} // namespace
} // namespace ns3::vnlab

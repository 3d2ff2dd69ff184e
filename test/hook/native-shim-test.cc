// SPDX-License-Identifier: GPL-2.0-only
// Where the native helpers must fail as the kernel's do, though our programs never go there.
#include "model/hook/hook-run.h"
#include "test/hook/hook-fixtures.h"

#include <cerrno>
#include <gtest/gtest.h>
#include <linux/pkt_cls.h>

extern "C"
{
#include "model/hook/bpf/native-shim.h"
}

namespace ns3::vnlab
{
namespace
{

class NativeShimTest : public testing::Test
{
  protected:
    NativeShimTest()
        : m_frame(std::span<const uint8_t>(UdpFrame(4)))
    {
        RefreshContext(m_context, m_frame);
    }

    FrameBuffer m_frame;
    vnlab_context m_context;
};

TEST_F(NativeShimTest, XdpKeepsAnEthernetHeader)
{
    EXPECT_EQ(bpf_xdp_adjust_head(&m_context, 46 - 13), -EINVAL);
    EXPECT_EQ(m_context.data_end - m_context.data, 46);
    EXPECT_EQ(bpf_xdp_adjust_head(&m_context, 46 - 14), 0);
    EXPECT_EQ(m_context.data_end - m_context.data, 14);
}

TEST_F(NativeShimTest, XdpGrowsByANegativeDelta)
{
    EXPECT_EQ(bpf_xdp_adjust_head(&m_context, -4), 0);
    EXPECT_EQ(bpf_xdp_get_buff_len(&m_context), 50);
    EXPECT_EQ(bpf_xdp_adjust_head(&m_context, -100), -EINVAL);
}

TEST_F(NativeShimTest, ChangeHeadTakesNoFlagsAndNoMoreThanTheHeadroom)
{
    EXPECT_EQ(bpf_skb_change_head(&m_context, 4, 1), -EINVAL);
    EXPECT_EQ(bpf_skb_change_head(&m_context, 65, 0), -ENOMEM);
    EXPECT_EQ(bpf_skb_change_head(&m_context, 64, 0), 0);
    EXPECT_EQ(m_context.len, 46 + 64);
}

TEST_F(NativeShimTest, AdjustRoomMakesRoomBehindTheEthernetHeader)
{
    ASSERT_EQ(bpf_skb_adjust_room(&m_context, 20, BPF_ADJ_ROOM_MAC, 0), 0);
    Bytes frame = UdpFrame(4);
    Bytes expected = Join(Join(Bytes(frame.begin(), frame.begin() + 14), Bytes(20)),
                          Bytes(frame.begin() + 14, frame.end()));
    EXPECT_EQ(Bytes(m_frame.Data(), m_frame.Data() + m_frame.Size()), expected);
}

TEST_F(NativeShimTest, AdjustRoomRefusesWhatIsNotIp)
{
    constexpr int kNotSupported = -524; // ENOTSUPP of the kernel
    EXPECT_EQ(bpf_skb_adjust_room(&m_context, 20, BPF_ADJ_ROOM_NET, 0), kNotSupported);
    m_frame.Data()[13] = 0x06; // ARP
    EXPECT_EQ(bpf_skb_adjust_room(&m_context, 20, BPF_ADJ_ROOM_MAC, 0), kNotSupported);
}

TEST_F(NativeShimTest, StoreBytesStaysInsideTheFrame)
{
    const uint8_t bytes[4]{9, 9, 9, 9};
    EXPECT_EQ(bpf_skb_store_bytes(&m_context, 43, bytes, 4, 0), -EFAULT);
    EXPECT_EQ(bpf_skb_store_bytes(&m_context, UINT32_MAX, bytes, 4, 0), -EFAULT);
    EXPECT_EQ(bpf_skb_store_bytes(&m_context, 42, bytes, 4, BPF_F_RECOMPUTE_CSUM), -EINVAL);
    EXPECT_EQ(bpf_skb_store_bytes(&m_context, 42, bytes, 4, 0), 0);
    EXPECT_EQ(m_frame.Data()[45], 9);
}

TEST_F(NativeShimTest, PullIsLimitedToTheFrame)
{
    EXPECT_EQ(bpf_skb_pull_data(&m_context, 46), 0);
    EXPECT_EQ(bpf_skb_pull_data(&m_context, 47), -ENOMEM);
}

TEST_F(NativeShimTest, RedirectOnlyGoesBackToTheSender)
{
    EXPECT_EQ(bpf_redirect(m_context.ifindex, BPF_F_INGRESS), TC_ACT_REDIRECT);
    EXPECT_EQ(bpf_redirect(m_context.ifindex, 0), TC_ACT_SHOT);
    EXPECT_EQ(bpf_redirect(m_context.ifindex + 1, BPF_F_INGRESS), TC_ACT_SHOT);
}

} // namespace
} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
// Our messages in a capture, read by tshark: nothing malformed, nothing unknown, and the values that we meant.
#include "model/protocol/bgp-message.h"
#include "model/protocol/bgp-open.h"
#include "model/protocol/bgp-packing.h"
#include "test/protocol/evpn-paths.h"
#include "test/support/segment-capture.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::bgp
{
namespace
{

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class BgpDissection : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!test::TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }

    /// @return what tshark reads in messages, in which nothing is wrong
    static std::vector<json> Read(const std::vector<Bytes>& messages)
    {
        auto packets = test::DissectSegments(messages, kPort);
        EXPECT_THAT(test::Problems(packets, {"bgp"}), IsEmpty());
        return packets;
    }
};

TEST_F(BgpDissection, EveryMessageIsRead)
{
    std::vector<EvpnRoute> macs;
    for (uint8_t mac = 0; mac < 20; ++mac)
    {
        macs.push_back(MacRoute(1, mac).route);
    }
    macs.back().key.ip = Address::Ipv4(0x0a000001);
    macs.front().key.ip.size = 16;
    const OwnRoute multicast = InstanceAt(1).MulticastRoute();
    PathAttributes reflected = MacRoute(1, 1, 7).attributes;
    reflected.originatorId = VtepAddress(1);
    reflected.clusterList = {VtepAddress(254), VtepAddress(253)};
    const auto packets = Read(
        {EncodeOpen({.as = 4'200'000'000, .identifier = VtepAddress(1)}),
         EncodeKeepalive(),
         PackAnnounced(std::vector{multicast.route}, multicast.attributes).at(0),
         PackAnnounced(macs, reflected).at(0),
         PackWithdrawn(std::vector{macs.at(1).key, macs.back().key, multicast.route.key}).at(0),
         EncodeUpdate({.endOfRib = true}),
         EncodeNotification({ErrorCode::kCease, ceaseerror::kShutdown, {}})});
    ASSERT_EQ(packets.size(), 7u);
    for (size_t i = 0; i < packets.size(); ++i)
    {
        const std::string text = packets[i].at("bgp").dump();
        EXPECT_THAT(text, Not(HasSubstr("nknown"))) << "message " << i;
        EXPECT_THAT(text, Not(HasSubstr("alformed"))) << "message " << i;
    }
}

TEST_F(BgpDissection, ValuesAreThoseThatWereMeant)
{
    const OwnRoute moved = MacRoute(1, 0xaa, 7);
    const OwnRoute multicast = InstanceAt(1).MulticastRoute();
    const auto packets =
        Read({PackAnnounced(std::vector{moved.route}, moved.attributes).at(0),
              PackAnnounced(std::vector{multicast.route}, multicast.attributes).at(0)});
    ASSERT_EQ(packets.size(), 2u);
    const std::string mac = packets[0].at("bgp").dump();
    for (const char* field : {R"("bgp.evpn.nlri.rt":"2")",
                              R"("bgp.evpn.nlri.rd":"00:01:c0:00:02:01:00:02")",
                              R"("bgp.evpn.nlri.mac_addr":"02:00:00:00:00:aa")",
                              R"("bgp.ext_com.value_as2":"65000")",
                              R"("bgp.ext_com.value_an4":"10")",
                              R"("bgp.ext_com.tunnel_type":"8")",
                              R"("bgp.ext_com_evpn.mmac.seq":"7")"})
    {
        EXPECT_THAT(mac, HasSubstr(field));
    }
    const std::string pmsi = packets[1].at("bgp").dump();
    EXPECT_THAT(pmsi, HasSubstr(R"("bgp.evpn.nlri.rt":"3")"));
    EXPECT_THAT(pmsi, HasSubstr(R"("bgp.update.path_attribute.pmsi.tunnel.type":"6")"));
}

} // namespace
} // namespace ns3::vnlab::bgp

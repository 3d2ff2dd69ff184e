// SPDX-License-Identifier: GPL-2.0-only
//
// Our OpenFlow messages, read by tshark: all fields that it shows are those that we meant.

#include "model/control/flow-mod.h"
#include "model/ip/udp-frame.h"
#include "test/support/segment-capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab::openflow
{
namespace
{

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

constexpr uint16_t kOpenFlowPort = 6653; // IANA
constexpr MacBytes kSender{6, 0, 0, 0, 0, 1};
constexpr MacBytes kReceiver{6, 0, 0, 0, 0, 2};

/// Field of OpenFlow, without "openflow_v4.", to what tshark shows.
using Fields = std::map<std::string, std::string>;

class OpenFlowDissection : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!test::TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }

    /// Has tshark read one message, in which nothing is wrong.
    void Read(const Message& message)
    {
        m_packets = test::DissectSegments({Encode({.transaction = 0x01020304, .message = message})},
                                          kOpenFlowPort);
        ASSERT_EQ(m_packets.size(), 1U);
        // A packet that a message carries is dissected, too, and ends the layers.
        EXPECT_THAT(test::Problems(m_packets, {"openflow_v4", "udp"}), IsEmpty());
    }

    const json& Body() const
    {
        return m_packets.at(0).at("openflow_v4");
    }

    /// @return the fields right in a part of the message
    static Fields FieldsIn(const json& part)
    {
        constexpr std::string_view prefix = "openflow_v4.";
        Fields fields;
        for (const auto& [name, value] : part.items())
        {
            if (name.starts_with(prefix) && value.is_string())
            {
                fields[name.substr(prefix.size())] = value;
            }
        }
        return fields;
    }

    /// @return the values of a match or a field to set, each behind the number of its field; with masks
    static std::vector<std::string> OxmsIn(const json& part)
    {
        const json& found = part.at("OXM field");
        std::vector<std::string> oxms;
        for (const json& oxm : found.is_array() ? found : json::array({found}))
        {
            std::string text = oxm.at("openflow_v4.oxm.field");
            for (const auto& [name, value] : FieldsIn(oxm))
            {
                if (name.starts_with("oxm.value") || name.ends_with("_mask"))
                {
                    text += ' ' + value;
                }
            }
            oxms.push_back(text);
        }
        return oxms;
    }

    std::vector<json> m_packets;
};

/// @return a frame as a guest sends it
Bytes
GuestFrame()
{
    const Ptr<Packet> frame = MakeUdpFrame({.sourceMac = kSender,
                                            .nextHopMac = kReceiver,
                                            .source = 0x0a000001,
                                            .destination = 0x0a000002,
                                            .sourcePort = 1000,
                                            .destinationPort = 5001},
                                           Create<Packet>(20));
    Bytes bytes(frame->GetSize());
    frame->CopyData(bytes.data(), frame->GetSize());
    return bytes;
}

TEST_F(OpenFlowDissection, AFlowIntoATunnel)
{
    const FlowActions actions{.output = flow_port::kTunnel,
                              .tunnelId = 5,
                              .etherDestination = kReceiver,
                              .setsTunnel = 1,
                              .setsEther = 1};
    FlowMod flow = FlowModOf(SendKey(7, kSender, 0x0a000001, 0x0a000002), &actions);
    flow.cookie = 0xabcdef;
    flow.idle_s = 10;
    flow.hard_s = 60;
    Read(flow);
    EXPECT_THAT(FieldsIn(Body()),
                IsSupersetOf(Fields{{"version", "0x04"},
                                    {"type", "14"},
                                    {"length", "152"},
                                    {"xid", "16909060"},
                                    {"flowmod.cookie", "0x0000000000abcdef"},
                                    {"flowmod.command", "0"},
                                    {"flowmod.idle_timeout", "10"},
                                    {"flowmod.hard_timeout", "60"},
                                    {"flowmod.priority", "200"},
                                    {"flowmod.buffer_id", "4294967295"},
                                    {"flowmod.out_port", "4294967295"},
                                    {"flowmod.out_group", "4294967295"},
                                    {"flowmod.flags", "0x0000"}}));
    EXPECT_THAT(
        OxmsIn(Body().at("Match")),
        ElementsAre("0 7", "4 06:00:00:00:00:01", "5 0x0800", "11 10.0.0.1", "12 10.0.0.2"));
    const json& instruction = Body().at("Instruction");
    EXPECT_EQ(instruction.at("openflow_v4.instruction.type"), "4"); // apply
    const json& list = instruction.at("Action");
    ASSERT_EQ(list.size(), 3U);
    EXPECT_THAT(OxmsIn(list[0]), ElementsAre("3 06:00:00:00:00:02"));
    EXPECT_THAT(OxmsIn(list[1]), ElementsAre("38 00:00:00:00:00:00:00:05"));
    EXPECT_THAT(FieldsIn(list[2]),
                IsSupersetOf(Fields{{"action.type", "0"}, {"action.output.port", "1"}}));
}

/// tshark does not know Open vSwitch's fields: class 1, and it has all of it.
TEST_F(OpenFlowDissection, TheFarEndOfATunnelIsAFieldOfAnotherClass)
{
    const FlowActions actions{.tunnelId = 5, .tunnelDestination = 0x64400080, .setsTunnel = 1};
    const auto packets = test::DissectSegments(
        {Encode({.message = FlowModOf(ReceiveKey(5, 1, 2), &actions)})}, kOpenFlowPort);
    const json& remote =
        packets.at(0).at("openflow_v4").at("Instruction").at("Action").at(1).at("OXM field");
    EXPECT_EQ(remote.at("openflow_v4.oxm.class"), "0x0001");
    EXPECT_EQ(remote.at("openflow_v4.oxm.field"), "32");
    EXPECT_EQ(remote.at("openflow_v4.oxm.length"), "4");
    EXPECT_FALSE(packets.at(0).contains("_ws.malformed"));
}

TEST_F(OpenFlowDissection, AFlowOfTheFabricToAPrefix)
{
    const FlowActions actions{.output = 3, .decrementsTtl = 1};
    Read(FlowModOf(RouteKey(7, {0x0a010000, 16}), &actions));
    EXPECT_EQ(FieldsIn(Body()).at("flowmod.priority"), "116");
    EXPECT_THAT(OxmsIn(Body().at("Match")),
                ElementsAre("0 7", "5 0x0800", "12 255.255.0.0 10.1.0.0"));
    const json& list = Body().at("Instruction").at("Action");
    EXPECT_EQ(list.at(0).at("openflow_v4.action.type"), "24"); // OFPAT_DEC_NW_TTL
    EXPECT_EQ(list.at(1).at("openflow_v4.action.output.port"), "3");
}

TEST_F(OpenFlowDissection, AFlowThatIsDeleted)
{
    Read(FlowModOf(ReceiveKey(5, 0x0a000001, 0x0a000002), nullptr));
    EXPECT_THAT(
        FieldsIn(Body()),
        IsSupersetOf(Fields{{"flowmod.command", "4"}, {"flowmod.priority", "300"}})); // strict
    EXPECT_THAT(
        OxmsIn(Body().at("Match")),
        ElementsAre("5 0x0800", "11 10.0.0.1", "12 10.0.0.2", "38 00:00:00:00:00:00:00:05"));
    EXPECT_FALSE(Body().contains("Instruction"));
}

TEST_F(OpenFlowDissection, APacketForTheController)
{
    const Bytes frame = GuestFrame();
    Read(PacketIn{.totalLength = static_cast<uint16_t>(frame.size()),
                  .reason = 0,
                  .table = 2,
                  .cookie = 77,
                  .match = {MakeOxm(oxm::kInPort, 6, 4)},
                  .data = frame});
    EXPECT_THAT(FieldsIn(Body()),
                IsSupersetOf(Fields{{"type", "10"},
                                    {"packet_in.buffer_id", "4294967295"},
                                    {"packet_in.total_len", std::to_string(frame.size())},
                                    {"packet_in.reason", "0"},
                                    {"packet_in.table_id", "2"},
                                    {"packet_in.cookie", "0x000000000000004d"}}));
    EXPECT_THAT(OxmsIn(Body().at("Match")), ElementsAre("0 6"));
    EXPECT_THAT(m_packets.at(0).at("frame").at("frame.protocols").get<std::string>(),
                testing::EndsWith("openflow_v4:eth:ethertype:ip:udp:data"));
}

TEST_F(OpenFlowDissection, APacketFromTheController)
{
    Read(PacketOut{.inPort = 4, .actions = {Output(3, 128)}, .data = GuestFrame()});
    EXPECT_THAT(FieldsIn(Body()),
                IsSupersetOf(Fields{{"type", "13"},
                                    {"packet_out.buffer_id", "4294967295"},
                                    {"packet_out.in_port", "4"},
                                    {"packet_out.acts_len", "16"}}));
    EXPECT_THAT(FieldsIn(Body().at("Action")),
                IsSupersetOf(Fields{{"action.type", "0"},
                                    {"action.output.port", "3"},
                                    {"action.output.max_len", "128"}}));
    EXPECT_THAT(m_packets.at(0).at("frame").at("frame.protocols").get<std::string>(),
                testing::EndsWith("openflow_v4:eth:ethertype:ip:udp:data"));
}

TEST_F(OpenFlowDissection, AFlowThatWasRemoved)
{
    Read(FlowRemoved{.cookie = 1,
                     .priority = 200,
                     .reason = 1,
                     .table = 3,
                     .duration_s = 12,
                     .duration_ns = 345,
                     .idle_s = 10,
                     .hard_s = 60,
                     .packets = 1'000'000,
                     .bytes = 64'000'000,
                     .match = FlowModOf(SendKey(7, kSender, 1, 2), nullptr).match});
    EXPECT_THAT(FieldsIn(Body()),
                IsSupersetOf(Fields{{"type", "11"},
                                    {"flow_removed.cookie", "0x0000000000000001"},
                                    {"flow_removed.priority", "200"},
                                    {"flow_removed.reason", "1"},
                                    {"flow_removed.table_id", "3"},
                                    {"flow_removed.duration_sec", "12"},
                                    {"flow_removed.duration_nsec", "345"},
                                    {"flow_removed.idle_timeout", "10"},
                                    {"flow_removed.hard_timeout", "60"},
                                    {"flow_removed.packet_count", "1000000"},
                                    {"flow_removed.byte_count", "64000000"}}));
    EXPECT_THAT(OxmsIn(Body().at("Match")),
                ElementsAre("0 7", "4 06:00:00:00:00:01", "5 0x0800", "11 0.0.0.1", "12 0.0.0.2"));
}

TEST_F(OpenFlowDissection, ABarrierAndItsReply)
{
    Read(BarrierRequest{});
    EXPECT_EQ(FieldsIn(Body()),
              (Fields{{"version", "0x04"}, {"type", "20"}, {"length", "8"}, {"xid", "16909060"}}));
    Read(BarrierReply{});
    EXPECT_EQ(FieldsIn(Body()),
              (Fields{{"version", "0x04"}, {"type", "21"}, {"length", "8"}, {"xid", "16909060"}}));
}

} // namespace
} // namespace ns3::vnlab::openflow

// SPDX-License-Identifier: GPL-2.0-only

#include "model/ip/packet-fields.h"
#include "model/ip/readdressed-packet.h"
#include "model/ip/udp-frame.h"
#include "model/population.h"
#include "model/service/packet-filter.h"
#include "model/service/packet-router.h"
#include "model/substrate/address-plan.h"
#include "model/wire/big-endian.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint32_t kOwn = 0x0a000002;
constexpr uint32_t kSource = 0x0a000001;
constexpr uint32_t kOther = 0x0a000003;
constexpr MacBytes kMac{2, 0, 0, 0, 0, 2};
constexpr MacBytes kPeer{2, 0, 0, 0, 0, 1};

/// The host's end of the vNIC: keeps what comes.
class Wire : public VnicPeer
{
  public:
    void ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame) override
    {
        frames.push_back(frame);
    }

    std::vector<Ptr<Packet>> frames;
};

/// Decides as it is told.
class Decided : public Middlebox
{
  public:
    explicit Decided(Passage passage)
        : m_passage(passage)
    {
    }

    Passage Take(Ptr<Packet>&, FrameFields&, Time) override
    {
        return m_passage;
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {};
    }

  private:
    Passage m_passage;
};

class SpeaksForItself : public Middlebox
{
  public:
    Passage Take(Ptr<Packet>& frame, FrameFields& fields, Time) override
    {
        frame = Readdressed(frame, fields, {.source = kOwn});
        fields.source = kOwn;
        return Passage::kOn;
    }

    std::map<std::string, uint64_t> Counts() const override
    {
        return {};
    }
};

class PacketRouterTest : public testing::Test
{
  protected:
    PacketRouterTest()
    {
        vnic->Configure(VnicId{0}, ToMac48(kMac), 0, drops);
        vnic->SetGuestAddress(kOwn);
        vnic->SetPeer(&wire);
        vnic->SetForwarder(&router);
        router.OnPassing([this](VnicId at, const Ptr<const Packet>& frame)
                         { passed.emplace_back(at, frame->GetUid()); });
    }

    static Ptr<Packet> Frame(uint32_t destination, uint8_t ttl = 64)
    {
        Ptr<Packet> frame = MakeUdpFrame({.sourceMac = kPeer,
                                          .nextHopMac = kMac,
                                          .source = kSource,
                                          .destination = destination,
                                          .sourcePort = 4'000,
                                          .destinationPort = 5'001},
                                         Create<Packet>(40));
        std::vector<uint8_t> bytes(frame->GetSize());
        frame->CopyData(bytes.data(), frame->GetSize());
        const uint16_t before = ReadBig16(&bytes[22]);
        bytes[22] = ttl;
        WriteBig16(&bytes[24],
                   UpdateChecksum(ReadBig16(&bytes[24]), before, ReadBig16(&bytes[22])));
        frame->RemoveAtStart(frame->GetSize());
        PrependBytes(frame, bytes);
        return frame;
    }

    DropLog drops;
    Ptr<VnicDevice> vnic = CreateObject<VnicDevice>();
    PacketRouter router{drops, [](VnicId, uint32_t address) {
                            return address == kSource ? std::optional(kPeer) : std::nullopt;
                        }};
    Wire wire;
    std::vector<std::pair<VnicId, uint64_t>> passed;
};

TEST_F(PacketRouterTest, SendsWhatIsForOthersToItsGatewayWithOneHopLess)
{
    const Ptr<Packet> frame = Frame(kOther, 2);
    ASSERT_TRUE(CheckedFieldsOf(frame));
    vnic->ReceiveFromHost(frame->Copy());
    ASSERT_THAT(wire.frames, SizeIs(1));
    const auto fields = CheckedFieldsOf(wire.frames[0]);
    ASSERT_TRUE(fields); // the header's checksum is right
    EXPECT_EQ(fields->destinationMac, address_plan::kGatewayMac);
    EXPECT_EQ(fields->sourceMac, kMac);
    EXPECT_EQ(fields->ttl, 1);
    EXPECT_EQ(fields->source, kSource);
    EXPECT_EQ(fields->destination, kOther);
    EXPECT_EQ(wire.frames[0]->GetSize(), frame->GetSize());
    EXPECT_THAT(passed, ElementsAre(std::pair(VnicId{0}, frame->GetUid())));
}

TEST_F(PacketRouterTest, APacketWhoseTimeIsOverEnds)
{
    vnic->ReceiveFromHost(Frame(kOther, 1));
    EXPECT_THAT(wire.frames, IsEmpty());
    EXPECT_THAT(passed, IsEmpty());
    EXPECT_EQ(drops.Count(VNLAB_DROP_TTL_EXPIRED), 1U);
}

TEST_F(PacketRouterTest, AProbeIsPassedOnAsAPacketIs)
{
    const Ptr<Packet> probe = Frame(kOther);
    Mark(probe, Population::kProbe);
    vnic->ReceiveFromHost(probe);
    ASSERT_THAT(wire.frames, SizeIs(1));
    EXPECT_EQ(PopulationOf(wire.frames[0]), Population::kProbe);
}

TEST_F(PacketRouterTest, WhatIsItsOwnOrNoIpv4ForItIsTheGuests)
{
    EXPECT_FALSE(router.Take(*vnic, Frame(kOwn)));
    const Ptr<Packet> toAnother = Frame(kOther);
    FrameFields fields = *FieldsOf(toAnother);
    SetDestination(toAnother, fields, kPeer);
    EXPECT_FALSE(router.Take(*vnic, toAnother));
    EXPECT_FALSE(router.Take(*vnic, Create<Packet>(10)));
    EXPECT_THAT(wire.frames, IsEmpty());
}

TEST_F(PacketRouterTest, AMiddleboxDecides)
{
    router.Install(VnicId{0}, std::make_unique<Decided>(Passage::kRefused));
    EXPECT_TRUE(router.Take(*vnic, Frame(kOther)));
    EXPECT_EQ(drops.Count(VNLAB_DROP_REFUSED), 1U);
    router.Install(VnicId{0}, std::make_unique<Decided>(Passage::kOwn));
    EXPECT_FALSE(router.Take(*vnic, Frame(kOther)));
    router.Install(VnicId{0}, std::make_unique<Decided>(Passage::kOn));
    EXPECT_TRUE(router.Take(*vnic, Frame(kOwn))); // what it readdresses comes to it
    EXPECT_THAT(wire.frames, SizeIs(1));
}

/// Answers that a middlebox speaks for itself go to its neighbour, as a gateway may have no way to it.
TEST_F(PacketRouterTest, WhatAMiddleboxSaysInItsOwnNameGoesToTheNeighbour)
{
    router.Install(VnicId{0}, std::make_unique<SpeaksForItself>());
    EXPECT_TRUE(router.Take(*vnic, Frame(kSource)));
    EXPECT_TRUE(router.Take(*vnic, Frame(kOther)));
    ASSERT_THAT(wire.frames, SizeIs(2));
    EXPECT_EQ(FieldsOf(wire.frames[0])->destinationMac, kPeer);
    EXPECT_EQ(FieldsOf(wire.frames[1])->destinationMac, address_plan::kGatewayMac); // nobody's
}

TEST(FirewallTest, LetsListedServicesPassInBothDirectionsAndCountsTheRest)
{
    const MiddleboxKind& kind = *FindMiddleboxKind("firewall");
    const auto fateOf = [](Middlebox& firewall, uint16_t from, uint16_t to)
    {
        Ptr<Packet> frame = MakeUdpFrame(
            {.source = kSource, .destination = kOther, .sourcePort = from, .destinationPort = to},
            Create<Packet>(4));
        FrameFields fields = *FieldsOf(frame);
        return firewall.Take(frame, fields, Seconds(0));
    };
    const std::unique_ptr<OwnKeys> keys = kind.MakeKeys();
    const auto open = kind.Make({.address = kOwn, .peers = {}}, *keys);
    EXPECT_EQ(fateOf(*open, 1, 2), Passage::kOn);
    PacketFilterKeys narrow;
    narrow.allow = "udp/53, tcp/80";
    const auto firewall = kind.Make({.address = kOwn, .peers = {}}, narrow);
    EXPECT_EQ(fateOf(*firewall, 4'000, 53), Passage::kOn);
    EXPECT_EQ(fateOf(*firewall, 53, 4'000), Passage::kOn);
    EXPECT_EQ(fateOf(*firewall, 4'000, 80), Passage::kRefused); // UDP
    EXPECT_THAT(firewall->Counts(), ElementsAre(testing::Pair("refused", 1)));
}

/// Whoever sends from a listed port passes a filter without state; one with state has to have been asked.
TEST(FirewallTest, WithStateAnAnswerIsWhatWasAskedFor)
{
    const MiddleboxKind& kind = *FindMiddleboxKind("firewall");
    PacketFilterKeys keys;
    keys.allow = "udp/53";
    keys.isStateful = true;
    keys.connections = 1;
    const auto firewall = kind.Make({.address = kOwn, .peers = {}}, keys);
    const auto fateOf =
        [&](bool fromSource, uint16_t port, Time now, Population of = Population::kTraffic)
    {
        Ptr<Packet> frame = MakeUdpFrame({.source = fromSource ? kSource : kOther,
                                          .destination = fromSource ? kOther : kSource,
                                          .sourcePort = fromSource ? port : uint16_t{53},
                                          .destinationPort = fromSource ? uint16_t{53} : port},
                                         Create<Packet>(4));
        Mark(frame, of);
        FrameFields fields = *FieldsOf(frame);
        return firewall->Take(frame, fields, now);
    };
    EXPECT_EQ(fateOf(true, 4'000, Seconds(0), Population::kProbe), Passage::kOn); // not remembered
    EXPECT_EQ(fateOf(false, 4'000, Seconds(0)), Passage::kRefused);
    EXPECT_EQ(fateOf(true, 4'000, Seconds(1)), Passage::kOn);
    EXPECT_EQ(fateOf(false, 4'000, Seconds(2)), Passage::kOn);
    EXPECT_EQ(fateOf(false, 4'001, Seconds(2)), Passage::kRefused);
    EXPECT_EQ(fateOf(true, 4'002, Seconds(3)), Passage::kRefused); // its table is full
    EXPECT_EQ(fateOf(true, 4'002, Seconds(3), Population::kProbe), Passage::kRefused);
    EXPECT_EQ(fateOf(true, 4'000, Seconds(3), Population::kProbe), Passage::kOn);
    EXPECT_EQ(fateOf(true, 4'002, Seconds(2 + 120)), Passage::kOn);
    EXPECT_EQ(fateOf(false, 4'000, Seconds(2 + 121)), Passage::kRefused); // forgotten
}

} // namespace
} // namespace ns3::vnlab::test

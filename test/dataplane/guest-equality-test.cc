// SPDX-License-Identifier: GPL-2.0-only
// One scenario, played with light and with full guests, delivers and drops the same packets.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/dataplane/vtep.h"
#include "test/dataplane/cloud.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kNobody = 0x0a000063;
constexpr uint32_t kNobodyElse = 0x0a000064;

enum class SwitchKind
{
    kRouted,
    kVtepThatFloods,
    kVtepThatAnswersArp,
};

/// A packet by what became of it: who got it or why nobody did, its number, and when.
using Fate = std::tuple<std::string, uint32_t, int64_t>;

/// The last four bytes: the number that fills the payload, or the target of an ARP request.
uint32_t
NumberOf(const Bytes& packet)
{
    uint32_t number = 0;
    for (size_t i = packet.size() - 4; i < packet.size(); ++i)
    {
        number = number << 8 | packet[i];
    }
    return number;
}

Ptr<Packet>
Numbered(uint32_t number, uint32_t bytes)
{
    Bytes payload(bytes);
    for (uint32_t i = 0; i < bytes; ++i)
    {
        payload[i] = static_cast<uint8_t>(number >> (24 - i % 4 * 8));
    }
    return Create<Packet>(payload.data(), bytes);
}

class Scenario
{
  public:
    Scenario(GuestKind guests, SwitchKind switches)
    {
        const uint32_t addresses[] = {kA, kB, kC};
        const uint32_t hosts[] = {0, 2, 0};
        std::map<uint32_t, HostSwitch*> switchOf;
        for (uint32_t i = 0; i < 3; ++i)
        {
            HostSwitch*& hostSwitch = switchOf[hosts[i]];
            if (!hostSwitch)
            {
                hostSwitch = MakeSwitch(switches, hosts[i]);
            }
            guest[i] = &cloud.AddGuest(guests, cloud.AddVnic(*hostSwitch, i), addresses[i]);
            guest[i]->SetListener(nullptr);
            listener.Join(*guest[i]);
            if (switches == SwitchKind::kRouted)
            {
                WriteEntry(*hostSwitch,
                           TableId::kPortAddress,
                           PortAddressKey{addresses[i]},
                           PortAddressValue{VnicId{i}});
            }
            else
            {
                WriteEntry(*hostSwitch,
                           TableId::kPortSegment,
                           PortSegmentKey{VnicId{i}},
                           PortSegmentValue{kSegment});
            }
        }
        for (const auto& [host, hostSwitch] : switchOf)
        {
            for (uint32_t i = 0; i < 3; ++i)
            {
                Rules(switches, *hostSwitch, host, {i, hosts[i], addresses[i]});
            }
        }
        cloud.drops.AddObserver(
            [this](DropReason reason, const Ptr<const Packet>& packet)
            {
                fates.emplace_back(std::string(ToString(reason)),
                                   NumberOf(BytesOfPacket(packet)),
                                   Simulator::Now().GetNanoSeconds());
            });
    }

    void Send(double at_s,
              uint32_t from,
              uint32_t to,
              uint32_t count,
              uint32_t bytes = 64,
              uint16_t port = kTrafficPort)
    {
        Simulator::Schedule(Seconds(at_s),
                            [this, from, to, count, bytes, port]
                            {
                                for (uint32_t i = 0; i < count; ++i)
                                {
                                    guest[from]->SendUdp(to, 3000, port, Numbered(++number, bytes));
                                }
                            });
    }

    /// @return all fates, ascending
    std::vector<Fate> Play()
    {
        Simulator::Stop(Seconds(400));
        Simulator::Run();
        std::sort(fates.begin(), fates.end());
        return fates;
    }

    Cloud cloud;
    std::vector<Fate> fates;
    Guest* guest[3];
    uint32_t number{0xabcd0000};

  private:
    struct Listener : GuestListener
    {
        explicit Listener(Scenario& owner)
            : scenario(owner)
        {
        }

        void Join(Guest& member)
        {
            member.SetListener(this);
        }

        void ReceiveUdp(Guest& receiver, const UdpDatagram& datagram) override
        {
            const Bytes payload = BytesOfPacket(datagram.payload);
            const bool intact =
                payload == BytesOfPacket(Numbered(NumberOf(payload), datagram.payload->GetSize()));
            scenario.fates.emplace_back((intact ? "to " : "broken to ") +
                                            std::to_string(receiver.GetVm().value) + " from " +
                                            std::to_string(datagram.source) + " size " +
                                            std::to_string(payload.size()),
                                        NumberOf(payload),
                                        Simulator::Now().GetNanoSeconds());
        }

        Scenario& scenario;
    };

    struct Place
    {
        uint32_t vnic;
        uint32_t host;
        uint32_t address;
    };

    HostSwitch* MakeSwitch(SwitchKind kind, uint32_t host)
    {
        if (kind == SwitchKind::kRouted)
        {
            return &cloud.AddSwitch<RoutedSwitch>(host);
        }
        return &cloud.AddSwitch<Vtep>(
            host, *FindEncapsulation("vxlan"), kind == SwitchKind::kVtepThatFloods, nullptr);
    }

    void Rules(SwitchKind kind, HostSwitch& to, uint32_t host, const Place& place)
    {
        const MacBytes mac = address_plan::VnicMac(VnicId{place.vnic});
        const uint32_t vtep = address_plan::HostAddress(HostId{place.host});
        if (kind == SwitchKind::kRouted)
        {
            for (uint32_t leaf = 0; leaf < cloud.topology.Leaves(); ++leaf)
            {
                cloud.fabric.Routes({NodeKind::kLeaf, leaf}).Set(place.address, {place.host});
            }
            for (uint32_t spine = 0; spine < cloud.topology.Spines(); ++spine)
            {
                cloud.fabric.Routes({NodeKind::kSpine, spine}).Set(place.address, {place.host});
            }
        }
        else if (kind == SwitchKind::kVtepThatAnswersArp)
        {
            WriteEntry(to, TableId::kArp, ArpKey{kSegment, place.address}, ArpValue{mac});
            WriteEntry(to, TableId::kFdb, SegmentMacKey{kSegment, mac}, FdbValue{vtep});
        }
        else if (place.host != host)
        {
            to.Write(TableId::kFlood, ObjectBytes(FloodKey{kSegment, vtep}), {});
        }
    }

    Listener listener{*this};
};

void
Fill(Scenario& scenario)
{
    scenario.Send(0.001, 0, kB, 6);         // more than wait for ARP
    scenario.Send(0.001, 0, kC, 2);         // on the same host
    scenario.Send(0.002, 0, kNobody, 5);    // never answered
    scenario.Send(0.7, 0, kNobodyElse, 2);  // shares the timer of the one before
    scenario.Send(2.5, 0, kNobody, 1);      // still waiting
    scenario.Send(3, 1, kA, 4);             // the other way
    scenario.Send(3.5, 0, kB, 20);          // resolved
    scenario.Send(4.05, 0, kNobody, 1);     // failed
    scenario.Send(4.05, 0, kNobodyElse, 1); // at the same tick or one later
    scenario.Send(5, 0, kB, 2, 4000);       // in three fragments
    scenario.Send(5, 1, kC, 1, 9000);       // more fragments than wait for ARP
    scenario.Send(6, 0, kB, 1, 64, 7);      // closed port
    scenario.Send(6, 0, kA, 1);             // itself
    scenario.Send(6, 0, 0x0a0000ff, 1);     // the subnet's broadcast address
    scenario.Send(6, 0, 0xe0000001, 1);     // multicast
    scenario.Send(6, 0, kB, 1, 65508);      // longer than a datagram can be
    scenario.Send(6, 0, kB, 1, 65504);      // nearly the longest
    scenario.Send(104.0005, 0, kNobody, 1); // failed for just under 100 s
    scenario.Send(104.5, 0, kNobody, 1);    // asked for again
    scenario.Send(125.0, 0, kB, 4);         // answered less than 120 s ago
    scenario.Send(260, 0, kB, 5);           // the entry is stale
    scenario.Send(261, 0, 0x08080808, 1);   // outside the subnet
}

class GuestEquality : public testing::TestWithParam<SwitchKind>
{
};

TEST_P(GuestEquality, LightAndFullGuestsShareEveryFate)
{
    std::vector<Fate> light;
    std::vector<Fate> full;
    {
        Scenario scenario(GuestKind::kLight, GetParam());
        Fill(scenario);
        light = scenario.Play();
    }
    {
        Scenario scenario(GuestKind::kFull, GetParam());
        Fill(scenario);
        full = scenario.Play();
    }
    EXPECT_EQ(light, full);
    const auto delivered =
        std::count_if(light.begin(),
                      light.end(),
                      [](const Fate& fate) { return std::get<0>(fate).starts_with("to "); });
    EXPECT_GT(delivered, 35);
}

INSTANTIATE_TEST_SUITE_P(Switches,
                         GuestEquality,
                         testing::Values(SwitchKind::kRouted,
                                         SwitchKind::kVtepThatFloods,
                                         SwitchKind::kVtepThatAnswersArp));

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// TCP between guests of either kind: the light guests' own and ns-3's understand each other.

#include "model/dataplane/routed-switch.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"
#include "test/support/tshark.h"

#include "ns3/trace-helper.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint16_t kPort = 80;

/// Two guests in different racks, of which the second listens to kPort.
class GuestTcp :
    public testing::TestWithParam<std::tuple<GuestKind, GuestKind>>,
    public GuestListener
{
  protected:
    GuestTcp()
        : m_cloud({.racks = 2, .hostsPerRack = 1, .spines = 2})
    {
        const GuestKind kinds[] = {std::get<0>(GetParam()), std::get<1>(GetParam())};
        for (uint32_t i = 0; i < 2; ++i)
        {
            const uint32_t address = kA + i;
            auto& hostSwitch = m_cloud.AddSwitch<RoutedSwitch>(i);
            m_device[i] = m_cloud.AddVnic(hostSwitch, i);
            m_guest[i] = &m_cloud.AddGuest(kinds[i], m_device[i], address);
            m_guest[i]->SetListener(this);
            WriteEntry(hostSwitch,
                       TableId::kPortAddress,
                       PortAddressKey{address},
                       PortAddressValue{VnicId{i}});
            for (uint32_t node = 0; node < 2; ++node)
            {
                m_cloud.fabric.Routes({NodeKind::kLeaf, node}).Set(address, {i});
                m_cloud.fabric.Routes({NodeKind::kSpine, node}).Set(address, {i});
            }
        }
        m_guest[1]->Listen(ipproto::kTcp, kPort);
    }

    void ReceiveUdp(Guest&, const UdpDatagram&) override
    {
    }

    void TcpOpened(Guest& guest, const TcpConnection& connection) override
    {
        Say(guest, "opened");
        m_of[guest.GetVm()] = connection;
    }

    void ReceiveTcp(Guest& guest,
                    const TcpConnection& connection,
                    const Ptr<Packet>& payload) override
    {
        m_got[guest.GetVm()] += payload->GetSize();
        if (guest.GetVm() == VmId{1} && m_answers)
        {
            guest.Send(connection, Create<Packet>(300));
        }
        if (guest.GetVm() == VmId{1} && m_closes)
        {
            guest.Close(connection);
        }
    }

    void TcpClosed(Guest& guest, const TcpConnection&) override
    {
        Say(guest, "closed");
    }

    void Say(const Guest& guest, const std::string& what)
    {
        m_said.push_back(std::to_string(guest.GetVm().value) + " " + what);
    }

    void Run(Time time = Seconds(2))
    {
        Simulator::Stop(time);
        Simulator::Run();
    }

    Cloud m_cloud;
    Ptr<VnicDevice> m_device[2];
    Guest* m_guest[2];
    bool m_answers{false};
    bool m_closes{false};
    std::vector<std::string> m_said;
    std::map<VmId, uint64_t> m_got;
    std::map<VmId, TcpConnection> m_of;
};

TEST_P(GuestTcp, DataGoesBothWaysAndBothEndsNameTheConnectionAlike)
{
    m_answers = true;
    const TcpConnection connection = m_guest[0]->Connect(kB, kPort, 0);
    EXPECT_TRUE(m_guest[0]->Send(connection, Create<Packet>(376)));
    Run();
    EXPECT_THAT(m_said, testing::UnorderedElementsAre("0 opened", "1 opened"));
    EXPECT_EQ(m_got, (std::map<VmId, uint64_t>{{VmId{0}, 300}, {VmId{1}, 376}}));
    EXPECT_EQ(connection.address, kA);
    EXPECT_EQ(m_of[VmId{0}], connection);
    EXPECT_EQ(m_of[VmId{1}], (TcpConnection{kB, kPort, kA, connection.port}));
}

TEST_P(GuestTcp, WhatOneEndClosesTheOtherHears)
{
    m_closes = true;
    const TcpConnection connection = m_guest[0]->Connect(kB, kPort, 1234);
    EXPECT_EQ(connection.port, 1234);
    m_guest[0]->Send(connection, Create<Packet>(10));
    Run();
    EXPECT_EQ(m_got[VmId{1}], 10u);
    EXPECT_THAT(m_said, testing::Contains("0 closed"));
    EXPECT_THAT(m_said, testing::Not(testing::Contains("1 closed")));
    EXPECT_FALSE(m_guest[0]->Send(connection, Create<Packet>(10)));
}

/// ns-3 takes no notice of the reset and gives up after six retries.
TEST_P(GuestTcp, AClosedPortRefuses)
{
    m_guest[0]->Send(m_guest[0]->Connect(kB, kPort + 1, 0), Create<Packet>(10));
    Run(Seconds(400));
    EXPECT_THAT(m_said, testing::ElementsAre("0 closed"));
    EXPECT_THAT(m_got, testing::IsEmpty());
}

TEST_P(GuestTcp, EveryFrameDissects)
{
    if (!TsharkAvailable())
    {
        GTEST_SKIP() << "tshark is not here";
    }
    const std::filesystem::path folder =
        std::filesystem::path(testing::TempDir()) / ("guest-tcp-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    const std::string path = (folder / "vnic.pcap").string();
    PcapHelper pcap;
    const Ptr<PcapFileWrapper> file =
        pcap.CreateFile(path, std::ios::out | std::ios::binary, PcapHelper::DLT_EN10MB);
    m_device[0]->TraceConnectWithoutContext(
        "PromiscSniffer",
        Callback<void, Ptr<const Packet>>([file](Ptr<const Packet> frame)
                                          { file->Write(Simulator::Now(), frame); }));
    m_answers = true;
    m_closes = true;
    m_guest[0]->Send(m_guest[0]->Connect(kB, kPort, 0), Create<Packet>(1000));
    m_guest[0]->Connect(kB, kPort + 1, 0); // refused
    Run();
    file->Close();
    EXPECT_GE(Dissect(path).size(), 9u);
    EXPECT_THAT(Problems(path), testing::IsEmpty());
    std::filesystem::remove_all(folder);
}

std::string
NameOfKinds(const testing::TestParamInfo<std::tuple<GuestKind, GuestKind>>& test)
{
    const auto name = [](GuestKind kind)
    { return std::string(kind == GuestKind::kLight ? "Light" : "Full"); };
    return name(std::get<0>(test.param)) + "To" + name(std::get<1>(test.param));
}

INSTANTIATE_TEST_SUITE_P(All,
                         GuestTcp,
                         testing::Combine(testing::Values(GuestKind::kLight, GuestKind::kFull),
                                          testing::Values(GuestKind::kLight, GuestKind::kFull)),
                         NameOfKinds);

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/out-of-band.h"
#include "model/ip/tcp-segment.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr uint32_t kServer = address_plan::kControllerAddress;
const uint32_t kFirstHost = address_plan::HostAddress(HostId{0});
const uint32_t kSecondHost = address_plan::HostAddress(HostId{1});

/// Links of 8 Mbit/s, so 1 us a byte, with 100 us of delay.
class OutOfBandTest : public testing::Test, private StackSink
{
  protected:
    ~OutOfBandTest() override
    {
        Simulator::Destroy();
    }

    /// Sends frames of 54 bytes and some.
    void Send(uint32_t from, uint32_t to, uint32_t payload)
    {
        TcpSegment segment;
        segment.source = from;
        segment.destination = to;
        segment.payload = Create<Packet>(payload);
        m_network.Send(MakeFrame(segment));
    }

    std::vector<std::pair<uint32_t, int64_t>> m_arrivals; // where, and when in us
    std::set<uint32_t> m_off;

  private:
    void ReceivePacket(uint32_t address, const Ptr<const Packet>&) override
    {
        m_arrivals.emplace_back(address, Simulator::Now().GetMicroSeconds());
    }

    OutOfBandNetwork m_network{{.rate = DataRate("8Mbps"), .delay = MicroSeconds(100)},
                               *this,
                               [this](uint32_t address) { return m_off.contains(address); }};
};

TEST_F(OutOfBandTest, AFrameTakesItsTimeOnEachOfTwoLinks)
{
    Send(kServer, kFirstHost, 46);
    Simulator::Run();
    EXPECT_THAT(m_arrivals, ElementsAre(Pair(kFirstHost, 2 * (100 + 100))));
}

TEST_F(OutOfBandTest, FramesWaitForTheLinkThatTheyShare)
{
    Send(kServer, kFirstHost, 46);
    Send(kServer, kSecondHost, 146);
    Send(kSecondHost, kFirstHost, 146);
    Simulator::Run();
    EXPECT_THAT(m_arrivals,
                ElementsAre(Pair(kFirstHost, 400),                // up until 100
                            Pair(kFirstHost, 300 + 200 + 100),    // up until 200; down from 300 on
                            Pair(kSecondHost, 400 + 200 + 100))); // up from 100 to 300
}

TEST_F(OutOfBandTest, AgentsInVmsUseTheLinkOfTheirHost)
{
    const uint32_t inFirst = address_plan::VnicAddress(HostId{0}, 7);
    Send(inFirst, kServer, 46);
    Send(kFirstHost, kServer, 46);
    Simulator::Run();
    EXPECT_THAT(m_arrivals, ElementsAre(Pair(kServer, 400), Pair(kServer, 500)));
}

TEST_F(OutOfBandTest, AMachineWithoutPowerNeitherSendsNorReceives)
{
    m_off = {kFirstHost};
    Send(kFirstHost, kServer, 46);
    Send(kServer, address_plan::VnicAddress(HostId{0}, 7), 46);
    Simulator::Run();
    EXPECT_THAT(m_arrivals, IsEmpty());
}

} // namespace
} // namespace ns3::vnlab::test

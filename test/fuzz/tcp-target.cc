// SPDX-License-Identifier: GPL-2.0-only
// The control channel's TCP between two ends whose link loses, repeats, delays and forges segments. Each
// byte decides on the next frame, and one that forges has 10 bytes of fields behind it. A forged
// acknowledgement loses what it acknowledges, as TCP has no secret; nothing comes twice or out of order.
#include "model/ip/tcp-stream.h"
#include "test/fuzz/fuzz-input.h"

#include "ns3/simulator.h"

#include <any>
#include <vector>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

constexpr uint32_t kMessages = 4;
constexpr uint32_t kMessageBytes = 3'000;

TcpSegment
Between(uint32_t source, uint32_t destination)
{
    TcpSegment segment;
    segment.source = source;
    segment.destination = destination;
    return segment;
}

class ChannelUnderAttack
{
  public:
    explicit ChannelUnderAttack(fuzz::FuzzInput& input)
        : m_input(input)
    {
        m_client.SetPeer(&m_server);
        m_server.SetPeer(&m_client);
    }

    void Run()
    {
        m_client.Connect();
        for (uint32_t i = 0; i < kMessages; ++i)
        {
            m_client.Send(Create<Packet>(kMessageBytes), i);
        }
        Simulator::Stop(Seconds(1'000));
        Simulator::Run();
        m_client.Reset(1, 2);
        m_server.Reset(2, 1);
        Simulator::Destroy();
    }

  private:
    TcpStream::Transmit To(TcpStream& end)
    {
        return [this, &end](const Ptr<Packet>& frame)
        {
            const auto fate = m_input.Take<uint8_t>();
            if (fate == 1)
            {
                return;
            }
            TcpSegment segment = *ReadSegment(frame);
            if (fate == 2)
            {
                Forge(segment);
            }
            for (int copies = fate == 3 ? 2 : 1; copies > 0; --copies)
            {
                Simulator::Schedule(MilliSeconds(1 + fate),
                                    [&end, segment] { end.ReceiveSegment(segment); });
            }
        };
    }

    void Forge(TcpSegment& segment)
    {
        m_forged = true;
        const auto flags = m_input.Take<uint8_t>();
        segment.syn = flags & 1;
        segment.ack = flags & 2;
        segment.sequence += m_input.Take<uint32_t>();
        segment.acknowledgement += m_input.Take<uint32_t>();
        segment.payload = Create<Packet>(m_input.Take<uint8_t>());
    }

    void Delivered(const std::any& content)
    {
        const auto number = std::any_cast<uint32_t>(content);
        fuzz::Require(number == m_next || (m_forged && number > m_next),
                      "messages come in order, once, and all where nobody forges");
        m_next = number + 1;
    }

    fuzz::FuzzInput& m_input;
    uint32_t m_next{0};
    bool m_forged{false};
    TcpTraffic m_traffic;
    TcpStream m_client{Between(1, 2), 1'390, To(m_server), [](const std::any&) {}, m_traffic};
    TcpStream m_server{Between(2, 1),
                       1'390,
                       To(m_client),
                       [this](const std::any& content) { Delivered(content); },
                       m_traffic};
};

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    fuzz::FuzzInput input(data, size);
    ChannelUnderAttack(input).Run();
    return 0;
}

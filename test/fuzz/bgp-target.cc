// SPDX-License-Identifier: GPL-2.0-only
// What a BGP speaker takes from a neighbour. The input is the bytes behind each message's type, so that
// searching need not find markers and lengths: a type, a block, and so on. A session reads all of them as
// a reflector with another neighbour. What can be read says the same when it is sent again.
#include "model/protocol/bgp-speaker.h"
#include "test/fuzz/fuzz-input.h"

#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

std::span<const uint8_t>
BodyOfMessage(const Bytes& message)
{
    return std::span(message).subspan(bgp::kHeaderBytes);
}

void
ReadOpen(const Bytes& body)
{
    const auto decoded = bgp::DecodeOpen(body);
    if (const auto* open = std::get_if<bgp::Open>(&decoded))
    {
        fuzz::Require(bgp::DecodeOpen(BodyOfMessage(bgp::EncodeOpen(*open))) == decoded,
                      "an OPEN says the same when it is sent again");
    }
}

void
ReadUpdate(const Bytes& body)
{
    constexpr size_t kGrows = 8; // by long lengths where short ones came
    const auto decoded = bgp::DecodeUpdate(body);
    const auto* received = std::get_if<bgp::ReceivedUpdate>(&decoded);
    if (!received || body.size() + bgp::kHeaderBytes + kGrows > bgp::kMostBytes)
    {
        return;
    }
    const auto again = bgp::DecodeUpdate(BodyOfMessage(bgp::EncodeUpdate(received->update)));
    fuzz::Require(again ==
                      bgp::Decoded<bgp::ReceivedUpdate>(bgp::ReceivedUpdate{received->update, {}}),
                  "an UPDATE says the same when it is sent again");
}

/// A reflector between the one who sends the input and one who reads what comes of it.
class Reflector
{
  public:
    Reflector()
        : m_from(m_speaker.AddPeer(2, true)),
          m_to(m_speaker.AddPeer(3, true))
    {
        for (const auto& [peer, identifier] : {std::pair(m_from, 2u), std::pair(m_to, 3u)})
        {
            m_speaker.Connected(peer);
            m_speaker.Receive(peer,
                              bgp::EncodeOpen({.as = 1, .holdTime = 0, .identifier = identifier}));
            m_speaker.Receive(peer, bgp::EncodeKeepalive());
        }
    }

    ~Reflector()
    {
        Simulator::Destroy();
    }

    void Take(uint8_t type, const Bytes& body)
    {
        m_speaker.Receive(m_from, bgp::Encode(static_cast<bgp::MessageType>(type), body));
        fuzz::Require(m_raw || m_speaker.RoutesAt(m_to) == m_speaker.Rib().AllBest().size(),
                      "what is known is told");
    }

    void TakeAsItIs(const Bytes& bytes)
    {
        m_raw = true; // what fills a message may not be told
        m_speaker.Receive(m_from, bytes);
    }

  private:
    void Send(bgp::PeerId peer, const Bytes& message)
    {
        bgp::MessageCutter cutter;
        cutter.Add(message);
        const auto next = cutter.Next();
        fuzz::Require(next && std::holds_alternative<bgp::Message>(*next), "messages are whole");
        const auto& sent = std::get<bgp::Message>(*next);
        if (sent.type == bgp::MessageType::kUpdate && peer == bgp::PeerId{1})
        {
            const auto decoded = bgp::DecodeUpdate(sent.body);
            const auto* received = std::get_if<bgp::ReceivedUpdate>(&decoded);
            fuzz::Require(received && !received->fault, "what is sent has no fault");
        }
    }

    bgp::BgpSpeaker m_speaker{
        {.as = 1, .identifier = 1, .holdTime = 0, .advertisementInterval = {}},
        {.send = [this](bgp::PeerId peer, const Bytes& message) { Send(peer, message); },
         .changed = [](const auto&) {},
         .up = [](bgp::PeerId) {},
         .down = [](bgp::PeerId, const bgp::SessionEnd&) {}}};
    bgp::PeerId m_from;
    bgp::PeerId m_to;
    bool m_raw{false};
};

} // namespace

int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr size_t kMostBody = bgp::kMostBytes - bgp::kHeaderBytes - 64; // room for reflection
    fuzz::FuzzInput input(data, size);
    Reflector reflector;
    while (!input.AtEnd())
    {
        const auto type = input.Take<uint8_t>();
        Bytes body = input.Block();
        body.resize(std::min(body.size(), kMostBody));
        ReadOpen(body);
        ReadUpdate(body);
        bgp::DecodeNotification(body);
        if (type == 0)
        {
            reflector.TakeAsItIs(body);
        }
        else
        {
            reflector.Take(type, body);
        }
    }
    return 0;
}

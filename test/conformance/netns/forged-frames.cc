// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/netns/forged-frames.h"

#include "analysis/exposure/exposure.h"
#include "model/attack/frame-forge.h"
#include "model/design/design.h"
#include "model/guest/guest.h"
#include "test/support/network-namespace.h"
#include "test/support/packet-socket.h"

#include <algorithm>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <set>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <vector>

namespace ns3::vnlab::test
{

namespace
{

/// A forged frame, as its payload says; comparable.
struct Forged
{
    uint32_t from;
    uint32_t as;
    uint32_t target;
    uint32_t shape; ///< 0: plain; otherwise 1 + TunnelProtocol

    auto operator<=>(const Forged&) const = default;
};

/// All frames of a sender; those that the design lets through are known beforehand.
class Forging
{
  public:
    Forging(const Network& network, const TenantView& view, TunnelProtocol protocol)
        : m_network(network),
          m_view(view),
          m_protocol(protocol)
    {
        for (const Guest& guest : network.Guests())
        {
            m_ears.push_back(OpenSocket(guest, SOCK_DGRAM | SOCK_NONBLOCK));
            sockaddr_in any{};
            any.sin_family = AF_INET;
            any.sin_port = htons(kServicePort);
            if (bind(m_ears.back().Get(), reinterpret_cast<const sockaddr*>(&any), sizeof(any)) !=
                0)
            {
                throw std::runtime_error("the service's port cannot be bound");
            }
        }
    }

    /// Sends all of them. @return those that were sent
    std::vector<Forged> SendAll(const Guest& from) const
    {
        const PacketSocket socket(NetworkNamespace(from.space),
                                  NetnsNames::Device(from.vnic),
                                  PacketSocket::Sees::kNothing);
        const FrameForge forge(m_view.Plan(), m_view.Plan().start);
        std::vector<Forged> sent;
        for (const Guest& target : m_network.Guests())
        {
            for (const Guest& as : m_network.Guests())
            {
                if (target.vnic == from.vnic)
                {
                    continue;
                }
                Forged one{from.vnic.value, as.vnic.value, target.vnic.value, 0};
                Send(socket, forge.Plain(as.vnic, target.vnic, Payload(one)));
                sent.push_back(one);
                for (one.shape = 1; one.shape <= 3; ++one.shape)
                {
                    const auto frames = forge.Tunnelled(as.vnic, target.vnic, Payload(one));
                    Send(socket, frames.at(one.shape - 1));
                    sent.push_back(one);
                }
            }
        }
        return sent;
    }

    /**
     * @return whether the receiver's hooks, and the sender's where it has them, let the frame pass.
     *         The receiver's whitelist has all its peers, whichever tunnel a frame comes by. A
     *         tunnel of IP packets carries no Ethernet address, and gets that of its peer.
     */
    bool MayArrive(const Forged& one, bool withEgressHook) const
    {
        if (!Linked(one.as, one.target))
        {
            return false;
        }
        if (!withEgressHook)
        {
            return one.shape == 1 + static_cast<uint32_t>(m_protocol);
        }
        return one.shape == 0 && Linked(one.from, one.target) &&
               (m_protocol != TunnelProtocol::kIpip || one.as == one.from);
    }

    /// @return the frames whose datagrams guests have received, each at the guest it was sent to
    std::multiset<Forged> Hear() const
    {
        constexpr int quiet_ms = 100;
        std::vector<pollfd> descriptors;
        for (const Descriptor& ear : m_ears)
        {
            descriptors.push_back({ear.Get(), POLLIN, 0});
        }
        std::multiset<Forged> heard;
        while (poll(descriptors.data(), descriptors.size(), quiet_ms) > 0)
        {
            for (size_t i = 0; i < m_ears.size(); ++i)
            {
                Forged one{};
                if (recv(m_ears[i].Get(), &one, sizeof(one), 0) == sizeof(one))
                {
                    one.target = one.target == i ? one.target : ~0U; // a stray: equal to none
                    heard.insert(one);
                }
            }
        }
        return heard;
    }

  private:
    /// A frame that the egress hook drops is sent as far as this test is concerned.
    static void Send(const PacketSocket& socket, const Ptr<Packet>& frame)
    {
        std::vector<uint8_t> bytes(frame->GetSize());
        frame->CopyData(bytes.data(), frame->GetSize());
        try
        {
            socket.Send(bytes);
        }
        catch (const std::system_error& error)
        {
            if (error.code() != std::errc::no_buffer_space)
            {
                throw;
            }
        }
    }

    static Ptr<Packet> Payload(const Forged& one)
    {
        return Create<Packet>(reinterpret_cast<const uint8_t*>(&one), sizeof(one));
    }

    bool Linked(uint32_t a, uint32_t b) const
    {
        return a != b && m_view.FindLink(VnicId{std::min(a, b)}, VnicId{std::max(a, b)});
    }

    const Network& m_network;
    const TenantView& m_view;
    TunnelProtocol m_protocol;
    std::vector<Descriptor> m_ears; // by vNIC
};

std::string
Describe(const Network& network, const Forged& one, size_t arrivals)
{
    constexpr std::array shapes{"plain", "in VXLAN", "in NVGRE", "in IP-in-IP"};
    const std::vector<Guest>& guests = network.Guests();
    return guests.at(one.from).name + " as " + guests.at(one.as).name + " to " +
           guests.at(one.target).name + ", " + shapes.at(one.shape) + ": arrived " +
           std::to_string(arrivals) + " times";
}

} // namespace

void
CheckForgedFrames(const Network& network,
                  const TenantView& view,
                  TunnelProtocol protocol,
                  CheckTable& table)
{
    const Forging forging(network, view, protocol);
    const Reachability reach =
        FindDesign("linkwire")->Reach({&view, 1}, {.attacker = {.power = Capability::kGuestRoot}});
    for (const Guest& from : network.Guests())
    {
        std::set<VmId> reached;
        for (const bool withHook : {true, false})
        {
            if (!withHook)
            {
                network.RemoveEgressHook(from);
            }
            const std::vector<Forged> sent = forging.SendAll(from);
            const std::multiset<Forged> heard = forging.Hear();
            size_t known = 0;
            for (const Forged& one : sent)
            {
                const size_t arrivals = heard.count(one);
                known += arrivals;
                if (arrivals > 0)
                {
                    reached.insert(view.Plan().At(VnicId{one.target}).vm);
                }
                const bool may = forging.MayArrive(one, withHook);
                table.Check(std::string("forged frame ") +
                                (withHook ? "through the egress hook" : "past the egress hook") +
                                (may ? " as a peer of the target arrives" : " is dropped"),
                            arrivals == (may ? 1U : 0U),
                            Describe(network, one, arrivals));
            }
            table.Check("no guest receives what was sent to another",
                        known == heard.size(),
                        from.name + (withHook ? " with" : " without") + " its hook");
        }
        network.RestoreEgressHook(from);
        const std::vector<VmId> claimed = ReachableSet(reach, from.plan.vm);
        table.Check("guest-root reaches exactly whom the design says",
                    reached == std::set<VmId>(claimed.begin(), claimed.end()),
                    from.name);
    }
}

} // namespace ns3::vnlab::test

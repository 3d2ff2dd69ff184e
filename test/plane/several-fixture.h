// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_SEVERAL_FIXTURE_H
#define VNLAB_TEST_SEVERAL_FIXTURE_H

#include "model/control/plane/push.h"
#include "test/plane/plane-fixture.h"

#include <deque>
#include <map>
#include <set>

namespace ns3::vnlab::test
{

/// Some controllers, each with the host and the hook of its number; a frame takes 1 ms.
class SeveralFixture : public PlaneFixture
{
  protected:
    static PushCosts Costs()
    {
        return {.rule = MicroSeconds(100),
                .message = MicroSeconds(30),
                .handshake = MilliSeconds(10),
                .agentHandshake = MilliSeconds(3)};
    }

    static constexpr int64_t kDetection_ms = 150;

    explicit SeveralFixture(uint32_t count, const ChannelTimes& times = {})
        : plane(Controllers(count),
                {.costs = Costs(),
                 .times = times,
                 .detection = MilliSeconds(kDetection_ms),
                 .domainOf = [](EnforcementPoint at, uint32_t) { return at.index; }})
    {
        uint32_t next = 1;
        for (uint32_t index = 0; index < count; ++index)
        {
            for (const EnforcementPoint at : {HostOf(index), HookOf(index)})
            {
                address[at] = next;
                plane.AddAgent(at, End(next++, 0), MakeAgent({MicroSeconds(1), Time(0)}));
                places.push_back(at);
            }
        }
    }

    static EnforcementPoint HostOf(uint32_t index)
    {
        return EnforcementPoint::Of(HostId{index});
    }

    static EnforcementPoint HookOf(uint32_t index)
    {
        return EnforcementPoint::Of(VnicId{index});
    }

    void RegisterPlaces(const std::vector<EnforcementPoint>& which)
    {
        PendingRules none;
        plane.Register(which, none, [](uint64_t) {});
        Simulator::Run();
        began = Simulator::Now();
    }

    /// A controller's server fails, or works again.
    void SetDown(uint32_t controller, bool isDown)
    {
        isDown ? (void)cut.insert(AddressOf(controller)) : (void)cut.erase(AddressOf(controller));
        plane.SetServerDown(ServerId{controller}, isDown);
    }

    uint64_t PeerMessages() const
    {
        return plane.Counts().at("peer_messages");
    }

    static uint32_t AddressOf(uint32_t controller)
    {
        return 100 + controller;
    }

    std::map<EnforcementPoint, uint32_t> address;
    std::vector<EnforcementPoint> places;
    std::set<uint32_t> cut; ///< addresses that nothing gets to or from
    std::deque<ServerCpu> cpus;
    PushPlane plane;
    Time began;

  private:
    std::vector<PushController> Controllers(uint32_t count)
    {
        std::vector<PushController> all;
        for (uint32_t index = 0; index < count; ++index)
        {
            all.push_back({.server = ServerId{index},
                           .cpu = &cpus.emplace_back(1),
                           .end = End(AddressOf(index), kControllerPort),
                           .peer = End(AddressOf(index), kPeerPort)});
        }
        return all;
    }

    ControlEnd End(uint32_t at, uint16_t port)
    {
        ControlEnd end;
        end.address = at;
        end.port = port;
        end.transmit = [this](const Ptr<Packet>& frame) { Carry(frame); };
        return end;
    }

    void Carry(const Ptr<Packet>& frame)
    {
        const TcpSegment segment = *ReadSegment(frame);
        if (cut.contains(segment.source))
        {
            return;
        }
        Simulator::Schedule(MilliSeconds(1),
                            [this, to = segment.destination, frame]
                            {
                                if (!cut.contains(to))
                                {
                                    plane.ReceivePacket(to, frame);
                                }
                            });
    }
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_SEVERAL_FIXTURE_H

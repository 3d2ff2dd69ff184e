// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_PUSH_FIXTURE_H
#define VNLAB_TEST_PUSH_FIXTURE_H

#include "model/control/plane/push.h"
#include "test/plane/plane-fixture.h"

#include <map>
#include <set>

namespace ns3::vnlab::test
{

inline constexpr uint32_t kControllerAddress = 1;

/// Controllers with four places each; a frame takes 1 ms, or 10 ms to and from kOtherHost.
class PushFixture : public PlaneFixture
{
  protected:
    /// @param startUp of the agents in VMs
    explicit PushFixture(const PushCosts& costs = {},
                         uint32_t cores = 1,
                         Time startUp = {},
                         const ChannelTimes& times = {},
                         bool batchesPlaces = false)
        : m_controller(*this, costs, cores, startUp, times, batchesPlaces)
    {
    }

    struct Controller
    {
        Controller(PushFixture& test,
                   const PushCosts& costs,
                   uint32_t cores,
                   Time startUp = {},
                   const ChannelTimes& times = {},
                   bool batchesPlaces = false)
            : cpu(cores),
              plane(
                  {{.server = {}, .cpu = &cpu, .end = MakeEnd(kControllerAddress), .peer = {}}},
                  {.costs = costs, .times = times, .batchesPlaces = batchesPlaces, .domainOf = {}})
        {
            uint32_t next = kControllerAddress;
            for (const EnforcementPoint place : {kHost, kOtherHost, kHook, kOtherHook})
            {
                ControlEnd end = MakeEnd(address[place] = ++next);
                end.startUp = place.kind == PlaceKind::kVmHook ? startUp : Time(0);
                plane.AddAgent(place, end, test.MakeAgent({MicroSeconds(1), Time(0)}));
            }
        }

        ControlEnd MakeEnd(uint32_t at)
        {
            ControlEnd end;
            end.address = at;
            end.transmit = [this](const Ptr<Packet>& frame) { Carry(frame); };
            return end;
        }

        void Carry(const Ptr<Packet>& frame)
        {
            const TcpSegment segment = *ReadSegment(frame);
            firstSentTo.try_emplace(segment.destination, Simulator::Now());
            if (cut.contains(segment.source) || cut.contains(segment.destination))
            {
                return;
            }
            const uint32_t slow = address[kOtherHost];
            const bool isSlow = segment.source == slow || segment.destination == slow;
            Simulator::Schedule(MilliSeconds(isSlow ? 10 : 1),
                                [this, to = segment.destination, frame]
                                { plane.ReceivePacket(to, frame); });
        }

        std::map<EnforcementPoint, uint32_t> address;
        std::map<uint32_t, Time> firstSentTo; ///< by address
        std::set<uint32_t> cut;               ///< addresses that nothing gets to or from
        ServerCpu cpu;
        PushPlane plane;
    };

    Controller m_controller;
    PushPlane& m_plane{m_controller.plane};
    std::map<EnforcementPoint, uint32_t>& m_address{m_controller.address};
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_PUSH_FIXTURE_H

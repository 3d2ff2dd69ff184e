// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_REPLICATE_FIXTURE_H
#define VNLAB_TEST_REPLICATE_FIXTURE_H

#include "model/control/plane/replicate.h"
#include "test/plane/plane-fixture.h"

#include <deque>
#include <map>
#include <set>

namespace ns3::vnlab::test
{

/// Some sites, each with the host and the hook of its number; a frame takes 1 ms within a site, and 10 ms
/// from one to another. Site s has the addresses from 100 (s + 1) on.
class ReplicateFixture : public PlaneFixture
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

    explicit ReplicateFixture(uint32_t sites,
                              ReplicaEntrance entrance = ReplicaEntrance::kFirst,
                              const ChannelTimes& times = {})
        : plane(Sites(sites, times),
                {.costs = Costs(),
                 .times = times,
                 .entrance = entrance,
                 .detection = MilliSeconds(kDetection_ms),
                 .siteOf = [](EnforcementPoint, uint32_t address) { return SiteOf(address); }})
    {
        for (uint32_t site = 0; site < sites; ++site)
        {
            for (const EnforcementPoint at : {HostAt(site), HookAt(site)})
            {
                const bool isHook = at.kind == PlaceKind::kVmHook;
                plane.AddAgent(at,
                               End(AddressOf(site) + (isHook ? 2 : 1), kControlPort),
                               MakeAgent({MicroSeconds(1), Time(0)}));
                places.push_back(at);
            }
        }
    }

    static EnforcementPoint HostAt(uint32_t site)
    {
        return EnforcementPoint::Of(HostId{site});
    }

    static EnforcementPoint HookAt(uint32_t site)
    {
        return EnforcementPoint::Of(VnicId{site});
    }

    void RegisterPlaces()
    {
        PendingRules none;
        plane.Register(places, none, [](uint64_t) {});
        Simulator::Run();
        plane.Submit({}, [](uint64_t) {}); // the first deployment, which is empty
        Simulator::Run();
        began = Simulator::Now();
        peerMessagesBefore = plane.Counts()["peer_messages"];
    }

    void SetDown(uint32_t site, bool isDown)
    {
        isDown ? (void)off.insert(AddressOf(site)) : (void)off.erase(AddressOf(site));
        plane.SetServerDown(ServerId{site}, isDown);
    }

    uint64_t PeerMessages() const
    {
        return plane.Counts().at("peer_messages") - peerMessagesBefore;
    }

    /// @return of the controller of a site
    static uint32_t AddressOf(uint32_t site)
    {
        return 100 * (site + 1);
    }

    static uint32_t SiteOf(uint32_t address)
    {
        return address / 100 - 1;
    }

    std::vector<EnforcementPoint> places;
    std::set<uint32_t> isolated; ///< sites that nothing gets into or out of
    std::set<uint32_t> off;      ///< addresses of controllers without power
    std::deque<ServerCpu> cpus;
    ReplicatePlane plane;
    Time began;
    uint64_t peerMessagesBefore{0};

  private:
    std::vector<ReplicaPlace> Sites(uint32_t count, const ChannelTimes& times)
    {
        std::vector<ReplicaPlace> all;
        for (uint32_t site = 0; site < count; ++site)
        {
            ServerCpu& cpu = cpus.emplace_back(1);
            std::vector<PushController> own{{.server = ServerId{site},
                                             .cpu = &cpu,
                                             .end = End(AddressOf(site), kControllerPort),
                                             .peer = {}}};
            all.push_back({.server = ServerId{site},
                           .cpu = &cpu,
                           .peer = End(AddressOf(site), kPeerPort),
                           .controllers = {AddressOf(site)},
                           .push = std::make_unique<PushPlane>(
                               std::move(own),
                               PushSetting{.costs = Costs(), .times = times, .domainOf = {}})});
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

    bool Passes(uint32_t from, uint32_t to) const
    {
        const bool crosses = SiteOf(from) != SiteOf(to);
        return !off.contains(from) && !off.contains(to) &&
               !(crosses && (isolated.contains(SiteOf(from)) || isolated.contains(SiteOf(to))));
    }

    void Carry(const Ptr<Packet>& frame)
    {
        const TcpSegment segment = *ReadSegment(frame);
        const auto [from, to] = std::pair(segment.source, segment.destination);
        if (Passes(from, to))
        {
            Simulator::Schedule(MilliSeconds(SiteOf(from) == SiteOf(to) ? 1 : 10),
                                [this, from, to, frame]
                                {
                                    if (Passes(from, to))
                                    {
                                        plane.ReceivePacket(to, frame);
                                    }
                                });
        }
    }
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_REPLICATE_FIXTURE_H

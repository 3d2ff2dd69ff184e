// SPDX-License-Identifier: GPL-2.0-only
//
// The kind of control plane "bgp-evpn": its keys, its cost, and where its reflectors are.
#include "model/control/plane/bgp-evpn.h"
#include "model/control/plane/push.h"

#include <utility>

namespace ns3::vnlab
{

void
BgpEvpnKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(Named(like, "reflectors", "route reflectors, on the controllers in turn"),
                 reflectors,
                 {1, 8});
    keys.Duration(
        Named(like, "mrai", "least time between two times at which a speaker tells others"),
        mrai_ns,
        {0, kHour_ns});
    keys.Duration(Named(like, "hold", "how long a neighbour may be silent, in whole seconds"),
                  hold_ns,
                  {3 * kSecond_ns, 65'535 * kSecond_ns});
}

namespace
{

const Cost kBgpUpdate{{.name = "bgp_update",
                       .standard = 10e-6,
                       .source = "assumption: 100,000 routes/s on a core, at reflectors and VTEPs",
                       .place = 310}};

/// Of private use (RFC 6996), and of two bytes, as route targets AS:VNI need.
constexpr uint32_t kAs = 65'000;

/// Reflectors that share a server have its address, and need identifiers of their own.
constexpr uint32_t kNextIdentifier = 256;

class BgpEvpnKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "bgp-evpn";
    }

    std::string_view Description() const override
    {
        return "VTEPs tell each other what is on their ports, by BGP through route reflectors";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<BgpEvpnKeys>();
    }

    RuleSupply GetSupply() const override
    {
        return RuleSupply::kNotOnDemand;
    }

    /// Routes say where vNICs are.
    bool CanBring(Scope::Kind onDemand) const override
    {
        return onDemand == Scope::Kind::kHostVnic;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const BgpEvpnKeys&>(keys);
        std::vector<Server*> servers{&setting.controller};
        servers.insert(servers.end(), setting.others.begin(), setting.others.end());
        std::vector<BgpReflectorPlace> reflectors;
        for (uint32_t i = 0; i < own.reflectors; ++i)
        {
            const auto round = static_cast<uint32_t>(i / servers.size());
            reflectors.push_back(OnServer(*servers[i % servers.size()], round, setting));
        }
        return std::make_unique<BgpEvpnPlane>(
            MakePush(setting, PushKeys{}),
            BgpEvpnSetting{.speaker = {.as = kAs,
                                       .holdTime = static_cast<uint16_t>(own.hold_ns / kSecond_ns),
                                       .advertisementInterval =
                                           NanoSeconds(static_cast<int64_t>(own.mrai_ns))},
                           .route = Seconds(setting.costs[kBgpUpdate]),
                           .detection = setting.detection,
                           .plan = setting.plan},
            std::move(reflectors));
    }

  private:
    static BgpReflectorPlace OnServer(Server& server,
                                      uint32_t round,
                                      const ControlPlaneSetting& setting)
    {
        return {.server = server.GetId(),
                .cpu = &server.Cpu(),
                .end = EndOn(server, bgp::kPort, setting),
                .identifier = server.Address() + round * kNextIdentifier};
    }
};

const ControlPlaneKindRegistration kBgpEvpn{std::make_unique<BgpEvpnKind>()};

} // namespace

} // namespace ns3::vnlab

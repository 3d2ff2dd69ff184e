// SPDX-License-Identifier: GPL-2.0-only
//
// The kind of control plane "replicate": its keys, and where its sites are.
#include "model/control/plane/replicate.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

void
ReplicateKeys::Visit(KeyVisitor& keys, const Key& like)
{
    constexpr Range times{kMillisecond_ns, kHour_ns};
    keys.Choice<ReplicaEntrance>(
        Named(
            like, "submit", "the site that a change reaches, unless that is known to have failed"),
        submit,
        {{"first", ReplicaEntrance::kFirst},
         {"tenant", ReplicaEntrance::kTenant},
         {"in-turn", ReplicaEntrance::kInTurn},
         {"nearest", ReplicaEntrance::kNearest}});
    keys.Duration(
        Named(like,
              "user_timeout",
              "how long a message may wait for TCP's acknowledgement before a channel, to "
              "a site or an agent, breaks"),
        user_timeout_ns,
        times);
    keys.Duration(Named(like, "reconnect", "time between attempts to open a broken channel again"),
                  reconnect_ns,
                  times);
}

namespace
{

/// @return the data centers' controllers, by DatacenterId
std::vector<std::vector<Server*>>
ControllersByDatacenter(const ControlPlaneSetting& setting)
{
    std::vector<std::vector<Server*>> controllers(setting.topology->datacenters);
    const auto add = [&](Server& server)
    {
        const NodeRef node{NodeKind::kServer, server.GetId().value};
        controllers[setting.topology->DatacenterOf(node).value].push_back(&server);
    };
    add(setting.controller);
    for (Server* server : setting.others)
    {
        add(*server);
    }
    return controllers;
}

/// @return a site with all controllers of its data center, of which the first has its list
ReplicaPlace
SiteOn(const std::vector<Server*>& controllers,
       const ControlPlaneSetting& setting,
       const ReplicateKeys& keys)
{
    Server& first = *controllers.front();
    ControlPlaneSetting own{.controller = first,
                            .costs = setting.costs,
                            .mtu = setting.mtu,
                            .others = {controllers.begin() + 1, controllers.end()},
                            .transmit = setting.transmit,
                            .detection = setting.detection,
                            .plan = setting.plan,
                            .topology = setting.topology};
    PushKeys push;
    push.user_timeout_ns = keys.user_timeout_ns;
    push.reconnect_ns = keys.reconnect_ns;
    ReplicaPlace site{.server = first.GetId(),
                      .cpu = &first.Cpu(),
                      .peer = EndOn(first, kPeerPort, setting),
                      .controllers = {},
                      .push = MakePush(own, push)};
    for (const Server* controller : controllers)
    {
        site.controllers.push_back(controller->Address());
    }
    return site;
}

class ReplicateKind : public ControlPlaneKind
{
  public:
    std::string_view Name() const override
    {
        return "replicate";
    }

    std::string_view Description() const override
    {
        return "each data center has the whole list, tells the others of changes, and pushes to "
               "its "
               "own places";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<ReplicateKeys>();
    }

    std::optional<std::string> ObjectionOn(std::span<const uint32_t> controllers) const override
    {
        for (size_t datacenter = 0; datacenter < controllers.size(); ++datacenter)
        {
            if (controllers[datacenter] == 0)
            {
                return "is \"replicate\", which has a site in each data center, and data center " +
                       std::to_string(datacenter) +
                       " has no controller; accepted is a [[substrate.servers]] kind = "
                       "\"controller\" in each";
            }
        }
        return std::nullopt;
    }

    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting,
                                       const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const ReplicateKeys&>(keys);
        const auto controllers = ControllersByDatacenter(setting);
        std::vector<uint32_t> counts;
        for (const auto& there : controllers)
        {
            counts.push_back(static_cast<uint32_t>(there.size()));
        }
        if (const auto objection = ObjectionOn(counts))
        {
            throw std::invalid_argument("control " + *objection);
        }
        std::vector<ReplicaPlace> sites;
        for (const auto& there : controllers)
        {
            sites.push_back(SiteOn(there, setting, own));
        }
        const auto time = [](uint64_t ns) { return NanoSeconds(static_cast<int64_t>(ns)); };
        return std::make_unique<ReplicatePlane>(
            std::move(sites),
            ReplicateSetting{
                .costs = PushCostsOf(setting.costs),
                .times = {.userTimeout = time(own.user_timeout_ns),
                          .reconnect = time(own.reconnect_ns)},
                .entrance = own.submit,
                .detection = setting.detection,
                .siteOf = DomainsBy(PushShare::kDatacenter, *setting.plan, *setting.topology)});
    }
};

const ControlPlaneKindRegistration kReplicate{std::make_unique<ReplicateKind>()};

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// One chain for eight VMs: firewall, IDS and web server. All other VMs are clients, which take
/// the chains in turn.
class ServiceChain : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "service-chain";
    }

    std::string_view Description() const override
    {
        return "clients reach web through firewall and ids: parallel chains of eight VMs or more";
    }

    uint32_t LeastVms() const override
    {
        return 4;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        const uint32_t chains = std::max<uint32_t>(1, request.vms / 8);
        const uint32_t clients = request.vms - 3 * chains;
        return {.links = request.vms - chains + clients, .parts = chains};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const auto [links, chains] = Promise(request, keys);
        SpecBuilder builder(request, links);
        const VmRange clients = builder.AddTier("client", request.vms - 3 * chains);
        const VmRange firewalls = builder.AddTier("firewall", chains);
        const VmRange ids = builder.AddTier("ids", chains);
        const VmRange web = builder.AddTier("web", chains);
        builder.LinkRoundRobin(clients, firewalls, 1);
        builder.LinkRoundRobin(firewalls, ids, 1);
        builder.LinkRoundRobin(ids, web, 1);
        for (uint32_t i = 0; i < clients.count; ++i)
        {
            const uint32_t chain = i % chains;
            builder.Steer({clients[i], firewalls[chain], ids[chain], web[chain]});
        }
        return builder.Finish();
    }
};

const GeneratorRegistration kServiceChain{std::make_unique<ServiceChain>()};

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Half of the VMs are web servers, three tenths applications, the rest databases. Neighbouring
/// applications share a web server, and each database has an application: so it is connected.
class ThreeTier : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "three-tier";
    }

    std::string_view Description() const override
    {
        return "web servers, applications, databases; two links down from each VM; connected";
    }

    uint32_t LeastVms() const override
    {
        return 3;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        const Tiers tiers = TiersOf(request.vms);
        return {.links = uint64_t{tiers.web} * std::min(kLinksDown, tiers.app) +
                         uint64_t{tiers.app} * std::min(kLinksDown, tiers.db)};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const Tiers tiers = TiersOf(request.vms);
        SpecBuilder builder(request, Promise(request, keys).links);
        const VmRange web = builder.AddTier("web", tiers.web);
        const VmRange app = builder.AddTier("app", tiers.app);
        const VmRange db = builder.AddTier("db", tiers.db);
        builder.LinkOverlapping(web, app, kLinksDown);
        builder.LinkRoundRobin(app, db, kLinksDown);
        return builder.Finish();
    }

  private:
    static constexpr uint32_t kLinksDown = 2; // of each VM, to the tier below

    /// How many VMs each tier has.
    struct Tiers
    {
        uint32_t web;
        uint32_t app;
        uint32_t db;
    };

    static Tiers TiersOf(uint32_t vms)
    {
        const uint32_t web = vms / 2;
        const auto app = std::max<uint32_t>(1, static_cast<uint32_t>(uint64_t{3} * vms / 10));
        return {web, app, vms - web - app};
    }
};

const GeneratorRegistration kThreeTier{std::make_unique<ThreeTier>()};

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// Half of the VMs are web servers, three tenths applications, the rest databases.
class ThreeTier : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "three-tier";
    }

    std::string_view Description() const override
    {
        return "web servers, applications, databases; two links down from each VM";
    }

    uint32_t LeastVms() const override
    {
        return 3;
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys&) const override
    {
        constexpr uint32_t linksDown = 2; // of each VM, to the tier below
        const auto appCount =
            std::max<uint32_t>(1, static_cast<uint32_t>(uint64_t{3} * request.vms / 10));
        const uint32_t webCount = request.vms / 2;
        SpecBuilder builder(request, uint64_t{linksDown} * request.vms);
        const VmRange web = builder.AddTier("web", webCount);
        const VmRange app = builder.AddTier("app", appCount);
        const VmRange db = builder.AddTier("db", request.vms - webCount - appCount);
        builder.LinkRoundRobin(web, app, linksDown);
        builder.LinkRoundRobin(app, db, linksDown);
        return builder.Finish();
    }
};

const GeneratorRegistration kThreeTier{std::make_unique<ThreeTier>()};

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/generator/sdn-control.h"

#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

namespace ns3::vnlab
{

void
SdnControlKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(Named(like, "controllers", "number of VMs that are controllers"),
                 controllers,
                 {1, kMostVms});
}

namespace
{

/// Every controller is linked to every switch on one path; the switches form a ring on the other.
class SdnControl : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "sdn-control";
    }

    std::string_view Description() const override
    {
        return "controllers x switches on a control path, a ring of switches on a data path";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<SdnControlKeys>();
    }

    uint32_t LeastVms() const override
    {
        return 2;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t controllers = dynamic_cast<const SdnControlKeys&>(keys).controllers;
        const uint64_t switches = request.vms - controllers;
        const uint64_t ring = switches > 2 ? switches : switches - 1;
        return {.links = controllers * switches + ring};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t controllers = dynamic_cast<const SdnControlKeys&>(keys).controllers;
        if (controllers < 1 || controllers >= request.vms)
        {
            throw GeneratorRefusal(request,
                                   "controllers",
                                   "is " + std::to_string(controllers) + "; accepted are 1 to " +
                                       std::to_string(request.vms - 1) + " of " +
                                       std::to_string(request.vms) + " VMs");
        }
        const uint32_t switchCount = request.vms - controllers;
        SpecBuilder builder(request, Promise(request, keys).links, {"control", "data"});
        const VmRange control = builder.AddTier("controller", controllers);
        const VmRange switches = builder.AddTier("switch", switchCount);
        builder.LinkRoundRobin(control, switches, switches.count);
        builder.LinkRing(switches, 1);
        return builder.Finish();
    }
};

const GeneratorRegistration kSdnControl{std::make_unique<SdnControl>()};

} // namespace

} // namespace ns3::vnlab

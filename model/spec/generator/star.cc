// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

namespace ns3::vnlab
{

namespace
{

class Star : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "star";
    }

    std::string_view Description() const override
    {
        return "one hub, linked to every other VM";
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        return {.links = request.vms - 1};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        SpecBuilder builder(request, Promise(request, keys).links);
        const uint32_t hub = builder.AddVm("hub", "hub");
        const VmRange vms = builder.AddVms("vm", request.vms - 1);
        for (uint32_t i = 0; i < vms.count; ++i)
        {
            builder.Link(hub, vms[i]);
        }
        return builder.Finish();
    }
};

const GeneratorRegistration kStar{std::make_unique<Star>()};

} // namespace

} // namespace ns3::vnlab

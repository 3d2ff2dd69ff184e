// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

namespace ns3::vnlab
{

namespace
{

class Ring : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "ring";
    }

    std::string_view Description() const override
    {
        return "every VM is linked to the next, the last to the first";
    }

    uint32_t LeastVms() const override
    {
        return 3;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        return {.links = request.vms};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        SpecBuilder builder(request, Promise(request, keys).links);
        builder.LinkRing(builder.AddVms("vm", request.vms), 0);
        return builder.Finish();
    }
};

const GeneratorRegistration kRing{std::make_unique<Ring>()};

} // namespace

} // namespace ns3::vnlab

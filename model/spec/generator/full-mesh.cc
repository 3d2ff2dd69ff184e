// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

namespace ns3::vnlab
{

namespace
{

class FullMesh : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "full-mesh";
    }

    std::string_view Description() const override
    {
        return "every VM is linked to every other";
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys&) const override
    {
        return {.links = uint64_t{request.vms} * (request.vms - 1) / 2};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        SpecBuilder builder(request, Promise(request, keys).links);
        const VmRange vms = builder.AddVms("vm", request.vms);
        for (uint32_t a = 0; a < vms.count; ++a)
        {
            for (uint32_t b = a + 1; b < vms.count; ++b)
            {
                builder.Link(vms[a], vms[b]);
            }
        }
        return builder.Finish();
    }
};

const GeneratorRegistration kFullMesh{std::make_unique<FullMesh>()};

} // namespace

} // namespace ns3::vnlab

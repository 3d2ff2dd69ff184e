// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/generator/random.h"

#include "model/spec/random-graph.h"
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

#include <algorithm>

namespace ns3::vnlab
{

void
RandomKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(Named(like, "degree", "mean number of links per VM"), degree, {1, kMostVms});
}

namespace
{

class Random : public Generator
{
  public:
    std::string_view Name() const override
    {
        return "random";
    }

    std::string_view Description() const override
    {
        return "connected, with a given mean number of links per VM";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RandomKeys>();
    }

    bool Draws() const override
    {
        return true;
    }

    uint32_t LeastVms() const override
    {
        return 2;
    }

    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t degree = dynamic_cast<const RandomKeys&>(keys).degree;
        return {.links =
                    std::max<uint64_t>(request.vms - 1, (uint64_t{request.vms} * degree + 1) / 2)};
    }

    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t degree = dynamic_cast<const RandomKeys&>(keys).degree;
        if (degree < 1 || degree >= request.vms)
        {
            throw GeneratorRefusal(request,
                                   "degree",
                                   "is " + std::to_string(degree) + "; accepted are 1 to " +
                                       std::to_string(request.vms - 1) + " for " +
                                       std::to_string(request.vms) + " VMs");
        }
        const uint64_t links = Promise(request, keys).links;
        SpecBuilder builder(request, links);
        const VmRange vms = builder.AddVms("vm", request.vms);
        for (const auto& [a, b] : RandomConnectedGraph(request.vms, links, request.seed))
        {
            builder.Link(vms[a], vms[b]);
        }
        return builder.Finish();
    }
};

const GeneratorRegistration kRandom{std::make_unique<Random>()};

} // namespace

} // namespace ns3::vnlab

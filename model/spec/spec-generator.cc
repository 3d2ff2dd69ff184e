// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-generator.h"

#include "model/input/nearest-name.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

const Generator&
GeneratorOf(const std::string& kind)
{
    if (const Generator* generator = FindGenerator(kind))
    {
        return *generator;
    }
    throw std::invalid_argument(UnknownName("generator", kind, Registry<Generator>::Get().Names()));
}

} // namespace

GeneratorRefusal::GeneratorRefusal(const GeneratorRequest& request,
                                   std::string key,
                                   std::string problem)
    : std::invalid_argument("generator '" + request.kind + "': " + key + " " + problem),
      m_key(std::move(key)),
      m_problem(std::move(problem))
{
}

std::unique_ptr<OwnKeys>
Generator::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

bool
Generator::Draws() const
{
    return false;
}

uint32_t
Generator::LeastVms() const
{
    return 1;
}

const Generator*
FindGenerator(std::string_view name)
{
    return Registry<Generator>::Get().Find(name);
}

std::vector<const Generator*>
AllGenerators()
{
    return Registry<Generator>::Get().All();
}

Specification
GenerateSpecification(const GeneratorRequest& request)
{
    const OwnKeys* keys = request.keys.Find(request.kind);
    return keys ? GenerateSpecification(request, *keys)
                : GenerateSpecification(request, *GeneratorOf(request.kind).MakeKeys());
}

Specification
GenerateSpecification(const GeneratorRequest& request, const OwnKeys& keys)
{
    const Generator& generator = GeneratorOf(request.kind);
    const uint32_t least = generator.LeastVms();
    if (request.vms < least)
    {
        throw GeneratorRefusal(request,
                               "vms",
                               "is " + std::to_string(request.vms) + "; accepted are " +
                                   std::to_string(least) + " or more");
    }
    return generator.Generate(request, keys);
}

} // namespace ns3::vnlab

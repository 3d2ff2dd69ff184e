// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-builder.h"

#include "model/spec/spec-settings.h"
#include "model/spec/steering.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kPrivateBase = 0x0a000000; // 10.0.0.0/8, RFC 1918 section 3
constexpr uint8_t kPrivateLength = 8;
constexpr uint64_t kReserved = 3;           // network address, gateway, broadcast address
constexpr uint64_t kMostLinks = 20'000'000; // a full mesh grows with the square of its VMs

void
RequireLinks(const GeneratorRequest& request, uint64_t links)
{
    if (links > kMostLinks)
    {
        throw GeneratorRefusal(request,
                               "vms",
                               "is " + std::to_string(request.vms) + ", which makes " +
                                   std::to_string(links) + " links; accepted are at most " +
                                   std::to_string(kMostLinks));
    }
}

/// @return the longest prefix, but at most /16, that has an address for each VM
uint8_t
PrefixLength(const GeneratorRequest& request, uint8_t shortest)
{
    Ipv4Prefix prefix{kPrivateBase, DefaultPath().subnet.length};
    while (prefix.length > shortest && prefix.Size() - kReserved < request.vms)
    {
        --prefix.length;
    }
    if (prefix.Size() - kReserved < request.vms)
    {
        throw GeneratorRefusal(request,
                               "vms",
                               "is " + std::to_string(request.vms) + "; accepted are at most " +
                                   std::to_string(prefix.Size() - kReserved));
    }
    return prefix.length;
}

} // namespace

SpecBuilder::SpecBuilder(const GeneratorRequest& request,
                         uint64_t links,
                         const std::vector<std::string>& pathNames)
{
    RequireLinks(request, links);
    m_specification.name = request.kind;
    if (pathNames.empty())
    {
        m_specification.paths = {DefaultPath()};
    }
    for (const std::string& name : pathNames)
    {
        m_specification.paths.push_back({name, {}, {}});
    }
    const size_t count = m_specification.paths.size();
    const uint8_t length = PrefixLength(request, kPrivateLength + (count > 1 ? 1 : 0));
    for (size_t i = 0; i < count; ++i)
    {
        Path& path = m_specification.paths[i];
        path.subnet = {kPrivateBase + (i == 0 ? 0 : uint32_t{0x00800000}), length};
        path.protocol = request.protocol;
    }
}

uint32_t
SpecBuilder::AddVm(const std::string& name, const std::string& role)
{
    const auto vertex = add_vertex(m_specification.graph);
    m_specification.graph[vertex] = {name, role, {}, {}};
    return static_cast<uint32_t>(vertex);
}

VmRange
SpecBuilder::Add(const std::string& prefix, const std::string& role, uint32_t count)
{
    const VmRange added{static_cast<uint32_t>(num_vertices(m_specification.graph)), count};
    for (uint32_t i = 1; i <= count; ++i)
    {
        AddVm(prefix + "-" + std::to_string(i), role);
    }
    return added;
}

VmRange
SpecBuilder::AddVms(const std::string& prefix, uint32_t count)
{
    return Add(prefix, "", count);
}

VmRange
SpecBuilder::AddTier(const std::string& role, uint32_t count)
{
    return Add(role, role, count);
}

void
SpecBuilder::Link(uint32_t a, uint32_t b, uint32_t path)
{
    add_edge(a, b, LinkSpec{path, {}}, m_specification.graph);
}

void
SpecBuilder::LinkRing(VmRange vms, uint32_t path)
{
    for (uint32_t i = 1; i < vms.count; ++i)
    {
        Link(vms[i - 1], vms[i], path);
    }
    if (vms.count > 2)
    {
        Link(vms[vms.count - 1], vms[0], path);
    }
}

void
SpecBuilder::LinkRoundRobin(VmRange upper, VmRange lower, uint32_t count)
{
    LinkInTurn(upper, lower, count, 0);
}

void
SpecBuilder::LinkOverlapping(VmRange upper, VmRange lower, uint32_t count)
{
    LinkInTurn(upper, lower, count, lower.count % count == 0 ? 1 : 0);
}

/// @param shift how much later each round through the lower VMs starts
void
SpecBuilder::LinkInTurn(VmRange upper, VmRange lower, uint32_t count, uint64_t shift)
{
    const uint32_t each = std::min(count, lower.count);
    uint64_t turn = 0;
    for (uint32_t i = 0; i < upper.count; ++i)
    {
        for (uint32_t j = 0; j < each; ++j, ++turn)
        {
            const uint64_t late = each < lower.count ? turn / lower.count * shift : 0;
            Link(upper[i], lower[static_cast<uint32_t>((turn + late) % lower.count)]);
        }
    }
}

void
SpecBuilder::Steer(const std::vector<SpecGraph::vertex_descriptor>& chain)
{
    SteerChain(m_specification.graph, chain);
}

Specification
SpecBuilder::Finish()
{
    m_specification.settings = CountSettings(m_specification);
    return std::move(m_specification);
}

} // namespace ns3::vnlab

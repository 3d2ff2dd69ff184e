// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_MAKE_SPECIFICATION_H
#define VNLAB_TEST_MAKE_SPECIFICATION_H

#include "model/spec/spec-settings.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{

/// A virtual link by its ends' places in the list of VMs.
struct LinkBetween
{
    uint32_t a;
    uint32_t b;
    uint32_t path{0};
    std::vector<Service> allow{};
};

/// @return paths p0, p1 … with the subnets 10.0.0.0/16, 10.1.0.0/16 …
inline std::vector<Path>
MakePaths(uint32_t count)
{
    std::vector<Path> paths;
    for (uint32_t i = 0; i < count; ++i)
    {
        paths.push_back({"p" + std::to_string(i),
                         Ipv4Prefix{0x0a000000 | i << 16, 16},
                         static_cast<TunnelProtocol>(i % 3)});
    }
    return paths;
}

inline Specification
MakeSpecification(std::vector<Path> paths,
                  const std::vector<std::string>& vms,
                  const std::vector<LinkBetween>& links)
{
    Specification specification{
        .name = "test", .paths = std::move(paths), .graph = {}, .settings = {}};
    for (const std::string& vm : vms)
    {
        boost::add_vertex(VmSpec{.name = vm, .role = {}, .maxLinks = {}, .deny = {}},
                          specification.graph);
    }
    for (LinkBetween link : links)
    {
        std::ranges::sort(link.allow);
        boost::add_edge(link.a, link.b, LinkSpec{link.path, link.allow}, specification.graph);
    }
    specification.settings = CountSettings(specification);
    return specification;
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_MAKE_SPECIFICATION_H

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-source.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kMostInteger = std::numeric_limits<int64_t>::max(); // of TOML
constexpr uint64_t kMillion = 1'000'000;

std::vector<std::string>
GeneratorNames()
{
    std::vector<std::string> names;
    for (const GeneratorInfo& generator : Generators())
    {
        names.emplace_back(generator.name);
    }
    return names;
}

void
VisitGenerator(KeyVisitor& keys, GeneratorRequest& request)
{
    keys.Word(Key{"kind", "shape of the graph"}.Required(), request.kind, GeneratorNames());
    keys.Integer(Key{"vms", "number of VMs"}.Required(), request.vms, {1, kMillion});
    keys.Integer({"degree", "random: mean number of links per VM"}, request.degree, {1, kMillion});
    keys.Integer({"controllers", "sdn-control: number of VMs that are controllers"},
                 request.controllers,
                 {1, kMillion});
    keys.Choice<TunnelProtocol>(
        {"protocol", "tunnel protocol, for designs with a tunnel per virtual link"},
        request.protocol,
        {{"vxlan", TunnelProtocol::kVxlan},
         {"nvgre", TunnelProtocol::kNvgre},
         {"ipip", TunnelProtocol::kIpip}});
    keys.Integer({"seed", "random: same seed, same graph"}, request.seed, {0, kMostInteger});
}

} // namespace

void
VisitSource(KeyVisitor& keys, SpecSource& source, const Key& like)
{
    Key spec = like;
    spec.name = "spec";
    spec.description = "specification file (.graphml, .xml, .dot, .gv), relative to this file";
    keys.Text(spec.Default("or: generate"), source.file);
    Key generate = like;
    generate.name = "generate";
    generate.description = "specification of a known shape";
    keys.OptionalTable(generate.Default("or: spec"),
                       source.generate,
                       [&](GeneratorRequest& request) { VisitGenerator(keys, request); });
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-source.h"

#include <cstdint>
#include <limits>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kMostInteger = std::numeric_limits<int64_t>::max(); // of TOML

void
VisitGenerator(KeyVisitor& keys, GeneratorRequest& request)
{
    keys.Word(Key{"kind", "shape of the graph"}.Required(),
              request.kind,
              Registry<Generator>::Get().Names());
    keys.Integer(Key{"vms", "number of VMs"}.Required(), request.vms, {1, kMostVms});
    for (const Generator* generator : AllGenerators())
    {
        request.keys.Add(generator->Name(), generator->MakeKeys());
    }
    request.keys.Visit(keys, "kind", request.kind);
    keys.Choice<TunnelProtocol>(
        {"protocol", "tunnel protocol, for designs with a tunnel per virtual link"},
        request.protocol,
        {{"vxlan", TunnelProtocol::kVxlan},
         {"nvgre", TunnelProtocol::kNvgre},
         {"ipip", TunnelProtocol::kIpip}});
    for (const Generator* generator : AllGenerators())
    {
        if (generator->Draws())
        {
            keys.Integer(Key{"seed", "same seed, same graph"}.OnlyWith(
                             {"kind", generator->Name(), request.kind}),
                         request.seed,
                         {0, kMostInteger});
        }
    }
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

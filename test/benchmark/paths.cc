// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/identity-firewall.h"
#include "model/design/openflow-hop-by-hop.h"
#include "model/design/openflow-overlay.h"
#include "model/spec/spec-generator.h"
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/packet-rate.h"
#include "test/benchmark/section.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kPathPackets = 20'000; ///< of each VM
constexpr uint32_t kPathBytes = 1000;

/// One way of packets from VM to VM.
struct Path
{
    std::string name;
    const Design* design;
};

/// The designs as they are, and what the openflow designs may be besides.
class Paths
{
  public:
    Paths()
    {
        Add("vxlan", *FindDesign("vxlan")); // what all others are compared with
        for (const Design* design : AllDesigns())
        {
            if (design->Name() != "vxlan")
            {
                Add(std::string(design->Name()), *design);
            }
        }
        IdentityFirewallKeys remembering;
        remembering.isStateful = true;
        AddVariant("identity-firewall", "vxlan", remembering, "stateful");
        FlowOverlayKeys keys;
        for (const Encapsulation* format : AllEncapsulations())
        {
            AddVariant("openflow-overlay", std::string(format->Name()), keys);
        }
        keys.tunnels = TunnelPorts::kPortBased;
        AddVariant("openflow-overlay", "vxlan", keys, "port-based");
        HopByHopKeys grouped;
        grouped.grouping = FlowGrouping::kPrefix;
        AddVariant("openflow-hop-by-hop", "", grouped, "grouped");
    }

    const std::vector<Path>& All() const
    {
        return m_all;
    }

  private:
    void Add(const std::string& name, const Design& design)
    {
        m_all.push_back({name, &design});
    }

    /// A variant that is not its design itself.
    void AddVariant(const std::string& design,
                    const std::string& encapsulation,
                    const OwnKeys& keys,
                    const std::string& what = "")
    {
        const Design& found = *FindDesign(design);
        if (what.empty() && found.GetEncapsulation() == encapsulation)
        {
            return;
        }
        m_variants.push_back(
            found.Vary({.name = design, .encapsulation = encapsulation, .keys = keys}));
        Add(design + ", " + (what.empty() ? encapsulation : what), *m_variants.back());
    }

    std::vector<std::unique_ptr<const Design>> m_variants;
    std::vector<Path> m_all;
};

std::vector<double>
RunPath(const Design& design)
{
    const std::vector<Specification> tenants{
        GenerateSpecification({.kind = "full-mesh", .vms = kPacketTopology.Hosts()})};
    BenchCloud cloud(design, kPacketTopology, tenants);
    cloud.Deploy();
    return {PacketRate(cloud,
                       kPathPackets,
                       [&cloud](uint32_t from, uint32_t to)
                       { cloud.Send(VmId{from}, VmId{to}, kPathBytes); })};
}

} // namespace

void
MeasurePaths()
{
    const Paths paths;
    std::vector<Trial> trials;
    for (const Path& path : paths.All())
    {
        trials.push_back({"path-" + std::to_string(trials.size()),
                          [design = path.design] { return RunPath(*design); }});
    }
    const auto figures = Measure(trials);
    Section section("7. Packets of " + std::to_string(kPathBytes) +
                        " bytes from VM to VM by each design's path, as in 1.",
                    {"packets/s", "of vxlan's time", ""});
    for (size_t i = 0; i < figures.size(); ++i)
    {
        const double ratio = figures[0][0].median / figures[i][0].median;
        const bool isSealed = paths.All()[i].design->MakeIpsec() != nullptr; // which is more work
        section.Add(paths.All()[i].name,
                    {Text(figures[i][0], 0),
                     Times(ratio),
                     isSealed ? "AES-GCM twice" : AtMost(ratio, 1.5, "x")});
    }
    section.Print();
}

} // namespace ns3::vnlab::benchmark

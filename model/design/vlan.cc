// SPDX-License-Identifier: GPL-2.0-only
//
// vlan: an 802.1Q VLAN for each segment. Hosts put the tag on, the fabric's switches learn and flood on a
// spanning tree ("vlan") or are one switch without one ("vlan-one-hop"). Everybody in a segment reaches
// everybody in it; the specification's links play no part. Rules are access ports and, in the fabric, the
// VLANs that trunks carry.

#include "model/cloud/segment-numbers.h"
#include "model/dataplane/pipeline/one-hop-pipeline.h"
#include "model/dataplane/pipeline/vlan-pipeline.h"
#include "model/dataplane/vlan-switch.h"
#include "model/design/design.h"
#include "model/design/reach-groups.h"
#include "model/design/vlan-compiler.h"

#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Which protocol makes the tree.
enum class TreeProtocol : uint8_t
{
    kSpanningTree, ///< IEEE 802.1D-1998
    kRapid,        ///< IEEE 802.1D-2004 §17
};

/// When ports forward that join a tree. 802.1D-1998 table 8-3: two forward delays of 15 s, and after a failure
/// that another switch sees up to a max age of 20 s before. RSTP shakes hands hop by hop instead.
TreeTimes
TimesOf(TreeProtocol protocol)
{
    return protocol == TreeProtocol::kRapid ? TreeTimes{Seconds(1), Seconds(1)}
                                            : TreeTimes{Seconds(50), Seconds(30)};
}

/// What frames go along between switches.
enum class Trees : uint8_t
{
    kOne,
    kPerVlan, ///< one for each spine as root, shared by VLANs
    kNone,    ///< all switches are one
};

struct VlanKeys : KeysOf<VlanKeys>
{
    explicit VlanKeys(Trees count)
        : trees(count)
    {
    }

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Choice<TrunkPruning>(
            Named(like, "pruning", "VLANs on trunks: those with members behind them, or all"),
            pruning,
            {{"manual", TrunkPruning::kManual}, {"none", TrunkPruning::kNone}});
        keys.Choice<TreeProtocol>(
            Named(like,
                  "stp",
                  "what makes trees: a new one forwards 50 s after a failure and 30 s after a "
                  "repair, or 1 s after both"),
            stp,
            {{"802.1D", TreeProtocol::kSpanningTree}, {"rstp", TreeProtocol::kRapid}});
        keys.Choice<Trees>(
            Named(like,
                  "trees",
                  "one for all VLANs, one for each spine as root, shared by VLANs, or none: all "
                  "switches are one, with ECMP between leaves")
                .Default("as the design has it"),
            trees,
            {{"one", Trees::kOne}, {"per-vlan", Trees::kPerVlan}, {"none", Trees::kNone}});
        keys.Choice<Vendors>(
            Named(like, "vendors", "whose switches reserve VLANs: none, 1002-1005, or 3968-4095"),
            vendors,
            {{"standard", Vendors::kStandard},
             {"cisco-ios", Vendors::kCiscoIos},
             {"cisco-nexus", Vendors::kCiscoNexus}});
        keys.Integer(Named(like,
                           "mac_table",
                           "addresses that a fabric switch remembers, over all VLANs (assumption); "
                           "without trees, all together"),
                     macTable,
                     {1, 10'000'000});
        keys.Duration(Named(like, "ageing", "how long switches remember whom they do not hear"),
                      ageing_ns,
                      {kMicrosecond_ns, 24 * kHour_ns});
    }

    TrunkPruning pruning{TrunkPruning::kManual};
    TreeProtocol stp{TreeProtocol::kSpanningTree};
    Trees trees;
    Vendors vendors{Vendors::kStandard};
    uint64_t macTable{32'768};
    uint64_t ageing_ns{300 * kSecond_ns}; ///< IEEE 802.1Q §8.8.3: recommended default
};

class VlanDesign : public Design
{
  public:
    /// @param description a literal
    VlanDesign(std::string_view name, std::string_view description, const VlanKeys& keys)
        : m_name(name),
          m_description(description),
          m_keys(keys),
          m_numbers(ReservedBy(keys.vendors))
    {
    }

    std::string_view Name() const override
    {
        return m_name;
    }

    std::string_view Description() const override
    {
        return m_description;
    }

    /// Switches have no common controller.
    std::string_view GetControlPlane() const override
    {
        return "manual";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<VlanDesign>(
            parts.name, m_description, static_cast<const VlanKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<VlanCompiler>(m_numbers,
                                              m_keys.pruning,
                                              m_keys.trees == Trees::kNone ? ListedPorts::kOfHosts
                                                                           : ListedPorts::kAll);
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<VlanSwitch>(uplink, fabric, host, drops, Ageing());
    }

    std::unique_ptr<RulePipeline> MakePipeline(Substrate& substrate) const override
    {
        const Topology& topology = substrate.fabric->GetTopology();
        if (m_keys.trees == Trees::kNone)
        {
            return std::make_unique<OneHopPipeline>(
                *substrate.fabric, substrate.wan, m_keys.macTable, Ageing());
        }
        return std::make_unique<VlanPipeline>(
            topology,
            substrate.wan,
            VlanFabricProfile{.capacity = m_keys.macTable,
                              .ageing = Ageing(),
                              .trees = m_keys.trees == Trees::kPerVlan ? topology.spines : 1,
                              .times = TimesOf(m_keys.stp)});
    }

    /// The tag does not count (IEEE 802.3 §3.2.7).
    uint16_t TunnelOverhead() const override
    {
        return 0;
    }

    /// A segment is a subnet of its own, so it takes no knowledge to reach all of it, and no forging to
    /// be answered; no tag of a guest's leads out of it.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        return ReachSegment(tenants, question.attacker);
    }

    /// There are only so many VLANs.
    std::optional<std::string> Objection(std::span<const TenantView> tenants) const override
    {
        for (const TenantView& view : tenants)
        {
            const TenantPlan& tenant = view.Plan().At(view.Tenant());
            for (uint32_t path = 0; path < tenant.paths.size(); ++path)
            {
                const Vni segment = view.VniOf(path);
                if (!view.OnPath(path).empty() && !m_numbers.Of(segment))
                {
                    return m_name + " has " + std::to_string(m_numbers.Count()) +
                           " VLANs, and path " + tenant.paths[path].name + " of tenant " +
                           tenant.name + " is segment " +
                           std::to_string(segment.value - kFirstVni.value + 1);
                }
            }
        }
        return std::nullopt;
    }

  private:
    Time Ageing() const
    {
        return NanoSeconds(static_cast<int64_t>(m_keys.ageing_ns));
    }

    std::string m_name;
    std::string_view m_description;
    VlanKeys m_keys;
    VlanNumbers m_numbers;
};

const DesignRegistration kVlan{std::make_unique<VlanDesign>(
    "vlan",
    "a VLAN per path: access ports, trunks, learning switches on a spanning tree",
    VlanKeys(Trees::kOne))};

const DesignRegistration kOneHop{std::make_unique<VlanDesign>(
    "vlan-one-hop",
    "a VLAN per path: access ports, and a fabric that is one switch, without a spanning tree",
    VlanKeys(Trees::kNone))};

} // namespace

} // namespace ns3::vnlab

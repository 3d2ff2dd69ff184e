// SPDX-License-Identifier: GPL-2.0-only
//
// vxlan: a segment per path of a tenant, tunnels between the hypervisors. Everybody in a segment
// reaches everybody in it; the specification's links play no part. The rules of a VTEP are FDB and
// ARP entries ("vxlan"), or flood lists from which it learns the rest ("vxlan-learn"). The tunnel
// format is any: "geneve" is "vxlan" in GENEVE.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/gateway-compiler.h"
#include "model/design/reach-groups.h"
#include "model/design/segment-rules.h"
#include "model/substrate/address-plan.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// A host with vNICs on a path knows every remote vNIC on it, or asks where one is.
class LocationCompiler : public SegmentCompiler
{
  public:
    std::optional<Scope::Kind> OnDemand() const override
    {
        return Scope::Kind::kHostVnic;
    }

    std::optional<Scope> ScopeWith(const TenantView& view, const Miss& miss) const override
    {
        const HostId host{miss.wanted.at.index};
        const uint32_t path = view.Plan().At(miss.asker).path;
        const std::optional<VnicId> vnic = LocatedBy(view, path, miss.wanted);
        if (!vnic || view.HostOf(*vnic) == host || !view.HostsOnPath(path).contains(host))
        {
            return std::nullopt;
        }
        return Scope::Of(host, *vnic);
    }

    std::unique_ptr<Compiler> WithGateways(std::vector<ServerId> gateways) const override
    {
        return std::make_unique<GatewayCompiler>(std::move(gateways));
    }

  private:
    /// @return the vNIC on a path that a location entry is about, if it exists
    static std::optional<VnicId> LocatedBy(const TenantView& view,
                                           uint32_t path,
                                           const RuleKey& entry)
    {
        if (entry.table == TableId::kArp)
        {
            const auto key = entry.key.As<ArpKey>();
            return key.vni == view.VniOf(path) ? view.FindAddress(path, key.address) : std::nullopt;
        }
        if (entry.table != TableId::kFdb)
        {
            return std::nullopt;
        }
        const auto key = entry.key.As<SegmentMacKey>();
        const std::optional<VnicId> vnic = address_plan::VnicOf(key.mac);
        const bool isThere = vnic && key.vni == view.VniOf(path) && view.Has(*vnic) &&
                             view.Plan().At(*vnic).path == path;
        return isThere ? vnic : std::nullopt;
    }

    static void AddHosts(const TenantView& view, VnicId vnic, std::vector<Scope>& scopes)
    {
        for (const auto& [host, count] : view.HostsOnPath(view.Plan().At(vnic).path))
        {
            scopes.push_back(Scope::Of(host, vnic));
        }
    }

    void AddSegments(const TenantView& view, std::vector<Scope>& scopes) const override
    {
        for (const VnicId vnic : view.Vnics())
        {
            AddHosts(view, vnic, scopes);
        }
    }

    /// All hosts of its path know a vNIC, and where it is its host's only one on the path, that
    /// host knows all others.
    void AddChanged(const TenantView& with,
                    const TenantView& without,
                    VnicId vnic,
                    std::vector<Scope>& scopes) const override
    {
        const uint32_t path = with.Plan().At(vnic).path;
        const HostId host = with.HostOf(vnic);
        AddHosts(with, vnic, scopes);
        AddHosts(without, vnic, scopes);
        if (!without.HostsOnPath(path).contains(host))
        {
            for (const VnicId other : with.OnPath(path))
            {
                scopes.push_back(Scope::Of(host, other));
            }
        }
    }

    void CompileSegment(const TenantView& view,
                        const Scope& scope,
                        std::vector<Rule>& rules) const override
    {
        const HostId host{scope.a};
        const VnicId vnic{scope.b};
        const uint32_t path = view.Plan().At(vnic).path;
        if (view.Has(vnic) && view.HostOf(vnic) != host && view.HostsOnPath(path).contains(host))
        {
            AddLocationRules(view, scope, host, vnic, rules);
        }
    }
};

/// A host with vNICs on a path floods to every other host with vNICs on it.
class LearnCompiler : public SegmentCompiler
{
  private:
    static void AddPairs(const TenantView& view,
                         uint32_t path,
                         HostId host,
                         std::vector<Scope>& scopes)
    {
        for (const auto& [other, count] : view.HostsOnPath(path))
        {
            if (other != host)
            {
                scopes.push_back(Scope::Of(host, other, path));
                scopes.push_back(Scope::Of(other, host, path));
            }
        }
    }

    void AddSegments(const TenantView& view, std::vector<Scope>& scopes) const override
    {
        for (uint32_t path = 0; path < view.Plan().At(view.Tenant()).paths.size(); ++path)
        {
            for (const auto& [host, count] : view.HostsOnPath(path))
            {
                for (const auto& [other, otherCount] : view.HostsOnPath(path))
                {
                    if (other != host)
                    {
                        scopes.push_back(Scope::Of(host, other, path));
                    }
                }
            }
        }
    }

    void AddChanged(const TenantView& with,
                    const TenantView& without,
                    VnicId vnic,
                    std::vector<Scope>& scopes) const override
    {
        const uint32_t path = with.Plan().At(vnic).path;
        const HostId host = with.HostOf(vnic);
        if (!without.HostsOnPath(path).contains(host) || with.VniOf(path) != without.VniOf(path))
        {
            AddPairs(with, path, host, scopes);
            AddPairs(without, path, host, scopes);
        }
    }

    void CompileSegment(const TenantView& view,
                        const Scope& scope,
                        std::vector<Rule>& rules) const override
    {
        const HostId host{scope.a};
        const HostId other{scope.b};
        const auto& hosts = view.HostsOnPath(scope.c);
        if (hosts.contains(host) && hosts.contains(other))
        {
            rules.push_back(
                MakeRule(scope,
                         EnforcementPoint::Of(host),
                         TableId::kFlood,
                         FloodKey{view.VniOf(scope.c), address_plan::HostAddress(other)},
                         NoValue{}));
        }
    }
};

/// How a VTEP knows where addresses are.
enum class Locations : uint8_t
{
    kFromRules,
    kLearned, ///< from traffic; rules are flood lists
};

struct VtepKeys : KeysOf<VtepKeys>
{
    explicit VtepKeys(Locations source)
        : locations(source)
    {
    }

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Choice<Locations>(
            Named(like, "locations", "VTEPs know addresses from rules, or flood and learn them")
                .Default("as the design has it"),
            locations,
            {{"rules", Locations::kFromRules}, {"learned", Locations::kLearned}});
        keys.Duration(
            Named(like, "ageing", "how long VTEPs remember whom they do not hear any more"),
            ageing_ns,
            {kMicrosecond_ns, 24 * kHour_ns});
    }

    Locations locations;
    uint64_t ageing_ns{300 * kSecond_ns}; ///< as Linux's vxlan device has it
};

/// The VTEP design with a source of locations and a tunnel format.
class VtepDesign : public Design
{
  public:
    /// @param description a literal
    VtepDesign(std::string_view name,
               std::string_view description,
               std::string_view encapsulation,
               const VtepKeys& keys)
        : m_name(name),
          m_description(description),
          m_encapsulation(encapsulation),
          m_keys(keys)
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

    std::string_view GetEncapsulation() const override
    {
        return m_encapsulation;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return m_keys.Clone();
    }

    std::unique_ptr<const Design> Vary(const DesignParts& parts) const override
    {
        return std::make_unique<VtepDesign>(parts.name,
                                            m_description,
                                            parts.encapsulation,
                                            static_cast<const VtepKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        if (m_keys.locations == Locations::kFromRules)
        {
            return std::make_unique<LocationCompiler>();
        }
        return std::make_unique<LearnCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        const bool learning = m_keys.locations == Locations::kLearned;
        auto vtep = std::make_unique<Vtep>(
            uplink, fabric, host, drops, *FindEncapsulation(m_encapsulation), learning, nullptr);
        vtep->SetAgeing(NanoSeconds(static_cast<int64_t>(m_keys.ageing_ns)));
        return vtep;
    }

    /// The sender's VTEP decides to which other one a packet goes, which knows its ports.
    bool KeepsVersionsApart() const override
    {
        return true;
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    /// A segment is a subnet of its own, so it takes no knowledge to reach all of it, and no forging to
    /// be answered.
    Reachability Reach(std::span<const TenantView> tenants,
                       const ReachQuestion& question) const override
    {
        return ReachSegment(tenants, question.attacker);
    }

  private:
    std::string m_name;
    std::string_view m_description;
    std::string m_encapsulation;
    VtepKeys m_keys;
};

DesignRegistration
RegisterVtep(std::string_view name,
             std::string_view description,
             std::string_view encapsulation,
             Locations locations)
{
    return DesignRegistration{
        std::make_unique<VtepDesign>(name, description, encapsulation, VtepKeys(locations))};
}

/// The variants that ship under names; scenario files make others.
const DesignRegistration kVariants[]{
    RegisterVtep("vxlan",
                 "a VXLAN segment per path, VTEPs in the hypervisors, entries pushed",
                 "vxlan",
                 Locations::kFromRules),
    RegisterVtep("vxlan-learn",
                 "a VXLAN segment per path, VTEPs in the hypervisors, flood and learn",
                 "vxlan",
                 Locations::kLearned),
    RegisterVtep("geneve",
                 "a GENEVE segment per path, VTEPs in the hypervisors, entries pushed",
                 "geneve",
                 Locations::kFromRules),
};

} // namespace

} // namespace ns3::vnlab

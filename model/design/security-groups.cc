// SPDX-License-Identifier: GPL-2.0-only
//
// security-groups: segments underneath, and at each host a firewall with memory that decides by groups of VMs, as
// OpenStack, OVN and public clouds have it: what comes in is denied unless a rule of the VM's group takes it from
// the sender's group; what goes out is allowed.

#include "model/design/security-groups.h"

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/group-filter.h"
#include "model/dataplane/vtep.h"
#include "model/design/design.h"
#include "model/design/group-compiler.h"
#include "model/design/host-reach.h"
#include "model/design/reach-groups.h"

namespace ns3::vnlab
{

void
SecurityGroupsKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Integer(
        Named(like, "connections", "connections that a host remembers, at most, if it does"),
        connections,
        {1, 1'000'000'000});
}

namespace
{

class SecurityGroups : public Design
{
  public:
    SecurityGroups(std::string_view name,
                   std::string_view encapsulation,
                   const SecurityGroupsKeys& keys)
        : m_name(name),
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
        return "a GENEVE segment per path; hosts' firewalls with memory decide by groups of VMs, "
               "default "
               "deny in";
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
        return std::make_unique<SecurityGroups>(
            parts.name, parts.encapsulation, static_cast<const SecurityGroupsKeys&>(parts.keys));
    }

    std::unique_ptr<Compiler> MakeCompiler() const override
    {
        return std::make_unique<GroupCompiler>();
    }

    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice> uplink,
                                               Fabric& fabric,
                                               HostId host,
                                               DropLog& drops) const override
    {
        return std::make_unique<Vtep>(uplink,
                                      fabric,
                                      host,
                                      drops,
                                      *FindEncapsulation(m_encapsulation),
                                      false,
                                      std::make_unique<GroupFilter>(m_keys.connections));
    }

    uint16_t TunnelOverhead() const override
    {
        return FindEncapsulation(m_encapsulation)->Overhead();
    }

    /// A chain is a link between its ends to it: packets go straight.
    std::vector<SpecPart> Takes() const override
    {
        return {SpecPart::kVms,
                SpecPart::kPaths,
                SpecPart::kLinks,
                SpecPart::kServices,
                SpecPart::kChains};
    }

    /// Hosts vouch for addresses, below the guests, so forging gains root in a VM nothing; answers are known by
    /// who has asked, so a port of one's own does not, either. Groups permit the links that are wanted, no more.
    Reachability ReachFromVm(std::span<const TenantView> tenants,
                             const ReachQuestion& question) const override
    {
        Reachability reach = ReachLinks(
            tenants, question.attacker, PassingLinks(question, FilterMemory::kConnections));
        if (TakesForgedPackets(question))
        {
            AddForgedNames(tenants,
                           ForgedLinks(question, FilterMemory::kConnections),
                           NamePlace::kAnywhere,
                           reach);
        }
        return reach;
    }

  private:
    std::string m_name;
    std::string m_encapsulation;
    SecurityGroupsKeys m_keys;
};

const DesignRegistration kSecurityGroups{
    std::make_unique<SecurityGroups>("security-groups", "geneve", SecurityGroupsKeys{})};

} // namespace

} // namespace ns3::vnlab

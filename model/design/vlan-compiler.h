// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_COMPILER_H
#define VNLAB_VLAN_COMPILER_H

#include "model/design/vlan-numbers.h"
#include "model/rule/compiler.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// Which VLANs a trunk carries.
enum class TrunkPruning : uint8_t
{
    kManual, ///< those with members on both sides; each is typed at each port
    kNone,   ///< all: a range, typed once a port
};

/// Which ports of the fabric have lists of VLANs.
enum class ListedPorts : uint8_t
{
    kAll,
    kOfHosts, ///< those between switches carry all VLANs by themselves
};

/**
 * @brief A VLAN for each segment: access ports at hosts, lists of VLANs at the trunks of the fabric.
 *
 * Lists do not depend on what is up, nor on the tree: a VLAN is on every link that a tree could take
 * between its members, since one that is missing on a spare link is found when the link is needed. So a
 * leaf has it on the ports of its members' hosts and, where they are in several racks, on all its uplinks,
 * and so have the spines; where they are in several data centers, so have all links to and between the
 * WAN routers. Where it is on all trunks, any vNIC of a tenant causes that.
 */
class VlanCompiler : public Compiler
{
  public:
    VlanCompiler(VlanNumbers numbers, TrunkPruning pruning, ListedPorts listed = ListedPorts::kAll);

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    void CompileAccess(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const;
    void CompilePath(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const;

    VlanNumbers m_numbers;
    TrunkPruning m_pruning;
    ListedPorts m_listed;
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_COMPILER_H

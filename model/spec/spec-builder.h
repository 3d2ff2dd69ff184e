// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_BUILDER_H
#define VNLAB_SPEC_BUILDER_H

#include "model/spec/spec-generator.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// VMs that were added one after the other.
struct VmRange
{
    uint32_t first{0};
    uint32_t count{0};

    /// @return the vertex of the i-th VM
    uint32_t operator[](uint32_t i) const
    {
        return first + i;
    }
};

/// Puts a generated specification together: what generators share.
class SpecBuilder
{
  public:
    /**
     * @brief Starts a specification whose subnets have room for all VMs of the request.
     *
     * One path has 10.0.0.0/16, two share 10.0.0.0/8 as 10.0.0.0/16 and 10.128.0.0/16; the
     * prefixes are larger where the VMs need it.
     *
     * @param request kind, number of VMs and protocol
     * @param links how many there will be
     * @param pathNames one or two names; none is the default path
     * @throws GeneratorRefusal where so many links would not fit into memory, or 10.0.0.0/8 has not
     *         enough addresses
     */
    SpecBuilder(const GeneratorRequest& request,
                uint64_t links,
                const std::vector<std::string>& pathNames = {});

    /// Adds a VM. @return its vertex
    uint32_t AddVm(const std::string& name, const std::string& role);
    /// Adds VMs PREFIX-1, PREFIX-2 … without a role.
    VmRange AddVms(const std::string& prefix, uint32_t count);
    /// Adds VMs ROLE-1, ROLE-2 … with a role.
    VmRange AddTier(const std::string& role, uint32_t count);

    /// Links two VMs that have no link on the path yet.
    void Link(uint32_t a, uint32_t b, uint32_t path = 0);
    /// Links each VM to the next and the last to the first; two VMs have one link, one has none.
    void LinkRing(VmRange vms, uint32_t path);
    /// Links each upper VM to `count` lower ones (or all, where there are fewer), in turn, on path 0.
    void LinkRoundRobin(VmRange upper, VmRange lower, uint32_t count);
    /**
     * @brief The same with lower VMs that share upper ones with their neighbours all the way round.
     *
     * Where `count` divides the number of lower VMs, turns would meet the same groups in every round,
     * and the groups would have nothing in common: here each round starts one VM later. So with two
     * links each and at least as many upper VMs as lower ones, there is a way from each to each.
     */
    void LinkOverlapping(VmRange upper, VmRange lower, uint32_t count);

    /// Leads what the ends of a chain say to each other through the others (SteerChain). Its neighbours are
    /// linked on path 0, its ends are not.
    void Steer(const std::vector<SpecGraph::vertex_descriptor>& chain);

    /// @return the specification with its settings counted; the builder is empty after it
    Specification Finish();

  private:
    VmRange Add(const std::string& prefix, const std::string& role, uint32_t count);
    void LinkInTurn(VmRange upper, VmRange lower, uint32_t count, uint64_t shift);

    Specification m_specification;
};

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_BUILDER_H

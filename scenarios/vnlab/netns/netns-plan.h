// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_PLAN_H
#define VNLAB_NETNS_PLAN_H

#include "model/cloud/cloud-plan.h"
#include "model/hook/hook-program.h"
#include "model/rule/rule.h"
#include "model/spec/specification.h"
#include "scenarios/vnlab/netns/netns-names.h"
#include "scenarios/vnlab/netns/netns-script.h"
#include "scenarios/vnlab/system/shell-command.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

struct NetnsOptions
{
    uint32_t hosts{2};
    std::string objects; ///< folder of encapsulate.bpf.o, decapsulate.bpf.o and whitelist.bpf.o
    std::string prefix{"vnlab"}; ///< of the names of namespaces, see NetnsNames
};

/**
 * @brief A specification under LinkWire on one Linux machine, as the commands that make it. Pure.
 *
 * A namespace per VM, per host and for the leaf switch that routes between the hosts, joined by
 * veth pairs. VMs on service chains route. A VM's end of its pair has LinkWire's programs: `encapsulate` at TC egress,
 * `decapsulate` and then `whitelist` at XDP. Addresses, Ethernet addresses and rules are those of
 * the simulator: the plan is TenantHelper's, the rules are the design's compiler's. There is no
 * controller in the network, so the rules of a VM's image that let it in (Design::BootRules) are
 * left out: whoever runs the commands is the controller.
 */
class NetnsPlan
{
  public:
    /**
     * @param versions of the specification, at least one; a VM has its namespace from the start if
     *        any of them names it
     * @throws std::invalid_argument where the VMs do not fit on the hosts, or a path changes its
     *         subnet
     */
    NetnsPlan(const std::vector<Specification>& versions, const NetnsOptions& options);

    const CloudPlan& Cloud() const;
    const NetnsNames& Names() const;
    const std::string& Prefix() const;

    /// @return the rules' way to a version from the one before; to the first, from nothing
    const RuleDelta& Delta(size_t version) const;

    /// @return what makes the network and installs the rules of the first version
    std::vector<CommandGroup> Deploy() const;

    /// @return what goes to a version from the one before. @param version 1 is the second one
    CommandGroup Change(size_t version) const;

  private:
    CommandGroup MakeLeaf() const;
    CommandGroup MakeHost(HostId host) const;
    CommandGroup MakeVm(VmId vm) const;
    void AddVnic(VnicId vnic, NetnsScript& script) const;
    void AddRouting(VnicId vnic, NetnsScript& script) const;
    void AddHooks(VnicId vnic, NetnsScript& script) const;
    void AddProgram(VnicId vnic, const HookProgram& program, NetnsScript& script) const;

    NetnsOptions m_options;
    NetnsNames m_names;
    CloudPlan m_cloud;
    std::vector<RuleDelta> m_deltas; // by version
    /// The ends of the service chains of all versions, by the vNICs that they pass.
    std::map<VnicId, std::set<VnicId>> m_passed;
};

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_PLAN_H

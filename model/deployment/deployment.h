// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DEPLOYMENT_H
#define VNLAB_DEPLOYMENT_H

#include "model/control/cost-table.h"
#include "model/control/plane/push.h"
#include "model/deployment/attach-guard.h"
#include "model/design/design.h"
#include "model/guest/guest.h"
#include "model/rule/rule-store.h"
#include "model/substrate/substrate.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace ns3::vnlab
{

/// What a submitted change meant for the controller.
struct ChangeReport
{
    uint64_t rulesTouched{0};
    uint64_t scopesRecomputed{0};
    ViewDelta delta;
};

/**
 * @ingroup vnlab
 * @brief A design at work on a substrate: hosts, guests, controller and agents of one run.
 *
 * Made by DesignHelper. Start brings up the first version of all tenants; Change submits a new one.
 */
class Deployment
{
  public:
    /// Makes the guest of a VM.
    using MakeGuest = std::function<std::unique_ptr<Guest>(VmId vm, DropLog& drops)>;
    using Done = Controller::Done;

    /**
     * @param design,substrate,plan outlive the deployment
     * @param guard admits VMs, or nullptr: all of them
     */
    Deployment(const Design& design,
               Substrate& substrate,
               const CloudPlan& plan,
               const CostTable& costs,
               const MakeGuest& makeGuest,
               std::unique_ptr<AttachGuard> guard);
    ~Deployment();
    Deployment(const Deployment&) = delete;
    Deployment& operator=(const Deployment&) = delete;

    /**
     * @brief Attaches the VMs of the first versions and deploys their rules.
     * @param specifications by tenant
     * @param done called when packets obey all rules
     * @throws std::invalid_argument where the design cannot serve these tenants
     * @throws RuleConflict where rules contradict; nothing was sent
     */
    void Start(std::span<const Specification* const> specifications, Done done);

    /**
     * @brief Submits a new version of a tenant's specification. A VM that goes takes the rules at
     *        its hooks along: no message is sent for them.
     * @param acked called when the last agent has acknowledged
     * @throws std::invalid_argument where the design cannot serve the tenant; nothing was changed
     * @throws RuleConflict where rules contradict; nothing was changed
     */
    ChangeReport Change(TenantId tenant, const Specification& specification, Done acked);

    Guest& GuestOf(VmId vm);
    VnicDevice& DeviceOf(VnicId vnic);
    HostSwitch& SwitchOf(HostId host);
    uint32_t HostCount() const;
    /// @return the VMs of the tenants' networks as they are now, ascending
    std::vector<VmId> ActiveVms() const;
    const CloudPlan& Plan() const;
    const Design& GetDesign() const;
    const TenantView& ViewOf(TenantId tenant) const;
    std::span<const TenantView> Views() const;
    const RuleStore& Store() const;
    const Controller& GetController() const;
    const AttachGuard* Guard() const;

    /// @return rules that came with the VMs' images, of the VMs that are attached
    std::vector<Rule> BootRules() const;

    /// Called when a VM has started (true) or stopped, after that; any number of subscribers, in the
    /// order in which they came, for as long as the deployment lives.
    using VmChange = std::function<void(VmId vm, bool exists)>;
    void OnVmChange(VmChange subscriber);

    /// Who gets the guests' datagrams. Not owned.
    void SetListener(GuestListener* listener);

  private:
    void CheckObjection(std::span<const TenantView> views) const;
    void MakeHosts();
    void MakeVms(const MakeGuest& makeGuest);
    void AddAgents();
    void AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleTarget> target);
    void AttachVnic(VnicId vnic);
    void DetachVnic(VnicId vnic);
    void TellVmChange(VmId vm, bool exists) const;

    const Design& m_design;
    Substrate& m_substrate;
    const CloudPlan& m_plan;
    CostTable m_costs;
    std::unique_ptr<AttachGuard> m_guard;
    std::unique_ptr<Compiler> m_compiler;
    std::unique_ptr<FabricEdge> m_switchEdge;
    std::vector<std::unique_ptr<HostSwitch>> m_switches;
    std::vector<Ptr<VnicDevice>> m_devices;
    std::vector<std::unique_ptr<Guest>> m_guests;
    std::vector<uint32_t> m_attachedVnics; // by VmId
    std::unordered_set<VmId> m_refused;    // by the guard, until they are stopped
    std::vector<VmChange> m_vmChanges;
    std::vector<TenantView> m_views;
    RuleStore m_store;
    std::unique_ptr<Controller> m_controller;
};

} // namespace ns3::vnlab

#endif // VNLAB_DEPLOYMENT_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DEPLOYMENT_H
#define VNLAB_DEPLOYMENT_H

#include "model/control/control-plane.h"
#include "model/control/out-of-band.h"
#include "model/deployment/attach-guard.h"
#include "model/deployment/operations.h"
#include "model/deployment/vm-attachment.h"
#include "model/design/design-choice.h"
#include "model/guest/guest.h"
#include "model/ip/host-stack.h"
#include "model/key/cost-table.h"
#include "model/service/packet-router.h"
#include "model/substrate/substrate.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A design at work on a substrate: hosts, guests, control plane and agents of one run.
 *
 * Made by DesignHelper. Start brings up the first version of all tenants; what happens to them then
 * goes through Operate().
 */
class Deployment
{
  public:
    /// Makes the guest of a VM.
    using MakeGuest = std::function<std::unique_ptr<Guest>(VmId vm, DropLog& drops)>;
    using Done = ControlPlane::Done;

    /**
     * @param design with the parts that it works with
     * @param substrate,plan outlive the deployment, to which the plan belongs meanwhile: it adds VMs
     * @param guard admits VMs, or nullptr: all of them
     */
    Deployment(const DesignChoice& design,
               Substrate& substrate,
               CloudPlan& plan,
               const CostTable& costs,
               MakeGuest makeGuest,
               std::unique_ptr<AttachGuard> guard);
    ~Deployment();
    Deployment(const Deployment&) = delete;
    Deployment& operator=(const Deployment&) = delete;

    /**
     * @brief Attaches the VMs of the first versions, has the agents register, and deploys the rules.
     * @param specifications by tenant; they outlive the deployment
     * @param done called when packets obey all rules
     * @throws std::invalid_argument where the design cannot serve these tenants
     * @throws RuleConflict where rules contradict; nothing was sent
     */
    void Start(std::span<const Specification* const> specifications, Done done);

    /// @return when all agents had registered, so that the first rules could be submitted; 0 before
    Time Registered() const;

    /// What can be done to the running cloud.
    Operations& Operate();

    Guest& GuestOf(VmId vm);
    VnicDevice& DeviceOf(VnicId vnic);
    /// @return the IPsec of a VM at a vNIC; nullptr where the design gives it none
    IpsecStack* IpsecOf(VnicId vnic);
    /// What VMs do through which tenants lead their traffic; those route from then on.
    PacketRouter& Router();
    HostSwitch& SwitchOf(HostId host);
    /// @return the servers that forward: the control plane's gateways, and what the design has on servers
    std::vector<TunnelServer*> TunnelServers() const;
    uint32_t HostCount() const;
    /// @return the VMs of the tenants' networks as they are now, ascending
    std::vector<VmId> ActiveVms() const;
    bool IsActive(VmId vm) const;
    const CloudPlan& Plan() const;
    const Substrate& Under() const;
    const Design& GetDesign() const;
    /// @return which rules the control plane is given, and which gateways there are
    Supply GetSupply() const;
    const CloudVersion& Version() const;
    const TenantView& ViewOf(TenantId tenant) const;
    std::span<const TenantView> Views() const;
    /// @return a number that changes whenever one of the views does
    uint64_t ViewsVersion() const;
    const RuleStore& Store() const;
    const ControlPlane& GetControlPlane() const;
    /// @return what the fabric's pipeline counted; nothing where switches route
    std::map<std::string, double> FabricCounts() const;
    /// @return nullptr where every VM is admitted
    AttachGuard* Guard() const;

    /// @return rules that came with the VMs' images, of the VMs that are attached
    std::vector<Rule> BootRules() const;

    /// Subscribes for as long as the deployment lives.
    void OnVmChange(VmAttachment::VmChange subscriber);

    /// Gives a listener the guests' datagrams and connections, too, behind those that came before it. Not
    /// owned; it outlives the simulation.
    void AddListener(GuestListener* listener);

  private:
    /// Tells all listeners what the guests do.
    class Listeners : public GuestListener
    {
      public:
        void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;
        void TcpOpened(Guest& guest, const TcpConnection& connection) override;
        void ReceiveTcp(Guest& guest,
                        const TcpConnection& connection,
                        const Ptr<Packet>& payload) override;
        void TcpClosed(Guest& guest, const TcpConnection& connection) override;

        std::vector<GuestListener*> all;
    };

    void MakePipeline();
    void MakeHosts();
    void MakeGateways();
    void MakeVirtualGateways();
    void MakeConcentrator();
    void MakeControlPlane();
    bool IsOff(uint32_t address) const;
    void MakeVm(VmId vm);
    std::unique_ptr<HostTransfer> MakeTransfer(HostId from, HostId to);
    void AddAgents();
    void AddSwitchAgents();
    void AddServerAgent(TunnelServer& server);
    void MakeIpsec(VnicDevice& place);
    void AddHookAgent(VnicDevice& place);
    void AddAgent(EnforcementPoint at, ControlEnd end, std::unique_ptr<RuleTarget> target);

    DesignChoice m_choice;
    const Design& m_design;
    /// A program on every vNIC's hooks, and what a run of it takes.
    struct PricedProgram
    {
        const HookProgram* program;
        int64_t price_ps;
    };

    std::vector<PricedProgram> m_hookPrograms;
    PacketPrices m_packetPrices;
    IpsecPrices m_ipsecPrices;
    MakeGuest m_makeGuest;
    Substrate& m_substrate;
    const CloudPlan& m_plan;
    CostTable m_costs;
    HostStack m_agentStack; // of all machines with an agent
    std::unique_ptr<FabricEdge> m_switchEdge;
    HostSwitches m_switches;
    RulePipeline* m_pipeline{nullptr};                // the fabric's; nullptr: its switches route
    std::vector<std::unique_ptr<Gateway>> m_gateways; // of the control plane
    std::vector<std::unique_ptr<TunnelServer>> m_designServers; // virtual gateways, a concentrator
    HostCpus m_hostCpus;
    VnicDevices m_devices;
    std::vector<std::unique_ptr<IpsecStack>> m_ipsec; // by VnicId, where VMs have such
    std::deque<PacketCore> m_vmCores; // by VmId: a virtual CPU that runs hooks and IPsec
    std::vector<std::unique_ptr<Guest>> m_guests;
    Listeners m_listeners;
    PacketRouter m_router;
    uint16_t m_transfers{0};                       // between hosts that were made
    std::unique_ptr<OutOfBandNetwork> m_outOfBand; // nullptr: channels cross the fabric
    std::unique_ptr<ControlPlane> m_controlPlane;
    std::unique_ptr<VmAttachment> m_attachment;
    std::unique_ptr<Operations> m_operations;
};

} // namespace ns3::vnlab

#endif // VNLAB_DEPLOYMENT_H

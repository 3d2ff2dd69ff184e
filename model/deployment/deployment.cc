// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/deployment.h"

#include "model/substrate/address-plan.h"
#include "model/wire/packet-bytes.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint16_t kControllerPort = 49161;

uint32_t
AddressOf(NodeRef node)
{
    switch (node.kind)
    {
    case NodeKind::kLeaf:
        return address_plan::LeafAddress(LeafId{node.index});
    case NodeKind::kSpine:
        return address_plan::SpineAddress(SpineId{node.index});
    case NodeKind::kWanRouter:
        return address_plan::WanRouterAddress(DatacenterId{node.index});
    case NodeKind::kHost:
        break;
    }
    return address_plan::HostAddress(HostId{node.index});
}

/// Sends a segment that the agent on a switch made.
void
SendFromSwitch(Fabric& fabric, NodeRef node, Ptr<Packet> segment)
{
    std::array<uint8_t, 94> head;
    const std::optional<FrameFields> fields =
        ParseFrame(std::span(head.data(), CopyHead(segment, head)));
    fabric.SendFromSwitch(node, MakeFabricFrame(std::move(segment), *fields));
}

/// The control processors of the fabric's switches: hand what is addressed to them to the agents.
class SwitchProcessors : public FabricEdge
{
  public:
    explicit SwitchProcessors(ControlSink& sink)
        : m_sink(sink)
    {
    }

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override
    {
        m_sink.ReceiveControl(AddressOf(node), frame.packet);
    }

  private:
    ControlSink& m_sink;
};

} // namespace

Deployment::Deployment(const Design& design,
                       Substrate& substrate,
                       const CloudPlan& plan,
                       const CostTable& costs,
                       const MakeGuest& makeGuest,
                       std::unique_ptr<AttachGuard> guard)
    : m_design(design),
      m_substrate(substrate),
      m_plan(plan),
      m_costs(costs),
      m_guard(std::move(guard)),
      m_compiler(design.MakeCompiler()),
      m_attachedVnics(plan.vms.size(), 0)
{
    MakeHosts();
    MakeVms(makeGuest);
    AddAgents();
}

Deployment::~Deployment() = default;

void
Deployment::MakeHosts()
{
    const uint32_t hosts = m_substrate.fabric->GetTopology().Hosts();
    for (uint32_t host = 0; host < hosts; ++host)
    {
        Ptr<UplinkDevice> uplink = CreateObject<UplinkDevice>();
        uplink->SetMtu(m_substrate.mtu);
        m_switches.push_back(
            m_design.MakeHostSwitch(uplink, *m_substrate.fabric, HostId{host}, m_substrate.drops));
    }
    HostSwitch& home = SwitchOf(address_plan::kControllerHost);
    const ControlEnd end{m_plan.controllerAddress,
                         kControllerPort,
                         ToBytes(home.GetUplink()->GetMac()),
                         home.GetUplink()->LeafMac(),
                         [&home](Ptr<Packet> frame) { home.SendFromHost(std::move(frame)); }};
    m_controller = std::make_unique<Controller>(end, Seconds(m_costs.controllerRule_s));
    for (const auto& hostSwitch : m_switches)
    {
        hostSwitch->SetControlSink(m_controller.get());
    }
    m_switchEdge = std::make_unique<SwitchProcessors>(*m_controller);
    m_substrate.fabric->SetSwitchEdge(m_switchEdge.get());
}

void
Deployment::MakeVms(const MakeGuest& makeGuest)
{
    const auto mtu = static_cast<uint16_t>(m_substrate.mtu - m_design.TunnelOverhead());
    const std::vector<const HookProgram*> programs = m_design.HookPrograms();
    for (uint32_t vm = 0; vm < m_plan.vms.size(); ++vm)
    {
        m_guests.push_back(makeGuest(VmId{vm}, m_substrate.drops));
        for (const VnicId vnic : m_plan.vms[vm].vnics)
        {
            const VnicPlan& vnicPlan = m_plan.At(vnic);
            Ptr<VnicDevice> device = CreateObject<VnicDevice>();
            device->Configure(
                vnic, ToMac48(vnicPlan.mac), vnicPlan.providerAddress, m_substrate.drops);
            device->SetMtu(mtu);
            for (const HookProgram* program : programs)
            {
                device->GetHooks().Attach(*program);
            }
            if (!programs.empty())
            {
                device->SetControlSink(m_controller.get());
            }
            m_guests.back()->AddVnic(device, vnicPlan.address, m_plan.PathOf(vnic).subnet.length);
            m_devices.push_back(std::move(device));
        }
    }
}

void
Deployment::AddAgents()
{
    for (const auto& hostSwitch : m_switches)
    {
        HostSwitch& place = *hostSwitch;
        AddAgent(EnforcementPoint::Of(place.GetHost()),
                 {address_plan::HostAddress(place.GetHost()),
                  kControlPort,
                  ToBytes(place.GetUplink()->GetMac()),
                  place.GetUplink()->LeafMac(),
                  [&place](Ptr<Packet> frame) { place.SendFromHost(std::move(frame)); }},
                 std::make_unique<HostSwitchTarget>(place));
    }
    for (const NodeRef node : m_plan.fabricSwitches)
    {
        Fabric& fabric = *m_substrate.fabric;
        AddAgent(EnforcementPoint::Of(node),
                 {AddressOf(node),
                  kControlPort,
                  address_plan::NodeMac(node),
                  {},
                  [&fabric, node](Ptr<Packet> frame)
                  { SendFromSwitch(fabric, node, std::move(frame)); }},
                 std::make_unique<FabricSwitchTarget>(fabric.Routes(node)));
    }
    if (m_design.HookPrograms().empty())
    {
        return;
    }
    for (const Ptr<VnicDevice>& device : m_devices)
    {
        VnicDevice* place = PeekPointer(device);
        AddAgent(EnforcementPoint::Of(place->GetVnic()),
                 {place->GetProviderAddress(),
                  kControlPort,
                  ToBytes(place->GetMac()),
                  address_plan::kGatewayMac,
                  [place](Ptr<Packet> frame) { place->SendFrame(std::move(frame)); }},
                 std::make_unique<HookTarget>(place->GetHooks()));
    }
}

void
Deployment::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleTarget> target)
{
    const RuleTiming timing =
        at.IsFabricSwitch()
            ? RuleTiming{Seconds(m_costs.fabricRuleUpdate_s), Seconds(m_costs.fabricRuleLag_s)}
            : RuleTiming{Seconds(m_costs.softwareRuleUpdate_s), Time(0)};
    m_controller->AddAgent(at, end, std::make_unique<RuleAgent>(std::move(target), timing));
}

void
Deployment::Start(std::span<const Specification* const> specifications, Done done)
{
    for (uint32_t tenant = 0; tenant < specifications.size(); ++tenant)
    {
        m_views.emplace_back(m_plan, TenantId{tenant}, *specifications[tenant]);
    }
    CheckObjection(m_views);
    PendingRules rules;
    for (const TenantView& view : m_views)
    {
        rules.Add(m_store.Add(*m_compiler, view).delta);
    }
    for (const TenantView& view : m_views)
    {
        std::ranges::for_each(view.Vnics(), [this](VnicId vnic) { AttachVnic(vnic); });
    }
    const bool lags = std::ranges::any_of(
        rules.infrastructure, [](const auto& batch) { return batch.first.IsFabricSwitch(); });
    const Time lag = lags ? Seconds(m_costs.fabricRuleLag_s) : Time(0);
    m_controller->Submit(std::move(rules),
                         [done, lag](uint64_t messages)
                         { Simulator::Schedule(lag, [done, messages] { done(messages); }); });
}

void
Deployment::CheckObjection(std::span<const TenantView> views) const
{
    if (const std::optional<std::string> objection = m_design.Objection(views))
    {
        throw std::invalid_argument(*objection);
    }
}

ChangeReport
Deployment::Change(TenantId tenant, const Specification& specification, Done acked)
{
    TenantView& current = m_views[tenant.value];
    TenantView next(m_plan, tenant, specification);
    CheckObjection({&next, 1}); // what two tenants contradict each other in is a conflict of rules
    Recompilation result = m_store.Change(*m_compiler, current, next);
    ChangeReport report{result.delta.Touched(), result.scopes, Diff(current, next)};
    current = std::move(next);

    std::ranges::for_each(report.delta.removedVnics, [this](VnicId vnic) { DetachVnic(vnic); });
    std::ranges::for_each(report.delta.addedVnics, [this](VnicId vnic) { AttachVnic(vnic); });
    std::erase_if(result.delta.erased,
                  [&](const RuleKey& key)
                  {
                      return key.at.kind == PlaceKind::kVmHook &&
                             !current.Has(VnicId{key.at.index}) &&
                             HookTarget(m_devices[key.at.index]->GetHooks()).Erase(key);
                  });
    m_controller->Submit(result.delta, std::move(acked));
    return report;
}

void
Deployment::AttachVnic(VnicId vnic)
{
    const VnicPlan& plan = m_plan.At(vnic);
    const Ptr<VnicDevice>& device = m_devices[vnic.value];
    const bool first = m_attachedVnics[plan.vm.value]++ == 0;
    if (first && m_guard && !m_guard->Admit(plan.vm, plan.host))
    {
        m_refused.insert(plan.vm);
    }
    if (m_refused.contains(plan.vm))
    {
        SwitchOf(plan.host).Refuse(device);
    }
    else
    {
        SwitchOf(plan.host).Attach(device);
        HookTarget hooks(device->GetHooks());
        for (const Rule& rule : m_design.BootRules(m_plan, vnic))
        {
            hooks.Write(rule);
        }
    }
    if (first)
    {
        TellVmChange(plan.vm, true);
    }
}

void
Deployment::DetachVnic(VnicId vnic)
{
    const VnicPlan& plan = m_plan.At(vnic);
    SwitchOf(plan.host).Detach(vnic);
    m_devices[vnic.value]->SetPeer(nullptr); // of a refused one, too
    if (--m_attachedVnics[plan.vm.value] == 0)
    {
        if (m_guard && m_refused.erase(plan.vm) == 0)
        {
            m_guard->Release(plan.vm);
        }
        TellVmChange(plan.vm, false);
    }
}

void
Deployment::TellVmChange(VmId vm, bool exists) const
{
    for (const VmChange& subscriber : m_vmChanges)
    {
        subscriber(vm, exists);
    }
}

void
Deployment::OnVmChange(VmChange subscriber)
{
    m_vmChanges.push_back(std::move(subscriber));
}

Guest&
Deployment::GuestOf(VmId vm)
{
    return *m_guests[vm.value];
}

VnicDevice&
Deployment::DeviceOf(VnicId vnic)
{
    return *m_devices[vnic.value];
}

HostSwitch&
Deployment::SwitchOf(HostId host)
{
    return *m_switches[host.value];
}

uint32_t
Deployment::HostCount() const
{
    return static_cast<uint32_t>(m_switches.size());
}

std::vector<VmId>
Deployment::ActiveVms() const
{
    std::vector<VmId> active;
    for (uint32_t vm = 0; vm < m_attachedVnics.size(); ++vm)
    {
        if (m_attachedVnics[vm] > 0)
        {
            active.push_back(VmId{vm});
        }
    }
    return active;
}

const CloudPlan&
Deployment::Plan() const
{
    return m_plan;
}

const Design&
Deployment::GetDesign() const
{
    return m_design;
}

const TenantView&
Deployment::ViewOf(TenantId tenant) const
{
    return m_views[tenant.value];
}

std::span<const TenantView>
Deployment::Views() const
{
    return m_views;
}

const RuleStore&
Deployment::Store() const
{
    return m_store;
}

const Controller&
Deployment::GetController() const
{
    return *m_controller;
}

const AttachGuard*
Deployment::Guard() const
{
    return m_guard.get();
}

std::vector<Rule>
Deployment::BootRules() const
{
    std::vector<Rule> rules;
    for (const TenantView& view : m_views)
    {
        for (const VnicId vnic : view.Vnics())
        {
            std::ranges::move(m_design.BootRules(m_plan, vnic), std::back_inserter(rules));
        }
    }
    return rules;
}

void
Deployment::SetListener(GuestListener* listener)
{
    for (const auto& guest : m_guests)
    {
        guest->SetListener(listener);
    }
}

} // namespace ns3::vnlab

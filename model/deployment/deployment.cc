// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/deployment.h"

#include "model/deployment/rule-timings.h"
#include "model/deployment/work-costs.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const Cost kAgentAttestation{{.name = "agent_attestation",
                              .standard = 0,
                              .source = "assumption: nobody attests",
                              .place = 405}};

} // namespace

Deployment::Deployment(const DesignChoice& design,
                       Substrate& substrate,
                       CloudPlan& plan,
                       const CostTable& costs,
                       MakeGuest makeGuest,
                       std::unique_ptr<AttachGuard> guard)
    : m_choice(design),
      m_design(m_choice.GetDesign()),
      m_makeGuest(std::move(makeGuest)),
      m_substrate(substrate),
      m_plan(plan),
      m_costs(costs),
      m_router(substrate.drops,
               [this](VnicId at, uint32_t address) -> std::optional<MacBytes>
               {
                   const VnicPlan& from = m_plan.At(at);
                   const auto vnic =
                       ViewOf(m_plan.At(from.vm).tenant).FindAddress(from.path, address);
                   return vnic ? std::optional(m_plan.At(*vnic).mac) : std::nullopt;
               })
{
    m_packetPrices = HostPrices(m_costs);
    m_ipsecPrices = IpsecPricesOf(m_costs);
    for (const HookProgram* program : m_design.HookPrograms())
    {
        m_hookPrograms.push_back({program, HookPrice_ps(*program, m_costs)});
    }
    plan.start.substrate.otherControllers.clear();
    for (const auto& other : m_substrate.Controllers().subspan(1))
    {
        plan.start.substrate.otherControllers.push_back(other->Address());
    }
    MakePipeline();
    MakeHosts();
    AddAgents();
    m_attachment = std::make_unique<VmAttachment>(m_design,
                                                  plan,
                                                  m_switches,
                                                  m_devices,
                                                  *m_controlPlane,
                                                  m_hostCpus,
                                                  m_costs,
                                                  std::move(guard));
    m_operations = std::make_unique<Operations>(
        m_choice,
        *m_substrate.fabric,
        plan,
        *m_attachment,
        *m_controlPlane,
        [this](VmId vm) { MakeVm(vm); },
        [this](HostId from, HostId to) { return MakeTransfer(from, to); },
        m_substrate.detection);
    m_operations->OnSteered(
        [this](const ViewLink& link)
        {
            for (const VnicId vnic : link.via)
            {
                DeviceOf(vnic).SetForwarder(&m_router);
            }
        });
    m_guests.reserve(plan.vms.size());
    m_devices.reserve(plan.vnics.size());
    for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
    {
        MakeVm(VmId{vm});
    }
}

Deployment::~Deployment() = default;

PacketRouter&
Deployment::Router()
{
    return m_router;
}

IpsecStack*
Deployment::IpsecOf(VnicId vnic)
{
    return vnic.value < m_ipsec.size() ? m_ipsec[vnic.value].get() : nullptr;
}

/// An agent's machine proves what runs on it when it starts, whatever kind of place it is.
void
Deployment::AddAgent(EnforcementPoint at, ControlEnd end, std::unique_ptr<RuleTarget> target)
{
    end.startUp += Seconds(m_costs[kAgentAttestation]);
    if (m_outOfBand)
    {
        end.transmit = [this](const Ptr<Packet>& frame) { m_outOfBand->Send(frame); };
    }
    auto agent = std::make_unique<RuleAgent>(std::move(target), TimingAt(at, m_costs));
    agent->OnRefusal([this](const RuleKey& rule) { m_operations->Refused(rule); });
    m_controlPlane->AddAgent(at, end, std::move(agent));
}

void
Deployment::Start(std::span<const Specification* const> specifications, Done done)
{
    m_operations->Begin(
        specifications,
        [this](EnforcementPoint at) { return TimingAt(at, m_costs).lag; },
        std::move(done));
}

Time
Deployment::Registered() const
{
    return m_operations->Registered();
}

Operations&
Deployment::Operate()
{
    return *m_operations;
}

void
Deployment::OnVmChange(VmAttachment::VmChange subscriber)
{
    m_attachment->OnVmChange(std::move(subscriber));
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

std::vector<TunnelServer*>
Deployment::TunnelServers() const
{
    std::vector<TunnelServer*> servers;
    for (const auto& gateway : m_gateways)
    {
        servers.push_back(gateway.get());
    }
    for (const auto& gateway : m_designServers)
    {
        servers.push_back(gateway.get());
    }
    return servers;
}

uint32_t
Deployment::HostCount() const
{
    return static_cast<uint32_t>(m_switches.size());
}

std::vector<VmId>
Deployment::ActiveVms() const
{
    return m_attachment->Active();
}

bool
Deployment::IsActive(VmId vm) const
{
    return m_attachment->IsActive(vm);
}

const CloudPlan&
Deployment::Plan() const
{
    return m_plan;
}

const Substrate&
Deployment::Under() const
{
    return m_substrate;
}

const Design&
Deployment::GetDesign() const
{
    return m_design;
}

Supply
Deployment::GetSupply() const
{
    return m_choice.GetSupply();
}

const CloudVersion&
Deployment::Version() const
{
    return m_operations->Version();
}

const TenantView&
Deployment::ViewOf(TenantId tenant) const
{
    return Views()[tenant.value];
}

std::span<const TenantView>
Deployment::Views() const
{
    return m_operations->Views();
}

uint64_t
Deployment::ViewsVersion() const
{
    return m_operations->ViewsVersion();
}

const RuleStore&
Deployment::Store() const
{
    return m_operations->Store();
}

const ControlPlane&
Deployment::GetControlPlane() const
{
    return *m_controlPlane;
}

std::map<std::string, double>
Deployment::FabricCounts() const
{
    return m_pipeline ? m_pipeline->Counts() : std::map<std::string, double>{};
}

AttachGuard*
Deployment::Guard() const
{
    return m_attachment->Guard();
}

std::vector<Rule>
Deployment::BootRules() const
{
    std::vector<Rule> rules;
    for (const TenantView& view : Views())
    {
        for (const VnicId vnic : view.Vnics())
        {
            std::ranges::move(m_design.BootRules(view, vnic), std::back_inserter(rules));
        }
    }
    return rules;
}

void
Deployment::Listeners::ReceiveUdp(Guest& guest, const UdpDatagram& datagram)
{
    for (GuestListener* listener : all)
    {
        listener->ReceiveUdp(guest, datagram);
    }
}

void
Deployment::Listeners::TcpOpened(Guest& guest, const TcpConnection& connection)
{
    for (GuestListener* listener : all)
    {
        listener->TcpOpened(guest, connection);
    }
}

void
Deployment::Listeners::ReceiveTcp(Guest& guest,
                                  const TcpConnection& connection,
                                  const Ptr<Packet>& payload)
{
    for (GuestListener* listener : all)
    {
        listener->ReceiveTcp(guest, connection, payload);
    }
}

void
Deployment::Listeners::TcpClosed(Guest& guest, const TcpConnection& connection)
{
    for (GuestListener* listener : all)
    {
        listener->TcpClosed(guest, connection);
    }
}

void
Deployment::AddListener(GuestListener* listener)
{
    m_listeners.all.push_back(listener);
}

} // namespace ns3::vnlab

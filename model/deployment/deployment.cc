// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/deployment.h"

#include "model/deployment/rule-timings.h"
#include "model/deployment/work-costs.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// The control processors of the fabric's switches, which share a stack.
class SwitchProcessors : public FabricEdge
{
  public:
    SwitchProcessors(const HostStack& stack, DropLog& drops)
        : m_stack(stack),
          m_drops(drops)
    {
    }

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override
    {
        const std::optional<FrameFields> fields = FieldsOf(frame.packet);
        if (!fields || !m_stack.Deliver(address_plan::AddressOf(node), *fields, frame.packet))
        {
            m_drops.Count(VNLAB_DROP_NO_PORT, frame.packet);
        }
    }

  private:
    const HostStack& m_stack;
    DropLog& m_drops;
};

const Cost kHookProgramLoad{
    {.name = "hook_program_load",
     .standard = 1.6e-3,
     .source =
         "measured, Linux 6.18: object read, maps made, BPF_PROG_LOAD; mean of three programs",
     .place = 404}};

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

void
Deployment::MakePipeline()
{
    std::unique_ptr<RulePipeline> pipeline = m_design.MakePipeline(m_substrate);
    m_pipeline = pipeline.get();
    if (pipeline)
    {
        m_substrate.fabric->SetPipeline(std::move(pipeline));
    }
}

void
Deployment::MakeHosts()
{
    const uint32_t hosts = m_substrate.fabric->GetTopology().Hosts();
    m_hostCpus.resize(hosts, ServerCpu(1));
    for (uint32_t host = 0; host < hosts; ++host)
    {
        Ptr<UplinkDevice> uplink = CreateObject<UplinkDevice>();
        uplink->SetMtu(m_substrate.mtu);
        m_switches.push_back(
            m_design.MakeHostSwitch(uplink, *m_substrate.fabric, HostId{host}, m_substrate.drops));
        m_switches.back()->SetPrices(m_packetPrices, m_substrate.switchingCores);
    }
    MakeGateways();
    MakeVirtualGateways();
    MakeControlPlane();
    for (const auto& hostSwitch : m_switches)
    {
        hostSwitch->SetStack(&m_agentStack);
        hostSwitch->SetMisses(m_controlPlane->Misses());
    }
    if (m_pipeline)
    {
        m_pipeline->SetMisses(m_controlPlane->Misses());
    }
    m_switchEdge = std::make_unique<SwitchProcessors>(m_agentStack, m_substrate.drops);
    m_substrate.fabric->SetSwitchEdge(m_switchEdge.get());
}

void
Deployment::MakeGateways()
{
    if (m_choice.GetSupply().rules != RuleSupply::kGateways)
    {
        return;
    }
    std::vector<ServerId> ids;
    for (Server* const server : m_substrate.Gateways())
    {
        ids.push_back(server->GetId());
        m_gateways.push_back(
            std::make_unique<Gateway>(*server,
                                      *FindEncapsulation(m_design.GetEncapsulation()),
                                      m_substrate.mtu,
                                      m_substrate.drops));
    }
    m_choice.SetGateways(std::move(ids));
}

/// A packet takes what a host's switch takes for the same work.
void
Deployment::MakeVirtualGateways()
{
    if (!m_design.JoinsSites())
    {
        return; // to which there is an objection, where there are sites
    }
    std::set<ServerId> servers;
    for (const SitePlan& site : m_plan.sites)
    {
        servers.insert(site.gateway);
    }
    const int64_t perPacket_ps = m_packetPrices[PacketOperation::kForward] +
                                 m_packetPrices[PacketOperation::kDecapsulate] +
                                 m_packetPrices[PacketOperation::kEncapsulate];
    for (const ServerId server : servers)
    {
        m_virtualGateways.push_back(
            m_design.MakeVirtualGateway({.server = *m_substrate.servers[server.value],
                                         .mtu = m_substrate.mtu,
                                         .drops = m_substrate.drops,
                                         .perPacket = NanoSeconds(CeilToNs(perPacket_ps)),
                                         .sites = m_plan.sites}));
    }
}

/// Each has a port of its own as long as no more than 16,320 go on at a time.
std::unique_ptr<HostTransfer>
Deployment::MakeTransfer(HostId from, HostId to)
{
    constexpr uint16_t firstPort = 49'216; // behind libvirt's for migrations, and kControlPort
    const uint16_t port = firstPort + m_transfers++ % (UINT16_MAX - firstPort + 1);
    return std::make_unique<HostTransfer>(HostTransfer::Ends{
        *m_switches[from.value], *m_switches[to.value], *m_substrate.fabric, m_agentStack, port});
}

void
Deployment::MakeVm(VmId vm)
{
    const uint16_t mtu = m_design.GuestMtu(m_substrate.mtu);
    m_guests.push_back(m_makeGuest(vm, m_substrate.drops));
    m_guests.back()->SetListener(&m_listeners);
    m_vmCores.emplace_back();
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        const VnicPlan& vnicPlan = m_plan.At(vnic);
        Ptr<VnicDevice> device = CreateObject<VnicDevice>();
        device->Configure(vnic,
                          ToMac48(vnicPlan.mac),
                          Version().PlaceOf(vnic).providerAddress,
                          m_substrate.drops);
        device->SetGuestAddress(vnicPlan.address);
        device->SetMtu(mtu);
        for (const PricedProgram& hook : m_hookPrograms)
        {
            device->GetHooks().Attach(*hook.program, hook.price_ps);
        }
        m_guests.back()->AddVnic(device, vnicPlan.address, m_plan.PathOf(vnic).subnet.length);
        m_devices.push_back(device);
        MakeIpsec(*device);
        if (!m_hookPrograms.empty() || IpsecOf(vnic))
        {
            device->SetCore(&m_vmCores.back(), m_packetPrices.mostWaiting_ps);
            device->SetStack(&m_agentStack);
            AddHookAgent(*device);
        }
    }
}

PacketRouter&
Deployment::Router()
{
    return m_router;
}

void
Deployment::MakeIpsec(VnicDevice& place)
{
    std::unique_ptr<IpsecStack> ipsec = m_design.MakeIpsec();
    if (ipsec)
    {
        ipsec->SetPrices(m_ipsecPrices);
        place.SetTransform(ipsec.get());
        m_ipsec.push_back(std::move(ipsec));
    }
}

IpsecStack*
Deployment::IpsecOf(VnicId vnic)
{
    return vnic.value < m_ipsec.size() ? m_ipsec[vnic.value].get() : nullptr;
}

void
Deployment::AddHookAgent(VnicDevice& place)
{
    AddAgent(EnforcementPoint::Of(place.GetVnic()),
             {.address = place.GetProviderAddress(),
              .port = kControlPort,
              .mac = ToBytes(place.GetMac()),
              .nextHopMac = address_plan::kGatewayMac,
              .transmit = [&place](Ptr<Packet> frame) { place.SendFrame(std::move(frame)); },
              .mtu = place.GetMtu(),
              .startUp =
                  Seconds(m_costs[kHookProgramLoad]) * static_cast<int64_t>(m_hookPrograms.size())},
             std::make_unique<HookTarget>(place.GetHooks(), IpsecOf(place.GetVnic())));
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
    for (const auto& gateway : m_virtualGateways)
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

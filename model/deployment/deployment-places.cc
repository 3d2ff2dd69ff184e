// SPDX-License-Identifier: GPL-2.0-only
//
// The places of a deployment: hosts, what forwards beside them, and VMs.
#include "model/deployment/deployment.h"
#include "model/deployment/work-costs.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"

#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

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

} // namespace

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
    MakeConcentrator();
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
        m_designServers.push_back(
            m_design.MakeVirtualGateway({.server = *m_substrate.servers[server.value],
                                         .mtu = m_substrate.mtu,
                                         .drops = m_substrate.drops,
                                         .perPacket = NanoSeconds(CeilToNs(perPacket_ps)),
                                         .sites = m_plan.sites}));
    }
}

void
Deployment::MakeConcentrator()
{
    const Topology& topology = m_substrate.fabric->GetTopology();
    std::unique_ptr<TunnelServer> concentrator =
        m_design.MakeConcentrator({.server = *m_substrate.servers[topology.concentrator.value],
                                   .mtu = m_substrate.mtu,
                                   .drops = m_substrate.drops,
                                   .topology = topology,
                                   .prices = m_packetPrices});
    if (concentrator)
    {
        m_designServers.push_back(std::move(concentrator));
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

void
Deployment::MakeIpsec(VnicDevice& place)
{
    std::unique_ptr<IpsecStack> ipsec = m_design.MakeIpsec();
    if (ipsec)
    {
        ipsec->SetPrices(m_ipsecPrices);
        ipsec->Attach(place);
        place.SetTransform(ipsec.get());
        m_ipsec.push_back(std::move(ipsec));
    }
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

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "test/attack/reach-fixture.h"

#include "model/attack/frame-forge.h"
#include "model/attack/host-forge.h"
#include "model/attack/own-vm.h"
#include "model/attack/sealed-frames.h"
#include "model/design/attacked-services.h"
#include "model/substrate/address-plan.h"
#include "test/support/reach-designs.h"

#include <initializer_list>

namespace ns3::vnlab::test
{

namespace
{

/// Every power, position and knowledge. With one tenant, a neighbour has no victims; who owns a host knows all.
std::vector<Attacker>
Attackers(size_t tenants)
{
    std::vector<Attacker> attackers;
    for (const auto& power : kAttackerWords<Capability>)
    {
        for (const auto& position : kAttackerWords<Position>)
        {
            for (const auto& knowledge : kAttackerWords<Knowledge>)
            {
                const bool isAllowed = power.value < Capability::kHostRoot ||
                                       knowledge.value == Knowledge::kEverything;
                if (isAllowed && (tenants > 1 || position.value == Position::kInside))
                {
                    attackers.push_back({power.value, position.value, knowledge.value});
                }
            }
        }
    }
    return attackers;
}

} // namespace

const Time ReachFixture::kForget = Seconds(1000);

std::string
ToString(const Reached& reached)
{
    std::string text;
    for (const auto& [from, targets] : reached)
    {
        text += std::to_string(from.value) + " →";
        for (const VmId to : targets)
        {
            text += " " + std::to_string(to.value);
        }
        text += "\n";
    }
    return text;
}

std::vector<ReachCase>
ReachCases()
{
    std::vector<ReachCase> cases;
    for (const std::string& design : ReachDesignNames())
    {
        for (const CloudScenario& scenario : AttackScenarios())
        {
            const CloudPlan plan = PlanOf(scenario);
            if (ReachDesign(design).GetDesign().Objection(FirstViews(plan, scenario)))
            {
                continue;
            }
            for (const Attacker& attacker : Attackers(scenario.tenants.size()))
            {
                cases.push_back({design, scenario.name, attacker});
            }
        }
    }
    return cases;
}

std::string
NameOf(const testing::TestParamInfo<ReachCase>& test)
{
    return TestNameOf(test.param.design) + "_" + test.param.scenario + "_" +
           TestNameOf(LabelOf(test.param.attacker));
}

ReachFixture::ReachFixture()
    : m_choice(ReachDesign(GetParam().design)),
      m_design(m_choice.GetDesign()),
      m_scenario(AttackScenario(GetParam().scenario)),
      m_attacker(GetParam().attacker),
      m_cloud(m_choice, m_scenario)
{
}

void
ReachFixture::SetUp()
{
    m_cloud.Start();
}

Reached
ReachFixture::Claimed(Contact contact,
                      std::vector<VmId> (*set)(const Reachability&, VmId),
                      const std::vector<Service>& services)
{
    Reached reached;
    const Reachability reach =
        m_design.Reach(m_cloud.Cloud().Views(),
                       {.attacker = m_attacker, .contact = contact, .services = services});
    for (const VmId foothold : m_cloud.Cloud().ActiveVms())
    {
        const std::vector<VmId> targets = set(reach, foothold);
        reached[foothold] = {targets.begin(), targets.end()};
    }
    return reached;
}

bool
ReachFixture::IsVictim(VmId from, VmId to) const
{
    const bool spared = m_attacker.position == Position::kNeighbour &&
                        m_cloud.plan.At(from).tenant == m_cloud.plan.At(to).tenant;
    return from != to && !spared;
}

void
ReachFixture::ForEachPair(VmId from, const std::function<void(VmId from, VmId to)>& attempt)
{
    for (const VmId to : m_cloud.Cloud().ActiveVms())
    {
        if (IsVictim(from, to))
        {
            attempt(from, to);
            m_cloud.RunFor(MilliSeconds(100));
        }
    }
    m_cloud.RunFor(kForget);
}

std::vector<Service>
ReachFixture::Attacked(VnicId from, VnicId to, const std::vector<Service>& chosen) const
{
    const CloudPlan& plan = m_cloud.plan;
    Deployment& cloud = const_cast<CloudFixture&>(m_cloud).Cloud();
    return AttackedServices(chosen,
                            cloud.ViewOf(plan.At(plan.At(to).vm).tenant).FindLink(from, to));
}

std::set<Service>
ReachFixture::AttackedBy(VmId from, VnicId to, const std::vector<Service>& chosen) const
{
    std::set<Service> services;
    for (const VnicId own : m_cloud.plan.At(from).vnics)
    {
        const std::vector<Service> attacked = Attacked(own, to, chosen);
        services.insert(attacked.begin(), attacked.end());
    }
    return services;
}

void
ReachFixture::FromManyPorts(const std::function<void(uint16_t port)>& send) const
{
    for (const uint16_t port : std::initializer_list<uint16_t>{
             53, 80, 1023, 1024, kTrafficPort, kServicePort, kServicePort + 1})
    {
        if (port >= LowestSourcePort(m_attacker.power))
        {
            send(port);
        }
    }
}

bool
ReachFixture::Knows(VmId from, VnicId target)
{
    return m_attacker.knowledge == Knowledge::kEverything ||
           OwnVm(m_cloud.Cloud(), from).VnicTowards(m_cloud.plan.At(target).address);
}

HostId
ReachFixture::HostOf(VmId vm) const
{
    return const_cast<CloudFixture&>(m_cloud)
        .Cloud()
        .Version()
        .PlaceOf(m_cloud.plan.At(vm).vnics.front())
        .host;
}

std::vector<VmId>
ReachFixture::Own(VmId from)
{
    std::vector<VmId> own{from};
    for (const VmId vm : m_cloud.Cloud().ActiveVms())
    {
        if (m_attacker.power >= Capability::kHostRoot && vm != from && HostOf(vm) == HostOf(from))
        {
            own.push_back(vm);
        }
    }
    return own;
}

void
ReachFixture::ForgeAll(VmId from,
                       VnicId target,
                       const std::vector<Service>& chosen,
                       const std::function<std::vector<ForgedMessage>(const Service&)>& messages)
{
    for (const VmId own : Own(from))
    {
        ForgeInVm(own, target, chosen, messages);
    }
    if (m_attacker.power < Capability::kHostRoot)
    {
        return;
    }
    for (uint32_t as = 0; as < m_cloud.plan.vnics.size(); ++as)
    {
        for (const Service& service : Attacked(VnicId{as}, target, chosen))
        {
            for (const ForgedMessage& message : messages(service))
            {
                ForgeAtHost(HostOf(from), VnicId{as}, target, message);
            }
        }
    }
}

/// In the name of one, as if each that exists had sent it on.
void
ReachFixture::ForgeAtHost(HostId from, VnicId as, VnicId target, const ForgedMessage& message)
{
    const HostForge forge(m_cloud.Cloud());
    if (from == HostOf(m_cloud.plan.At(target).vm))
    {
        return;
    }
    for (const VmId vm : m_cloud.Cloud().ActiveVms())
    {
        for (const VnicId sender : m_cloud.plan.At(vm).vnics)
        {
            forge.Send(from, {as, sender}, target, message);
        }
    }
}

void
ReachFixture::ForgeInVm(VmId from,
                        VnicId target,
                        const std::vector<Service>& chosen,
                        const std::function<std::vector<ForgedMessage>(const Service&)>& messages)
{
    const bool knowsAll = m_attacker.knowledge == Knowledge::kEverything;
    std::vector<VnicId> named = m_cloud.plan.At(from).vnics;
    for (uint32_t as = 0; knowsAll && as < m_cloud.plan.vnics.size(); ++as)
    {
        named.push_back(VnicId{as});
    }
    for (const VnicId as : named)
    {
        for (const Service& service : Attacked(as, target, chosen))
        {
            for (const ForgedMessage& message : messages(service))
            {
                knowsAll ? ForgeAs(from, as, target, message)
                         : ForgeFromMaps(from, target, message);
            }
        }
    }
    for (uint32_t as = 0; as < m_cloud.plan.vnics.size(); ++as)
    {
        for (const Service& service : Attacked(VnicId{as}, target, chosen))
        {
            for (const ForgedMessage& message : messages(service))
            {
                PassOn(from, VnicId{as}, target, message);
            }
        }
    }
}

/// Whoever is on a service chain knows its ends, and may say that it passes a packet of one on to the other.
void
ReachFixture::PassOn(VmId from, VnicId as, VnicId target, const ForgedMessage& message)
{
    const CloudPlan& plan = m_cloud.plan;
    const TenantView& view = m_cloud.Cloud().ViewOf(plan.At(plan.At(target).vm).tenant);
    const ViewLink* link = view.FindLink(as, target);
    for (const VnicId own : plan.At(from).vnics)
    {
        if (!link || std::ranges::count(link->via, own) == 0)
        {
            continue;
        }
        m_cloud.Cloud().DeviceOf(own).SendFrame(
            ForgeFrame({plan.At(as).address, plan.At(own).mac},
                       {plan.At(target).address, address_plan::kGatewayMac},
                       message));
    }
}

void
ReachFixture::ForgeAs(VmId from, VnicId as, VnicId target, const ForgedMessage& message)
{
    const FrameForge forge(m_cloud.plan, m_cloud.Cloud().Version());
    for (const VnicId own : m_cloud.plan.At(from).vnics)
    {
        VnicDevice& device = m_cloud.Cloud().DeviceOf(own);
        device.InjectFrame(forge.Plain(as, target, message));
        for (const Ptr<Packet>& frame : forge.Tunnelled(as, target, message))
        {
            device.InjectFrame(frame);
        }
        for (const auto& frame : SealedFrames(m_cloud.Cloud(), own, as, target, message))
        {
            device.InjectFrame(frame);
        }
        for (const VnicId sender : OnChains())
        {
            for (const Ptr<Packet>& frame :
                 forge.Around(forge.Plain(as, target, message), sender, target))
            {
                device.InjectFrame(frame);
            }
        }
    }
}

/// @return whose tunnels carry what others said
std::set<VnicId>
ReachFixture::OnChains()
{
    std::set<VnicId> onChains;
    for (const TenantView& view : m_cloud.Cloud().Views())
    {
        for (const ViewLink& link : view.Links())
        {
            onChains.insert(link.via.begin(), link.via.end());
        }
    }
    return onChains;
}

/// Every frame that can be made of what the VM's own maps show: in the name of each peer, from the
/// peer's outer address or the own one, in each tunnel, to each target.
void
ReachFixture::ForgeFromMaps(VmId from, VnicId target, const ForgedMessage& message)
{
    const OwnVm vm(m_cloud.Cloud(), from);
    const FrameForge forge(m_cloud.plan, m_cloud.Cloud().Version());
    for (const VnicId own : m_cloud.plan.At(from).vnics)
    {
        VnicDevice& device = m_cloud.Cloud().DeviceOf(own);
        const std::vector<FrameEnd> peers = vm.Peers(own);
        std::vector<FrameEnd> names = peers;
        names.push_back(forge.End(own));
        for (const FrameEnd& as : names)
        {
            if (vm.VnicTowards(forge.End(target).address))
            {
                device.InjectFrame(ForgeFrame(as, forge.End(target), message));
            }
            for (const auto& frame :
                 FramesInOwnTunnels(m_cloud.Cloud(), own, as, forge.End(target), message))
            {
                device.InjectFrame(frame);
            }
            for (const FrameEnd& peer : peers)
            {
                for (const auto& frame : vm.Tunnelled(own, as, peer.address, message))
                {
                    device.InjectFrame(frame);
                }
            }
        }
    }
}

} // namespace ns3::vnlab::test

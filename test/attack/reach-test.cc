// SPDX-License-Identifier: GPL-2.0-only
//
// What packets reach is what the design says that they reach: for every design, attacker (power,
// position and knowledge) and scenario, from every foothold.

#include "analysis/exposure/exposure.h"
#include "helper/attack-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/attack/lateral-movement.h"
#include "model/attack/own-vm.h"
#include "test/attack/scenarios.h"

#include "ns3/simulator.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using Reached = std::map<VmId, std::set<VmId>>; // by foothold

/// Between two footholds: what switches learned and guests resolved is forgotten.
const Time kForget = Seconds(1000);

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

struct Case
{
    std::string design;
    std::string scenario;
    Attacker attacker;
};

class ReachTest : public testing::TestWithParam<Case>
{
  protected:
    ReachTest()
        : m_design(*FindDesign(GetParam().design)),
          m_scenario(AttackScenario(GetParam().scenario)),
          m_attacker(GetParam().attacker),
          m_cloud(m_design, m_scenario)
    {
    }

    void SetUp() override
    {
        m_cloud.Start();
    }

    /// What the design claims.
    Reached Claimed(std::vector<VmId> (*set)(const Reachability&, VmId))
    {
        Reached reached;
        const Reachability reach = m_design.Reach(m_cloud.Cloud().Views(), m_attacker);
        for (const VmId foothold : m_cloud.Cloud().ActiveVms())
        {
            const std::vector<VmId> targets = set(reach, foothold);
            reached[foothold] = {targets.begin(), targets.end()};
        }
        return reached;
    }

    /// Whether the attacker in a VM is after another.
    bool IsVictim(VmId from, VmId to) const
    {
        const bool spared = m_attacker.position == Position::kNeighbour &&
                            m_cloud.plan.At(from).tenant == m_cloud.plan.At(to).tenant;
        return from != to && !spared;
    }

    /// Lets every VM do something with each of its victims and notes which get an exploit of it.
    Reached Try(const std::function<void(VmId from, VmId to, const Ptr<Packet>& exploit)>& attempt)
    {
        Reached reached;
        const std::vector<VmId> vms = m_cloud.Cloud().ActiveVms();
        for (const VmId from : vms)
        {
            m_cloud.arrivals.clear();
            reached[from];
            for (const VmId to : vms)
            {
                if (IsVictim(from, to))
                {
                    attempt(from, to, MakeExploit({.attacker = from}));
                    m_cloud.RunFor(MilliSeconds(100));
                }
            }
            m_cloud.RunFor(kForget);
            for (const CloudFixture::Arrival& arrival : m_cloud.arrivals)
            {
                const auto exploit = ReadExploit(arrival.datagram.payload);
                if (exploit && exploit->attacker == from && IsVictim(from, arrival.vm))
                {
                    reached[from].insert(arrival.vm);
                }
            }
        }
        return reached;
    }

    void SendFromManyPorts(VmId from, VnicId target, const Ptr<Packet>& exploit)
    {
        for (const uint16_t port : {53, 80, 1023, 1024, 5001, 5003})
        {
            if (port >= LowestSourcePort(m_attacker.power))
            {
                m_cloud.Cloud().GuestOf(from).SendUdp(
                    m_cloud.plan.At(target).address, port, kServicePort, exploit->Copy());
            }
        }
    }

    void ForgeAll(VmId from, VnicId target, const Ptr<Packet>& exploit)
    {
        const FrameForge forge(m_cloud.plan, m_cloud.Cloud().Version());
        for (const VnicId own : m_cloud.plan.At(from).vnics)
        {
            VnicDevice& device = m_cloud.Cloud().DeviceOf(own);
            for (uint32_t as = 0; as < m_cloud.plan.vnics.size(); ++as)
            {
                device.InjectFrame(forge.Plain({as}, target, exploit->Copy()));
                for (const Ptr<Packet>& frame : forge.Tunnelled({as}, target, exploit))
                {
                    device.InjectFrame(frame);
                }
            }
        }
    }

    /// Every frame that can be made of what the VM's own maps show: in the name of each peer, from the
    /// peer's outer address or the own one, in each tunnel, to each target.
    void ForgeAllFromMaps(VmId from, VnicId target, const Ptr<Packet>& exploit)
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
                    device.InjectFrame(ForgeDatagram(as, forge.End(target), exploit->Copy()));
                }
                for (const FrameEnd& peer : peers)
                {
                    for (const auto& frame : vm.Tunnelled(own, as, peer.address, exploit))
                    {
                        device.InjectFrame(frame);
                    }
                }
            }
        }
    }

    /// From every source port of interest; with root, every frame that its knowledge allows.
    void BruteForce(VmId from, VnicId target, const Ptr<Packet>& exploit)
    {
        const bool knowsAll = m_attacker.knowledge == Knowledge::kEverything;
        const OwnVm vm(m_cloud.Cloud(), from);
        if (knowsAll || vm.VnicTowards(m_cloud.plan.At(target).address))
        {
            SendFromManyPorts(from, target, exploit);
        }
        if (m_attacker.power == Capability::kGuestRoot)
        {
            knowsAll ? ForgeAll(from, target, exploit) : ForgeAllFromMaps(from, target, exploit);
        }
    }

    const Design& m_design;
    const CloudScenario& m_scenario;
    Attacker m_attacker;
    CloudFixture m_cloud;
};

TEST_P(ReachTest, PacketsReachExactlyWhomTheDesignSays)
{
    const Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try([&](VmId from, VmId to, const Ptr<Packet>& exploit)
                                { intruder.Attempt(from, to, m_attacker, exploit); });
    EXPECT_EQ(ToString(reached), ToString(Claimed(ReachableSet)));
}

TEST_P(ReachTest, BruteForceReachesNoMore)
{
    const Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try(
        [&](VmId from, VmId to, const Ptr<Packet>& exploit)
        {
            intruder.Attempt(from, to, m_attacker, exploit);
            for (const VnicId target : m_cloud.plan.At(to).vnics)
            {
                BruteForce(from, target, exploit);
            }
        });
    EXPECT_EQ(ToString(reached), ToString(Claimed(ReachableSet)));
}

TEST_P(ReachTest, ExactlyTheClosureFallsToLateralMovement)
{
    const VmId foothold = m_cloud.Cloud().ActiveVms().front();
    constexpr int attempts = 80;
    const Time now = Simulator::Now();
    AttackHelper attacks(m_cloud.Cloud(), Dice(1, 0));
    LateralMovementKeys keys;
    keys.probability = 1;
    keys.locality = 0;
    keys.scan_interval_ns = 10'000'000;
    const Attack& attack = attacks.Install("lateral-movement",
                                           {.attacker = m_attacker,
                                            .foothold = foothold,
                                            .start = now,
                                            .stop = now + MilliSeconds(10 * attempts)},
                                           &keys);
    m_cloud.Cloud().AddListener(&attacks);
    m_cloud.RunFor(MilliSeconds(10 * attempts) + Seconds(10));

    Reached fallen{{foothold, {}}};
    for (const auto& [vm, time] : attack.Outcome().compromised)
    {
        fallen[foothold].insert(vm);
    }
    fallen[foothold].erase(foothold);
    const Reached claimed{{foothold, Claimed(ClosureSet).at(foothold)}};
    EXPECT_EQ(ToString(fallen), ToString(claimed));
}

/// Every power, position and knowledge. With one tenant, a neighbour has no victims.
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
                if (tenants > 1 || position.value == Position::kInside)
                {
                    attackers.push_back({power.value, position.value, knowledge.value});
                }
            }
        }
    }
    return attackers;
}

/// All combinations but those that a design refuses to serve.
std::vector<Case>
Cases()
{
    std::vector<Case> cases;
    for (const std::string& design : DesignNames())
    {
        for (const CloudScenario& scenario : AttackScenarios())
        {
            const CloudPlan plan = PlanOf(scenario);
            if (FindDesign(design)->Objection(FirstViews(plan, scenario)))
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

INSTANTIATE_TEST_SUITE_P(All,
                         ReachTest,
                         testing::ValuesIn(Cases()),
                         [](const auto& test)
                         {
                             return TestNameOf(test.param.design) + "_" + test.param.scenario +
                                    "_" + TestNameOf(LabelOf(test.param.attacker));
                         });

} // namespace
} // namespace ns3::vnlab::test

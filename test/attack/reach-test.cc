// SPDX-License-Identifier: GPL-2.0-only
//
// What packets reach is what the design says that they reach: for every design, capability and
// scenario, from every foothold.

#include "analysis/exposure/exposure.h"
#include "helper/attack-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/attack/lateral-movement.h"
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
    Capability capability;
};

class ReachTest : public testing::TestWithParam<Case>
{
  protected:
    ReachTest()
        : m_design(*FindDesign(GetParam().design)),
          m_scenario(AttackScenario(GetParam().scenario)),
          m_capability(GetParam().capability),
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
        const Reachability reach = m_design.Reach(m_cloud.Cloud().Views(), m_capability);
        for (const VmId foothold : m_cloud.Cloud().ActiveVms())
        {
            const std::vector<VmId> targets = set(reach, foothold);
            reached[foothold] = {targets.begin(), targets.end()};
        }
        return reached;
    }

    /// Lets every VM do something with every other and notes who gets an exploit of it.
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
                if (to != from)
                {
                    attempt(from, to, MakeExploit({.attacker = from}));
                    m_cloud.RunFor(MilliSeconds(100));
                }
            }
            m_cloud.RunFor(kForget);
            for (const CloudFixture::Arrival& arrival : m_cloud.arrivals)
            {
                const auto exploit = ReadExploit(arrival.datagram.payload);
                if (exploit && exploit->attacker == from && arrival.vm != from)
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
            if (port >= LowestSourcePort(m_capability))
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

    const Design& m_design;
    const CloudScenario& m_scenario;
    Capability m_capability;
    CloudFixture m_cloud;
};

TEST_P(ReachTest, PacketsReachExactlyWhomTheDesignSays)
{
    const Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try([&](VmId from, VmId to, const Ptr<Packet>& exploit)
                                { intruder.Attempt(from, to, m_capability, exploit); });
    EXPECT_EQ(ToString(reached), ToString(Claimed(ReachableSet)));
}

/// From every source port of interest; with root, every frame that the forge can make, as every VM,
/// from every vNIC.
TEST_P(ReachTest, BruteForceReachesNoMore)
{
    const Intruder intruder(m_cloud.Cloud());
    const Reached reached = Try(
        [&](VmId from, VmId to, const Ptr<Packet>& exploit)
        {
            intruder.Attempt(from, to, m_capability, exploit);
            for (const VnicId target : m_cloud.plan.At(to).vnics)
            {
                SendFromManyPorts(from, target, exploit);
                if (m_capability == Capability::kGuestRoot)
                {
                    ForgeAll(from, target, exploit);
                }
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
                                           {.capability = m_capability,
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

/// All combinations but those that a design refuses to serve.
std::vector<Case>
Cases()
{
    std::vector<Case> cases;
    for (const std::string& design : DesignNames())
    {
        for (const CloudScenario& scenario : AttackScenarios())
        {
            for (const Capability capability : {Capability::kGuestUser, Capability::kGuestRoot})
            {
                const CloudPlan plan = PlanOf(scenario);
                if (!FindDesign(design)->Objection(FirstViews(plan, scenario)))
                {
                    cases.push_back({design, scenario.name, capability});
                }
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
                                    (test.param.capability == Capability::kGuestUser ? "_user"
                                                                                     : "_root");
                         });

} // namespace
} // namespace ns3::vnlab::test

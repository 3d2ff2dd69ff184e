// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/ip-spoof.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-recorder.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <string>

namespace ns3::vnlab
{

namespace
{

Scenario
Parse(const std::string& more)
{
    return ParseScenario("[substrate]\nracks = 2\nhosts_per_rack = 2\n"
                         "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 6 }\n"
                         "[designs]\nuse = [\"flat\"]\n" +
                             more,
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) { return std::nullopt; });
}

RunResult
Simulate(
    const Scenario& scenario, const std::string& design, const Progress& progress = [](double) {})
{
    return RunDesign(scenario, WriteResolved(scenario), design, 0, progress);
}

TEST(RunDesignTest, BackgroundTrafficIsOnEveryLinkBothWaysUntilItMustHaveArrived)
{
    // 6 links, 2 directions; 10 packets a second, and none in the last 100 ms.
    const RunResult result = Simulate(Parse("[run]\nduration = \"3s\"\n"), "vxlan");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("traffic.sent"), 6 * 2 * 29);
    EXPECT_EQ(result.metrics.at("traffic.delivered"), 6 * 2 * 29);
}

TEST(RunDesignTest, RulesAreCountedByWhatTheyAreFor)
{
    // Six VMs in a ring on four hosts, placed in turn: two on each of hosts 0 and 1, one on 2 and 3.
    const auto rules = [](const std::string& design)
    {
        const auto metrics = Simulate(Parse("[run]\nduration = \"100ms\"\n"), design).metrics;
        const std::vector<double> parts{metrics.at("config.rules_location"),
                                        metrics.at("config.rules_permission"),
                                        metrics.at("config.rules_tunnel")};
        EXPECT_EQ(parts[0] + parts[1] + parts[2], metrics.at("config.rules")) << design;
        return parts;
    };
    using testing::ElementsAre;
    // A port at the VM's host and a route at each of 2 leaves and 2 spines, where that is what there is.
    const auto flat = rules("flat");
    EXPECT_EQ(flat[1] + flat[2], 0);
    EXPECT_GE(flat[0], 6);
    // An FDB entry and an ARP answer at each host for each VM elsewhere: 2 x (4 + 4 + 5 + 5).
    EXPECT_THAT(rules("vxlan"), ElementsAre(36, 6, 0));
    // Two tunnels a VM with a rule to put on and one to take off; the peers in whitelists.
    const auto linkwire = rules("linkwire");
    EXPECT_EQ(linkwire[0], 6);
    EXPECT_GE(linkwire[1], 12);
    EXPECT_GE(linkwire[2], 24);
}

TEST(RunDesignTest, AVariantRunsUnderItsNameAsTheDesignOfTheSamePartsDoes)
{
    const Scenario scenario = Parse("[[designs.variant]]\nname = \"mine\"\ndesign = \"vxlan\"\n"
                                    "locations = \"learned\"\n[run]\nduration = \"1s\"\n");
    RunResult mine = Simulate(scenario, "mine");
    EXPECT_EQ(mine.error, "");
    EXPECT_EQ(mine.key.design, "mine");
    EXPECT_EQ(mine.metrics, Simulate(scenario, "vxlan-learn").metrics);
    EXPECT_NE(mine.metrics, Simulate(scenario, "vxlan").metrics);
    EXPECT_THAT(Simulate(scenario, "nobody's").error,
                testing::StartsWith("no design is called \"nobody's\"; accepted: flat, "));
}

TEST(RunDesignTest, AnObjectionOfAVariantIsTheResult)
{
    const Scenario scenario = ParseScenario(
        "[[tenants]]\nname = \"shop\"\ncount = 2\naddresses = \"as-specified\"\n"
        "generate = { kind = \"ring\", vms = 6 }\n[designs]\nuse = [\"mine\"]\n"
        "[[designs.variant]]\nname = \"mine\"\ndesign = \"flat\"\ncontrol = \"manual\"\n",
        "lab.toml",
        GatherKnownNames(),
        [](const std::string&) { return std::nullopt; });
    EXPECT_EQ(Simulate(scenario, "mine").error, Simulate(scenario, "flat").error);
    EXPECT_NE(Simulate(scenario, "mine").error, "");
}

TEST(RunDesignTest, ARemovedLinkHasNoBackgroundTrafficAndAnAddedOneAfterItWasWatched)
{
    const Scenario scenario = Parse("[[changes]]\nat = \"1s\"\nkind = \"rewire\"\nlinks = 1\n"
                                    "watch = \"500ms\"\n[run]\nduration = \"3s\"\n");
    const RunResult result = Simulate(scenario, "linkwire");
    EXPECT_EQ(result.error, "");
    // Five links all the time, one for the first second, one from 1.5 s to 2.9 s.
    EXPECT_EQ(result.metrics.at("traffic.sent"), 2 * (5 * 29 + 10 + 14));
    EXPECT_EQ(result.metrics.at("traffic.delivered"), result.metrics.at("traffic.sent"));
    EXPECT_EQ(result.metrics.at("reconfig.disrupted"), 0);
    EXPECT_EQ(result.samples.at("reconfig.effective").size(), 1U);
    EXPECT_EQ(result.samples.at("reconfig.leak").size(), 1U);
}

TEST(RunDesignTest, AMonitorAddsItsMetricsAndChangesNoOther)
{
    const std::string attack = "[run]\nduration = \"3s\"\n"
                               "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movement\"\n"
                               "foothold = \"shop/vm-1\"\nprobability = 0\nscan = \"blind\"\n";
    const std::string monitors =
        "[[monitors]]\nkind = \"send-counter\"\n"
        "[[monitors]]\nat = \"1s\"\nkind = \"send-counter\"\nvm = \"shop/vm-3\"\n";
    const RunResult with = Simulate(Parse(attack + monitors), "linkwire");
    ASSERT_EQ(with.error, "");
    std::map<std::string, double> others = with.metrics;
    std::erase_if(others, [](const auto& metric) { return metric.first.starts_with("monitor."); });
    EXPECT_EQ(others, Simulate(Parse(attack), "linkwire").metrics);

    // Three of five VMs have no link to vm-1. Its ARP timer, which runs since the first traffic, ticks
    // just before the attack asks for the first of them. The requests of its next tick, a second later,
    // still wait for an answer when the run ends.
    EXPECT_EQ(with.metrics.at("monitor.failed.send-counter"), 3);
    EXPECT_EQ(with.metrics.at("monitor.alarms.send-counter"), 0);
    EXPECT_FALSE(with.metrics.contains("monitor.first_alarm_s.send-counter"));
    EXPECT_EQ(with.metrics.at("monitor.failed.send-counter.2"), 0);
    EXPECT_GT(with.metrics.at("monitor.sent.send-counter.2"), 0);
    EXPECT_GT(with.metrics.at("monitor.sent.send-counter"),
              with.metrics.at("monitor.sent.send-counter.2"));
}

TEST(RunDesignTest, AnAlarmHasATimeAfterTheInitialDeployment)
{
    const RunResult result =
        Simulate(Parse("[run]\nduration = \"3s\"\n"
                       "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movement\"\n"
                       "foothold = \"shop/vm-1\"\nprobability = 0\nscan = \"blind\"\n"
                       "[[monitors]]\nkind = \"send-counter\"\nfailures = 1\n"),
                 "linkwire");
    ASSERT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("monitor.alarms.send-counter"), 1);
    const double alarm = result.metrics.at("monitor.first_alarm_s.send-counter");
    EXPECT_GT(alarm, 2.0); // a second after the first request of the attack
    EXPECT_LT(alarm, 2.2);
}

TEST(RunDesignTest, WhatAChangeDisruptedIsCountedThoughTheRunEndsBeforeTheWatch)
{
    // Links that cannot carry the traffic; what is lost while a change is watched counts as its.
    const std::string late = "[[changes]]\nat = \"200ms\"\nkind = \"resubmit\"\nwatch = \"1h\"\n"
                             "generate = { kind = \"ring\", vms = 6 }\n";
    const std::string crowded = "[run]\nduration = \"1s\"\n[traffic]\ninterval = \"1ms\"\n"
                                "payload = 1000\n" +
                                late;
    Scenario scenario = Parse(crowded);
    scenario.substrate.link.rate_bps = 1'000'000;
    scenario.substrate.link.queue_bytes = 2'000;
    const RunResult result = Simulate(scenario, "flat");
    EXPECT_EQ(result.error, "");
    EXPECT_GT(result.metrics.at("reconfig.disrupted"), 100);
}

TEST(RunDesignTest, SampleOfIdentitiesChangesNothingButSaysHowManyWereVerified)
{
    const std::string attack = "[[attacks]]\nat = \"10ms\"\nkind = \"ip-spoof\"\n"
                               "capability = \"guest-root\"\nfoothold = \"shop/vm-1\"\n"
                               "target = \"shop/vm-2\"\nas = \"shop/vm-3\"\n"
                               "[run]\nduration = \"100ms\"\n";
    const RunResult all = Simulate(Parse(attack), "identity-firewall");
    RunResult sample = Simulate(Parse("[identity]\nverify = 0\n" + attack), "identity-firewall");
    EXPECT_EQ(all.error + sample.error, "");
    EXPECT_FALSE(all.metrics.contains("identity.verified"));
    EXPECT_EQ(sample.metrics.at("identity.admitted"), 6);
    EXPECT_EQ(sample.metrics.at("identity.verified"), 3); // whom the attack names
    EXPECT_EQ(std::erase_if(sample.metrics,
                            [](const auto& metric)
                            { return metric.first.starts_with("identity."); }),
              2);
    EXPECT_EQ(sample.metrics, all.metrics);
}

TEST(RunDesignTest, VmWhereAnAttackStartsAtRandomIsVerified)
{
    const RunResult result = Simulate(Parse("[identity]\nverify = 0\n"
                                            "[[attacks]]\nat = \"10ms\"\n"
                                            "kind = \"lateral-movement\"\n"
                                            "[run]\nduration = \"100ms\"\n"),
                                      "identity-firewall");
    EXPECT_EQ(result.metrics.at("identity.verified"), 1);
}

TEST(RunDesignTest, DesignThatVerifiesNobodyReportsNoIdentities)
{
    const RunResult result =
        Simulate(Parse("[identity]\nverify = 0.5\n[run]\nduration = \"100ms\"\n"), "vxlan");
    EXPECT_EQ(result.error, "");
    EXPECT_FALSE(result.metrics.contains("identity.verified"));
}

TEST(RunDesignTest, ProgressRisesToOne)
{
    std::vector<double> told;
    Simulate(
        Parse("[run]\nduration = \"1s\"\n"), "flat", [&](double done) { told.push_back(done); });
    ASSERT_FALSE(told.empty());
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_GT(told.front(), 0);
    EXPECT_EQ(told.back(), 1);
}

TEST(RunDesignTest, TwoAttacksOfOneCapabilityHaveNamesOfTheirOwn)
{
    const std::string attack = "[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n";
    const RunResult result =
        Simulate(Parse(attack + attack + attack + "capability = \"guest-root\"\n"), "flat");
    EXPECT_THAT(result.series,
                testing::ElementsAre(testing::Key("exposure.compromised.guest-root"),
                                     testing::Key("exposure.compromised.guest-user"),
                                     testing::Key("exposure.compromised.guest-user.2")));
}

const std::string kTwoTenants = "[[tenants]]\nname = \"bank\"\n"
                                "generate = { kind = \"ring\", vms = 6 }\n";

TEST(RunDesignTest, AnotherPositionAndKnowledgeAreInTheLabelAndHaveTheirReach)
{
    const std::string attack = "[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n"
                               "capability = \"guest-root\"\n";
    const RunResult result =
        Simulate(Parse(kTwoTenants + attack + attack + "position = \"neighbour\"\n" + attack +
                       "knowledge = \"own-vm\"\n"),
                 "linkwire");
    ASSERT_EQ(result.error, "");
    EXPECT_THAT(result.series,
                testing::ElementsAre(testing::Key("exposure.compromised.guest-root"),
                                     testing::Key("exposure.compromised.guest-root.neighbour"),
                                     testing::Key("exposure.compromised.guest-root.own-vm")));
    // Of 11 others: all; the 6 of the other tenant; the 2 with a link, and in several steps the tenant's.
    const auto of = [&](const std::string& name)
    { return 11 * result.metrics.at("exposure." + name); };
    EXPECT_DOUBLE_EQ(of("reachable.guest-root"), 11);
    EXPECT_DOUBLE_EQ(of("reachable.guest-root.neighbour"), 6);
    EXPECT_DOUBLE_EQ(of("closure.guest-root.neighbour"), 6);
    EXPECT_DOUBLE_EQ(of("reachable.guest-root.own-vm"), 2);
    EXPECT_DOUBLE_EQ(of("closure.guest-root.own-vm"), 5);
    EXPECT_DOUBLE_EQ(of("reachable.guest-user"), 2);
}

/// The VMs that fall, in order, under flat, where power gains nothing.
std::vector<std::string>
FallenOf(const std::string& attacks, const std::string& label)
{
    const Scenario scenario = Parse(kTwoTenants + attacks);
    RunRecorder recorder(scenario);
    const RunResult result = RunDesign(
        scenario, WriteResolved(scenario), "flat", 0, [](double) {}, &recorder);
    EXPECT_EQ(result.error, "");
    std::vector<std::string> fallen;
    const Recording& recording = recorder.Get();
    for (const RecordedFall& one : recording.falls)
    {
        if (recording.attacks.at(one.attack).label == label)
        {
            fallen.push_back(recording.cloud.vms.at(one.vm).name);
        }
    }
    return fallen;
}

TEST(RunDesignTest, AttacksOfOneRunShareFootholdTargetsAndLuck)
{
    const std::string kind = "at = \"100ms\"\nkind = \"lateral-movement\"\nprobability = 0.1\n";
    const std::string attack = "[[attacks]]\n" + kind;
    const std::string root = attack + "capability = \"guest-root\"\n";
    const std::string monitor = "[[monitors]]\nkind = \"send-counter\"\n";
    const std::vector<std::string> user = FallenOf(attack, "guest-user");
    EXPECT_GT(user.size(), 3u);
    EXPECT_EQ(FallenOf(attack + root, "guest-root"), user);
    EXPECT_EQ(FallenOf(root + attack, "guest-user"), user);
    EXPECT_EQ(FallenOf(monitor + attack, "guest-user"), user);
}

TEST(RunDesignTest, ANeighboursRandomFootholdIsNotOfItsVictimsTenant)
{
    for (const std::string victim : {"shop", "bank"})
    {
        const RunResult result =
            Simulate(Parse(kTwoTenants +
                           "[[attacks]]\nat = \"100ms\"\nkind = \"ip-spoof\"\n"
                           "capability = \"guest-root\"\nposition = \"neighbour\"\n"
                           "target = \"" +
                           victim + "/vm-1\"\nas = \"shop/vm-2\"\n"),
                     "flat");
        EXPECT_EQ(result.error, ""); // which a foothold of the victim's tenant would give
        EXPECT_EQ(result.metrics.at("attack.success.ip-spoof.guest-root.neighbour"), 1);
    }
}

TEST(RunDesignTest, AnAttackerWithoutLuckOwnsOnlyItsFoothold)
{
    const RunResult result =
        Simulate(Parse("[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n"
                       "foothold = \"shop/vm-1\"\nprobability = 0\n"),
                 "flat");
    EXPECT_EQ(result.metrics.at("exposure.compromised_final.guest-user"), 1);
    EXPECT_GT(result.metrics.at("attack.delivered.guest-user"), 0);
    EXPECT_THAT(result.series.at("exposure.compromised.guest-user"),
                testing::ElementsAre(testing::Pair(0.1, 1)));
}

/// A ring of which a VM goes and comes back by the tenant's own wish, which no file foresees.
TEST(RunDesignTest, AnAttackWhoseFootholdOrTargetDoesNotRunDoesNotStartAndIsNotMeasured)
{
    Scenario scenario = Parse("[[changes]]\nat = \"50ms\"\nkind = \"resubmit\"\n"
                              "generate = { kind = \"ring\", vms = 5 }\n"
                              "[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n"
                              "[[attacks]]\nat = \"40ms\"\nkind = \"lateral-movement\"\n"
                              "scan = \"blind\"\nfoothold = \"shop/vm-6\"\n"
                              "[[attacks]]\nat = \"100ms\"\nkind = \"ip-spoof\"\n"
                              "capability = \"guest-root\"\n"
                              "target = \"shop/vm-1\"\nas = \"shop/vm-2\"\n");
    scenario.attacks[0].foothold = "shop/vm-6";
    dynamic_cast<IpSpoofKeys&>(scenario.attacks[2].keys.Of("ip-spoof")).target = "shop/vm-6";
    const RunResult result = Simulate(scenario, "vxlan");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("attack.not_started.guest-user"), 1);
    EXPECT_EQ(result.metrics.at("attack.not_started.ip-spoof.guest-root"), 1);
    EXPECT_FALSE(result.metrics.contains("attack.not_started.guest-user.blind"));
    EXPECT_GT(result.metrics.at("attack.attempts.guest-user.blind"), 0);
    for (const std::string metric : {"attack.attempts.", "attack.delivered.", "attack.success."})
    {
        EXPECT_FALSE(result.metrics.contains(metric + "guest-user"));
        EXPECT_FALSE(result.metrics.contains(metric + "ip-spoof.guest-root"));
    }
    EXPECT_FALSE(result.series.contains("exposure.compromised.guest-user"));
}

/// Drawn when the attack starts: of those that run then.
TEST(RunDesignTest, ARandomFootholdRunsWhenItsAttackStarts)
{
    for (const uint32_t seed : {1, 2, 3, 4, 5, 6})
    {
        const RunResult result =
            Simulate(Parse("[[changes]]\nat = \"50ms\"\nkind = \"resubmit\"\n"
                           "generate = { kind = \"full-mesh\", vms = 2 }\n"
                           "[[attacks]]\nat = \"100ms\"\nkind = \"lateral-movement\"\n"
                           "probability = 1\n[run]\nduration = \"1s\"\nseed = " +
                           std::to_string(seed) + "\n"),
                     "vxlan");
        EXPECT_EQ(result.metrics.at("exposure.compromised_final.guest-user"), 2) << result.error;
    }
}

TEST(RunDesignTest, TwoWayIsBesideOneWay)
{
    const RunResult result =
        Simulate(Parse(kTwoTenants + "[run]\nduration = \"1s\"\n"), "linkwire");
    const auto of = [&](const std::string& name)
    { return 11 * result.metrics.at("exposure." + name); };
    EXPECT_DOUBLE_EQ(of("reachable.guest-root"), 11);
    EXPECT_DOUBLE_EQ(of("closure.guest-root"), 11);
    EXPECT_DOUBLE_EQ(of("reachable_two_way.guest-root"), 2);
    EXPECT_DOUBLE_EQ(of("closure_two_way.guest-root"), 5);
    EXPECT_DOUBLE_EQ(of("reachable_two_way.guest-user"), 2);
}

TEST(RunDesignTest, ATenantOfOneVmHasNothingToExpose)
{
    Scenario scenario = Parse("");
    scenario.tenants[0].specification = GenerateSpecification({.kind = "full-mesh", .vms = 1});
    const RunResult result = Simulate(scenario, "flat");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("exposure.reachable.guest-user"), 0);
    EXPECT_EQ(result.metrics.at("traffic.sent"), 0);
}

TEST(RunDesignTest, ADeploymentOfMonthsIsRefusedInWords)
{
    Scenario scenario = Parse("[[designs.variant]]\nname = \"by-hand\"\ndesign = \"linkwire\"\n"
                              "control = \"manual\"\nmanual = { seconds_per_setting = \"1h\" }\n"
                              "[run]\nduration = \"1s\"\n");
    scenario.tenants[0].specification = GenerateSpecification({.kind = "full-mesh", .vms = 50});
    const RunResult result = Simulate(scenario, "by-hand");
    EXPECT_EQ(result.error, "the first deployment did not finish within 60 days");
}

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
//
// What is recorded of a run is what its metrics count.

#include "analysis/result/result-json.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-recorder.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string kCloud = R"([substrate]
racks = 2
hosts_per_rack = 2
[[tenants]]
name = "shop"
count = 2
generate = { kind = "ring", vms = 6 }
)";

const std::string kMoving = kCloud + R"([[changes]]
at = "100ms"
kind = "rewire"
tenant = "shop-1"
links = 2
watch = "100ms"
[[attacks]]
at = "300ms"
kind = "lateral-movement"
duration = "300ms"
[[attacks]]
at = "400ms"
kind = "lateral-movement"
capability = "guest-root"
duration = "300ms"
[run]
duration = "1s"
)";

Scenario
ParseUnder(const std::string& text, const std::string& design)
{
    return ParseScenario(text + "[designs]\nuse = [\"" + design + "\"]\n",
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) { return std::nullopt; });
}

struct Recorded
{
    RunResult result;
    Recording recording;
};

Recorded
Record(const std::string& text, const std::string& design, size_t mostAttempts = 20'000)
{
    const Scenario scenario = ParseUnder(text, design);
    RunRecorder recorder(scenario, mostAttempts);
    RunResult result = RunDesign(
        scenario, WriteResolved(scenario), design, 0, [](double) {}, &recorder);
    EXPECT_EQ(result.error, "");
    return {std::move(result), recorder.Get()};
}

class EveryDesign : public testing::TestWithParam<std::string>
{
};

TEST_P(EveryDesign, AWatchedRunIsTheSameRun)
{
    const Scenario scenario = ParseUnder(kMoving, GetParam());
    RunResult alone = RunDesign(scenario, WriteResolved(scenario), GetParam(), 0, [](double) {});
    RunResult watched = Record(kMoving, GetParam()).result;
    alone.wallSeconds = watched.wallSeconds = 0;
    EXPECT_EQ(ToJson(watched), ToJson(alone));
}

TEST_P(EveryDesign, FallsAreTheStoredSeries)
{
    const auto [result, recording] = Record(kMoving, GetParam());
    ASSERT_THAT(recording.attacks, testing::SizeIs(2));
    for (uint32_t attack = 0; attack < 2; ++attack)
    {
        std::vector<std::pair<int64_t, double>> falls;
        for (const RecordedFall& fall : recording.falls)
        {
            if (fall.attack == attack)
            {
                falls.emplace_back(fall.at_us, static_cast<double>(falls.size() + 1));
            }
        }
        std::vector<std::pair<int64_t, double>> series;
        for (const auto& [time, count] :
             result.series.at("exposure.compromised." + recording.attacks[attack].label))
        {
            series.emplace_back(static_cast<int64_t>(time * 1e9 + 0.5) / 1000, count);
        }
        EXPECT_EQ(falls, series);
    }
    EXPECT_TRUE(std::ranges::is_sorted(recording.falls, {}, &RecordedFall::at_us));
}

TEST_P(EveryDesign, AttemptsAreTheMetrics)
{
    const auto [result, recording] = Record(kMoving, GetParam());
    for (uint32_t attack = 0; attack < 2; ++attack)
    {
        const RecordedAttack& of = recording.attacks[attack];
        std::array<size_t, 3> outcomes{};
        for (const RecordedAttempt& attempt : recording.attempts)
        {
            outcomes[static_cast<size_t>(attempt.outcome)] += attempt.attack == attack ? 1 : 0;
        }
        EXPECT_EQ(of.attempts, result.metrics.at("attack.attempts." + of.label));
        EXPECT_EQ(of.delivered, result.metrics.at("attack.delivered." + of.label));
        EXPECT_EQ(outcomes[0], of.attempts - of.delivered);
        EXPECT_EQ(outcomes[2] + 1, result.metrics.at("exposure.compromised_final." + of.label));
        EXPECT_EQ(of.cut_us, std::nullopt);
    }
    EXPECT_TRUE(std::ranges::is_sorted(recording.attempts, {}, &RecordedAttempt::at_us));
}

TEST_P(EveryDesign, ChangedLinksAreTheStoredSamples)
{
    const auto [result, recording] = Record(kMoving, GetParam());
    ASSERT_THAT(recording.changes, testing::SizeIs(1));
    const RecordedChange& change = recording.changes.front();
    EXPECT_EQ(change.at_us, 100'000);
    EXPECT_EQ(change.tenant, 0U);
    const auto recorded = [&change](const std::vector<RecordedLink>& links)
    {
        std::vector<int64_t> delays;
        for (const RecordedLink& link : links)
        {
            delays.push_back(link.effective_us.value_or(-1 + change.at_us) - change.at_us);
        }
        std::ranges::sort(delays);
        return delays;
    };
    // A link that was open before is drawn as obeying at once; it is in no sample.
    const auto stored = [&result = result](const std::string& name, double open)
    {
        std::vector<int64_t> delays(static_cast<size_t>(open), 0);
        if (const auto samples = result.samples.find(name); samples != result.samples.end())
        {
            for (const double value : samples->second)
            {
                delays.push_back(
                    std::isfinite(value) ? static_cast<int64_t>(value * 1e9 + 0.5) / 1000 : -1);
            }
        }
        std::ranges::sort(delays);
        return delays;
    };
    // Both are cut to whole microseconds, of different beginnings.
    const auto near = [](const std::vector<int64_t>& a, const std::vector<int64_t>& b)
    { return std::ranges::equal(a, b, [](int64_t x, int64_t y) { return std::abs(x - y) <= 1; }); };
    const double alwaysOpen = result.metrics.at("reconfig.always_open");
    EXPECT_TRUE(near(recorded(change.added), stored("reconfig.effective", alwaysOpen)));
    EXPECT_TRUE(near(recorded(change.removed), stored("reconfig.leak", 0)));
    EXPECT_EQ(change.added.size(), 2U);
}

TEST_P(EveryDesign, ReachersAreTheStoredExposure)
{
    const auto [result, recording] = Record(kMoving, GetParam());
    for (const RecordedReach& reach : recording.reach)
    {
        size_t reached = 0;
        for (const uint32_t set : reach.reachers.setOf)
        {
            reached += reach.reachers.sets[set].size() - 1;
        }
        const size_t vms = recording.cloud.vms.size();
        EXPECT_DOUBLE_EQ(static_cast<double>(reached) / static_cast<double>(vms * (vms - 1)),
                         result.metrics.at("exposure.reachable." + reach.capability));
    }
}

TEST_P(EveryDesign, EveryVmHasRulesAndEveryListConcernsSomebody)
{
    const auto [result, recording] = Record(kMoving, GetParam());
    std::vector<bool> isRead(recording.rules.lists.size());
    std::vector<bool> isUsed(recording.rules.texts.size());
    for (const std::vector<uint32_t>& lists : recording.rules.listsOf)
    {
        EXPECT_FALSE(lists.empty());
        for (const uint32_t list : lists)
        {
            isRead[list] = true;
            for (const uint32_t text : recording.rules.lists[list].texts)
            {
                isUsed[text] = true;
            }
        }
    }
    EXPECT_EQ(std::ranges::count(isRead, false), 0);
    EXPECT_EQ(std::ranges::count(isUsed, false), 0);
}

INSTANTIATE_TEST_SUITE_P(All,
                         EveryDesign,
                         testing::ValuesIn(GatherKnownNames().designs),
                         [](const auto& test)
                         {
                             std::string name = test.param;
                             std::erase(name, '-');
                             return name;
                         });

/// The rules of a VM, with the place that holds them.
std::vector<std::string>
RulesOf(const Recording& recording, uint32_t vm)
{
    std::vector<std::string> rules;
    for (const uint32_t list : recording.rules.listsOf[vm])
    {
        for (const uint32_t text : recording.rules.lists[list].texts)
        {
            rules.push_back(recording.rules.lists[list].place + ": " + recording.rules.texts[text]);
        }
    }
    return rules;
}

const std::string kPair = R"([substrate]
racks = 2
hosts_per_rack = 1
[[tenants]]
name = "shop"
generate = { kind = "full-mesh", vms = 2 }
[run]
duration = "1ms"
)";

TEST(RunRecorderTest, RulesOfFlatAreItsRoutes)
{
    EXPECT_THAT(RulesOf(Record(kPair, "flat").recording, 1),
                ElementsAre("at host 1, for this VM: what comes for 10.0.0.3 goes to this VM",
                            "at each of 4 switches of the fabric: route 10.0.0.3 to host 1"));
}

TEST(RunRecorderTest, RulesOfVxlanAreItsHostsOfItsSegment)
{
    EXPECT_THAT(
        RulesOf(Record(kPair, "vxlan").recording, 1),
        ElementsAre(
            HasSubstr("at host 1, for this VM: this VM's port is in segment VNI "),
            testing::MatchesRegex("at host 1, for segment VNI [0-9]+: FDB: vm-1, "
                                  "06:00:00:00:00:00, is behind VTEP 100.64.0.0 .host 0."),
            testing::MatchesRegex("at host 1, for segment VNI [0-9]+: ARP: vm-1, 10.0.0.2, has "
                                  "06:00:00:00:00:00")));
}

TEST(RunRecorderTest, RulesOfIdentityFirewallAreThePermitsOfTheVm)
{
    EXPECT_THAT(RulesOf(Record(kPair, "identity-firewall").recording, 1),
                testing::IsSupersetOf({"at host 1, for this VM: may send to vm-1: anything",
                                       "at host 1, for this VM: may receive from vm-1: anything"}));
}

TEST(RunRecorderTest, EachAttackHasItsShareOfRecordedAttempts)
{
    const auto [result, recording] = Record(kMoving, "flat", 50);
    EXPECT_EQ(recording.attempts.size(), 50U);
    for (uint32_t attack = 0; attack < 2; ++attack)
    {
        EXPECT_EQ(std::ranges::count(recording.attempts, attack, &RecordedAttempt::attack), 25);
        EXPECT_GT(recording.attacks[attack].attempts, 25U);
        EXPECT_GE(recording.attacks[attack].cut_us, recording.attempts[24].at_us);
    }
    EXPECT_EQ(recording.falls.size(), 24U); // both have all 12 VMs
}

TEST(RunRecorderTest, VmsComeAndGoWithAChange)
{
    const std::string grow = kPair + R"([[changes]]
at = "300us"
kind = "resubmit"
watch = "200us"
generate = { kind = "full-mesh", vms = 3 }
[[changes]]
at = "600us"
kind = "resubmit"
watch = "200us"
generate = { kind = "full-mesh", vms = 2 }
)";
    const auto [result, recording] = Record(grow, "linkwire");
    ASSERT_THAT(recording.cloud.vms, testing::SizeIs(3));
    EXPECT_TRUE(recording.cloud.vms[1].atStart);
    EXPECT_FALSE(recording.cloud.vms[2].atStart);
    ASSERT_THAT(recording.changes, testing::SizeIs(2));
    EXPECT_THAT(recording.changes[0].came, ElementsAre(2));
    EXPECT_THAT(recording.changes[0].went, ElementsAre());
    EXPECT_THAT(recording.changes[1].came, ElementsAre());
    EXPECT_THAT(recording.changes[1].went, ElementsAre(2));
}

} // namespace

} // namespace ns3::vnlab

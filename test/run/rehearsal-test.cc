// SPDX-License-Identifier: GPL-2.0-only
// What a run throws, the rehearsal says before it.
#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "test/support/scenario-test-input.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Two tenants with the same addresses, of which flat can route one.
const std::string kTwins = "[[tenants]]\nname = \"a\"\ncount = 2\naddresses = \"as-specified\"\n"
                           "generate = { kind = \"ring\", vms = 4 }\n";

const std::string kTwinAddress = "flat routes tenants' addresses in one network, and 10.0.0.2 "
                                 "belongs to both a-1/vm-1 and a-2/vm-1";

std::string
Use(const std::string& designs)
{
    return "[designs]\nuse = [" + designs + "]\n";
}

std::vector<std::string>
Texts(const std::vector<DesignWord>& words)
{
    std::vector<std::string> texts;
    std::ranges::transform(words, std::back_inserter(texts), &DesignWord::ToString);
    return texts;
}

/// @return why a run of a design fails, or "" where it does not
std::string
ErrorOfRun(const Scenario& scenario, const std::string& design)
{
    return RunDesign(scenario, "", design, 0, [](double) {}).error;
}

/// Remembers why changes fail.
class FailedChanges : public RunObserver
{
  public:
    void Changed(const ChangeOutcome& outcome) override
    {
        reasons += outcome.failure;
    }

    std::string reasons;
};

/// @return why the one change of a run fails, which goes on
std::string
ReasonOfFailedChange(const Scenario& scenario, const std::string& design)
{
    FailedChanges changes;
    const RunResult result = RunDesign(
        scenario, "", design, 0, [](double) {}, &changes);
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.metrics.at("reconfig.failed"), 1);
    return changes.reasons;
}

TEST(RehearsalTest, ADesignThatObjectsIsNamedWithItsReason)
{
    const Scenario scenario =
        ParseTest(kTwins + Use("\"flat\", \"vxlan\"") + "[run]\nduration = \"1ms\"\n");
    const Rehearsal rehearsal = Rehearse(scenario);
    EXPECT_THAT(Texts(rehearsal.refusals),
                ElementsAre("flat: refuses these tenants: " + kTwinAddress));
    EXPECT_THAT(Texts(rehearsal.warnings), IsEmpty());
    EXPECT_EQ(ErrorOfRun(scenario, "flat"), kTwinAddress);
    EXPECT_EQ(ErrorOfRun(scenario, "vxlan"), "");
}

TEST(RehearsalTest, TheAddressesAreThoseThatTheDesignGives)
{
    Scenario scenario = ParseTest(
        "[substrate]\nracks = 1\n[[tenants]]\nname = \"own\"\naddresses = \"as-specified\"\n"
        "generate = { kind = \"ring\", vms = 4 }\n[[tenants]]\nname = \"given\"\n"
        "generate = { kind = \"ring\", vms = 40 }\n" +
        Use("\"flat\"") + "[run]\nduration = \"1ms\"\n");
    scenario.designs = {"flat-by-rack"};
    const std::string why = "flat-by-rack routes tenants' addresses in one network, and 10.0.0.2 "
                            "belongs to both own/vm-1 and given/vm-1";
    EXPECT_THAT(Texts(Rehearse(scenario).refusals),
                ElementsAre("flat-by-rack: refuses these tenants: " + why));
    EXPECT_EQ(ErrorOfRun(scenario, "flat-by-rack"), why);
}

TEST(RehearsalTest, AVariantIsNamedAsTheFileNamesIt)
{
    const Scenario scenario = ParseTest(
        kTwins + Use("\"by-hand\"") +
        "[[designs.variant]]\nname = \"by-hand\"\ndesign = \"flat\"\ncontrol = \"manual\"\n");
    EXPECT_THAT(Texts(Rehearse(scenario).refusals),
                ElementsAre("by-hand: refuses these tenants: " + kTwinAddress));
}

/// From there on, two tenants claim one address: no design objects to one of them, but rules contradict.
TEST(RehearsalTest, LaterVersionsAreRehearsedToo)
{
    const TestFiles files{{"cloud/one.dot", "graph { a -- b }"},
                          {"cloud/two.dot", "graph { paths = \"p=172.16.0.0/24\"; a -- b }"}};
    const Scenario scenario = ParseTest(
        "[[tenants]]\nname = \"x\"\nspec = \"one.dot\"\naddresses = \"as-specified\"\n"
        "[[tenants]]\nname = \"y\"\nspec = \"two.dot\"\naddresses = \"as-specified\"\n" +
            Use("\"flat\"") +
            "[[changes]]\nat = \"20ms\"\nkind = \"resubmit\"\ntenant = \"x\"\nspec = \"two.dot\"\n"
            "[run]\nduration = \"100ms\"\n",
        files);
    const Rehearsal rehearsal = Rehearse(scenario);
    ASSERT_EQ(rehearsal.refusals.size(), 1U);
    EXPECT_EQ(rehearsal.refusals[0].ToString(),
              "flat: refuses these tenants from 20ms on: " +
                  ReasonOfFailedChange(scenario, "flat"));
}

TEST(RehearsalTest, TrafficThatTravelsInFragmentsUnderADesignIsTold)
{
    const std::string lab = kShop.substr(0, kShop.find("[designs]")) + Use("\"flat\", \"vxlan\"") +
                            "[substrate]\nmtu = 1500\n[traffic]\n";
    EXPECT_THAT(Texts(Rehearse(ParseTest(lab + "payload = 1422\n")).warnings), IsEmpty());
    EXPECT_THAT(Texts(Rehearse(ParseTest(lab + "payload = 1423\n")).warnings),
                ElementsAre("vxlan: traffic.payload makes packets of 1451 bytes, and the guests' "
                            "MTU is 1450, substrate.mtu less 50 bytes for tunnel headers: they "
                            "travel in fragments"));
}

TEST(RehearsalTest, TheRulesOfManyVmsAreNotCompiledAndThatIsSaid)
{
    const Scenario scenario = ParseTest(
        "[substrate]\nracks = 32\nhosts_per_rack = 32\n[[tenants]]\nname = \"a\"\ncount = 10001\n"
        "addresses = \"as-specified\"\ngenerate = { kind = \"ring\", vms = 10 }\n" +
        Use("\"flat\", \"vxlan\""));
    const Rehearsal rehearsal = Rehearse(scenario);
    ASSERT_EQ(rehearsal.refusals.size(), 1U) << "designs are asked all the same";
    EXPECT_EQ(rehearsal.refusals[0].design, "flat");
    EXPECT_THAT(Texts(rehearsal.warnings),
                ElementsAre("vxlan: whether its rules contradict each other was not tried: there "
                            "are 100010 VMs, and those of at most 100000 are compiled"));
}

TEST(RehearsalTest, GuestsNeedTheMtuOfIpv4)
{
    EXPECT_EQ(FindDesign("vxlan")->GuestMtu(118), 68);
    try
    {
        FindDesign("vxlan")->GuestMtu(117);
        FAIL() << "no exception";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(),
                     "vxlan adds 50 bytes of tunnel headers, which leaves guests an MTU of 67; "
                     "accepted are 68 or more");
    }
}

} // namespace

} // namespace ns3::vnlab

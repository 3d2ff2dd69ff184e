// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::StartsWith;

Ended
Explain(const std::string& name)
{
    const TemporaryFolder folder;
    return RunVnlab({"explain", name}, folder.path);
}

TEST(ExplainTest, AKeyHasItsTypeDefaultAndRange)
{
    const std::string rate = "substrate.wan.rate: key of the scenario file\n"
                             "  rate of each WAN link\n"
                             "  type      rate\n"
                             "  default   \"100Gbps\"\n"
                             "  accepted  1kbps to 100Tbps\n";
    const Ended explain = Explain("substrate.wan.rate");
    EXPECT_EQ(explain.status, 0);
    EXPECT_EQ(explain.out, rate);
    EXPECT_EQ(explain.err, "");
    EXPECT_EQ(Explain("wan.rate").out, rate);
    EXPECT_EQ(
        Explain("changes.links").out,
        "changes.links: key of the scenario file\n"
        "  VMs that it gets a link with, between spaces or commas, each on the first path that it "
        "is on\n"
        "  type      text\n"
        "  default   or: like\n"
        "  only with kind = \"add-vm\"\n\n"
        "changes.links: key of the scenario file\n"
        "  number of links to remove; as many absent ones are added\n"
        "  type      integer\n"
        "  default   none; required\n"
        "  accepted  1 to 1000000\n"
        "  only with kind = \"rewire\"\n");
}

TEST(ExplainTest, APresetOfCostsHasItsYearAndEachValueWithItsSource)
{
    EXPECT_EQ(Explain("reactive-controller-2009").out,
              "reactive-controller-2009: preset of costs\n"
              "  NOX, on one core: 30,000 flow initiations/s\n"
              "  as of     2009\n"
              "  sets      controller_rule = 3.3333333333333335e-05\n"
              "  source    Tavakoli et al., HotNets 2009, as Tootoonchian et al., Hot-ICE 2012, "
              "quote it\n"
              "  sets      controller_message = 0\n"
              "  source    the same figure: it is of rules with their messages\n");
}

TEST(ExplainTest, TheLastPartOfAKeyExplainsAllOfThem)
{
    const Ended explain = Explain("delay");
    EXPECT_THAT(explain.out, StartsWith("substrate.link.delay: "));
    EXPECT_THAT(explain.out, HasSubstr("\n\nsubstrate.wan.delay: "));
}

TEST(ExplainTest, TheKeysOfASweepAreKnown)
{
    EXPECT_EQ(Explain("sweep.zip").out,
              "sweep.zip: key of the scenario file\n"
              "  keys whose values vary together\n"
              "  manual    doc/sweep.md\n");
    EXPECT_THAT(Explain("sweep").out, StartsWith("sweep: key of the scenario file\n"));
    EXPECT_THAT(Explain("repeat").out, HasSubstr("\n\nsweep.repeat: "));
}

TEST(ExplainTest, AMetricHasItsUnitAndDirection)
{
    EXPECT_EQ(Explain("reconfig.acked").out,
              "reconfig.acked: metric\n"
              "  time from the change to the last agent's acknowledgement\n"
              "  question  reconfiguration latency\n"
              "  unit      s\n"
              "  better    lower\n"
              "  each run  one\n");
    EXPECT_THAT(Explain("exposure.closure.guest-root").out,
                StartsWith("exposure.closure.*: metric\n"));
    EXPECT_EQ(Explain("attack.success").out, Explain("attack.success.*").out);
    EXPECT_THAT(Explain("exposure.closure").out, StartsWith("exposure.closure.*: metric\n"));
    EXPECT_EQ(Explain("reconfig.leak p99").out, Explain("reconfig.leak").out);
    EXPECT_EQ(Explain("config.rules p99").status, 2);
}

TEST(ExplainTest, EveryKindOfNameIsKnown)
{
    for (const auto& [name, kind] : {std::pair{"linkwire", "design"},
                                     {"manual", "control plane"},
                                     {"geneve", "tunnel format"},
                                     {"lateral-movement", "attack"},
                                     {"send-counter", "monitor"},
                                     {"guest-root", "capability of an attacker"},
                                     {"host-root", "capability of an attacker"},
                                     {"neighbour", "position of an attacker"},
                                     {"own-vm", "knowledge of an attacker"},
                                     {"three-tier", "generator of specifications"},
                                     {"hook_whitelist", "key of the scenario file"},
                                     {"no-tunnel", "reason why a packet is dropped"}})
    {
        EXPECT_THAT(Explain(name).out, HasSubstr(std::string(name) + ": " + kind + "\n  "));
    }
}

TEST(ExplainTest, AnUnknownNameIsBadInputWithTheNearest)
{
    const Ended explain = Explain("link-wire");
    EXPECT_EQ(explain.status, 2);
    EXPECT_EQ(explain.out, "");
    EXPECT_EQ(explain.err,
              "\"link-wire\": is not known; `vnlab list` shows names, and doc/scenario-file.md has "
              "every key, did you mean 'linkwire'?\n");
    EXPECT_THAT(Explain("hosts_per_rak").err, HasSubstr("did you mean 'hosts_per_rack'?"));
    EXPECT_THAT(Explain("`touch pwned`\n\x1b[2J").err,
                StartsWith("\"`touch pwned`\\n\\u001B[2J\": is not known"));
    EXPECT_EQ(Explain("").status, 2);
    EXPECT_EQ(Explain("*").status, 2);
}

} // namespace

} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
// Problems of single keys: message, line and column.
#include "model/attack/lateral-movement.h"
#include "model/change/rewire.h"
#include "model/spec/generator/random.h"
#include "model/substrate/placement/pack.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST(ScenarioReaderTest, DefaultsFillWhatTheFileLacks)
{
    const Scenario scenario = ParseTest(kShop);
    EXPECT_EQ(scenario.title, "lab.toml");
    EXPECT_EQ(scenario.substrate.racks, 4u);
    EXPECT_EQ(scenario.substrate.link.rate_bps, 10'000'000'000u);
    EXPECT_EQ(scenario.tenants.at(0).count, 3u);
    EXPECT_EQ(num_vertices(scenario.tenants.at(0).specification.graph), 4u);
    EXPECT_EQ(scenario.run.duration_ns, 10'000'000'000u);
    EXPECT_TRUE(scenario.changes.empty());
}

TEST(ScenarioReaderTest, EveryKeySetsItsOwnValue)
{
    const Scenario scenario = ParseTest(R"(
title = "All keys"
[substrate]
datacenters = 2
racks = 3
hosts_per_rack = 5
spines = 6
vms_per_host = 7
mtu = 1500
placement = "pack"
pack = { fill = 0.25 }
link = { rate = "1Gbps", delay = "2us", queue = "3kB" }
wan = { topology = "file", file = "wan.graphml", rate = "4Gbps", delay = "5ms", queue = 6 }
[[tenants]]
name = "shop"
count = 2
generate = { kind = "random", vms = 8, degree = 3, protocol = "ipip", seed = 9 }
guest = "full"
addresses = "as-specified"
[designs]
use = ["vxlan", "flat"]
[traffic]
interval = "1ms"
payload = "1kB"
[[changes]]
at = "1s"
kind = "rewire"
tenant = "shop-2"
links = 1
probe_interval = "2ms"
watch = "3s"
[[attacks]]
at = "4s"
kind = "lateral-movement"
capability = "guest-root"
position = "neighbour"
knowledge = "own-vm"
foothold = "shop-1/vm-1"
probability = 0.25
locality = 0.75
scan_interval = "5ms"
duration = "6s"
[run]
seed = 11
repeat = 12
duration = "13s"
[costs]
xdp-drop = 41.6
flow-setup = 3
)",
                                        {{"cloud/wan.graphml", kPairWan}});
    EXPECT_EQ(scenario.title, "All keys");
    const Scenario::Substrate& substrate = scenario.substrate;
    EXPECT_EQ(substrate.datacenters, 2u);
    EXPECT_EQ(substrate.racks, 3u);
    EXPECT_EQ(substrate.hosts_per_rack, 5u);
    EXPECT_EQ(substrate.spines, 6u);
    EXPECT_EQ(substrate.vms_per_host, 7u);
    EXPECT_EQ(substrate.mtu, 1500u);
    EXPECT_EQ(substrate.placement, "pack");
    EXPECT_EQ(dynamic_cast<const PackKeys&>(substrate.placementKeys.Of("pack")).fill, 0.25);
    EXPECT_EQ(substrate.link.rate_bps, 1'000'000'000u);
    EXPECT_EQ(substrate.link.delay_ns, 2'000u);
    EXPECT_EQ(substrate.link.queue_bytes, 3'000u);
    EXPECT_EQ(substrate.wan.topology, "file");
    EXPECT_EQ(substrate.wan.file, "wan.graphml");
    EXPECT_EQ(substrate.wan.fileText, kPairWan);
    EXPECT_EQ(substrate.wan.rate_bps, 4'000'000'000u);
    EXPECT_EQ(substrate.wan.delay_ns, 5'000'000u);
    EXPECT_EQ(substrate.wan.queue_bytes, 6u);
    const Scenario::Tenants& tenants = scenario.tenants.at(0);
    EXPECT_EQ(tenants.count, 2u);
    EXPECT_EQ(tenants.source.generate->kind, "random");
    EXPECT_EQ(tenants.source.generate->vms, 8u);
    EXPECT_EQ(dynamic_cast<const RandomKeys&>(tenants.source.generate->keys.Of("random")).degree,
              3u);
    EXPECT_EQ(tenants.source.generate->protocol, TunnelProtocol::kIpip);
    EXPECT_EQ(tenants.source.generate->seed, 9u);
    EXPECT_TRUE(tenants.fullGuests);
    EXPECT_FALSE(tenants.uniqueAddresses);
    EXPECT_EQ(scenario.designs, (std::vector<std::string>{"vxlan", "flat"}));
    EXPECT_EQ(scenario.traffic.interval_ns, 1'000'000u);
    EXPECT_EQ(scenario.traffic.payload_bytes, 1'000u);
    const Scenario::Change& change = scenario.changes.at(0);
    EXPECT_EQ(change.at_ns, 1'000'000'000u);
    EXPECT_EQ(change.kind, "rewire");
    EXPECT_EQ(change.tenant, "shop-2");
    EXPECT_EQ(dynamic_cast<const RewireKeys&>(change.keys.Of("rewire")).links, 1u);
    EXPECT_EQ(change.probe_interval_ns, 2'000'000u);
    EXPECT_EQ(change.watch_ns, 3'000'000'000u);
    const Scenario::Attack& attack = scenario.attacks.at(0);
    EXPECT_EQ(attack.at_ns, 4'000'000'000u);
    EXPECT_EQ(attack.kind, "lateral-movement");
    EXPECT_EQ(attack.attacker,
              (Attacker{Capability::kGuestRoot, Position::kNeighbour, Knowledge::kOwnVm}));
    EXPECT_EQ(attack.foothold, "shop-1/vm-1");
    const auto& own = dynamic_cast<const LateralMovementKeys&>(attack.keys.Of(attack.kind));
    EXPECT_EQ(own.probability, 0.25);
    EXPECT_EQ(own.locality, 0.75);
    EXPECT_EQ(own.scan_interval_ns, 5'000'000u);
    EXPECT_EQ(attack.duration_ns, 6'000'000'000u);
    EXPECT_EQ(scenario.run.seed, 11u);
    EXPECT_EQ(scenario.run.repeat, 12u);
    EXPECT_EQ(scenario.run.duration_ns, 13'000'000'000u);
    EXPECT_EQ(scenario.costs,
              (std::map<std::string, double>{{"xdp-drop", 41.6}, {"flow-setup", 3.0}}));
}

TEST(ScenarioReaderTest, AnEmptyFileIsToldWhatItLacks)
{
    EXPECT_EQ(Problems(""), "1:1: tenants is missing\n1:1: designs.use is missing\n");
}

TEST(ScenarioReaderTest, EmptyListsAreRefused)
{
    EXPECT_EQ(Problems("tenants = []\n[designs]\nuse = []\n"),
              "1:11: tenants is empty; accepted is one or more [[tenants]]\n"
              "3:7: designs.use is empty; accepted is a list of one or more of flat, vxlan, "
              "linkwire, identity-firewall\n");
}

TEST(ScenarioReaderTest, SyntaxErrorsHaveTheirPlace)
{
    EXPECT_EQ(Problems("title = \"x\"\n[substrate\nracks = 1\n"),
              "2:11: not TOML: Error while parsing table header: expected ']', saw '\\n'\n");
    EXPECT_EQ(Problems("a = 1\na = 2\n"),
              "2:5: not TOML: Error while parsing key-value pair: cannot redefine existing integer "
              "'a'\n");
}

TEST(ScenarioReaderTest, InvalidUtf8IsASyntaxError)
{
    EXPECT_THAT(Problems("title = \"\xff\"\n"), StartsWith("1:9: not TOML: "));
}

TEST(ScenarioReaderTest, AnIntegerBeyond64BitsIsASyntaxError)
{
    EXPECT_THAT(Problems("[run]\nseed = 99999999999999999999\n"), StartsWith("2:"));
}

TEST(ScenarioReaderTest, AnUnknownKeyIsShownWithTheNearestKnownOne)
{
    EXPECT_EQ(Problems(kShop + "[substrate]\nracks = 2\n  host_per_rack = 5\n"),
              "10:3: unknown key \"host_per_rack\" in substrate; accepted are datacenters, racks, "
              "hosts_per_rack, spines, vms_per_host, mtu, switching_cores, detection, "
              "control_network, hash_gre_key, placement, "
              "link, wan, servers, did you mean "
              "'hosts_per_rack'?\n");
    EXPECT_EQ(Problems(kShop + "[substrate.link]\nspeed = \"1Gbps\"\n"),
              "9:1: unknown key \"speed\" in substrate.link; accepted are rate, delay, queue\n");
}

TEST(ScenarioReaderTest, AnUnknownTableIsShownWithTheNearestKnownOne)
{
    EXPECT_EQ(Problems(kShop + "[subtrate]\nracks = 2\n"),
              "8:2: unknown key \"subtrate\"; accepted are title, substrate, tenants, "
              "middleboxes, designs, traffic, changes, attacks, monitors, identity, run, costs, "
              "did you mean 'substrate'?\n");
}

TEST(ScenarioReaderTest, AnUnknownKeyInTheSecondOfSeveralTablesHasItsPlace)
{
    EXPECT_THAT(Problems(kShop +
                         "[[tenants]]\nname = \"b\"\ngenerate = { kind = \"ring\", vms = 3 }\n"
                         "cuont = 2\n"),
                StartsWith("11:1: unknown key \"cuont\" in tenants; "));
}

TEST(ScenarioReaderTest, AControlCharacterInAKeyIsShownEscaped)
{
    EXPECT_THAT(Problems(kShop + "[run]\n\"\\u001b[31m\" = 1\n"),
                StartsWith("9:1: unknown key \"\\u001B[31m\" in run; "));
}

TEST(ScenarioReaderTest, AWrongTypeNamesWhatWasFoundAndWhatIsAccepted)
{
    EXPECT_EQ(Problems("title = 5\n" + kShop),
              "1:9: title is 5; accepted is text in quotes: write \"5\"\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nracks = \"two\"\n"),
              "9:9: substrate.racks is \"two\"; accepted is an integer from 1 to 32768\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nracks = 2.0\n"),
              "9:9: substrate.racks is 2.0; accepted is an integer from 1 to 32768: write 2\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nracks = [2]\n"),
              "9:9: substrate.racks is a list; accepted is an integer from 1 to 32768\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nlink = true\n"),
              "9:8: substrate.link is true; accepted is a table\n");
    EXPECT_EQ(
        Problems(kShop + "[run]\nduration = 2024-01-01\n"),
        "9:12: run.duration is a date or time; accepted is a duration from 1us to 1000h, with "
        "a unit of ns, us, µs, ms, s, min, h, such as \"10us\"\n");
    EXPECT_EQ(Problems("substrate = 1\n" + kShop), "1:13: substrate is 1; accepted is a table\n");
}

TEST(ScenarioReaderTest, ATableInsteadOfAnArrayOfTablesIsRefused)
{
    EXPECT_EQ(Problems("[tenants]\nname = \"a\"\n[designs]\nuse = [\"flat\"]\n"),
              "1:1: tenants is a table; accepted is one or more [[tenants]]\n");
    EXPECT_EQ(Problems("tenants = [1]\n[designs]\nuse = [\"flat\"]\n"),
              "1:12: tenants is 1; accepted is a table\n");
}

TEST(ScenarioReaderTest, ZeroAndNegativeSizesAreRefused)
{
    EXPECT_EQ(Problems(kShop + "[substrate]\nracks = 0\nhosts_per_rack = -4\nmtu = 100\n"),
              "9:9: substrate.racks is 0; accepted is an integer from 1 to 32768\n"
              "10:18: substrate.hosts_per_rack is -4; accepted is an integer from 1 to 32768\n"
              "11:7: substrate.mtu is 100; accepted is an integer from 576 to 65535\n");
    EXPECT_EQ(
        Problems(kShop + "[traffic]\npayload = -1\n"),
        "9:11: traffic.payload is -1, which is negative; accepted is a size from 32B to 65507B, "
        "with a unit of B, kB, KiB, MB, MiB, GB, such as \"64kB\"\n");
    EXPECT_EQ(Problems(kShop + "[traffic]\npayload = 0\n"),
              "9:11: traffic.payload is 0; accepted is a size from 32B to 65507B\n");
    EXPECT_EQ(Problems(kShop + "[run]\nrepeat = 0\n"),
              "9:10: run.repeat is 0; accepted is an integer from 1 to 1000000\n");
}

TEST(ScenarioReaderTest, ARateWithoutAUnitIsRefused)
{
    const std::string accepted = "; accepted is a rate from 1kbps to 100Tbps, with a unit of bps, "
                                 "kbps, Mbps, Gbps, Tbps, such as \"10Gbps\"\n";
    EXPECT_EQ(Problems(kShop + "[substrate]\nlink = { delay = \"1us\", rate = \"10\" }\n"),
              "9:32: substrate.link.rate is \"10\", which has no unit" + accepted);
    EXPECT_EQ(Problems(kShop + "[substrate]\nlink = { rate = 10 }\n"),
              "9:17: substrate.link.rate is 10, which has no unit" + accepted);
    EXPECT_EQ(Problems(kShop + "[substrate]\nlink = { rate = \"1e9Gbps\" }\n"),
              "9:17: substrate.link.rate is \"1e9Gbps\", which has an unknown unit" + accepted);
    EXPECT_EQ(Problems(kShop + "[substrate]\nlink = { rate = \"99999999999Gbps\" }\n"),
              "9:17: substrate.link.rate is \"99999999999Gbps\", which is too large" + accepted);
}

TEST(ScenarioReaderTest, ADurationWithoutAUnitOrOutOfRangeIsRefused)
{
    EXPECT_EQ(Problems(kShop + "[run]\nduration = 10\n"),
              "9:12: run.duration is 10, which has no unit; accepted is a duration from 1us to "
              "1000h, with a unit of ns, us, µs, ms, s, min, h, such as \"10us\"\n");
    EXPECT_EQ(Problems(kShop + "[run]\nduration = \"0s\"\n"),
              "9:12: run.duration is \"0s\"; accepted is a duration from 1us to 1000h\n");
}

TEST(ScenarioReaderTest, ProbabilitiesLieBetweenZeroAndOne)
{
    const std::string attack = kShop + "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movement\"\n";
    EXPECT_EQ(Problems(attack + "probability = 1\n"), "");
    EXPECT_EQ(Problems(attack + "probability = 1.5\n"),
              "11:15: attacks.probability is 1.5; accepted is a number, 0 to 1\n");
    EXPECT_EQ(Problems(attack + "probability = nan\n"),
              "11:15: attacks.probability is nan; accepted is a number, 0 to 1\n");
    EXPECT_EQ(Problems(attack + "probability = \"high\"\n"),
              "11:15: attacks.probability is \"high\"; accepted is a number, 0 to 1\n");
}

TEST(ScenarioReaderTest, UnknownWordsAreShownWithTheNearestKnownOne)
{
    EXPECT_EQ(Problems(kShop + "[substrate]\nplacement = \"packed\"\n"),
              "9:13: substrate.placement is \"packed\"; accepted are pack, random, "
              "round-robin, tenant-affine\n");
    EXPECT_EQ(
        Problems(kShop + "[[changes]]\nat = \"1s\"\nkind = \"resubmitt\"\n"),
        "10:8: changes.kind is \"resubmitt\"; accepted are move-vm, resubmit, rewire, did you mean "
        "'resubmit'?\n");
    EXPECT_EQ(Problems(kShop + "[[attacks]]\nat = \"1s\"\nkind = \"lateral-movment\"\n"),
              "10:8: attacks.kind is \"lateral-movment\"; accepted are ip-spoof, lateral-movement, "
              "did you "
              "mean 'lateral-movement'?\n");
    EXPECT_EQ(Problems("[[tenants]]\nname = \"a\"\ngenerate = { kind = \"rign\", vms = 4 }\n"
                       "[designs]\nuse = [\"flat\"]\n"),
              "3:21: tenants.generate.kind is \"rign\"; accepted are full-mesh, random, ring, "
              "sdn-control, service-chain, star, three-tier, did you mean 'ring'?\n");
}

TEST(ScenarioReaderTest, KeysOfAnotherGeneratorAreRefusedWithTheOneThatHasThem)
{
    EXPECT_EQ(
        Problems("[[tenants]]\nname = \"a\"\ngenerate = { kind = \"ring\", vms = 4, degree = 3, "
                 "seed = 2, controllers = 1 }\n[designs]\nuse = [\"flat\"]\n"),
        "3:47: tenants.generate.degree does not apply here; accepted is only with kind = "
        "\"random\"\n"
        "3:57: tenants.generate.seed does not apply here; accepted is only with kind = "
        "\"random\"\n"
        "3:74: tenants.generate.controllers does not apply here; accepted is only with kind = "
        "\"sdn-control\"\n");
    EXPECT_EQ(Problems("[[tenants]]\nname = \"a\"\ngenerate = { kind = \"random\", vms = 4, "
                       "degree = 0, sede = 2 }\n[designs]\nuse = [\"flat\"]\n"),
              "3:49: tenants.generate.degree is 0; accepted is an integer from 1 to 1000000\n"
              "3:52: unknown key \"sede\" in tenants.generate; accepted are kind, vms, degree, "
              "protocol, seed, did you mean 'seed'?\n");
    EXPECT_EQ(Problems(kShop + "[[changes]]\nat = \"1s\"\nkind = \"resubmit\"\n"
                               "generate = { kind = \"star\", vms = 4, degree = 3 }\n"),
              "11:47: changes.generate.degree does not apply here; accepted is only with kind = "
              "\"random\"\n");
}

TEST(ScenarioReaderTest, KeysOfAnotherPlacementAreRefused)
{
    EXPECT_EQ(Problems(kShop + "[substrate.pack]\nfill = 0.5\n"),
              "8:1: substrate.pack does not apply here; accepted is only with placement = "
              "\"pack\"\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nplacement = \"random\"\nrandom = { seed = 3 }\n"),
              "10:1: unknown key \"random\" in substrate; accepted are datacenters, racks, "
              "hosts_per_rack, spines, vms_per_host, mtu, switching_cores, detection, "
              "control_network, hash_gre_key, placement, "
              "link, wan, servers\n");
    const std::string pack = kShop + "[substrate]\nplacement = \"pack\"\n";
    EXPECT_EQ(Problems(pack + "pack = { fill = 0 }\n"),
              "10:17: substrate.pack.fill is 0; accepted is a number, 0.01 to 1\n");
    EXPECT_EQ(Problems(pack + "pack = 0.5\n"),
              "10:8: substrate.pack is 0.5; accepted is a table\n");
    EXPECT_EQ(Problems(pack + "[substrate.pack]\nfil = 0.5\n"),
              "11:1: unknown key \"fil\" in substrate.pack; accepted are fill, did you mean "
              "'fill'?\n");
}

TEST(ScenarioReaderTest, UnknownAndRepeatedDesignsHaveThePlaceInTheList)
{
    EXPECT_EQ(Problems("[[tenants]]\nname = \"a\"\ngenerate = { kind = \"ring\", vms = 4 }\n"
                       "[designs]\nuse = [\"flat\", \"vxlam\", \"flat\", 3]\n"),
              "5:16: designs.use has \"vxlam\"; accepted are flat, vxlan, linkwire, "
              "identity-firewall, did you mean 'vxlan'?\n"
              "5:25: designs.use has \"flat\" twice\n"
              "5:33: designs.use has 3; accepted are flat, vxlan, linkwire, identity-firewall\n");
}

TEST(ScenarioReaderTest, CostsHaveKnownNamesAndAreNotNegative)
{
    EXPECT_EQ(Problems(kShop + "[costs]\nxdp-dorp = 1\nflow-setup = -1.5\n"),
              "9:1: unknown key \"xdp-dorp\" in costs; accepted are use, delay_packets, "
              "xdp-drop, flow-setup, did "
              "you mean 'xdp-drop'?\n"
              "10:14: costs.flow-setup is -1.5; accepted is a number, 0 or more\n");
    EXPECT_EQ(Problems("costs = 3\n" + kShop),
              "1:9: costs is 3; accepted is a table, or names of presets and files in "
              "quotes, one or a list\n");
}

TEST(ScenarioReaderTest, MissingKeysHaveThePlaceOfTheirTable)
{
    EXPECT_EQ(Problems(kShop + "[[changes]]\n[[attacks]]\n"),
              "8:1: changes.at is missing\n8:1: changes.kind is missing\n"
              "9:1: attacks.at is missing\n9:1: attacks.kind is missing\n");
}

TEST(ScenarioReaderTest, KeysOfAnotherKindAreRefused)
{
    EXPECT_EQ(
        Problems(kShop + "[[changes]]\nat = \"1s\"\nkind = \"rewire\"\nspec = \"a.dot\"\n"),
        "8:1: changes.links is missing\n"
        "11:8: changes.spec does not apply here; accepted is only with kind = \"resubmit\"\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nwan = { file = \"x.graphml\" }\n"),
              "9:16: substrate.wan.file does not apply here; accepted is only with topology = "
              "\"file\"\n");
    EXPECT_EQ(Problems(kShop + "[substrate]\nwan = { topology = \"file\" }\n"),
              "9:7: substrate.wan.file is missing\n");
}

TEST(ScenarioReaderTest, LongTextIsCutInMessages)
{
    const std::string problems =
        Problems(kShop + "[substrate]\nplacement = \"" + std::string(10'000, 'x') + "\"\n");
    EXPECT_THAT(problems, HasSubstr("is \"" + std::string(80, 'x') + "\"…; accepted"));
    EXPECT_THAT(problems, EndsWith("tenant-affine\n"));
}

TEST(ScenarioReaderTest, TextIsNotCutInsideACharacter)
{
    EXPECT_THAT(Problems(kShop + "[substrate]\nplacement = \"x" +
                         []
                         {
                             std::string text;
                             for (int i = 0; i < 100; ++i)
                             {
                                 text += "µ";
                             }
                             return text;
                         }() +
                         "\"\n"),
                HasSubstr("µ\"…; accepted"));
}

TEST(ScenarioReaderTest, AValueOfTheWrongTypeIsToldHowItIsWritten)
{
    const std::string integer = "; accepted is an integer from 1 to 32768";
    const auto racks = [](const std::string& value)
    { return Problems(kShop + "[substrate]\nracks = " + value + "\n"); };
    EXPECT_EQ(racks("4.0"), "9:9: substrate.racks is 4.0" + integer + ": write 4\n");
    EXPECT_EQ(racks("\"4\""), "9:9: substrate.racks is \"4\"" + integer + ": write 4\n");
    EXPECT_EQ(racks("4.5"), "9:9: substrate.racks is 4.5" + integer + "\n");
    EXPECT_EQ(racks("0.0"), "9:9: substrate.racks is 0.0" + integer + "\n");
    EXPECT_EQ(racks("-4.0"), "9:9: substrate.racks is -4.0" + integer + "\n");
    EXPECT_EQ(racks("1e300"), "9:9: substrate.racks is 1e+300" + integer + "\n");
    EXPECT_EQ(racks("nan"), "9:9: substrate.racks is nan" + integer + "\n");
    EXPECT_EQ(racks("\"40000\""), "9:9: substrate.racks is \"40000\"" + integer + "\n");
    EXPECT_EQ(Problems(kShop + "[identity]\nverify = \"0.5\"\n"),
              "9:10: identity.verify is \"0.5\"; accepted is a number, 0 to 1: write 0.5\n");
    EXPECT_EQ(Problems(kShop + "[identity]\nverify = \"5\"\n"),
              "9:10: identity.verify is \"5\"; accepted is a number, 0 to 1\n");
    EXPECT_EQ(Problems("title = true\n" + kShop),
              "1:9: title is true; accepted is text in quotes: write \"true\"\n");
    EXPECT_THAT(Problems("[designs]\nuse = \"flat\"\n" + kShop.substr(0, kShop.find("[designs]"))),
                EndsWith("identity-firewall: write [\"flat\"]\n"));
}

TEST(ScenarioReaderTest, OfManyUnknownKeysFiftyAreTold)
{
    std::string keys;
    for (int i = 0; i < 8'000; ++i)
    {
        keys += "k" + std::to_string(i) + " = 1\n";
    }
    const std::string problems = Problems(keys + kShop);
    EXPECT_THAT(problems, StartsWith("1:1: unknown key \"k0\"; accepted are title, "));
    EXPECT_THAT(problems, HasSubstr("\n50:1: unknown key \"k49\""));
    EXPECT_THAT(problems, EndsWith("\nand 7950 more\n"));
    EXPECT_LT(problems.size(), 20'000U);
}

/// The list of what is accepted grows with the file, too.
TEST(ScenarioReaderTest, OfManyUnknownDesignsFiftyAreTold)
{
    std::string names;
    std::string variants;
    for (int i = 0; i < 2'000; ++i)
    {
        names += "\"no-such-design-" + std::to_string(i) + "\", ";
        variants +=
            "[[designs.variant]]\nname = \"my-own-" + std::to_string(i) + "\"\ndesign = \"flat\"\n";
    }
    const std::string problems = Problems("[designs]\nuse = [" + names + "]\n" + variants +
                                          kShop.substr(0, kShop.find("[designs]")));
    EXPECT_THAT(problems, HasSubstr("my-own-45 and 1954 more\n"));
    EXPECT_THAT(problems, EndsWith("\nand 1950 more\n"));
    EXPECT_LT(problems.size(), 60'000U);
}

RC_GTEST_PROP(ScenarioReaderTest, DamagedTextIsAScenarioOrAnInputError, ())
{
    std::string text = kShop + "[substrate]\nlink = { rate = \"1Gbps\" }\n[costs]\nxdp-drop = 1\n";
    const auto damages = *rc::gen::container<std::vector<std::pair<size_t, char>>>(
        rc::gen::pair(rc::gen::inRange<size_t>(0, text.size()), rc::gen::arbitrary<char>()));
    for (const auto& [at, byte] : damages)
    {
        text[at] = byte;
    }
    Problems(text); // any other exception fails the test
}

} // namespace
} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
//
// Bad scenarios end with exit status 2, one message with its place, and nothing written.

#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::StartsWith;

struct BadScenario
{
    std::string name;
    std::string scenario; ///< lab.toml
    std::string place;    ///< what the message starts with
    std::string message;  ///< part of it
    std::string file{};   ///< that the scenario names
    std::string bytes{};  ///< of that file
};

void
PrintTo(const BadScenario& bad, std::ostream* out)
{
    *out << bad.name;
}

std::string
WithSpec(const std::string& file)
{
    return With(kRing, "generate = { kind = \"ring\", vms = 6 }", "spec = \"" + file + "\"");
}

/// A variant of a design on lines 10 to 12 whose last key is wrong, on line 13.
std::string
WithVariant(const std::string& design, const std::string& key)
{
    return With(kRing,
                "[run]",
                "[[designs.variant]]\nname = \"mine\"\ndesign = \"" + design + "\"\n" + key +
                    "\n[run]");
}

std::vector<BadScenario>
BadScenarios()
{
    const std::string change = "[[changes]]\nat = \"1ms\"\nkind = \"resubmit\"\n";
    const std::string attack = "[[attacks]]\nat = \"1ms\"\nkind = \"lateral-movement\"\n";
    return {
        {"NotToml", With(kRing, "racks = 2", "racks = = 2"), "lab.toml:3:9: ", "not TOML"},
        {"TextWithoutQuotes",
         With(kRing, "\"shop\"", "shop"),
         "lab.toml:6:8: ",
         "text stands in quotes: name = \"shop\""},
        {"IntegerWithDecimals",
         With(kRing, "racks = 2", "racks = 2.0"),
         "lab.toml:3:9: ",
         "write 2"},
        {"TomlWithoutABottom",
         []
         {
             std::string deep;
             for (int i = 0; i < 30'000; ++i)
             {
                 deep += "a.";
             }
             return deep + "a = 1";
         }(),
         "lab.toml:1:64: ",
         "goes too deep; accepted are keys of at most 32 parts"},
        {"UnknownKey",
         With(kRing, "racks", "rakcs"),
         "lab.toml:3:1: ",
         "unknown key \"rakcs\" in substrate; accepted are datacenters, racks, "},
        {"NearestKey", With(kRing, "racks", "rakcs"), "lab.toml:3:1: ", "did you mean 'racks'?"},
        {"WrongType", With(kRing, "racks = 2", "racks = \"two\""), "lab.toml:3:9: ", "\"two\""},
        {"NegativeSize", With(kRing, "racks = 2", "racks = -2"), "lab.toml:3:9: ", "-2"},
        {"ZeroSize", With(kRing, "racks = 2", "racks = 0"), "lab.toml:3:9: ", "is 0"},
        {"ZeroVms", With(kRing, "vms = 6", "vms = 0"), "lab.toml:7:35: ", "is 0"},
        {"ZeroTime", With(kRing, "\"1s\"", "\"0s\""), "lab.toml:11:12: ", "\"0s\""},
        {"RateWithoutUnit",
         With(kRing, "racks = 2", "link = { rate = 10 }"),
         "lab.toml:3:17: ",
         "has no unit; accepted is a rate"},
        {"RateInQuotesWithoutUnit",
         With(kRing, "racks = 2", "link = { rate = \"10\" }"),
         "lab.toml:3:17: ",
         "has no unit; accepted is a rate"},
        {"MoreVmsThanTheSubstrateHolds",
         With(kRing, "racks = 2", "vms_per_host = 1\nracks = 1"),
         "lab.toml:6:1: ",
         "does not fit: 6 VMs take at least 6 slots, but 2 hosts with 1 slots each have 2"},
        {"UnknownDesign",
         With(kRing, "linkwire", "linkwrie"),
         "lab.toml:9:16: ",
         "\"linkwrie\"; accepted are flat, "},
        {"UnknownPartOfAVariant",
         With(kRing,
              "[run]",
              "[[designs.variant]]\nname = \"by-hand\"\ndesign = \"flat\"\ncontrol = "
              "\"hand\"\n[run]"),
         "lab.toml:13:11: ",
         "designs.variant.control is \"hand\"; accepted are bgp-evpn, hoverboard, manual, pull, "
         "push, reactive, replicate"},
        {"VariantOfATakenName",
         With(kRing, "[run]", "[[designs.variant]]\nname = \"flat\"\ndesign = \"flat\"\n[run]"),
         "lab.toml:11:8: ",
         "\"flat\", which is taken"},
        {"UnknownTreeProtocol",
         WithVariant("vlan", "stp = \"802.1d\""),
         "lab.toml:13:7: ",
         "designs.variant.stp is \"802.1d\"; accepted are 802.1D, rstp, did you mean '802.1D'?"},
        {"UnknownTrees",
         WithVariant("vlan-one-hop", "trees = \"non\""),
         "lab.toml:13:9: ",
         "designs.variant.trees is \"non\"; accepted are one, per-vlan, none, did you mean "
         "'none'?"},
        {"MacTableWithoutRoom",
         WithVariant("vlan", "mac_table = 0"),
         "lab.toml:13:13: ",
         "designs.variant.mac_table is 0; accepted is an integer from 1 to 10000000"},
        {"TreesOfADesignWithoutThem",
         WithVariant("vxlan", "trees = \"one\""),
         "lab.toml:13:9: ",
         "designs.variant.trees does not apply here; accepted is only with design = \"vlan\", "
         "design = \"vlan-one-hop\""},
        {"ControlPlaneThatAVlanCannotUse",
         WithVariant("vlan", "control = \"reactive\""),
         "lab.toml:13:11: ",
         "designs.variant.control is \"reactive\", which"},
        {"TwoPhasesOfVlans",
         WithVariant("vlan", "control = \"push\"\nupdates = { order = \"two-phase\" }"),
         "lab.toml:14:11: ",
         "is in two phases, and no packet of \"vlan\" says which version"},
        {"UnknownGenerator",
         With(kRing, "\"ring\"", "\"rign\""),
         "lab.toml:7:21: ",
         "did you mean 'ring'?"},
        {"UnknownChange",
         kRing + With(change, "resubmit", "resubmitt"),
         "lab.toml:14:8: ",
         "did you mean 'resubmit'?"},
        {"UnknownAttack",
         kRing + With(attack, "movement", "moves"),
         "lab.toml:14:8: ",
         "\"lateral-moves\""},
        {"UnknownFoothold",
         kRing + attack + "foothold = \"shop/nobody\"\n",
         "lab.toml:15:12: ",
         "has no VM \"nobody\""},
        {"MissingSpec", WithSpec("absent.dot"), "lab.toml:7:8: ", "does not exist"},
        {"GraphMlIsNotXml",
         WithSpec("web.graphml"),
         "web.graphml:2:10: ",
         "not well-formed XML",
         "web.graphml",
         "<graphml>\nnot xml & more"},
        {"DotHasASyntaxError",
         WithSpec("web.dot"),
         "web.dot:2:8: ",
         "",
         "web.dot",
         "graph {\n  a -- ;\n}\n"},
        {"SpecNamesAVmTwice",
         WithSpec("web.graphml"),
         "web.graphml:3:3: ",
         "'a'",
         "web.graphml",
         "<graphml><graph edgedefault=\"undirected\">\n"
         "  <node id=\"a\"/>\n"
         "  <node id=\"a\"/>\n"
         "</graph></graphml>\n"},
        {"EdgeToAMissingVm",
         WithSpec("web.graphml"),
         "web.graphml:3:3: ",
         "'b'",
         "web.graphml",
         "<graphml><graph edgedefault=\"undirected\">\n"
         "  <node id=\"a\"/>\n"
         "  <edge source=\"a\" target=\"b\"/>\n"
         "</graph></graphml>\n"},
        {"ChainToAMissingVm",
         WithSpec("web.dot"),
         "web.dot:",
         "names VM 'b', which does not exist",
         "web.dot",
         "graph {\n  chains = \"a>b\"\n  a\n}\n"},
        {"ChangeWithABadSpec",
         kRing + change + "spec = \"web.dot\"\n",
         "web.dot:1:1: ",
         "",
         "web.dot",
         "grph {}\n"},
    };
}

class BadScenarioTest : public testing::TestWithParam<BadScenario>
{
  protected:
    BadScenarioTest()
    {
        WriteFile(m_folder / "lab.toml", GetParam().scenario);
        if (!GetParam().file.empty())
        {
            WriteFile(m_folder / GetParam().file, GetParam().bytes);
        }
    }

    TemporaryFolder m_folder;
};

TEST_P(BadScenarioTest, IsRefusedWithItsPlaceAndNothingIsWritten)
{
    const auto before = ContentsOf(m_folder.path);
    const Ended run = RunVnlab({"run", "lab.toml", "--out", "out"}, m_folder.path);
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, StartsWith(GetParam().place));
    EXPECT_THAT(run.err, HasSubstr(GetParam().message));
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
    EXPECT_EQ(ContentsOf(m_folder.path), before);
}

TEST_P(BadScenarioTest, CheckSaysTheSameAsRun)
{
    const Ended run = RunVnlab({"run", "lab.toml"}, m_folder.path);
    const Ended check = RunVnlab({"check", "lab.toml"}, m_folder.path);
    EXPECT_EQ(check.status, 2);
    EXPECT_EQ(check.out, "");
    EXPECT_EQ(check.err, run.err);
}

INSTANTIATE_TEST_SUITE_P(All,
                         BadScenarioTest,
                         testing::ValuesIn(BadScenarios()),
                         [](const auto& test) { return test.param.name; });

TEST(BadScenarioFileTest, AMissingFileIsNamed)
{
    const TemporaryFolder folder;
    const Ended run = RunVnlab({"run", "absent.toml"}, folder.path);
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.err, "absent.toml: does not exist\n");
    EXPECT_TRUE(ContentsOf(folder.path).empty());
}

TEST(BadScenarioFileTest, AFolderIsNoScenario)
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path / "lab.toml");
    const Ended run = RunVnlab({"run", "lab.toml"}, folder.path);
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.err, "lab.toml: is a folder; accepted is a file\n");
    EXPECT_EQ(ContentsOf(folder.path).size(), 1U);
}

TEST(BadScenarioFileTest, AllThatIsWrongIsSaidAtOnceInTheOrderOfTheFile)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml",
              With(With(kRing, "hosts_per_rack = 2", "hosts_per_rack = 0"), "flat", "flta"));
    const Ended run = RunVnlab({"run", "lab.toml"}, folder.path);
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.err, StartsWith("lab.toml:4:18: "));
    EXPECT_THAT(run.err, HasSubstr("\nlab.toml:9:8: "));
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 2);
}

TEST(BadScenarioFileTest, NamesInMessagesCannotActOnTheTerminal)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", WithSpec("web.graphml"));
    WriteFile(folder / "web.graphml",
              "<graphml><graph edgedefault=\"undirected\">\n"
              "  <node id=\"a&#10;b\xc2\x9b\"/>\n"
              "  <node id=\"a&#10;b\xc2\x9b\"/>\n"
              "</graph></graphml>\n");
    const Ended run = RunVnlab({"check", "lab.toml"}, folder.path);
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.err, HasSubstr("'a\\nb\\u009b'"));
    EXPECT_EQ(std::ranges::count(run.err, '\n'), 1) << run.err;
}

} // namespace

} // namespace ns3::vnlab::test

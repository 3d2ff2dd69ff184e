// SPDX-License-Identifier: GPL-2.0-only
// Designs with other parts: [[designs.variant]].
#include "model/control/plane/hoverboard.h"
#include "model/control/plane/manual.h"
#include "model/control/plane/push.h"
#include "model/dataplane/host-switch.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A tenant and designs, six lines, and a variant.
std::string
WithVariant(const std::string& keys, const std::string& use = "\"flat\"")
{
    return "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 4 }\n\n"
           "[designs]\nuse = [" +
           use + "]\n[[designs.variant]]\n" + keys;
}

const std::string kByHand = "name = \"by-hand\"\ndesign = \"vxlan\"\ncontrol = \"manual\"\n"
                            "manual = { seconds_per_setting = \"5s\", operators = 2 }\n";

TEST(ScenarioVariantsTest, AVariantIsReadWithItsParts)
{
    const Scenario scenario = ParseTest(WithVariant(kByHand, "\"by-hand\", \"flat\""));
    EXPECT_EQ(scenario.designs, (std::vector<std::string>{"by-hand", "flat"}));
    ASSERT_EQ(scenario.variants.size(), 1u);
    const DesignVariant& variant = scenario.variants.front();
    EXPECT_EQ(variant.design, "vxlan");
    EXPECT_EQ(variant.control, "manual");
    EXPECT_EQ(variant.encapsulation, "vxlan") << "its design's";
    const auto& keys = dynamic_cast<const ManualKeys&>(variant.controlKeys.Of("manual"));
    EXPECT_EQ(keys.seconds_per_setting_ns, 5'000'000'000u);
    EXPECT_EQ(keys.operators, 2u);
}

TEST(ScenarioVariantsTest, AVariantIsWrittenWithAllThatAppliesAndReadBack)
{
    const std::string written = WriteResolved(ParseTest(WithVariant(
        kByHand + "[[designs.variant]]\nname = \"f\"\ndesign = \"flat\"\n", "\"by-hand\"")));
    EXPECT_THAT(
        written,
        HasSubstr("\n[designs]\nuse = [\"by-hand\"]\n"
                  "\n[[designs.variant]]\nname = \"by-hand\"\ndesign = \"vxlan\"\n"
                  "control = \"manual\"\nencapsulation = \"vxlan\"\nlocations = \"rules\"\n"
                  "ageing = \"5min\"\n"
                  "manual = { seconds_per_setting = \"5s\", operators = 2, "
                  "error_probability = 0, mttr = \"1h\" }\n"
                  "updates = { order = \"naive\", drain = \"10ms\", on_refusal = \"leave\" }\n"
                  "\n[[designs.variant]]\nname = \"f\"\ndesign = \"flat\"\n"
                  "control = \"push\"\n"
                  "push = { share = \"rack\", batch = \"none\", user_timeout = \"3min\", "
                  "reconnect = \"8s\" }\n"
                  "updates = { order = \"naive\", drain = \"10ms\", on_refusal = \"leave\" }\n"
                  "\n[traffic]\n"));
    EXPECT_EQ(WriteResolved(ParseTest(written)), written);
}

TEST(ScenarioVariantsTest, ManualTypingHasItsDefaultsWhereNoTableIsGiven)
{
    const Scenario scenario =
        ParseTest(WithVariant("name = \"m\"\ndesign = \"flat\"\ncontrol = \"manual\"\n"));
    EXPECT_THAT(WriteResolved(scenario),
                HasSubstr("manual = { seconds_per_setting = \"10s\", operators = 1, "
                          "error_probability = 0, mttr = \"1h\" }\n"));
}

const std::string kHoverServer = "[[substrate.servers]]\nname = \"g\"\nkind = \"gateway\"\n";

TEST(ScenarioVariantsTest, ADesignThatIsNeitherKnownNorAVariantIsRefused)
{
    EXPECT_EQ(Problems(WithVariant(kByHand, "\"flat\", \"by-hnd\"")),
              "6:16: designs.use has \"by-hnd\"; accepted are flat, vxlan, linkwire, "
              "identity-firewall, by-hand, did you mean 'by-hand'?\n");
    EXPECT_EQ(Problems(WithVariant(kByHand, "\"vxlam\"")),
              "6:8: designs.use has \"vxlam\"; accepted are flat, vxlan, linkwire, "
              "identity-firewall, by-hand, did you mean 'vxlan'?\n");
    EXPECT_THAT(Problems(WithVariant(kByHand, "\"by-hand\", \"by-hand\"")),
                HasSubstr("6:19: designs.use has \"by-hand\" twice\n"));
    EXPECT_THAT(Problems(WithVariant(kByHand, "3")), StartsWith("6:8: designs.use has 3; "));
}

TEST(ScenarioVariantsTest, ANameThatIsTakenOrEmptyIsRefused)
{
    const std::string flat = "design = \"flat\"\n";
    EXPECT_EQ(Problems(WithVariant("name = \"vxlan\"\n" + flat)),
              "8:8: designs.variant.name is \"vxlan\", which is taken; accepted is any text but "
              "flat, vxlan, linkwire, identity-firewall\n");
    EXPECT_EQ(Problems(WithVariant(kByHand + "[[designs.variant]]\nname = \"by-hand\"\n" + flat)),
              "13:8: designs.variant.name is \"by-hand\", which is taken; accepted is any text but "
              "flat, vxlan, linkwire, identity-firewall, by-hand\n");
    EXPECT_EQ(Problems(WithVariant("name = \"\"\n" + flat)),
              "8:8: designs.variant.name is empty; accepted is any other text\n");
    EXPECT_EQ(Problems(WithVariant(flat)), "7:1: designs.variant.name is missing\n");
}

TEST(ScenarioVariantsTest, UnknownPartsAreRefused)
{
    EXPECT_EQ(Problems(WithVariant("name = \"m\"\ndesign = \"vxlam\"\n")),
              "9:10: designs.variant.design is \"vxlam\"; accepted are flat, vxlan, linkwire, "
              "identity-firewall, did you mean 'vxlan'?\n");
    EXPECT_EQ(Problems(WithVariant("name = \"m\"\ndesign = \"flat\"\ncontrol = \"manuel\"\n")),
              "10:11: designs.variant.control is \"manuel\"; accepted are push, manual, "
              "hoverboard, did you "
              "mean 'manual'?\n");
    EXPECT_EQ(
        Problems(WithVariant("name = \"m\"\ndesign = \"vxlan\"\nencapsulation = \"genve\"\n")),
        "10:17: designs.variant.encapsulation is \"genve\"; accepted are vxlan, geneve, did you "
        "mean 'geneve'?\n");
}

TEST(ScenarioVariantsTest, ATunnelFormatOfADesignWithoutAChoiceIsRefused)
{
    EXPECT_EQ(
        Problems(WithVariant("name = \"m\"\ndesign = \"flat\"\nencapsulation = \"geneve\"\n")),
        "10:17: designs.variant.encapsulation is \"geneve\", and \"flat\" has no choice of tunnel "
        "formats; accepted is only with design = \"geneve\", \"identity-firewall\", "
        "\"identity-labels\", \"master-vpn\", \"nvgre\", "
        "\"openflow-overlay\", \"security-groups\", \"vxlan\", \"vxlan-evpn\", \"vxlan-learn\", "
        "\"vxlan-linked\"\n");
}

TEST(ScenarioVariantsTest, AnOrderThatADesignCannotKeepIsRefused)
{
    EXPECT_EQ(
        Problems(
            WithVariant("name = \"m\"\ndesign = \"flat\"\nupdates = { order = \"two-phase\" }\n")),
        "10:11: designs.variant.updates is in two phases, and no packet of \"flat\" says which "
        "version of the rules it follows; accepted are order = \"naive\", "
        "\"add-before-remove\"\n");
    EXPECT_EQ(Problems(WithVariant(
                  "name = \"m\"\ndesign = \"vxlan\"\nupdates = { order = \"two-fase\" }\n")),
              "10:21: designs.variant.updates.order is \"two-fase\"; accepted are naive, "
              "add-before-remove, two-phase, did you mean 'two-phase'?\n");
    EXPECT_EQ(ParseTest(WithVariant("name = \"m\"\ndesign = \"vxlan\"\nupdates = { order = "
                                    "\"two-phase\", drain = \"3ms\" }\n"))
                  .variants.front()
                  .updates.drain_ns,
              3'000'000U);
}

TEST(ScenarioVariantsTest, KeysOfAPartThatTheVariantDoesNotUseAreRefused)
{
    const std::string pushed = "name = \"m\"\ndesign = \"linkwire\"\n";
    EXPECT_EQ(Problems(WithVariant(pushed + "manual = { operators = 2 }\n")),
              "10:10: designs.variant.manual does not apply here; accepted is only with "
              "control = \"manual\"\n");
    EXPECT_EQ(Problems(WithVariant(pushed + "locations = \"learned\"\n")),
              "10:13: designs.variant.locations does not apply here; accepted is only with "
              "design = \"geneve\", design = \"nvgre\", design = \"vxlan\", design = "
              "\"vxlan-evpn\", design = \"vxlan-learn\", design = \"vxlan-linked\"\n");
    EXPECT_EQ(Problems(WithVariant(pushed + "control = \"manual\"\npush = { }\n")),
              "11:8: designs.variant.push does not apply here; accepted is only with "
              "control = \"push\"\n");
}

TEST(ScenarioVariantsTest, KeysOfPushAreReadAndWrittenBack)
{
    const Scenario scenario =
        ParseTest(WithVariant("name = \"m\"\ndesign = \"linkwire\"\npush = { share = \"tenant\", "
                              "batch = \"place\", user_timeout = \"30s\", reconnect = \"2s\" }\n"));
    const auto& keys =
        dynamic_cast<const PushKeys&>(scenario.variants.front().controlKeys.Of("push"));
    EXPECT_EQ(keys.share, PushShare::kTenant);
    EXPECT_TRUE(keys.batchesPlaces);
    EXPECT_EQ(keys.user_timeout_ns, 30'000'000'000U);
    EXPECT_EQ(keys.reconnect_ns, 2'000'000'000U);
    const std::string written = WriteResolved(scenario);
    EXPECT_EQ(WriteResolved(ParseTest(written)), written);
}

TEST(ScenarioVariantsTest, WrongValuesOfPartsAreRefused)
{
    const std::string manual = "name = \"m\"\ndesign = \"vxlan\"\ncontrol = \"manual\"\n";
    const std::string push = "name = \"m\"\ndesign = \"vxlan\"\n";
    EXPECT_EQ(Problems(WithVariant(push + "push = { share = \"row\" }\n")),
              "10:18: designs.variant.push.share is \"row\"; accepted are tenant, rack, "
              "data-center\n");
    EXPECT_EQ(Problems(WithVariant(manual + "manual = { operators = 0 }\n")),
              "11:24: designs.variant.manual.operators is 0; accepted is an integer from 1 to "
              "1000000\n");
    EXPECT_EQ(
        Problems(WithVariant(manual + "manual = { operator = 1 }\n")),
        "11:12: unknown key \"operator\" in designs.variant.manual; accepted are "
        "seconds_per_setting, operators, error_probability, mttr, did you mean 'operators'?\n");
    EXPECT_EQ(Problems(WithVariant(manual + "manual = 3\n")),
              "11:10: designs.variant.manual is 3; accepted is a table\n");
    EXPECT_EQ(
        Problems(WithVariant(manual + "locations = \"learnt\"\n")),
        "11:13: designs.variant.locations is \"learnt\"; accepted are rules, linked, learned, "
        "did you mean 'learned'?\n");
}

TEST(ScenarioVariantsTest, AControlPlaneThatTheVariantsLocationsRuleOutIsRefused)
{
    const std::string linked = "name = \"m\"\ndesign = \"vxlan\"\nlocations = \"linked\"\n";
    EXPECT_EQ(Problems(WithVariant(linked + "control = \"hoverboard\"\n" + kHoverServer)),
              "11:11: designs.variant.control is \"hoverboard\", which \"vxlan\" cannot use; "
              "accepted are \"manual\", \"push\", \"replicate\"\n");
    EXPECT_EQ(Problems(WithVariant(linked + "updates = { order = \"two-phase\" }\n")), "");
}

const std::string kHovering = "name = \"h\"\ndesign = \"vxlan\"\ncontrol = \"hoverboard\"\n";

TEST(ScenarioVariantsTest, KeysOfHoverboardAreReadAndWrittenBack)
{
    const Scenario scenario = ParseTest(
        WithVariant(kHovering +
                    "hoverboard = { threshold = \"5kbps\", interval = \"30s\", idle = \"2min\", "
                    "queue = 64 }\n" +
                    kHoverServer));
    const auto& keys =
        dynamic_cast<const HoverboardKeys&>(scenario.variants.front().controlKeys.Of("hoverboard"));
    EXPECT_EQ(keys.threshold_bps, 5'000U);
    EXPECT_EQ(keys.interval_ns, 30'000'000'000U);
    EXPECT_EQ(keys.idle_ns, 120'000'000'000U);
    EXPECT_EQ(keys.queue, 64U);
    const std::string written = WriteResolved(scenario);
    EXPECT_EQ(WriteResolved(ParseTest(written)), written);
}

TEST(ScenarioVariantsTest, HoverboardTakesAGatewayAndADesignWithVteps)
{
    EXPECT_EQ(
        Problems(WithVariant(kHovering)),
        "10:11: designs.variant.control is \"hoverboard\", which takes a gateway; accepted is "
        "only with [[substrate.servers]] kind = \"gateway\"\n");
    EXPECT_EQ(Problems(WithVariant(kHovering + kHoverServer)), "");
    EXPECT_THAT(
        Problems(WithVariant("name = \"h\"\ndesign = \"flat\"\ncontrol = "
                             "\"hoverboard\"\n" +
                             kHoverServer)),
        StartsWith("10:11: designs.variant.control is \"hoverboard\", which \"flat\" cannot "
                   "use; accepted are "));
    EXPECT_THAT(
        Problems(WithVariant(kHovering + "updates = { order = \"two-phase\" }\n" + kHoverServer)),
        StartsWith("11:11: designs.variant.updates is in an order, "));
}

TEST(ScenarioVariantsTest, WrongValuesOfHoverboardAreRefused)
{
    const auto problems = [](const std::string& keys)
    { return Problems(WithVariant(kHovering + "hoverboard = { " + keys + " }\n" + kHoverServer)); };
    EXPECT_THAT(
        problems("threshold = \"fast\""),
        StartsWith("11:28: designs.variant.hoverboard.threshold is \"fast\", which does not "
                   "start with a number; accepted is a rate from 0bps to 1Tbps, "));
    EXPECT_THAT(problems("threshold = \"2Tbps\""),
                StartsWith("11:28: designs.variant.hoverboard.threshold is \"2Tbps\"; accepted "));
    EXPECT_THAT(problems("interval = \"1us\""),
                StartsWith("11:27: designs.variant.hoverboard.interval is \"1us\"; accepted "));
    EXPECT_THAT(problems("idle = \"0s\""),
                StartsWith("11:23: designs.variant.hoverboard.idle is \"0s\"; accepted "));
    EXPECT_THAT(problems("queue = 0"),
                StartsWith("11:24: designs.variant.hoverboard.queue is 0; accepted "));
    EXPECT_THAT(problems("gateways = 2"),
                StartsWith("11:16: unknown key \"gateways\" in designs.variant.hoverboard; "
                           "accepted are threshold, interval, idle, queue"));
}

/// Only for a controller that pushes.
class PushedDesign : public Design
{
  public:
    // clang-format off
    std::string_view Name() const override { return "test-pushed"; }
    std::string_view Description() const override { return "a design that a test brings along"; }
    bool CanUse(const ControlPlaneKind& kind) const override { return kind.Name() == "push"; }
    std::unique_ptr<Compiler> MakeCompiler() const override { return nullptr; }
    std::unique_ptr<HostSwitch> MakeHostSwitch(Ptr<UplinkDevice>, Fabric&, HostId, DropLog&) const override { return nullptr; }
    uint16_t TunnelOverhead() const override { return 0; }
    Reachability ReachFromVm(std::span<const TenantView>, const ReachQuestion&) const override { return {}; }
    // clang-format on
};

const DesignRegistration kPushed{std::make_unique<PushedDesign>()};

TEST(ScenarioVariantsTest, AControlPlaneThatTheDesignCannotUseIsRefused)
{
    KnownNames known = TestNames();
    known.designs.emplace_back("test-pushed");
    try
    {
        ParseScenario(WithVariant("name = \"m\"\ndesign = \"test-pushed\"\ncontrol = \"manual\"\n"),
                      "lab.toml",
                      known,
                      [](const std::string&) { return std::nullopt; });
        FAIL() << "accepted";
    }
    catch (const InputError& error)
    {
        EXPECT_EQ(error.Diagnostics().front().ToString(),
                  "lab.toml:10:11: designs.variant.control is \"manual\", which \"test-pushed\" "
                  "cannot use; accepted are \"push\"");
    }
    EXPECT_THROW(DesignChoice(*FindDesign("test-pushed")).SetControlPlane("manual"),
                 std::invalid_argument);
}

} // namespace
} // namespace ns3::vnlab

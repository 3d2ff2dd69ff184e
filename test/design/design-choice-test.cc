// SPDX-License-Identifier: GPL-2.0-only
// Designs with other parts: what can be chosen, and that it takes effect.
#include "model/control/plane/manual.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/design/design-choice.h"
#include "model/rule/rule-store.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"
#include "test/support/variant-with.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

CloudScenario
Pair()
{
    return {.name = "pair",
            .tenants = {{"shop", {MakeSpecification(MakePaths(1), {"a", "b"}, {{0, 1}})}}}};
}

/// @return when a cloud of a pair of VMs was deployed
Time
DeployedAt(const DesignChoice& design)
{
    const CloudScenario scenario = Pair();
    CloudFixture cloud(design, scenario);
    cloud.Start();
    return Simulator::Now();
}

/// @return why a variant is refused; "" where it is not
std::string
RefusalOf(const DesignVariant& variant)
{
    try
    {
        const DesignChoice choice(variant);
    }
    catch (const std::invalid_argument& refusal)
    {
        return refusal.what();
    }
    return "";
}

/// @return the rules of a pair of VMs
std::vector<Rule>
RulesOf(const Design& design)
{
    const CloudScenario scenario = Pair();
    const CloudPlan plan = PlanOf(scenario);
    RuleStore store;
    store.Add(*design.MakeCompiler(), FirstViews(plan, scenario).front());
    return store.Rules();
}

TEST(DesignChoiceTest, AVariantLeavesToItsDesignWhatItDoesNotName)
{
    DesignVariant variant{.name = "mine", .design = "geneve"};
    CompleteVariant(variant);
    EXPECT_EQ(variant.control, "push");
    EXPECT_EQ(variant.encapsulation, "geneve");
    DesignVariant flat{.name = "mine", .design = "flat", .control = "manual"};
    CompleteVariant(flat);
    EXPECT_EQ(flat.control, "manual");
    EXPECT_EQ(flat.encapsulation, "");
}

TEST(DesignChoiceTest, KeysOfTheControlPlaneTakeEffect)
{
    // Each of two hosts is told port (2 fields), FDB (3) and ARP entry (3) of the pair.
    DesignVariant variant{.name = "mine", .design = "vxlan", .control = "manual"};
    EXPECT_EQ(DeployedAt(DesignChoice(variant)), Seconds(160));
    auto keys = std::make_unique<ManualKeys>();
    keys->seconds_per_setting_ns = 5'000'000'000;
    keys->operators = 2;
    variant.controlKeys.Add("manual", std::move(keys));
    EXPECT_EQ(DeployedAt(DesignChoice(variant)), Seconds(40));
}

TEST(DesignChoiceTest, AHelperTakesAControlPlaneWithKeysAndATunnelFormat)
{
    const CloudScenario scenario = Pair();
    ManualKeys keys;
    keys.seconds_per_setting_ns = 1'000'000'000;
    CloudFixture cloud(*FindDesign("vxlan"), scenario);
    cloud.helper.SetControlPlane("manual", &keys);
    cloud.helper.SetEncapsulation("geneve");
    cloud.Start();
    EXPECT_EQ(Simulator::Now(), Seconds(16));
    EXPECT_EQ(cloud.Cloud().GetDesign().GetEncapsulation(), "geneve");
    EXPECT_THAT(cloud.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_THROW(cloud.helper.SetEncapsulation("genev"), std::invalid_argument);
}

TEST(DesignChoiceTest, AShippedVariantIsWhatAScenarioMakesOfTheSameParts)
{
    const DesignChoice learned(VariantWith("vxlan", "locations", "learned"));
    EXPECT_EQ(learned.GetDesign().Name(), "mine");
    EXPECT_EQ(RulesOf(learned.GetDesign()), RulesOf(*FindDesign("vxlan-learn")));
    EXPECT_NE(RulesOf(learned.GetDesign()), RulesOf(*FindDesign("vxlan")));
    const DesignChoice linked(VariantWith("vxlan", "locations", "linked"));
    EXPECT_EQ(linked.GetDesign().Takes(), FindDesign("vxlan-linked")->Takes());
    const DesignChoice nvgre(VariantWith("linkwire", "tunnels", "nvgre"));
    EXPECT_EQ(nvgre.GetDesign().Description(), FindDesign("linkwire-nvgre")->Description());
    EXPECT_EQ(RulesOf(nvgre.GetDesign()), RulesOf(*FindDesign("linkwire-nvgre")));
}

TEST(DesignChoiceTest, APartKeepsTheOthers)
{
    DesignVariant variant = VariantWith("vxlan", "locations", "learned");
    variant.encapsulation = "geneve";
    DesignChoice choice(variant);
    EXPECT_EQ(choice.GetDesign().GetEncapsulation(), "geneve");
    choice.SetEncapsulation("vxlan");
    EXPECT_EQ(choice.GetDesign().GetEncapsulation(), "vxlan");
    EXPECT_EQ(RulesOf(choice.GetDesign()), RulesOf(*FindDesign("vxlan-learn")));
    EXPECT_EQ(choice.GetDesign().Name(), "mine");
}

/// @return bytes that the guests' MTU leaves for more than the chosen tunnel format
int
HeadroomBesideFormat(const Design& design)
{
    const Encapsulation* const format = FindEncapsulation(design.GetEncapsulation());
    return design.TunnelOverhead() - (format ? format->Overhead() : 0);
}

TEST(DesignChoiceTest, EveryDesignTakesThePartsThatItSaysItTakes)
{
    for (const Design* design : AllDesigns())
    {
        for (const ControlPlaneKind* control : AllControlPlaneKinds())
        {
            for (const Encapsulation* format : AllEncapsulations())
            {
                SCOPED_TRACE(std::string(design->Name()) + " " + std::string(control->Name()));
                DesignVariant variant{.name = "mine",
                                      .design = std::string(design->Name()),
                                      .control = std::string(control->Name())};
                const bool takesFormats = !design->GetEncapsulation().empty();
                variant.encapsulation = takesFormats ? format->Name() : "";
                const bool canUse =
                    design->CanUse(*control) && (!takesFormats || design->CanUse(*format));
                ASSERT_EQ(RefusalOf(variant).empty(), canUse);
                if (canUse)
                {
                    const DesignChoice choice(variant);
                    const Design& varied = choice.GetDesign();
                    EXPECT_EQ(varied.GetEncapsulation(), variant.encapsulation);
                    EXPECT_EQ(RulesOf(varied), RulesOf(*design));
                    EXPECT_EQ(varied.VerifiesIdentity(), design->VerifiesIdentity());
                    EXPECT_EQ(HeadroomBesideFormat(varied), HeadroomBesideFormat(*design));
                }
            }
        }
    }
}

TEST(DesignChoiceTest, WhatIsUnknownOrCannotBeUsedIsRefused)
{
    EXPECT_THAT(
        RefusalOf({.name = "mine", .design = "vxlam"}),
        testing::StartsWith("no design is called \"vxlam\"; accepted: flat, flat-by-rack, "));
    EXPECT_EQ(
        RefusalOf({.name = "mine", .design = "flat", .control = "shove"}),
        "no control plane is called \"shove\"; accepted: bgp-evpn, hoverboard, manual, pull, push, "
        "reactive, replicate");
    EXPECT_EQ(RefusalOf({.name = "mine", .design = "vxlan", .encapsulation = "genev"}),
              "no tunnel format is called \"genev\"; accepted: geneve, geneve-identity, nvgre, "
              "vxlan, vxlan-gbp");
    EXPECT_EQ(
        RefusalOf({.name = "mine", .design = "flat", .encapsulation = "vxlan"}),
        "encapsulation is \"vxlan\", and \"flat\" has no choice of tunnel formats; accepted is "
        "only with design = \"geneve\", \"identity-firewall\", \"identity-labels\", "
        "\"master-vpn\", \"nvgre\", \"openflow-overlay\", \"security-groups\", \"vxlan\", "
        "\"vxlan-evpn\", \"vxlan-learn\", \"vxlan-linked\"");
}

TEST(DesignChoiceTest, AVariantLeavesTheControlPlaneToItsDesignAndMayNameAnother)
{
    DesignVariant evpn{.name = "mine", .design = "vxlan-evpn", .encapsulation = "geneve"};
    CompleteVariant(evpn);
    EXPECT_EQ(evpn.control, "bgp-evpn");
    EXPECT_EQ(DesignChoice(evpn).GetDesign().GetControlPlane(), "bgp-evpn");
    evpn.control = "push";
    EXPECT_EQ(ObjectionTo(evpn), std::nullopt);
}

/// Where only linked peers are known, nobody is told or asked of others; nor where all is learned.
TEST(DesignChoiceTest, WhatAVariantKnowsDecidesWhichControlPlanesItCanUse)
{
    for (const char* locations : {"linked", "learned"})
    {
        for (const char* control : {"pull", "reactive", "bgp-evpn", "hoverboard"})
        {
            DesignVariant variant = VariantWith("vxlan", "locations", locations);
            variant.control = control;
            const std::optional<VariantObjection> objection = ObjectionTo(variant);
            ASSERT_TRUE(objection) << locations << " " << control;
            EXPECT_EQ(objection->key, "control");
            EXPECT_NE(RefusalOf(variant), "");
        }
        DesignVariant evpn = VariantWith("vxlan-evpn", "locations", locations);
        EXPECT_EQ(ObjectionTo(evpn).value().key, "control");
        evpn.control = "replicate";
        EXPECT_FALSE(ObjectionTo(evpn));
        EXPECT_EQ(RefusalOf(evpn), "");
    }
    DesignVariant told = VariantWith("vxlan-learn", "locations", "rules");
    told.control = "pull";
    EXPECT_FALSE(ObjectionTo(told));
    EXPECT_EQ(RefusalOf(told), "");
}

} // namespace
} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// What counts as a setting of a specification, and what a design that takes a part of it counts.

#include "model/spec/spec-generator.h"
#include "model/spec/spec-settings.h"
#include "test/spec/spec-test-helpers.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

SpecSettings
WrittenIn(const std::string& dot)
{
    return ReadDotText(dot).specification.settings;
}

uint64_t
StatedIn(const std::string& dot, const std::vector<SpecPart>& taken)
{
    return CountStated(ReadDotText(dot).specification, taken);
}

const std::vector<SpecPart> kVmsAndPaths{SpecPart::kVms, SpecPart::kPaths};

} // namespace

TEST(SpecSettingsTest, AVertexHasItsNameWhereverThatIsWritten)
{
    for (const std::string vertex : {"web", "web [name=web]", "1 [name=web]", "1 [label=web]"})
    {
        EXPECT_EQ(WrittenIn("graph { " + vertex + " }").Sum(), 1U) << vertex;
    }
}

TEST(SpecSettingsTest, ALabelThatSaysItsDefaultIsNoSetting)
{
    const uint64_t none = WrittenIn("graph { a -- b }").Sum();
    for (const std::string labels :
         {"subnet=\"10.0.0.0/16\"", "protocol=vxlan", "paths=\"default=10.0.0.0/16\"", "role=\"\""})
    {
        EXPECT_EQ(WrittenIn("graph { " + labels + "; a -- b }").Sum(), none) << labels;
    }
    EXPECT_EQ(WrittenIn("graph { a -- b [path=default] }").Sum(), none);
    EXPECT_EQ(WrittenIn("graph { max_links=3; a [max_links=3]; a -- b }").Sum(), none + 1);
}

TEST(SpecSettingsTest, OfAListEachEntryIsOne)
{
    EXPECT_EQ(
        WrittenIn("graph { paths=\"p=10.1.0.0/24:nvgre q=10.2.0.0/24\"; a }")[SpecPart::kPaths],
        2U);
    EXPECT_EQ(WrittenIn("graph { a [deny=\"b c\"]; b; c }")[SpecPart::kLinks], 2U);
    EXPECT_EQ(WrittenIn("graph { a -- b [allow=\"tcp/80 udp/53 icmp\"] }")[SpecPart::kServices],
              3U);
}

TEST(SpecSettingsTest, AChainCountsOnceHoweverLongItIs)
{
    const SpecSettings written = WrittenIn("graph { chains=\"a>b>c>d, d>e\"; a; b; c; d; e }");
    EXPECT_EQ(written[SpecPart::kChains], 1U);
    EXPECT_EQ(written[SpecPart::kLinks], 1U); // a chain of two is a link
    // Beside an edge that it repeats, too: both are written.
    EXPECT_EQ(WrittenIn("graph { chains=\"a>b\"; a -- b }")[SpecPart::kLinks], 2U);
}

/// scenarios/specs/service-chain.dot, which was counted as 18.
TEST(SpecSettingsTest, TheExampleOfAServiceChainHas14)
{
    const SpecSettings settings = WrittenIn(
        "graph { subnet=\"10.7.0.0/24\"\n"
        "chains=\"client-1>firewall>ids>web, client-2>firewall\"\n"
        "\"client-1\" [role=client]; \"client-2\" [role=client]\n"
        "firewall [role=middlebox]; ids [role=middlebox]; web [role=server deny=client] }");
    EXPECT_EQ(settings[SpecPart::kVms], 5U);
    EXPECT_EQ(settings[SpecPart::kPaths], 1U); // subnet
    EXPECT_EQ(settings[SpecPart::kChains], 1U);
    EXPECT_EQ(settings[SpecPart::kLinks], 1U + 5U + 1U); // a chain of two, roles, deny
    EXPECT_EQ(settings.Sum(), 14U);
}

TEST(SpecSettingsTest, OnlyThePartsThatAreTakenCount)
{
    const std::string dot = "graph { subnet=\"10.9.0.0/24\"; protocol=ipip; max_links=5\n"
                            "a [role=web]; b; a -- b [allow=\"tcp/80 tcp/443\"] }";
    EXPECT_EQ(StatedIn(dot, kVmsAndPaths), 2U + 1U);
    EXPECT_EQ(StatedIn(dot, {SpecPart::kVms, SpecPart::kLinks}), 2U + 3U);
    EXPECT_EQ(StatedIn(dot, {SpecPart::kLinks, SpecPart::kServices}), 3U + 2U);
    EXPECT_EQ(StatedIn(dot, {SpecPart::kLinks, SpecPart::kProtocol}), 3U + 1U);
}

TEST(SpecSettingsTest, WithoutLinksAVmStatesItsPathsUnlessItIsOnPathZeroAlone)
{
    const std::string dot = "graph { paths=\"p=10.1.0.0/24 q=10.2.0.0/24\"\n"
                            "a -- b; b -- c [path=q]; c -- d [path=q]; e }";
    // 5 VMs and 2 paths; a and e are on p, b on both, c and d on q.
    EXPECT_EQ(StatedIn(dot, kVmsAndPaths), 5U + 2U + (2U + 1U + 1U));
    EXPECT_EQ(StatedIn(dot, {SpecPart::kVms, SpecPart::kPaths, SpecPart::kLinks}),
              5U + 2U + (3U + 2U)); // edges, and the path of two of them
}

TEST(SpecSettingsTest, AGeneratedMeshHasItsVmsAndItsLinks)
{
    for (const uint64_t n : {1, 2, 3, 10, 100})
    {
        const Specification mesh =
            GenerateSpecification({.kind = "full-mesh", .vms = static_cast<uint32_t>(n)});
        EXPECT_EQ(CountStated(mesh, kVmsAndPaths), n);
        EXPECT_EQ(CountStated(mesh, std::vector{SpecPart::kVms, SpecPart::kLinks}),
                  n + n * (n - 1) / 2);
    }
}

} // namespace ns3::vnlab

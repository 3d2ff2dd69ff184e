// SPDX-License-Identifier: GPL-2.0-only
//
// What each design puts on the wire, read by an independent dissector: at a vNIC, at an uplink and
// on a fabric link nothing is malformed, unknown or has a wrong checksum.

#include "test/capture/capture-run.h"
#include "test/support/reach-designs.h"
#include "test/support/tcpdump.h"
#include "test/support/tshark.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace ns3::vnlab
{

namespace
{

/// How many packets have a layer.
long
CountLayer(const std::vector<nlohmann::json>& packets, const std::string& layer)
{
    return std::ranges::count_if(
        packets, [&layer](const nlohmann::json& packet) { return packet.contains(layer); });
}

class DissectionTest : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        if (!test::TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }
};

TEST_P(DissectionTest, NothingOnTheWireIsMalformedUnknownOrHasABadChecksum)
{
    const test::Captures captures = test::CaptureRun(GetParam());
    // A tunnel is only on the way, and what is sealed is opened; the control channel's segments and handshakes end in tcp or tls, and those
    // of sessions between VTEPs and reflectors in bgp.
    for (const std::string& file : {captures.vnic, captures.uplink, captures.link})
    {
        const std::vector<nlohmann::json> packets = test::Dissect(file, captures.keys);
        EXPECT_GE(packets.size(), 10U) << file;
        EXPECT_THAT(test::Problems(packets, {"arp", "bgp", "icmp", "isakmp", "tcp", "tls", "udp"}),
                    testing::IsEmpty())
            << file;
    }
}

TEST_P(DissectionTest, TcpdumpFindsNoBadChecksum)
{
    if (!test::TcpdumpAvailable())
    {
        GTEST_SKIP() << "tcpdump is not installed";
    }
    const test::Captures captures = test::CaptureRun(GetParam());
    for (const std::string& file : {captures.vnic, captures.uplink, captures.link})
    {
        const test::TcpdumpReading reading = test::ReadWithTcpdump(file);
        EXPECT_GE(reading.packets, 10U) << file;
        EXPECT_THAT(reading.badChecksums, testing::IsEmpty()) << file;
    }
}

TEST_P(DissectionTest, TunnelsAreWhereTheDesignPutsThem)
{
    const std::string design = GetParam();
    const test::Captures captures = test::CaptureRun(design);
    const auto atVnic = test::Dissect(captures.vnic);
    const auto onLink = test::Dissect(captures.link);
    const bool sealsAtHost = design == "identity-firewall-sealed";
    const bool byHost = design.starts_with("vxlan") || design == "identity-labels" ||
                        (design.starts_with("identity-firewall") && !sealsAtHost) ||
                        design == "openflow-overlay" || design == "master-vpn";
    const bool sealsAtVm = design.starts_with("vpn-mesh") || design == "linkwire-sealed";
    const bool vxlanHooks = design == "linkwire" || design == "linkwire-vxlan" ||
                            design == "linkwire-sealed" || design == "linkwire-guarded";
    EXPECT_EQ(CountLayer(atVnic, "vxlan") > 0, vxlanHooks);
    EXPECT_EQ(CountLayer(onLink, "vxlan") > 0, byHost || vxlanHooks);
    EXPECT_EQ(CountLayer(onLink, "gre") > 0, design == "linkwire-nvgre" || design == "nvgre");
    EXPECT_EQ(CountLayer(onLink, "geneve") > 0, design == "geneve" || design == "security-groups");
    EXPECT_EQ(CountLayer(atVnic, "esp") > 0, sealsAtVm);
    EXPECT_EQ(CountLayer(onLink, "esp") > 0, sealsAtVm || sealsAtHost);
    EXPECT_EQ(CountLayer(atVnic, "vlan"), 0);
    EXPECT_EQ(CountLayer(onLink, "vlan") > 0, design.starts_with("vlan"));
}

std::string
TestName(const testing::TestParamInfo<std::string>& design)
{
    std::string name = design.param;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         DissectionTest,
                         testing::ValuesIn(test::ReachDesignNames()),
                         TestName);

} // namespace

} // namespace ns3::vnlab

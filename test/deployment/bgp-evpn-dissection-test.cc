// SPDX-License-Identifier: GPL-2.0-only
//
// A capture of a host's uplink under "bgp-evpn", read by tshark: its BGP is BGP.

#include "helper/capture-helper.h"
#include "model/spec/spec-generator.h"
#include "test/deployment/evpn-tables.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Deploys two VMs on two hosts and moves the first to the second's host and on. Captures that host's uplink.
void
CaptureAMove(const std::string& path)
{
    const CloudScenario scenario{
        .name = "two",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 2})}}}};
    const DesignChoice choice = SpeakingBgp();
    CloudFixture cloud(choice, scenario);
    cloud.Install();
    const HostId to{2};
    Fabric& fabric = *cloud.Under().fabric;
    CaptureLink(fabric, fabric.GetTopology().HostUp(to), path);
    cloud.Start();
    const auto mover = VmId{cloud.plan.HostOf(VmId{0}, cloud.Cloud().Version()) == to ? 1U : 0U};
    cloud.Cloud().Operate().Move(
        mover, to, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    cloud.RunFor(Seconds(1));
}

TEST(BgpEvpnDissectionTest, TsharkReadsTheSessionAndTheMove)
{
    if (!TsharkAvailable())
    {
        GTEST_SKIP() << "tshark is not installed";
    }
    const TemporaryFolder folder;
    const std::string path = folder / "uplink.pcap";
    CaptureAMove(path);
    const auto packets = Dissect(path);
    EXPECT_THAT(Problems(packets, {"arp", "bgp", "icmp", "tcp", "udp", "tls"}), IsEmpty());
    std::string bgp;
    for (const auto& layers : packets)
    {
        bgp += layers.contains("bgp") ? layers.at("bgp").dump() : "";
    }
    EXPECT_THAT(bgp, Not(HasSubstr("alformed")));
    for (const char* field : {R"("bgp.type":"1")",
                              R"("bgp.type":"2")",
                              R"("bgp.type":"4")",
                              R"("bgp.evpn.nlri.rt":"2")",
                              R"("bgp.evpn.nlri.rt":"3")",
                              R"("bgp.ext_com_evpn.mmac.seq":"1")"})
    {
        EXPECT_THAT(bgp, HasSubstr(field));
    }
}

} // namespace
} // namespace ns3::vnlab::test

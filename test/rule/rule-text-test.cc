// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/hook-entries.h"
#include "model/rule/site-vpn-tables.h"
#include "model/rule/table.h"
#include "test/support/small-plan.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

/// Three VMs, a to c, with UUIDs that begin with their number, on two hosts; one path.
class RuleTextTest : public testing::Test
{
  protected:
    RuleTextTest()
        : m_plan(MakeSmallPlan({"a", "b", "c"}, 1, 2))
    {
        for (uint8_t vm = 0; vm < 3; ++vm)
        {
            m_plan.vms[vm].uuid = {vm, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        }
        m_plan.start.substrate.controllerAddress = 0x6440007f;
    }

    template <class Key, class Value>
    RuleLine LineOf(TableId table, const Key& key, const Value& value, VmId reader = VmId{0})
    {
        const EnforcementPoint at{PlaceKind::kHostSwitch, 0};
        const RuleNames names(m_plan, m_plan.start);
        return TableOf(table).Text(MakeRule(Scope{}, at, table, key, value), reader, names);
    }

    void ExpectLine(const RuleLine& line, const std::string& text, std::optional<VmId> about = {})
    {
        EXPECT_EQ(line.text, text);
        EXPECT_EQ(line.about, about);
    }

    vnlab_encap_value TunnelTo(VnicId peer, vnlab_tunnel_protocol protocol)
    {
        vnlab_encap_value tunnel{};
        tunnel.remote = ToNetwork(m_plan.start.PlaceOf(peer).providerAddress);
        tunnel.tunnel_id = 77;
        tunnel.protocol = static_cast<uint8_t>(protocol);
        std::ranges::copy(m_plan.At(peer).mac, tunnel.peer_mac);
        return tunnel;
    }

    const SegmentMacKey m_macOfB{Vni{4096}, {6, 0, 0, 0, 0, 1}};
    CloudPlan m_plan;
};

TEST_F(RuleTextTest, EncapsulationNamesThePeerAndTheTunnelButNotItsId)
{
    const vnlab_encap_key key{ToNetwork(0x0a000003)};
    ExpectLine(LineOf(TableId::kEncap, key, TunnelTo(VnicId{1}, VNLAB_TUNNEL_NVGRE)),
               "send to b, 10.0.0.3: in NVGRE to 100.64.0.2",
               VmId{1});
    vnlab_encap_value plain{};
    plain.protocol = VNLAB_TUNNEL_NONE;
    ExpectLine(LineOf(TableId::kEncap, vnlab_encap_key{ToNetwork(0x6440007f)}, plain),
               "send to the controller, 100.64.0.127: no tunnel");
}

TEST_F(RuleTextTest, DecapsulationNamesWhoseTunnelItIs)
{
    vnlab_decap_key key{};
    key.remote = ToNetwork(0x64400003);
    key.protocol = VNLAB_TUNNEL_IPIP;
    ExpectLine(LineOf(TableId::kDecap, key, vnlab_decap_value{}),
               "unpack IP-in-IP from 100.64.0.3: c's tunnel",
               VmId{2});
    key.remote = ToNetwork(0x64400063);
    ExpectLine(LineOf(TableId::kDecap, key, vnlab_decap_value{}),
               "unpack IP-in-IP from 100.64.0.99");
}

TEST_F(RuleTextTest, TheWhitelistNamesWhoMayComeIn)
{
    ExpectLine(LineOf(TableId::kWhitelist,
                      WhitelistKey({6, 0, 0, 0, 0, 1}, 0x0a000003),
                      vnlab_whitelist_value{1}),
               "let in b, 10.0.0.3 at 06:00:00:00:00:01",
               VmId{1});
    ExpectLine(LineOf(TableId::kWhitelist,
                      WhitelistKey({2, 0xfe, 0, 0, 0, 1}, 0x6440007f),
                      vnlab_whitelist_value{}),
               "let in the controller, 100.64.0.127");
}

TEST_F(RuleTextTest, HostsAndSwitchesSayWhereThingsAre)
{
    ExpectLine(LineOf(TableId::kPortAddress, PortAddressKey{0x0a000002}, PortAddressValue{}),
               "what comes for 10.0.0.2 goes to this VM");
    ExpectLine(LineOf(TableId::kPortSegment, PortSegmentKey{}, PortSegmentValue{Vni{4096}}),
               "this VM's port is in segment VNI 4096");
    ExpectLine(LineOf(TableId::kFdb, m_macOfB, FdbValue{0x64400080}),
               "FDB: b, 06:00:00:00:00:01, is behind VTEP 100.64.0.128 (host 1)",
               VmId{1});
    ExpectLine(LineOf(TableId::kFlood, FloodKey{Vni{4096}, 0x64400080}, NoValue{}),
               "flood broadcasts to VTEP 100.64.0.128 (host 1)");
    ExpectLine(LineOf(TableId::kArp, ArpKey{Vni{4096}, 0x0a000003}, ArpValue{m_macOfB.mac}),
               "ARP: b, 10.0.0.3, has 06:00:00:00:00:01",
               VmId{1});
    ExpectLine(LineOf(TableId::kHostRoute, HostRouteKey{0x0a000002}, HostRouteValue{HostId{7}}),
               "route 10.0.0.2 to host 7");
}

TEST_F(RuleTextTest, AnIdentityIsSpelledOut)
{
    ExpectLine(
        LineOf(TableId::kIdentity, m_macOfB, IdentityValue{m_plan.vms[1].uuid, 0x0a000003}),
        "identity: 06:00:00:00:00:01 with 10.0.0.3 is b, UUID 01010203-0405-0607-0809-0a0b0c0d0e0f",
        VmId{1});
}

TEST_F(RuleTextTest, APermitIsReadByEitherEnd)
{
    const PermitKey key{m_plan.vms[0].uuid, m_plan.vms[1].uuid};
    ExpectLine(
        LineOf(TableId::kPermit, key, PermitValue{}, VmId{0}), "may send to b: anything", VmId{1});
    const PermitValue some{{{{5001, 17, 1}, {0, 6, 1}, {0, 1, 1}, {9, 132, 1}}}};
    ExpectLine(LineOf(TableId::kPermit, key, some, VmId{1}),
               "may receive from a: UDP 5001, TCP, ICMP, IP protocol 132 9",
               VmId{0});
}

TEST_F(RuleTextTest, AConcentratorSaysWhoIsWhereAndWhoMayPass)
{
    ExpectLine(
        LineOf(kStationTable, StationKey{0x0a000003}, StationValue{m_macOfB.mac, {}, 0x64400080}),
        "10.0.0.3 is b, 06:00:00:00:00:01, at 100.64.0.128",
        VmId{1});
    StationPermitKey permit{{0x0a000002, m_plan.At(VnicId{0}).mac, 0},
                            {0x0a000003, m_macOfB.mac, 1}};
    ExpectLine(LineOf(kStationPermitTable, permit, NoValue{}),
               "may pass: what comes from a to b",
               VmId{0});
    permit.protocol = 6;
    permit.port = 80;
    permit.portOf = PortOf::kDestination;
    ExpectLine(LineOf(kStationPermitTable, permit, NoValue{}),
               "may pass: what comes from a to b, TCP 80",
               VmId{0});
    permit.portOf = PortOf::kSource;
    ExpectLine(LineOf(kStationPermitTable, permit, NoValue{}),
               "may pass: what comes from a to b, TCP 80 as source",
               VmId{0});
}

TEST_F(RuleTextTest, TunnelsBetweenDatacentersAreOfNoVm)
{
    const AddressRange hosts{0x64400000, 0x644000ff};
    ExpectLine(LineOf(kSiteSealTable, SiteSealKey{hosts}, SiteSealValue{0xc613f001, 256, {}}),
               "seal what goes to 100.64.0.0 to 100.64.0.255, for 198.19.240.1");
    ExpectLine(
        LineOf(kSiteOpenTable, SiteOpenKey{256}, SiteOpenValue{{0xc613f801, 0xc613f801}, {}}),
        "open what comes from 198.19.248.1");
}

TEST_F(RuleTextTest, ARuleThatIsNotOfItsTableIsRefused)
{
    EXPECT_THROW(LineOf(TableId::kIdentity, m_macOfB, FdbValue{1}), std::logic_error);
}

} // namespace
} // namespace ns3::vnlab::test

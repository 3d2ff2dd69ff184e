// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/hook-entries.h"
#include "model/rule/site-vpn-tables.h"
#include "model/rule/table.h"
#include "model/rule/typed-fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using Fields = std::vector<std::string_view>;

template <class Key, class Value>
Rule
RuleOf(TableId table, const Key& key, const Value& value)
{
    return MakeRule(Scope{}, EnforcementPoint::Of(HostId{0}), table, key, value);
}

Fields
KeyFieldsOf(const Rule& rule)
{
    const auto fields = TableOf(rule.where.table).KeyFields(rule.where.key);
    return {fields.begin(), fields.end()};
}

Fields
ValueFieldsOf(const Rule& rule)
{
    const auto fields = TableOf(rule.where.table).ValueFields(rule);
    return {fields.begin(), fields.end()};
}

Rule
Encap(vnlab_tunnel_protocol protocol)
{
    vnlab_encap_value tunnel{};
    tunnel.protocol = static_cast<uint8_t>(protocol);
    return RuleOf(TableId::kEncap, vnlab_encap_key{}, tunnel);
}

Rule
Decap(vnlab_tunnel_protocol protocol)
{
    vnlab_decap_key key{};
    key.protocol = static_cast<uint8_t>(protocol);
    return RuleOf(TableId::kDecap, key, vnlab_decap_value{});
}

TEST(TypedFieldsTest, ARuleIsItsKeyAndItsValueAndErasingItTheKey)
{
    const Rule fdb = RuleOf(TableId::kFdb, SegmentMacKey{}, FdbValue{});
    EXPECT_THAT(KeyFieldsOf(fdb), ElementsAre("VNI", "MAC"));
    EXPECT_THAT(ValueFieldsOf(fdb), ElementsAre("remote VTEP"));
    EXPECT_EQ(CountTyped(fdb), 3U);
    EXPECT_EQ(CountTyped(fdb.where), 2U);
    EXPECT_EQ(CountTyped(RuleDelta{{fdb.where, fdb.where}, {fdb}}), 2U + 2U + 3U);
    EXPECT_EQ(CountTyped(RuleDelta{}), 0U);
}

TEST(TypedFieldsTest, EachTableOfHostsAndSwitchesHasItsFields)
{
    EXPECT_EQ(CountTyped(RuleOf(TableId::kPortAddress, PortAddressKey{}, PortAddressValue{})), 2U);
    EXPECT_EQ(CountTyped(RuleOf(TableId::kPortSegment, PortSegmentKey{}, PortSegmentValue{})), 2U);
    EXPECT_EQ(CountTyped(RuleOf(TableId::kHostRoute, HostRouteKey{}, HostRouteValue{})), 2U);
    EXPECT_EQ(CountTyped(RuleOf(TableId::kArp, ArpKey{}, ArpValue{})), 3U);
    EXPECT_EQ(CountTyped(RuleOf(TableId::kFlood, FloodKey{}, NoValue{})), 2U);
    EXPECT_EQ(CountTyped(RuleOf(TableId::kIdentity, SegmentMacKey{}, IdentityValue{})), 4U);
    EXPECT_EQ(
        CountTyped(RuleOf(TableId::kWhitelist, vnlab_whitelist_key{}, vnlab_whitelist_value{})),
        2U);
}

TEST(TypedFieldsTest, ATunnelHasAnIdOrAnswersArpForItsPeer)
{
    for (const auto protocol : {VNLAB_TUNNEL_VXLAN, VNLAB_TUNNEL_NVGRE})
    {
        EXPECT_THAT(ValueFieldsOf(Encap(protocol)),
                    ElementsAre("tunnel ID", "protocol", "remote address"));
        EXPECT_THAT(KeyFieldsOf(Decap(protocol)),
                    ElementsAre("protocol", "remote address", "tunnel ID"));
        EXPECT_THAT(ValueFieldsOf(Decap(protocol)), IsEmpty());
    }
    EXPECT_THAT(ValueFieldsOf(Encap(VNLAB_TUNNEL_IPIP)),
                ElementsAre("protocol", "remote address", "peer's MAC"));
    EXPECT_THAT(KeyFieldsOf(Decap(VNLAB_TUNNEL_IPIP)), ElementsAre("protocol", "remote address"));
    EXPECT_THAT(ValueFieldsOf(Decap(VNLAB_TUNNEL_IPIP)), ElementsAre("peer's MAC"));
    EXPECT_THAT(KeyFieldsOf(Encap(VNLAB_TUNNEL_NONE)), ElementsAre("destination"));
    EXPECT_THAT(ValueFieldsOf(Encap(VNLAB_TUNNEL_NONE)), ElementsAre("protocol"));
}

TEST(TypedFieldsTest, APermitHasAFieldForEachServiceAndNoneForEverything)
{
    PermitValue permit{};
    EXPECT_EQ(CountTyped(RuleOf(TableId::kPermit, PermitKey{}, permit)), 2U);
    for (size_t used = 1; used <= permit.services.size(); ++used)
    {
        permit.services[used - 1].used = 1;
        const Rule rule = RuleOf(TableId::kPermit, PermitKey{}, permit);
        EXPECT_THAT(ValueFieldsOf(rule), testing::Each("service"));
        EXPECT_EQ(CountTyped(rule), 2U + used);
    }
}

/// Of a filter's entry both ends are typed by side, address and MAC, and of a tunnel's ends what each has of its own.
TEST(TypedFieldsTest, ATunnelBetweenDatacentersIsSevenFieldsAnEndAndAnEntryOfTheFilterSix)
{
    const Rule seal = RuleOf(kSiteSealTable, SiteSealKey{}, SiteSealValue{});
    const Rule open = RuleOf(kSiteOpenTable, SiteOpenKey{}, SiteOpenValue{});
    EXPECT_EQ(CountTyped(seal) + CountTyped(open), 7U);
    EXPECT_EQ(CountTyped(seal.where) + CountTyped(open.where), 2U);
    EXPECT_EQ(CountTyped(RuleOf(kStationTable, StationKey{}, StationValue{})), 3U);
    StationPermitKey permit{};
    const auto fields = [&permit]
    { return CountTyped(RuleOf(kStationPermitTable, permit, NoValue{})); };
    EXPECT_EQ(fields(), 6U);
    permit.protocol = 17;
    EXPECT_EQ(fields(), 7U);
    permit.portOf = PortOf::kSource;
    EXPECT_EQ(fields(), 8U);
}

TEST(TypedFieldsTest, ARuleOfNoTableIsRefused)
{
    EXPECT_THROW(CountTyped(RuleKey{EnforcementPoint::Of(HostId{0}), TableId{99}, {}}),
                 std::logic_error);
    EXPECT_THROW(CountTyped(RuleOf(TableId::kPermit, PermitKey{}, NoValue{})), std::logic_error);
}

} // namespace
} // namespace ns3::vnlab::test

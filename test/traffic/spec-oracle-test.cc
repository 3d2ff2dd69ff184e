// SPDX-License-Identifier: GPL-2.0-only
//
// The oracle by hand, and against a plain list of all links over random specifications and times.

#include "model/spec/spec-delta.h"
#include "model/spec/steering.h"
#include "model/traffic/spec-oracle.h"
#include "test/support/make-specification.h"
#include "test/support/small-plan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr PacketService kWeb{6, 40000, 80};
constexpr PacketService kWebAnswer{6, 80, 40000};
constexpr PacketService kDns{17, 53, 53};
constexpr PacketService kPing{1, 0, 0};

const std::vector<std::string> kVms{"a", "b", "c"};

/// VMs a, b and c on two paths: vNICs 0 and 1, 2 and 3, 4 and 5.
class SpecOracleTest : public testing::Test
{
  protected:
    Wanted At(uint32_t from, uint32_t to, const PacketService& service, Time time) const
    {
        return oracle.Wants(VnicId{from}, VnicId{to}, service, time, time);
    }

    CloudPlan plan = MakeSmallPlan(kVms, 2, 2);
    SpecOracle oracle{plan};
};

TEST_F(SpecOracleTest, ALinkIsWantedBothWaysOnItsPathAndBetweenItsEndsAlone)
{
    const Specification spec = MakeSpecification(MakePaths(2), kVms, {{0, 1, 1, {}}});
    oracle.Submit(TenantId{0}, spec, Seconds(0));
    EXPECT_EQ(At(1, 3, kDns, Seconds(1)), Wanted::kAlways);
    EXPECT_EQ(At(3, 1, kPing, Seconds(1)), Wanted::kAlways);
    EXPECT_EQ(At(0, 2, kDns, Seconds(1)), Wanted::kNever) << "the other path";
    EXPECT_EQ(At(1, 2, kDns, Seconds(1)), Wanted::kNever) << "from path to path";
    EXPECT_EQ(At(1, 5, kDns, Seconds(1)), Wanted::kNever) << "another VM";
}

TEST_F(SpecOracleTest, AServiceIsWantedAndItsAnswersAreAndNoOther)
{
    const Specification spec =
        MakeSpecification(MakePaths(1), kVms, {{0, 1, 0, {{6, 80}}}, {1, 2, 0, {{17, 0}}}});
    oracle.Submit(TenantId{0}, spec, Seconds(0));
    EXPECT_EQ(At(0, 2, kWeb, Seconds(1)), Wanted::kAlways);
    EXPECT_EQ(At(2, 0, kWeb, Seconds(1)), Wanted::kAlways) << "links have no direction";
    EXPECT_EQ(At(2, 0, kWebAnswer, Seconds(1)), Wanted::kAlways);
    EXPECT_EQ(At(0, 2, {6, 40000, 443}, Seconds(1)), Wanted::kNever);
    EXPECT_EQ(At(0, 2, {17, 40000, 80}, Seconds(1)), Wanted::kNever) << "another protocol";
    EXPECT_EQ(At(2, 4, {17, 1, 2}, Seconds(1)), Wanted::kAlways) << "any port";
    EXPECT_EQ(At(2, 4, kPing, Seconds(1)), Wanted::kNever);
}

TEST_F(SpecOracleTest, AChainHasAWayThereAndTheSameOneBackFromWhenItWasSubmitted)
{
    const Specification direct = MakeSpecification(MakePaths(1), kVms, {{0, 1}, {1, 2}, {0, 2}});
    Specification chain = direct;
    const std::vector<SpecGraph::vertex_descriptor> way{2, 1, 0};
    ASSERT_EQ(SteerChain(chain.graph, way), std::nullopt);
    oracle.Submit(TenantId{0}, direct, Seconds(0));
    oracle.Submit(TenantId{0}, chain, Seconds(5));
    const std::vector<VmId> through{VmId{1}};
    EXPECT_EQ(oracle.Way(VnicId{0}, VnicId{4}, Seconds(4)), std::vector<VmId>{});
    EXPECT_EQ(oracle.Way(VnicId{0}, VnicId{4}, Seconds(5)), through);
    EXPECT_EQ(oracle.Way(VnicId{4}, VnicId{0}, Seconds(6)), through);
    EXPECT_EQ(oracle.Way(VnicId{0}, VnicId{2}, Seconds(6)), std::vector<VmId>{});
    EXPECT_EQ(At(0, 4, kDns, Seconds(6)), Wanted::kAlways);
    EXPECT_FALSE(oracle.MayPass(VnicId{0}, VnicId{2}, Seconds(1), Seconds(4)));
    EXPECT_TRUE(oracle.MayPass(VnicId{0}, VnicId{2}, Seconds(4), Seconds(5)));
    EXPECT_FALSE(oracle.MayPass(VnicId{0}, VnicId{4}, Seconds(6), Seconds(6))) << "an end";
}

TEST_F(SpecOracleTest, BeforeAnythingIsSubmittedNothingIsWanted)
{
    EXPECT_EQ(At(0, 2, kDns, Seconds(0)), Wanted::kNever);
    EXPECT_EQ(oracle.Versions(TenantId{0}), 0u);
}

TEST_F(SpecOracleTest, AtTheMomentOfAChangeBothVersionsAreInForce)
{
    const Specification open = MakeSpecification(MakePaths(1), kVms, {{0, 1}});
    const Specification shut = MakeSpecification(MakePaths(1), kVms, {});
    oracle.Submit(TenantId{0}, open, Seconds(0));
    oracle.Submit(TenantId{0}, shut, Seconds(2));
    oracle.Submit(TenantId{0}, open, Seconds(3));
    const auto wants = [this](double sent, double ended)
    { return oracle.Wants(VnicId{0}, VnicId{2}, kDns, Seconds(sent), Seconds(ended)); };
    EXPECT_EQ(wants(0.5, 1.9), Wanted::kAlways);
    EXPECT_EQ(wants(1.9, 2), Wanted::kChanged);
    EXPECT_EQ(wants(2, 2.5), Wanted::kChanged);
    EXPECT_EQ(wants(2.1, 2.9), Wanted::kNever);
    EXPECT_EQ(wants(3, 4), Wanted::kChanged);
    EXPECT_EQ(wants(3.1, 4), Wanted::kAlways);
    EXPECT_EQ(wants(1, 4), Wanted::kChanged) << "wanted at both ends, and not between them";
    EXPECT_EQ(oracle.Versions(TenantId{0}), 3u);
}

TEST_F(SpecOracleTest, AVersionAltersWhatItDecidesOtherwise)
{
    const Specification web = MakeSpecification(MakePaths(1), kVms, {{0, 1, 0, {{6, 80}}}});
    const Specification all = MakeSpecification(MakePaths(1), kVms, {{0, 1}});
    oracle.Submit(TenantId{0}, web, Seconds(0));
    oracle.Submit(TenantId{0}, all, Seconds(1));
    EXPECT_FALSE(oracle.Alters(0, VnicId{0}, VnicId{2}, kWeb)) << "the first";
    EXPECT_FALSE(oracle.Alters(1, VnicId{0}, VnicId{2}, kWeb));
    EXPECT_TRUE(oracle.Alters(1, VnicId{0}, VnicId{2}, kDns));
    EXPECT_FALSE(oracle.Alters(1, VnicId{0}, VnicId{4}, kDns));
}

TEST_F(SpecOracleTest, BetweenTenantsNothingIsWantedWhateverTheirVmsAreCalled)
{
    plan.tenants.push_back({.name = "bank", .paths = plan.tenants[0].paths, .vmByName = {}});
    plan.tenants[1].vmByName["b"] = VmId{3};
    plan.vms.push_back({TenantId{1}, "b", {}, {VnicId{6}}});
    plan.vnics.push_back({VmId{3}, 0, plan.vnics[2].address, {}});
    const Specification spec = MakeSpecification(MakePaths(1), kVms, {{0, 1}});
    oracle.Submit(TenantId{0}, spec, Seconds(0));
    oracle.Submit(TenantId{1}, spec, Seconds(0));
    EXPECT_EQ(At(0, 2, kDns, Seconds(1)), Wanted::kAlways);
    EXPECT_EQ(At(0, 6, kDns, Seconds(1)), Wanted::kNever);
    EXPECT_EQ(At(6, 2, kDns, Seconds(1)), Wanted::kNever);
}

TEST_F(SpecOracleTest, AVmThatIsAddedToThePlanIsKnownFromItsVersionOn)
{
    const Specification before = MakeSpecification(MakePaths(1), kVms, {{0, 1}});
    oracle.Submit(TenantId{0}, before, Seconds(0));
    plan.tenants[0].vmByName["d"] = VmId{3};
    plan.vms.push_back({TenantId{0}, "d", {}, {VnicId{6}}});
    plan.vnics.push_back({VmId{3}, 0, 0x0a000099, {}});
    EXPECT_EQ(At(0, 6, kDns, Seconds(1)), Wanted::kNever);
    const Specification after =
        MakeSpecification(MakePaths(1), {"a", "b", "c", "d"}, {{0, 1}, {0, 3}});
    oracle.Submit(TenantId{0}, after, Seconds(2));
    EXPECT_EQ(At(0, 6, kDns, Seconds(3)), Wanted::kAlways);
    EXPECT_EQ(At(0, 6, kDns, Seconds(1)), Wanted::kNever) << "as it was then";
    EXPECT_TRUE(oracle.Alters(1, VnicId{0}, VnicId{6}, kDns));
}

/// Whether a list of links has one for a packet.
bool
IsListed(const std::vector<NamedLink>& links,
         const std::string& from,
         const std::string& to,
         const std::string& path,
         const PacketService& service)
{
    for (const NamedLink& link : links)
    {
        const bool joins = link.path == path && ((link.first == from && link.second == to) ||
                                                 (link.first == to && link.second == from));
        bool speaks = link.allow.empty();
        for (const Service& allowed : link.allow)
        {
            speaks |= allowed.ipProtocol == service.ipProtocol &&
                      (allowed.port == 0 || allowed.port == service.destinationPort ||
                       allowed.port == service.sourcePort);
        }
        if (joins && speaks)
        {
            return true;
        }
    }
    return false;
}

const std::vector<std::vector<Service>> kAllows{
    {}, {{6, 80}}, {{17, 0}}, {{17, 53}, {6, 443}}, {{1, 0}}};

Specification
DrawSpecification()
{
    std::vector<LinkBetween> links;
    for (uint32_t path = 0; path < 2; ++path)
    {
        for (const auto& [a, b] : {std::pair(0U, 1U), std::pair(1U, 2U), std::pair(0U, 2U)})
        {
            if (*rc::gen::arbitrary<bool>())
            {
                const auto allow = *rc::gen::elementOf(kAllows);
                links.push_back({a, b, path, allow});
            }
        }
    }
    return MakeSpecification(MakePaths(2), kVms, links);
}

RC_GTEST_FIXTURE_PROP(SpecOracleTest, SaysWhatAPlainListOfLinksSaysAtEachTime, ())
{
    std::vector<Specification> specs;
    const int versions = *rc::gen::inRange(1, 5);
    for (int i = 0; i < versions; ++i)
    {
        specs.push_back(DrawSpecification());
    }
    for (int i = 0; i < versions; ++i)
    {
        oracle.Submit(TenantId{0}, specs[i], Seconds(10 * i));
    }
    const uint32_t from = *rc::gen::inRange(0, 6);
    const uint32_t to = *rc::gen::inRange(0, 6);
    const auto service = *rc::gen::element(kWeb, kWebAnswer, kDns, kPing, PacketService{17, 9, 10});
    const int sent = *rc::gen::inRange(0, 10 * versions);
    const int ended = *rc::gen::inRange(sent, 10 * versions + 1);
    bool isEver = false;
    bool isAlways = true;
    for (int i = 0; i < versions; ++i)
    {
        const bool isInForce = 10 * i <= ended && (i + 1 == versions || 10 * (i + 1) >= sent);
        const bool isWanted = from % 2 == to % 2 && IsListed(NamedLinks(specs[i]),
                                                             kVms[from / 2],
                                                             kVms[to / 2],
                                                             "p" + std::to_string(from % 2),
                                                             service);
        isEver |= isInForce && isWanted;
        isAlways &= !isInForce || isWanted;
    }
    const Wanted right = isAlways ? Wanted::kAlways : isEver ? Wanted::kChanged : Wanted::kNever;
    RC_ASSERT(oracle.Wants(VnicId{from}, VnicId{to}, service, Seconds(sent), Seconds(ended)) ==
              right);
}

} // namespace
} // namespace ns3::vnlab::test

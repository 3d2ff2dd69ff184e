// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement.h"

#include <algorithm>
#include <array>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

constexpr std::array kPolicies{PlacementPolicy::kRoundRobin,
                               PlacementPolicy::kPack,
                               PlacementPolicy::kRandom,
                               PlacementPolicy::kTenantAffine};

/// A request with one slot a VM.
PlacementRequest
Request(PlacementPolicy policy,
        std::vector<uint32_t> vmsOfTenant,
        uint32_t hosts,
        uint32_t hostsPerRack,
        uint32_t slotsPerHost)
{
    const size_t vms = std::accumulate(vmsOfTenant.begin(), vmsOfTenant.end(), size_t{0});
    return {policy,
            std::move(vmsOfTenant),
            std::vector<uint32_t>(vms, 1),
            hosts,
            hostsPerRack,
            slotsPerHost};
}

std::vector<uint32_t>
Hosts(const PlacementRequest& request)
{
    std::vector<uint32_t> hosts;
    for (const HostId host : PlaceVms(request))
    {
        hosts.push_back(host.value);
    }
    return hosts;
}

std::string
WhyNot(const PlacementRequest& request)
{
    try
    {
        PlaceVms(request);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

using Numbers = std::vector<uint32_t>;

TEST(Placement, RoundRobinGoesRoundTheHosts)
{
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kRoundRobin, {3, 4}, 3, 3, 5)),
              (Numbers{0, 1, 2, 0, 1, 2, 0}));
}

TEST(Placement, RoundRobinTakesTheNextHostWithRoom)
{
    PlacementRequest request = Request(PlacementPolicy::kRoundRobin, {6}, 3, 3, 3);
    request.slotsOfVm = {3, 1, 1, 1, 1, 2};
    EXPECT_EQ(Hosts(request), (Numbers{0, 1, 2, 1, 1, 2}));
}

TEST(Placement, RoundRobinBeginsAgainAfterTheLastHost)
{
    PlacementRequest request = Request(PlacementPolicy::kRoundRobin, {4}, 2, 2, 3);
    request.slotsOfVm = {1, 3, 1, 1};
    EXPECT_EQ(Hosts(request), (Numbers{0, 1, 0, 0}));
}

TEST(Placement, RoomInPiecesThatAreTooSmallIsNoRoom)
{
    PlacementRequest request = Request(PlacementPolicy::kRoundRobin, {2, 2}, 3, 3, 2);
    request.slotsOfVm = {1, 1, 2, 2};
    EXPECT_EQ(
        WhyNot(request),
        "VM 3 of 4 takes 2 slots; of the 3 hosts with 2 slots each, the one with the most room "
        "has 1 left");
}

TEST(Placement, PackFillsHostAfterHost)
{
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kPack, {3, 4}, 4, 2, 3)),
              (Numbers{0, 0, 0, 1, 1, 1, 2}));
}

TEST(Placement, PackFillsAGapWithAVmThatFits)
{
    PlacementRequest request = Request(PlacementPolicy::kPack, {4}, 2, 2, 3);
    request.slotsOfVm = {2, 2, 1, 1};
    EXPECT_EQ(Hosts(request), (Numbers{0, 1, 0, 1}));
}

TEST(Placement, RandomIsTheSameOnEveryMachine)
{
    PlacementRequest request = Request(PlacementPolicy::kRandom, {8}, 10, 5, 1);
    request.seed = 42;
    // The standard fixes the draws of std::mt19937_64. Modulo 10 they are
    // 6 4 0 2 1 8 6 4 0 7 5, of which those that hit a full host are drawn again.
    EXPECT_EQ(Hosts(request), (Numbers{6, 4, 0, 2, 1, 8, 7, 5}));
}

TEST(Placement, RandomDependsOnTheSeed)
{
    PlacementRequest request = Request(PlacementPolicy::kRandom, {20}, 10, 5, 20);
    const std::vector<uint32_t> before = Hosts(request);
    ++request.seed;
    EXPECT_NE(Hosts(request), before);
}

TEST(Placement, RandomIsUniform)
{
    constexpr uint32_t hosts = 10;
    constexpr uint32_t vms = 100'000;
    std::map<uint32_t, uint32_t> count;
    for (const uint32_t host : Hosts(Request(PlacementPolicy::kRandom, {vms}, hosts, 5, vms)))
    {
        ++count[host];
    }
    double chiSquare = 0;
    for (uint32_t host = 0; host < hosts; ++host)
    {
        const double off = count[host] - double{vms} / hosts;
        chiSquare += off * off / (double{vms} / hosts);
    }
    EXPECT_LT(chiSquare, 27.88); // 9 degrees of freedom, p = 0.001; the seed is fixed
}

TEST(Placement, RandomFillsTheLastSlot)
{
    std::vector<uint32_t> hosts = Hosts(Request(PlacementPolicy::kRandom, {6}, 3, 3, 2));
    std::ranges::sort(hosts);
    EXPECT_EQ(hosts, (Numbers{0, 0, 1, 1, 2, 2}));
}

TEST(Placement, TenantAffineStartsEachTenantInTheNextRack)
{
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kTenantAffine, {2, 2, 2, 1}, 6, 2, 4)),
              (Numbers{0, 0, 2, 2, 4, 4, 0}));
}

TEST(Placement, TenantAffineFillsHostsOfOneRackBeforeTheNext)
{
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kTenantAffine, {5}, 4, 2, 2)),
              (Numbers{0, 0, 1, 1, 2}));
}

TEST(Placement, TenantAffinePrefersOneRackWithRoomToItsOwnWithout)
{
    // Tenant 0 leaves one slot in rack 0; tenant 2 starts there, but fits as a whole in rack 1.
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kTenantAffine, {3, 1, 2}, 2, 1, 4)),
              (Numbers{0, 0, 0, 1, 1, 1}));
}

TEST(Placement, TenantAffineKeepsALastRackThatIsSmaller)
{
    EXPECT_EQ(Hosts(Request(PlacementPolicy::kTenantAffine, {2, 3, 1}, 3, 2, 2)),
              (Numbers{0, 0, 2, 2, 1, 1}));
}

TEST(Placement, TooManyVmsAreRefusedWithBothNumbers)
{
    for (const PlacementPolicy policy : kPolicies)
    {
        PlacementRequest request = Request(policy, {3, 4}, 2, 2, 3);
        EXPECT_EQ(WhyNot(request), "7 VMs take 7 slots, but 2 hosts with 3 slots each have 6");
        request.slotsOfVm[6] = 3;
        EXPECT_EQ(WhyNot(request), "7 VMs take 9 slots, but 2 hosts with 3 slots each have 6");
    }
}

TEST(Placement, VmThatNoHostHasRoomForIsRefused)
{
    for (const PlacementPolicy policy : kPolicies)
    {
        PlacementRequest request = Request(policy, {2}, 4, 2, 3);
        request.slotsOfVm = {1, 4};
        EXPECT_EQ(
            WhyNot(request),
            "VM 1 of 2 takes 4 slots; of the 4 hosts with 3 slots each, the one with the most "
            "room has 3 left");
    }
}

TEST(Placement, RequestThatContradictsItselfIsRefused)
{
    PlacementRequest request = Request(PlacementPolicy::kPack, {2}, 4, 2, 3);
    request.hostsPerRack = 0;
    EXPECT_EQ(WhyNot(request), "a rack has 0 hosts; accepted is at least 1");
    request.slotsOfVm[1] = 0;
    EXPECT_EQ(WhyNot(request), "a VM takes 0 slots; accepted is at least 1");
    request.vmsOfTenant = {1};
    EXPECT_EQ(WhyNot(request), "the tenants have 1 VMs, but slots are given for 2");
}

TEST(Placement, NoVmsNeedNoHosts)
{
    for (const PlacementPolicy policy : kPolicies)
    {
        EXPECT_EQ(Hosts(Request(policy, {0, 0}, 0, 1, 0)), Numbers{});
    }
}

TEST(Placement, PoliciesHaveNames)
{
    for (const PlacementPolicy policy : kPolicies)
    {
        EXPECT_EQ(ParsePlacementPolicy(ToString(policy)), policy);
    }
    EXPECT_EQ(ToString(PlacementPolicy::kRoundRobin), "round-robin");
    EXPECT_EQ(ToString(PlacementPolicy::kPack), "pack");
    EXPECT_EQ(ToString(PlacementPolicy::kRandom), "random");
    EXPECT_EQ(ToString(PlacementPolicy::kTenantAffine), "tenant-affine");
    EXPECT_EQ(ParsePlacementPolicy("Pack"), std::nullopt);
    EXPECT_EQ(ParsePlacementPolicy(""), std::nullopt);
}

/// A request that may or may not fit.
PlacementRequest
AnyRequest(uint32_t mostSlots)
{
    PlacementRequest request;
    request.policy = *rc::gen::elementOf(kPolicies);
    request.vmsOfTenant = *rc::gen::container<Numbers>(rc::gen::inRange(0U, 12U));
    const size_t vms =
        std::accumulate(request.vmsOfTenant.begin(), request.vmsOfTenant.end(), size_t{0});
    request.slotsOfVm = *rc::gen::container<Numbers>(vms, rc::gen::inRange(1U, mostSlots + 1));
    request.hosts = *rc::gen::inRange(1U, 40U);
    request.hostsPerRack = *rc::gen::inRange(1U, 8U);
    request.slotsPerHost = *rc::gen::inRange(1U, 10U);
    request.seed = *rc::gen::arbitrary<uint64_t>();
    return request;
}

RC_GTEST_PROP(Placement, NoHostTakesMoreThanItHolds, ())
{
    const PlacementRequest request = AnyRequest(3);
    RC_PRE(WhyNot(request).empty());
    const std::vector<uint32_t> hosts = Hosts(request);
    RC_ASSERT(hosts.size() == request.slotsOfVm.size());
    std::vector<uint32_t> used(request.hosts);
    for (size_t vm = 0; vm < hosts.size(); ++vm)
    {
        used.at(hosts[vm]) += request.slotsOfVm[vm];
    }
    RC_ASSERT(std::ranges::all_of(used, [&](uint32_t u) { return u <= request.slotsPerHost; }));
}

RC_GTEST_PROP(Placement, TheSameRequestGivesTheSameAnswer, ())
{
    const PlacementRequest request = AnyRequest(3);
    RC_PRE(WhyNot(request).empty());
    const PlacementRequest copy = request;
    RC_ASSERT(Hosts(request) == Hosts(copy));
}

RC_GTEST_PROP(Placement, VmsOfOneSlotFitWhereverThereIsRoom, ())
{
    const PlacementRequest request = AnyRequest(1);
    const bool hasRoom = request.slotsOfVm.size() <= uint64_t{request.hosts} * request.slotsPerHost;
    RC_ASSERT(WhyNot(request).empty() == hasRoom);
}

RC_GTEST_PROP(Placement, RoundRobinAndPackAreWhatASimpleSearchFinds, ())
{
    PlacementRequest request = AnyRequest(3);
    const bool pack = *rc::gen::arbitrary<bool>();
    request.policy = pack ? PlacementPolicy::kPack : PlacementPolicy::kRoundRobin;
    RC_PRE(WhyNot(request).empty());
    std::vector<uint32_t> room(request.hosts, request.slotsPerHost);
    const std::vector<uint32_t> hosts = Hosts(request);
    for (uint32_t vm = 0; vm < hosts.size(); ++vm)
    {
        uint32_t host = pack ? 0 : vm % request.hosts;
        while (room[host] < request.slotsOfVm[vm])
        {
            host = (host + 1) % request.hosts;
        }
        RC_ASSERT(hosts[vm] == host);
        room[host] -= request.slotsOfVm[vm];
    }
}

RC_GTEST_PROP(Placement, TenantAffineUsesAsFewRacksAsThereCanBe, ())
{
    PlacementRequest request = AnyRequest(1);
    request.policy = PlacementPolicy::kTenantAffine;
    RC_PRE(WhyNot(request).empty());
    const std::vector<uint32_t> hosts = Hosts(request);
    std::map<uint32_t, uint32_t> roomOfRack;
    for (uint32_t host = 0; host < request.hosts; ++host)
    {
        roomOfRack[host / request.hostsPerRack] += request.slotsPerHost;
    }
    size_t vm = 0;
    for (const uint32_t vms : request.vmsOfTenant)
    {
        std::vector<uint32_t> rooms;
        for (const auto& [rack, room] : roomOfRack)
        {
            rooms.push_back(room);
        }
        std::ranges::sort(rooms, std::greater{});
        size_t fewest = 0;
        for (uint32_t held = 0; held < vms; ++fewest)
        {
            held += rooms[fewest];
        }
        std::set<uint32_t> used;
        for (const size_t end = vm + vms; vm < end; ++vm)
        {
            used.insert(hosts[vm] / request.hostsPerRack);
            --roomOfRack[hosts[vm] / request.hostsPerRack];
        }
        RC_ASSERT(used.size() == fewest);
    }
}

} // namespace

} // namespace ns3::vnlab

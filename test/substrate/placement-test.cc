// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement/pack.h"
#include "model/substrate/placer.h"
#include "test/support/drawn-keys.h"

#include <algorithm>
#include <functional>
#include <gmock/gmock.h>
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

/// A request and who answers it.
struct Case
{
    std::string policy;
    PlacementRequest request;
    KeysByKind keys{};
};

/// A request with one slot a VM.
Case
Request(std::string_view policy,
        std::vector<uint32_t> vmsOfTenant,
        uint32_t hosts,
        uint32_t hostsPerRack,
        uint32_t slotsPerHost)
{
    const size_t vms = std::accumulate(vmsOfTenant.begin(), vmsOfTenant.end(), size_t{0});
    return {
        std::string(policy),
        {std::move(vmsOfTenant), std::vector<uint32_t>(vms, 1), hosts, hostsPerRack, slotsPerHost}};
}

/// Case of `pack` with its own key.
Case
PackTo(double fill, std::vector<uint32_t> vmsOfTenant, uint32_t hosts, uint32_t slotsPerHost)
{
    Case filled = Request("pack", std::move(vmsOfTenant), hosts, 1, slotsPerHost);
    auto keys = std::make_unique<PackKeys>();
    keys->fill = fill;
    filled.keys.Add("pack", std::move(keys));
    return filled;
}

std::vector<uint32_t>
Hosts(const Case& placement)
{
    std::vector<uint32_t> hosts;
    for (const HostId host : PlaceVms(placement.request, placement.policy, placement.keys))
    {
        hosts.push_back(host.value);
    }
    return hosts;
}

std::string
WhyNot(const Case& placement)
{
    try
    {
        PlaceVms(placement.request, placement.policy, placement.keys);
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
    EXPECT_EQ(Hosts(Request("round-robin", {3, 4}, 3, 3, 5)), (Numbers{0, 1, 2, 0, 1, 2, 0}));
}

TEST(Placement, RoundRobinTakesTheNextHostWithRoom)
{
    Case placed = Request("round-robin", {6}, 3, 3, 3);
    placed.request.slotsOfVm = {3, 1, 1, 1, 1, 2};
    EXPECT_EQ(Hosts(placed), (Numbers{0, 1, 2, 1, 1, 2}));
}

TEST(Placement, RoundRobinBeginsAgainAfterTheLastHost)
{
    Case placed = Request("round-robin", {4}, 2, 2, 3);
    placed.request.slotsOfVm = {1, 3, 1, 1};
    EXPECT_EQ(Hosts(placed), (Numbers{0, 1, 0, 0}));
}

TEST(Placement, RoomInPiecesThatAreTooSmallIsNoRoom)
{
    Case placed = Request("round-robin", {2, 2}, 3, 3, 2);
    placed.request.slotsOfVm = {1, 1, 2, 2};
    EXPECT_EQ(
        WhyNot(placed),
        "VM 3 of 4 takes 2 slots; of the 3 hosts with 2 slots each, the one with the most room "
        "has 1 left");
}

TEST(Placement, PackFillsHostAfterHost)
{
    EXPECT_EQ(Hosts(Request("pack", {3, 4}, 4, 2, 3)), (Numbers{0, 0, 0, 1, 1, 1, 2}));
}

TEST(Placement, PackFillsAGapWithAVmThatFits)
{
    Case placed = Request("pack", {4}, 2, 2, 3);
    placed.request.slotsOfVm = {2, 2, 1, 1};
    EXPECT_EQ(Hosts(placed), (Numbers{0, 1, 0, 1}));
}

TEST(Placement, RandomIsTheSameOnEveryMachine)
{
    Case placed = Request("random", {8}, 10, 5, 1);
    placed.request.seed = 42;
    // The standard fixes the draws of std::mt19937_64. Modulo 10 they are
    // 6 4 0 2 1 8 6 4 0 7 5, of which those that hit a full host are drawn again.
    EXPECT_EQ(Hosts(placed), (Numbers{6, 4, 0, 2, 1, 8, 7, 5}));
}

TEST(Placement, RandomDependsOnTheSeed)
{
    Case placed = Request("random", {20}, 10, 5, 20);
    const std::vector<uint32_t> before = Hosts(placed);
    ++placed.request.seed;
    EXPECT_NE(Hosts(placed), before);
}

TEST(Placement, RandomIsUniform)
{
    constexpr uint32_t hosts = 10;
    constexpr uint32_t vms = 100'000;
    std::map<uint32_t, uint32_t> count;
    for (const uint32_t host : Hosts(Request("random", {vms}, hosts, 5, vms)))
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
    std::vector<uint32_t> hosts = Hosts(Request("random", {6}, 3, 3, 2));
    std::ranges::sort(hosts);
    EXPECT_EQ(hosts, (Numbers{0, 0, 1, 1, 2, 2}));
}

TEST(Placement, TenantAffineStartsEachTenantInTheNextRack)
{
    EXPECT_EQ(Hosts(Request("tenant-affine", {2, 2, 2, 1}, 6, 2, 4)),
              (Numbers{0, 0, 2, 2, 4, 4, 0}));
}

TEST(Placement, TenantAffineFillsHostsOfOneRackBeforeTheNext)
{
    EXPECT_EQ(Hosts(Request("tenant-affine", {5}, 4, 2, 2)), (Numbers{0, 0, 1, 1, 2}));
}

TEST(Placement, TenantAffinePrefersOneRackWithRoomToItsOwnWithout)
{
    // Tenant 0 leaves one slot in rack 0; tenant 2 starts there, but fits as a whole in rack 1.
    EXPECT_EQ(Hosts(Request("tenant-affine", {3, 1, 2}, 2, 1, 4)), (Numbers{0, 0, 0, 1, 1, 1}));
}

TEST(Placement, TenantAffineKeepsALastRackThatIsSmaller)
{
    EXPECT_EQ(Hosts(Request("tenant-affine", {2, 3, 1}, 3, 2, 2)), (Numbers{0, 0, 2, 2, 1, 1}));
}

TEST(Placement, TooManyVmsAreRefusedWithBothNumbers)
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        Case placed = Request(policy->Name(), {3, 4}, 2, 2, 3);
        EXPECT_EQ(WhyNot(placed), "7 VMs take 7 slots, but 2 hosts with 3 slots each have 6");
        placed.request.slotsOfVm[6] = 3;
        EXPECT_EQ(WhyNot(placed), "7 VMs take 9 slots, but 2 hosts with 3 slots each have 6");
    }
}

TEST(Placement, VmThatNoHostHasRoomForIsRefused)
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        Case placed = Request(policy->Name(), {2}, 4, 2, 3);
        placed.request.slotsOfVm = {1, 4};
        EXPECT_EQ(
            WhyNot(placed),
            "VM 1 of 2 takes 4 slots; of the 4 hosts with 3 slots each, the one with the most "
            "room has 3 left");
    }
}

TEST(Placement, RequestThatContradictsItselfIsRefused)
{
    Case placed = Request("pack", {2}, 4, 2, 3);
    placed.request.hostsPerRack = 0;
    EXPECT_EQ(WhyNot(placed), "a rack has 0 hosts; accepted is at least 1");
    placed.request.slotsOfVm[1] = 0;
    EXPECT_EQ(WhyNot(placed), "a VM takes 0 slots; accepted is at least 1");
    placed.request.vmsOfTenant = {1};
    EXPECT_EQ(WhyNot(placed), "the tenants have 1 VMs, but slots are given for 2");
}

TEST(Placement, NoVmsNeedNoHosts)
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        EXPECT_EQ(Hosts(Request(policy->Name(), {0, 0}, 0, 1, 0)), Numbers{});
    }
}

TEST(Placement, PoliciesHaveNamesAndDescriptions)
{
    std::vector<std::string_view> names;
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        names.push_back(policy->Name());
        EXPECT_FALSE(policy->Description().empty());
        EXPECT_EQ(FindPlacementPolicy(policy->Name()), policy);
    }
    EXPECT_THAT(names, testing::IsSupersetOf({"pack", "random", "round-robin", "tenant-affine"}));
    EXPECT_EQ(FindPlacementPolicy("Pack"), nullptr);
    EXPECT_THAT(
        WhyNot(Request("pakc", {2}, 4, 2, 3)),
        testing::AllOf(testing::StartsWith("unknown placement 'pakc'; accepted are pack, random, "),
                       testing::EndsWith(", did you mean 'pack'?")));
}

TEST(Placement, PackGoesOnWhereAHostIsFilledAsFarAsWanted)
{
    EXPECT_EQ(Hosts(PackTo(0.5, {7}, 3, 4)), (Numbers{0, 0, 1, 1, 2, 2, 0}));
    EXPECT_EQ(Hosts(PackTo(1, {7}, 3, 4)), (Numbers{0, 0, 0, 0, 1, 1, 1}));
}

TEST(Placement, PackFillsTheRestWhereAllHostsAreFilled)
{
    EXPECT_EQ(Hosts(PackTo(0.25, {12}, 3, 4)), (Numbers{0, 1, 2, 0, 0, 0, 1, 1, 1, 2, 2, 2}));
}

TEST(Placement, PackFillsToTheNearestSlotAndAtLeastOne)
{
    EXPECT_EQ(Hosts(PackTo(0.29, {30}, 2, 100)).at(28), 0U);
    EXPECT_EQ(Hosts(PackTo(0.29, {30}, 2, 100)).at(29), 1U);
    EXPECT_EQ(Hosts(PackTo(0.01, {3}, 2, 10)), (Numbers{0, 1, 0}));
}

TEST(Placement, PackPutsAVmLargerThanTheFillOnTheFirstHostWithRoom)
{
    Case placed = PackTo(0.5, {3}, 2, 4);
    placed.request.slotsOfVm = {3, 1, 2};
    EXPECT_EQ(Hosts(placed), (Numbers{0, 1, 1}));
}

/// Says what it is told to.
class FaultyPolicy : public PlacementPolicy
{
  public:
    explicit FaultyPolicy(std::vector<HostId> hosts)
        : m_hosts(std::move(hosts))
    {
    }

    std::string_view Name() const override
    {
        return "faulty";
    }

    std::string_view Description() const override
    {
        return "";
    }

    std::vector<HostId> Place(const PlacementRequest&, const OwnKeys&) const override
    {
        return m_hosts;
    }

  private:
    std::vector<HostId> m_hosts;
};

std::string
FaultOf(std::vector<HostId> hosts)
{
    try
    {
        PlaceVms(Request("", {3}, 2, 1, 2).request, FaultyPolicy(std::move(hosts)), NoKeys());
    }
    catch (const std::logic_error& error)
    {
        return error.what();
    }
    return "";
}

TEST(Placement, APolicyThatBreaksItsWordIsStopped)
{
    EXPECT_EQ(FaultOf({{0}, {1}, {1}}), "");
    EXPECT_EQ(FaultOf({{0}, {1}}), "placement \"faulty\" places 2 VMs of 3");
    EXPECT_EQ(FaultOf({{0}, {2}, {1}}), "placement \"faulty\" puts VM 1 on host 2 of 2");
    EXPECT_EQ(FaultOf({{1}, {1}, {1}}),
              "placement \"faulty\" puts VMs of 3 slots on host 1, which has 2");
}

/// A request that may or may not fit.
Case
AnyCase(const PlacementPolicy& policy, uint32_t mostSlots)
{
    Case placed{.policy = std::string(policy.Name()), .request = {}};
    placed.keys.Add(policy.Name(), DrawKeys(policy));
    PlacementRequest& request = placed.request;
    request.vmsOfTenant = *rc::gen::container<Numbers>(rc::gen::inRange(0U, 12U));
    const size_t vms =
        std::accumulate(request.vmsOfTenant.begin(), request.vmsOfTenant.end(), size_t{0});
    request.slotsOfVm = *rc::gen::container<Numbers>(vms, rc::gen::inRange(1U, mostSlots + 1));
    request.hosts = *rc::gen::inRange(1U, 40U);
    request.hostsPerRack = *rc::gen::inRange(1U, 8U);
    request.slotsPerHost = *rc::gen::inRange(1U, 10U);
    request.seed = *rc::gen::arbitrary<uint64_t>();
    return placed;
}

/// Every VM is on a host, and every host has room for what is on it.
void
ExpectRoom(const Case& placed, const std::vector<uint32_t>& hosts)
{
    const PlacementRequest& request = placed.request;
    RC_ASSERT(hosts.size() == request.slotsOfVm.size());
    std::vector<uint32_t> used(request.hosts);
    for (size_t vm = 0; vm < hosts.size(); ++vm)
    {
        used.at(hosts[vm]) += request.slotsOfVm[vm];
    }
    RC_ASSERT(std::ranges::all_of(used, [&](uint32_t u) { return u <= request.slotsPerHost; }));
}

RC_GTEST_PROP(Placement, EveryVmHasAHostAndNoHostTakesMoreThanItHolds, ())
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        const Case placed = AnyCase(*policy, 3);
        const std::string refusal = WhyNot(placed);
        if (refusal.empty())
        {
            ExpectRoom(placed, Hosts(placed));
        }
        else
        {
            const bool saysRoom = refusal.find(" slots, but ") != std::string::npos ||
                                  refusal.find(" slots; of the ") != std::string::npos;
            RC_ASSERT(saysRoom);
        }
    }
}

RC_GTEST_PROP(Placement, TheSameRequestGivesTheSameAnswer, ())
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        const Case placed = AnyCase(*policy, 3);
        const Case copy = placed;
        RC_ASSERT(WhyNot(placed) == WhyNot(copy));
        if (WhyNot(placed).empty())
        {
            RC_ASSERT(Hosts(placed) == Hosts(copy));
        }
    }
}

RC_GTEST_PROP(Placement, VmsOfOneSlotFitWhereverThereIsRoom, ())
{
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        const Case placed = AnyCase(*policy, 1);
        const PlacementRequest& request = placed.request;
        const uint64_t room = uint64_t{request.hosts} * request.slotsPerHost;
        const std::string refusal = request.slotsOfVm.size() <= room
                                      ? ""
                                      : std::to_string(request.slotsOfVm.size()) + " VMs take " +
                                            std::to_string(request.slotsOfVm.size()) +
                                            " slots, but " + std::to_string(request.hosts) +
                                            " hosts with " + std::to_string(request.slotsPerHost) +
                                            " slots each have " + std::to_string(room);
        RC_ASSERT(WhyNot(placed) == refusal);
    }
}

RC_GTEST_PROP(Placement, RoundRobinAndPackAreWhatASimpleSearchFinds, ())
{
    const bool pack = *rc::gen::arbitrary<bool>();
    Case placed = AnyCase(*FindPlacementPolicy(pack ? "pack" : "round-robin"), 3);
    placed.keys = {};
    RC_PRE(WhyNot(placed).empty());
    const PlacementRequest& request = placed.request;
    std::vector<uint32_t> room(request.hosts, request.slotsPerHost);
    const std::vector<uint32_t> hosts = Hosts(placed);
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
    const Case placed = AnyCase(*FindPlacementPolicy("tenant-affine"), 1);
    RC_PRE(WhyNot(placed).empty());
    const PlacementRequest& request = placed.request;
    const std::vector<uint32_t> hosts = Hosts(placed);
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

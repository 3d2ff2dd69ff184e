// SPDX-License-Identifier: GPL-2.0-only
#include "test/attack/scenarios.h"

#include "model/spec/generator/sdn-control.h"
#include "model/spec/spec-generator.h"
#include "test/support/make-specification.h"

#include <algorithm>

namespace ns3::vnlab::test
{

namespace
{

constexpr Service kExploited{17, kServicePort};
constexpr Service kMeasured{17, kTrafficPort};
constexpr Service kDns{17, 53};
constexpr Service kWeb{6, 80};

CloudScenario
OneTenant(const std::string& name, Specification specification)
{
    return {.name = name, .tenants = {{"shop", {std::move(specification)}}}};
}

Specification
SdnControl(uint32_t vms, uint32_t controllers)
{
    SdnControlKeys keys;
    keys.controllers = controllers;
    return GenerateSpecification({.kind = "sdn-control", .vms = vms}, keys);
}

CloudScenario
WithPolicy(CloudScenario scenario, const std::string& policy)
{
    scenario.placement.policy = policy;
    return scenario;
}

CloudScenario
WithTwoDatacenters(CloudScenario scenario)
{
    scenario.topology = {.datacenters = 2, .racks = 2, .hostsPerRack = 1, .spines = 2};
    return scenario;
}

/// Two tenants alike; the second has its own addresses or the same ones.
CloudScenario
TwoTenants(const std::string& name, AddressPlan addresses)
{
    CloudScenario scenario = OneTenant(name, GenerateSpecification({.kind = "ring", .vms = 4}));
    scenario.tenants.push_back({"bank", {GenerateSpecification({.kind = "star", .vms = 4})}});
    scenario.addresses = addresses;
    return scenario;
}

/// A chain whose links permit everything; the exploited service and others; only others; any UDP;
/// UDP on another port; and UDP on a port that only root may send from.
CloudScenario
AllowLists()
{
    return OneTenant("AllowLists",
                     MakeSpecification(MakePaths(1),
                                       {"a", "b", "c", "d", "e", "f", "g"},
                                       {{0, 1},
                                        {1, 2, 0, {kExploited, kWeb}},
                                        {2, 3, 0, {kWeb, {1, 0}}},
                                        {3, 4, 0, {{17, 0}}},
                                        {4, 5, 0, {kMeasured, kWeb}},
                                        {5, 6, 0, {kDns}}}));
}

/// What two paths permit together; and VMs whose only link is on one of three.
CloudScenario
ThreePaths()
{
    return OneTenant(
        "ThreePaths",
        MakeSpecification(
            MakePaths(3),
            {"a", "b", "c", "d", "e"},
            {{0, 1, 0, {kWeb}}, {0, 1, 1, {kExploited}}, {1, 2, 0}, {2, 3, 1}, {3, 4, 2}}));
}

/// Links without a service of UDP, some next to one that has one; and one that permits no ports at all.
CloudScenario
TcpOnly()
{
    return OneTenant("TcpOnly",
                     MakeSpecification(MakePaths(1),
                                       {"a", "b", "c", "d", "e", "f"},
                                       {{0, 1, 0, {kWeb}},
                                        {1, 2, 0, {kWeb, {6, 443}}},
                                        {2, 3, 0, {{1, 0}}},
                                        {3, 4, 0, {kDns}},
                                        {4, 5, 0, {{6, 0}}}}));
}

CloudScenario
IsolatedVms()
{
    return OneTenant(
        "IsolatedVms",
        MakeSpecification(MakePaths(2), {"a", "b", "c", "d", "e"}, {{0, 1, 0}, {1, 2, 1}}));
}

} // namespace

const std::vector<CloudScenario>&
AttackScenarios()
{
    const Specification threeTier = GenerateSpecification({.kind = "three-tier", .vms = 8});
    static const std::vector<CloudScenario> scenarios{
        OneTenant("ThreeTier", threeTier),
        WithPolicy(OneTenant("ThreeTierOnOneHost", threeTier), "pack"),
        OneTenant("Star", GenerateSpecification({.kind = "star", .vms = 6})),
        TwoTenants("TwoTenants", AddressPlan::kUnique),
        TwoTenants("TwoTenantsOverlapping", AddressPlan::kAsSpecified),
        OneTenant("SdnControl", SdnControl(6, 2)),
        WithTwoDatacenters(OneTenant("TwoDatacenters",
                                     GenerateSpecification({.kind = "service-chain", .vms = 6}))),
        AllowLists(),
        TcpOnly(),
        WithPolicy(ThreePaths(), "pack"),
        IsolatedVms(),
    };
    return scenarios;
}

const CloudScenario&
AttackScenario(const std::string& name)
{
    return *std::ranges::find(AttackScenarios(), name, &CloudScenario::name);
}

} // namespace ns3::vnlab::test

// SPDX-License-Identifier: GPL-2.0-only
//
// How much of the hosts' verification is computed, by how many threads, changes no verdict.

#include "helper/identity-guard.h"
#include "helper/tenant-helper.h"
#include "model/cloud/cloud-names.h"
#include "model/spec/portable-random.h"
#include "model/spec/spec-generator.h"
#include "test/support/cloud-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

constexpr Validity kOver{0, kSimulationEpoch_s - 1};

/// Tenants of so many VMs each, a ring; planned, not built.
CloudPlan
PlanRings(const std::map<std::string, uint32_t>& vmsOf, bool reversed = false)
{
    const Topology topology{.racks = 4, .hostsPerRack = 8};
    std::map<std::string, Specification> specifications;
    std::vector<std::string> names;
    for (const auto& [name, vms] : vmsOf)
    {
        specifications[name] = GenerateSpecification({.kind = "ring", .vms = vms});
        names.push_back(name);
    }
    if (reversed)
    {
        std::ranges::reverse(names);
    }
    TenantHelper helper;
    for (const std::string& name : names)
    {
        helper.Add(name, {&specifications[name]});
    }
    return helper.Plan(topology, {});
}

std::vector<VmId>
AllVms(const CloudPlan& plan)
{
    std::vector<VmId> vms;
    for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
    {
        vms.push_back(VmId{vm});
    }
    return vms;
}

/// Every seventh VM presents something bad, in turn.
void
PresentBad(const CloudPlan& plan, IdentityGuard& guard)
{
    const CertificateAuthority stranger("stranger", 1);
    for (uint32_t vm = 3; vm < plan.vms.size(); vm += 7)
    {
        const Uuid uuid{plan.vms[vm].uuid};
        const CertificateAuthority own = guard.AuthorityOf(plan.vms[vm].tenant);
        IssuedIdentity bad = own.Issue(uuid, vm % 2 == 0 ? kOwnValidity : kOver);
        if (vm % 3 == 0)
        {
            bad.certificateDer = stranger.Issue(uuid, kOwnValidity).certificateDer;
        }
        else if (vm % 2 == 0)
        {
            bad.key = stranger.Issue(uuid, kOwnValidity).key;
        }
        guard.Present(VmId{vm}, bad);
    }
}

/// Names of the VMs that are really verified when all attach.
std::set<std::string>
Verified(const CloudPlan& plan, double part)
{
    IdentityGuard guard(plan, 1, {.verify = part});
    std::set<std::string> names;
    for (const VmId vm : AllVms(plan))
    {
        const uint64_t before = guard.Counts().verified;
        EXPECT_TRUE(guard.Admit(vm, HostId{0}));
        if (guard.Counts().verified > before)
        {
            names.insert(NameOf(plan, vm));
        }
    }
    return names;
}

TEST(IdentityEffort, SeveralThreadsAheadGiveTheVerdictsOfOneByOne)
{
    std::set<VerificationResult> seen;
    for (uint64_t seed = 1; seed <= 6; ++seed)
    {
        std::mt19937_64 dice(seed);
        std::map<std::string, uint32_t> vmsOf;
        for (uint64_t tenants = 1 + DrawBelow(dice, 5); vmsOf.size() < tenants;)
        {
            vmsOf["t" + std::to_string(vmsOf.size())] =
                3 + static_cast<uint32_t>(DrawBelow(dice, 100));
        }
        CloudPlan plan = PlanRings(vmsOf);
        plan.vms[1].uuid = plan.vms[0].uuid; // a clone
        IdentityGuard alone(plan, seed);
        IdentityGuard ahead(plan, seed, {.threads = 4});
        PresentBad(plan, alone);
        PresentBad(plan, ahead);
        ahead.Expect(AllVms(plan));
        for (const VmId vm : AllVms(plan))
        {
            const HostId host{static_cast<uint32_t>(DrawBelow(dice, 5))};
            EXPECT_EQ(alone.Admit(vm, host), ahead.Admit(vm, host));
            EXPECT_EQ(alone.ResultOf(vm), ahead.ResultOf(vm)) << NameOf(plan, vm);
            seen.insert(ahead.ResultOf(vm));
        }
        EXPECT_EQ(ahead.Counts().verified, plan.vms.size());
        EXPECT_EQ(ahead.Counts().admitted, alone.Counts().admitted);
    }
    EXPECT_EQ(seen,
              (std::set{VerificationResult::kAccepted,
                        VerificationResult::kForeignRoot,
                        VerificationResult::kExpired,
                        VerificationResult::kNoPossession,
                        VerificationResult::kReusedUuid}));
}

TEST(IdentityEffort, WhatAVmPresentsAfterItWasExpectedCounts)
{
    const CloudPlan plan = PlanRings({{"shop", 3}});
    IdentityGuard guard(plan, 1);
    guard.Expect(AllVms(plan));
    guard.Present(VmId{0}, guard.AuthorityOf(TenantId{0}).Issue(Uuid{plan.vms[0].uuid}, kOver));
    EXPECT_FALSE(guard.Admit(VmId{0}, HostId{0}));
    EXPECT_EQ(guard.ResultOf(VmId{0}), VerificationResult::kExpired);
    EXPECT_TRUE(guard.Admit(VmId{1}, HostId{0}));
}

TEST(IdentityEffort, SampleHasAboutTheStatedSize)
{
    const CloudPlan plan = PlanRings({{"bank", 1000}, {"shop", 1000}});
    EXPECT_NEAR(Verified(plan, 0.1).size(), 200, 54); // four standard deviations
    EXPECT_EQ(Verified(plan, 0).size(), 0);
}

TEST(IdentityEffort, SampleIsDrawnByNameWhateverElseThereIs)
{
    const std::set<std::string> few = Verified(PlanRings({{"shop", 100}}), 0.2);
    std::set<std::string> many = Verified(PlanRings({{"bank", 50}, {"shop", 100}}), 0.2);
    const std::set<std::string> again =
        Verified(PlanRings({{"bank", 50}, {"shop", 100}}, true), 0.2);
    EXPECT_EQ(many, again);
    std::erase_if(many, [](const std::string& name) { return name.starts_with("bank"); });
    EXPECT_EQ(few, many);
    const std::set<std::string> larger = Verified(PlanRings({{"shop", 100}}), 0.4);
    EXPECT_TRUE(std::ranges::includes(larger, few));
    EXPECT_GT(larger.size(), few.size());
}

TEST(IdentityEffort, BadCertificateOutsideTheSampleIsRefused)
{
    CloudPlan plan = PlanRings({{"shop", 30}});
    plan.vms[1].uuid = plan.vms[0].uuid; // a clone
    IdentityGuard all(plan, 1);
    IdentityGuard none(plan, 1, {.verify = 0});
    PresentBad(plan, all);
    PresentBad(plan, none);
    none.Expect(AllVms(plan));
    for (const VmId vm : AllVms(plan))
    {
        all.Admit(vm, HostId{0});
        none.Admit(vm, HostId{0});
        EXPECT_EQ(none.ResultOf(vm), all.ResultOf(vm)) << NameOf(plan, vm);
    }
    EXPECT_EQ(none.ResultOf(VmId{1}), VerificationResult::kReusedUuid);
    EXPECT_EQ(none.Counts().verified, 4); // VMs 3, 10, 17, 24
    EXPECT_EQ(none.Counts().admitted, 30 - 4 - 1);
}

TEST(IdentityEffort, CloudPaysForAllOfThemInEitherCase)
{
    const CloudPlan plan = PlanRings({{"shop", 5}});
    IdentityGuard guard(plan, 1, {.verify = 0});
    for (const VmId vm : AllVms(plan))
    {
        guard.Admit(vm, HostId{0});
    }
    EXPECT_EQ(guard.Signatures(), 5);
    EXPECT_EQ(guard.Verifications(), 10);
}

TEST(IdentityEffort, VmThatAnAttackConcernsIsVerifiedOnceForEachAttachment)
{
    const CloudPlan plan = PlanRings({{"shop", 3}});
    IdentityGuard guard(plan, 1, {.verify = 0});
    guard.Concern(VmId{0}); // before it attaches
    guard.Admit(VmId{0}, HostId{0});
    guard.Admit(VmId{1}, HostId{0});
    EXPECT_EQ(guard.Counts().verified, 1);
    guard.Concern(VmId{1}); // while it is attached
    guard.Concern(VmId{1});
    EXPECT_EQ(guard.Counts().verified, 2);
    guard.Release(VmId{1});
    guard.Admit(VmId{1}, HostId{1});
    EXPECT_EQ(guard.Counts().verified, 3);
    guard.Admit(VmId{2}, HostId{0});
    EXPECT_EQ(guard.Counts().verified, 3);
}

} // namespace
} // namespace ns3::vnlab::test

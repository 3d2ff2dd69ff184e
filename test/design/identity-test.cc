// SPDX-License-Identifier: GPL-2.0-only
//
// VMs that present a bad certificate: refused for its own reason each, and off the network.

#include "helper/identity-guard.h"
#include "test/support/cloud-fixture.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kDay_s = 24 * 3600;
constexpr Validity kYear{kSimulationEpoch_s - kDay_s, kSimulationEpoch_s + 365 * kDay_s};
constexpr VmId kHonest{0};
constexpr VmId kSuspect{1};
constexpr VmId kWitness{2};

class IdentityTest : public testing::Test
{
  protected:
    IdentityTest()
        : m_cloud(*FindDesign("identity-firewall"), m_scenario),
          m_guard(std::make_unique<IdentityGuard>(m_cloud.plan, 1)),
          m_verdicts(m_guard.get())
    {
    }

    Uuid UuidOf(VmId vm) const
    {
        return Uuid{m_cloud.plan.At(vm).uuid};
    }

    void Start()
    {
        m_cloud.Start(std::move(m_guard));
    }

    uint64_t Unverified()
    {
        return m_cloud.Under().drops.Count(VNLAB_DROP_UNVERIFIED);
    }

    /// The suspect hears nothing, is not heard, and the others are served.
    void ExpectOffTheNetwork()
    {
        for (const VmId other : {kHonest, kWitness})
        {
            const uint64_t before = Unverified();
            EXPECT_THAT(m_cloud.Send(kSuspect, other), IsEmpty());
            EXPECT_GT(Unverified(), before);
            EXPECT_THAT(m_cloud.Send(other, kSuspect), IsEmpty());
        }
        EXPECT_THAT(m_cloud.Send(kHonest, kWitness), ElementsAre(kWitness));
        EXPECT_THAT(m_cloud.Send(kWitness, kHonest), ElementsAre(kHonest));
    }

    /// Everybody linked to everybody, on hosts 0, 1, 2; the second version has no suspect.
    const CloudScenario m_scenario{
        .name = "triangle",
        .tenants = {{"shop",
                     {MakeSpecification(
                          MakePaths(1), {"honest", "suspect", "witness"}, {{0, 1}, {1, 2}, {0, 2}}),
                      MakeSpecification(MakePaths(1), {"honest", "witness"}, {{0, 1}})}}}};
    CloudFixture m_cloud;
    std::unique_ptr<IdentityGuard> m_guard; ///< until Start
    IdentityGuard* m_verdicts;
};

TEST_F(IdentityTest, OwnCertificateIsAccepted)
{
    Start();
    for (const VmId vm : {kHonest, kSuspect, kWitness})
    {
        EXPECT_EQ(m_verdicts->ResultOf(vm), VerificationResult::kAccepted);
    }
    EXPECT_THAT(m_cloud.Send(kSuspect, kHonest), ElementsAre(kHonest));
    EXPECT_THAT(m_cloud.Send(kWitness, kSuspect), ElementsAre(kSuspect));
    EXPECT_EQ(Unverified(), 0);
    EXPECT_EQ(m_verdicts->Signatures(), 3);
    EXPECT_EQ(m_verdicts->Verifications(), 6);
}

TEST_F(IdentityTest, ForgedCertificateIsRefused)
{
    IssuedIdentity forged = m_guard->AuthorityOf(TenantId{0}).Issue(UuidOf(kSuspect), kYear);
    forged.certificateDer.back() ^= 1; // the signature's last byte
    m_guard->Present(kSuspect, forged);
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kForged);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, ExpiredCertificateIsRefused)
{
    m_guard->Present(
        kSuspect,
        m_guard->AuthorityOf(TenantId{0})
            .Issue(UuidOf(kSuspect), {kSimulationEpoch_s - 2 * kDay_s, kSimulationEpoch_s - 1}));
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kExpired);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, CertificateOfAForeignRootIsRefused)
{
    const CertificateAuthority foreign("mallory", 1);
    m_guard->Present(kSuspect, foreign.Issue(UuidOf(kSuspect), kYear));
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kForeignRoot);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, CopyOfAnothersCertificateIsRefused)
{
    m_guard->Present(kSuspect, m_guard->AuthorityOf(TenantId{0}).Issue(UuidOf(kHonest), kYear));
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kWrongUuid);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, CloneWithTheUuidOfAVmThatRunsIsRefused)
{
    m_cloud.plan.vms[kSuspect.value].uuid = m_cloud.plan.vms[kHonest.value].uuid;
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kHonest), VerificationResult::kAccepted);
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kReusedUuid);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, CertificateWithoutItsKeyIsRefused)
{
    IssuedIdentity stolen = m_guard->AuthorityOf(TenantId{0}).Issue(UuidOf(kSuspect), kYear);
    stolen.key = CertificateAuthority("mallory", 1).Issue(UuidOf(kSuspect), kYear).key;
    m_guard->Present(kSuspect, stolen);
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kNoPossession);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, TruncatedCertificateIsRefused)
{
    IssuedIdentity cut = m_guard->AuthorityOf(TenantId{0}).Issue(UuidOf(kSuspect), kYear);
    cut.certificateDer.pop_back();
    m_guard->Present(kSuspect, cut);
    Start();
    EXPECT_EQ(m_verdicts->ResultOf(kSuspect), VerificationResult::kMalformed);
    ExpectOffTheNetwork();
}

TEST_F(IdentityTest, RefusedVmThatIsStoppedIsNotConnectedToItsHost)
{
    m_guard->Present(kSuspect, CertificateAuthority("mallory", 1).Issue(UuidOf(kSuspect), kYear));
    Start();
    m_cloud.Change(TenantId{0}, 1);
    m_cloud.RunFor(Seconds(1));
    const uint64_t before = Unverified();
    EXPECT_THAT(m_cloud.Send(kSuspect, kHonest), IsEmpty());
    EXPECT_EQ(Unverified(), before);
    EXPECT_GT(m_cloud.Under().drops.Count(VNLAB_DROP_DETACHED), 0);
}

TEST_F(IdentityTest, VmThatIsStartedAgainIsVerifiedAgain)
{
    CloudScenario scenario = m_scenario;
    scenario.tenants[0].versions.push_back(scenario.tenants[0].versions[0]);
    CloudFixture cloud(*FindDesign("identity-firewall"), scenario);
    auto owned = std::make_unique<IdentityGuard>(cloud.plan, 1);
    IdentityGuard& guard = *owned;
    guard.Present(kSuspect, CertificateAuthority("mallory", 1).Issue(UuidOf(kSuspect), kYear));
    cloud.Start(std::move(owned));
    cloud.Change(TenantId{0}, 1);
    cloud.RunFor(Seconds(1));
    guard.Present(kSuspect, guard.AuthorityOf(TenantId{0}).Issue(UuidOf(kSuspect), kYear));
    cloud.Change(TenantId{0}, 2);
    cloud.RunFor(Seconds(1));
    EXPECT_EQ(guard.ResultOf(kSuspect), VerificationResult::kAccepted);
    EXPECT_THAT(cloud.Send(kHonest, kSuspect), ElementsAre(kSuspect));
}

TEST_F(IdentityTest, DesignsThatVerifyNobodyAdmitEverybody)
{
    for (const Design* design : AllDesigns())
    {
        CloudFixture cloud(*design, m_scenario);
        cloud.Start();
        EXPECT_EQ(cloud.Cloud().Guard() != nullptr, design->VerifiesIdentity()) << design->Name();
    }
}

} // namespace
} // namespace ns3::vnlab::test

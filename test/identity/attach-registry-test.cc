// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/attach-registry.h"
#include "model/identity/presented-identity.h"
#include "test/identity/identity-fixture.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

constexpr AttachPoint kHere{HostId{1}, VmId{10}};
constexpr AttachPoint kOnAnotherHost{HostId{2}, VmId{10}};
constexpr AttachPoint kBeside{HostId{1}, VmId{11}};

class AttachRegistryTest : public testing::Test
{
  protected:
    VerificationResult Attach(const IssuedIdentity& identity, const AttachPoint& at)
    {
        const Challenge challenge = NextChallenge();
        const Signature answer = AnswerChallenge(identity.key, identity.uuid, challenge);
        return Attach({identity.uuid, identity.certificateDer, challenge, answer}, at);
    }

    /// As a host does.
    VerificationResult Attach(const PresentedIdentity& presented, const AttachPoint& at)
    {
        const IdentityVerdict verdict = VerifyPresented(m_verifier, presented, kNow_s);
        return verdict.result == VerificationResult::kAccepted
                 ? m_registry.Attach(presented.claimed, at, verdict.key)
                 : verdict.result;
    }

    Challenge NextChallenge()
    {
        return MakeChallenge(kSeed, VmId{10}, m_challenges++);
    }

    CertificateAuthority m_authority{"shop", kSeed};
    CertificateAuthority m_provider{"other provider", kSeed};
    IdentityVerifier m_verifier = Trusting({&m_authority, &m_provider});
    IssuedIdentity m_vm = m_authority.Issue(kVm, kYear2026);
    IssuedIdentity m_otherVm = m_authority.Issue(kOtherVm, kYear2026);
    uint32_t m_challenges{0};
    AttachRegistry m_registry;
};

TEST_F(AttachRegistryTest, VmThatProvesItsIdentityIsAttached)
{
    EXPECT_EQ(m_registry.Find(kVm), nullptr);
    EXPECT_EQ(Attach(m_vm, kHere), VerificationResult::kAccepted);
    ASSERT_NE(m_registry.Find(kVm), nullptr);
    EXPECT_EQ(*m_registry.Find(kVm), kHere);
}

TEST_F(AttachRegistryTest, UuidThatIsAttachedOnAnotherHostIsReused)
{
    Attach(m_vm, kHere);
    EXPECT_EQ(Attach(m_vm, kOnAnotherHost), VerificationResult::kReusedUuid);
    EXPECT_EQ(*m_registry.Find(kVm), kHere);
}

TEST_F(AttachRegistryTest, CopyOfAVmOnTheSameHostIsReused)
{
    Attach(m_vm, kHere);
    EXPECT_EQ(Attach(m_vm, kBeside), VerificationResult::kReusedUuid);
}

TEST_F(AttachRegistryTest, UuidWithAnotherKeyIsReused)
{
    Attach(m_vm, kHere);
    EXPECT_EQ(Attach(m_provider.Issue(kVm, kYear2026), kHere), VerificationResult::kReusedUuid);
}

TEST_F(AttachRegistryTest, AttachingAgainAtTheSamePointIsAccepted)
{
    Attach(m_vm, kHere);
    EXPECT_EQ(Attach(m_vm, kHere), VerificationResult::kAccepted);
    EXPECT_EQ(Attach(m_authority.Issue(kVm, {kNow_s, kNow_s}), kHere),
              VerificationResult::kAccepted); // renewed, same key
}

TEST_F(AttachRegistryTest, VmThatDetachedAttachesElsewhere)
{
    Attach(m_vm, kHere);
    EXPECT_TRUE(m_registry.Detach(kVm, kHere));
    EXPECT_EQ(m_registry.Find(kVm), nullptr);
    EXPECT_EQ(Attach(m_vm, kOnAnotherHost), VerificationResult::kAccepted);
}

TEST_F(AttachRegistryTest, OnlyWhereItIsAttachedAUuidDetaches)
{
    Attach(m_vm, kHere);
    EXPECT_FALSE(m_registry.Detach(kVm, kOnAnotherHost));
    EXPECT_FALSE(m_registry.Detach(kVm, kBeside));
    EXPECT_FALSE(m_registry.Detach(kOtherVm, kHere));
    EXPECT_EQ(*m_registry.Find(kVm), kHere);
}

TEST_F(AttachRegistryTest, ThiefOfACertificateWithoutItsKeyHasNoPossession)
{
    const Challenge challenge = NextChallenge();
    const Signature answer = AnswerChallenge(m_otherVm.key, kVm, challenge);
    EXPECT_EQ(Attach({kVm, m_vm.certificateDer, challenge, answer}, kHere),
              VerificationResult::kNoPossession);
    EXPECT_EQ(m_registry.Find(kVm), nullptr);
}

TEST_F(AttachRegistryTest, AnswerToAnEarlierChallengeHasNoPossession)
{
    const Signature overheard = AnswerChallenge(m_vm.key, kVm, NextChallenge());
    EXPECT_EQ(Attach({kVm, m_vm.certificateDer, NextChallenge(), overheard}, kHere),
              VerificationResult::kNoPossession);
}

TEST_F(AttachRegistryTest, NoAnswerHasNoPossession)
{
    EXPECT_EQ(Attach({kVm, m_vm.certificateDer, NextChallenge(), {}}, kHere),
              VerificationResult::kNoPossession);
}

TEST_F(AttachRegistryTest, CertificateThatIsRefusedAttachesNothing)
{
    const CertificateAuthority stranger("stranger", kSeed);
    EXPECT_EQ(Attach(stranger.Issue(kVm, kYear2026), kHere), VerificationResult::kForeignRoot);
    EXPECT_EQ(Attach(m_authority.Issue(kVm, {0, kNow_s - 1}), kHere), VerificationResult::kExpired);
    IssuedIdentity claimsAnother = m_vm;
    claimsAnother.uuid = kOtherVm;
    EXPECT_EQ(Attach(claimsAnother, kHere), VerificationResult::kWrongUuid);
    EXPECT_EQ(m_registry.Find(kVm), nullptr);
    EXPECT_EQ(m_registry.Find(kOtherVm), nullptr);
}

TEST_F(AttachRegistryTest, ReuseIsOnlyToldToTheOwnerOfAKey)
{
    Attach(m_vm, kHere);
    EXPECT_EQ(Attach({kVm, m_vm.certificateDer, NextChallenge(), {}}, kOnAnotherHost),
              VerificationResult::kNoPossession);
}

TEST(MakeChallenge, IsAnotherOneForAnotherSeedVmOrAttachmentOnly)
{
    const Challenge challenge = MakeChallenge(1, VmId{2}, 3);
    EXPECT_EQ(challenge, MakeChallenge(1, VmId{2}, 3));
    EXPECT_NE(challenge, MakeChallenge(2, VmId{2}, 3));
    EXPECT_NE(challenge, MakeChallenge(1, VmId{3}, 3));
    EXPECT_NE(challenge, MakeChallenge(1, VmId{2}, 4));
}

RC_GTEST_PROP(Possession,
              AnswerHoldsForItsKeyUuidAndChallengeOnly,
              (const DerivedBytes& secret, const std::array<uint8_t, 16>& bytes, uint64_t seed))
{
    const SigningKey key(secret);
    const Uuid uuid{bytes};
    const Challenge challenge = MakeChallenge(seed, VmId{0}, 0);
    const Signature answer = AnswerChallenge(key, uuid, challenge);
    RC_ASSERT(ProvesPossession(key.Public(), uuid, challenge, answer));
    Uuid other = uuid;
    other.bytes[0] ^= 1;
    RC_ASSERT(!ProvesPossession(key.Public(), other, challenge, answer));
    RC_ASSERT(!ProvesPossession(key.Public(), uuid, MakeChallenge(seed, VmId{0}, 1), answer));
}

} // namespace

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/attach-registry.h"
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
        const Challenge challenge = m_challenges.Next();
        const Signature answer = AnswerChallenge(identity.key, identity.uuid, challenge);
        return m_registry.Attach(
            m_verifier, {at, identity.uuid, identity.certificateDer, challenge, answer}, kNow_s);
    }

    CertificateAuthority m_authority{"shop", kSeed};
    CertificateAuthority m_provider{"other provider", kSeed};
    IdentityVerifier m_verifier = Trusting({&m_authority, &m_provider});
    IssuedIdentity m_vm = m_authority.Issue(kVm, kYear2026);
    IssuedIdentity m_otherVm = m_authority.Issue(kOtherVm, kYear2026);
    ChallengeSource m_challenges{kSeed};
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
    const Challenge challenge = m_challenges.Next();
    const Signature answer = AnswerChallenge(m_otherVm.key, kVm, challenge);
    EXPECT_EQ(
        m_registry.Attach(m_verifier, {kHere, kVm, m_vm.certificateDer, challenge, answer}, kNow_s),
        VerificationResult::kNoPossession);
    EXPECT_EQ(m_registry.Find(kVm), nullptr);
}

TEST_F(AttachRegistryTest, AnswerToAnEarlierChallengeHasNoPossession)
{
    const Signature overheard = AnswerChallenge(m_vm.key, kVm, m_challenges.Next());
    EXPECT_EQ(m_registry.Attach(m_verifier,
                                {kHere, kVm, m_vm.certificateDer, m_challenges.Next(), overheard},
                                kNow_s),
              VerificationResult::kNoPossession);
}

TEST_F(AttachRegistryTest, NoAnswerHasNoPossession)
{
    EXPECT_EQ(m_registry.Attach(
                  m_verifier, {kHere, kVm, m_vm.certificateDer, m_challenges.Next(), {}}, kNow_s),
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
    EXPECT_EQ(m_registry.Attach(m_verifier,
                                {kOnAnotherHost, kVm, m_vm.certificateDer, m_challenges.Next(), {}},
                                kNow_s),
              VerificationResult::kNoPossession);
}

TEST(ChallengeSource, SameSeedSameSequenceAndNoRepeat)
{
    ChallengeSource one(1);
    ChallengeSource again(1);
    ChallengeSource two(2);
    const Challenge first = one.Next();
    EXPECT_EQ(first, again.Next());
    EXPECT_NE(first, one.Next());
    EXPECT_NE(first, two.Next());
}

RC_GTEST_PROP(Possession,
              AnswerHoldsForItsKeyUuidAndChallengeOnly,
              (const DerivedBytes& secret, const std::array<uint8_t, 16>& bytes, uint64_t seed))
{
    const SigningKey key(secret);
    const Uuid uuid{bytes};
    ChallengeSource source(seed);
    const Challenge challenge = source.Next();
    const Signature answer = AnswerChallenge(key, uuid, challenge);
    RC_ASSERT(ProvesPossession(key.Public(), uuid, challenge, answer));
    Uuid other = uuid;
    other.bytes[0] ^= 1;
    RC_ASSERT(!ProvesPossession(key.Public(), other, challenge, answer));
    RC_ASSERT(!ProvesPossession(key.Public(), uuid, source.Next(), answer));
}

} // namespace

} // namespace ns3::vnlab

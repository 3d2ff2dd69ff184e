// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/identity-verifier.h"
#include "test/identity/identity-fixture.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

class IdentityVerifierTest : public testing::Test
{
  protected:
    VerificationResult Verify(const std::vector<uint8_t>& der, int64_t now_s = kNow_s) const
    {
        return m_verifier.Verify(der, kVm, now_s);
    }

    CertificateAuthority m_authority{"shop", kSeed};
    std::vector<uint8_t> m_der = m_authority.Issue(kVm, kYear2026).certificateDer;
    IdentityVerifier m_verifier = Trusting({&m_authority});
};

TEST_F(IdentityVerifierTest, CertificateOfATrustedRootIsAccepted)
{
    EXPECT_EQ(Verify(m_der), VerificationResult::kAccepted);
}

TEST_F(IdentityVerifierTest, FirstAndLastSecondAreValid)
{
    EXPECT_EQ(Verify(m_der, kYear2026.notBefore_s), VerificationResult::kAccepted);
    EXPECT_EQ(Verify(m_der, kYear2026.notAfter_s), VerificationResult::kAccepted);
}

TEST_F(IdentityVerifierTest, OneSecondOutsideIsNotValid)
{
    EXPECT_EQ(Verify(m_der, kYear2026.notBefore_s - 1), VerificationResult::kNotYetValid);
    EXPECT_EQ(Verify(m_der, kYear2026.notAfter_s + 1), VerificationResult::kExpired);
}

TEST_F(IdentityVerifierTest, OnlyTheGivenTimeCounts)
{
    const auto past = m_authority.Issue(kVm, {0, 10}).certificateDer;
    const auto future = m_authority.Issue(kVm, {200'000'000'000, 200'000'000'010}).certificateDer;
    EXPECT_EQ(Verify(past, 10), VerificationResult::kAccepted);
    EXPECT_EQ(Verify(future, 200'000'000'000), VerificationResult::kAccepted);
}

TEST_F(IdentityVerifierTest, FlippedByteOfTheSignatureIsForged)
{
    constexpr size_t signatureSize = 64; // the last element of a certificate
    for (size_t i = m_der.size() - signatureSize; i < m_der.size(); ++i)
    {
        std::vector<uint8_t> der = m_der;
        der[i] ^= 0xff;
        EXPECT_EQ(Verify(der), VerificationResult::kForged) << i;
    }
}

TEST_F(IdentityVerifierTest, NoFlippedByteAnywhereIsAccepted)
{
    for (size_t i = 0; i < m_der.size(); ++i)
    {
        for (const int flip : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff})
        {
            std::vector<uint8_t> der = m_der;
            der[i] ^= static_cast<uint8_t>(flip);
            EXPECT_NE(Verify(der), VerificationResult::kAccepted) << i << " ^ " << flip;
        }
    }
}

TEST_F(IdentityVerifierTest, ChangedUuidIsForged)
{
    const std::string text = kVm.ToUrn();
    const auto at = std::search(m_der.begin(), m_der.end(), text.begin(), text.end());
    ASSERT_NE(at, m_der.end());
    const std::string other = kOtherVm.ToUrn();
    std::copy(other.begin(), other.end(), at);
    EXPECT_EQ(m_verifier.Verify(m_der, kOtherVm, kNow_s), VerificationResult::kForged);
}

TEST_F(IdentityVerifierTest, TruncatedDerIsMalformed)
{
    for (size_t size = 0; size < m_der.size(); ++size)
    {
        const std::vector<uint8_t> der(m_der.begin(), m_der.begin() + static_cast<long>(size));
        EXPECT_EQ(Verify(der), VerificationResult::kMalformed) << size;
    }
}

TEST_F(IdentityVerifierTest, BytesAfterTheCertificateAreMalformed)
{
    m_der.push_back(0);
    EXPECT_EQ(Verify(m_der), VerificationResult::kMalformed);
}

RC_GTEST_FIXTURE_PROP(IdentityVerifierTest, ArbitraryBytesAreMalformed, ())
{
    const auto bytes = *rc::gen::arbitrary<std::vector<uint8_t>>();
    RC_ASSERT(Verify(bytes) == VerificationResult::kMalformed);
}

TEST_F(IdentityVerifierTest, RootsOwnCertificateIsNoVms)
{
    EXPECT_EQ(Verify(m_authority.RootDer()), VerificationResult::kMalformed);
}

TEST_F(IdentityVerifierTest, OtherUuidIsWrong)
{
    EXPECT_EQ(m_verifier.Verify(m_der, kOtherVm, kNow_s), VerificationResult::kWrongUuid);
}

TEST_F(IdentityVerifierTest, RootThatIsNotTrustedIsForeign)
{
    const CertificateAuthority stranger("stranger", kSeed);
    EXPECT_EQ(Verify(stranger.Issue(kVm, kYear2026).certificateDer),
              VerificationResult::kForeignRoot);
    EXPECT_EQ(Trusting({}).Verify(m_der, kVm, kNow_s), VerificationResult::kForeignRoot);
}

TEST_F(IdentityVerifierTest, RootOfTheSameNameWithAnotherKeyIsForeign)
{
    const CertificateAuthority impostor("shop", kSeed + 1);
    EXPECT_EQ(Verify(impostor.Issue(kVm, kYear2026).certificateDer),
              VerificationResult::kForeignRoot);
}

/// @return the key id by which a certificate names its issuer
std::vector<uint8_t>
KeyIdOf(const std::vector<uint8_t>& der)
{
    const auto certificate = VmCertificate::Parse(der);
    std::vector<uint8_t> id(20);
    size_t size = id.size();
    EXPECT_EQ(
        gnutls_x509_crt_get_authority_key_id(certificate->Handle(), id.data(), &size, nullptr), 0);
    EXPECT_EQ(size, id.size());
    return id;
}

TEST_F(IdentityVerifierTest, RootOfTheSameNameThatCopiesTheKeyIdIsForged)
{
    const CertificateAuthority impostor("shop", kSeed + 1);
    std::vector<uint8_t> der = impostor.Issue(kVm, kYear2026).certificateDer;
    const std::vector<uint8_t> own = KeyIdOf(der);
    const auto at = std::search(der.begin(), der.end(), own.begin(), own.end());
    ASSERT_NE(at, der.end());
    std::ranges::copy(KeyIdOf(m_der), at);
    EXPECT_EQ(Verify(der), VerificationResult::kForged);
}

TEST_F(IdentityVerifierTest, EachOfSeveralTrustedRootsIsAccepted)
{
    const CertificateAuthority site("other site", kSeed);
    const CertificateAuthority sameName("shop", kSeed + 1);
    const IdentityVerifier verifier = Trusting({&site, &sameName, &m_authority});
    const std::vector<const CertificateAuthority*> trusted{&site, &sameName, &m_authority};
    for (const CertificateAuthority* authority : trusted)
    {
        EXPECT_EQ(verifier.Verify(authority->Issue(kVm, kYear2026).certificateDer, kVm, kNow_s),
                  VerificationResult::kAccepted);
    }
}

TEST_F(IdentityVerifierTest, ReasonThatComesFirstCounts)
{
    const CertificateAuthority stranger("stranger", kSeed);
    EXPECT_EQ(m_verifier.Verify(stranger.Issue(kOtherVm, {0, 1}).certificateDer, kVm, kNow_s),
              VerificationResult::kForeignRoot);
    EXPECT_EQ(m_verifier.Verify(m_authority.Issue(kOtherVm, {0, 1}).certificateDer, kVm, kNow_s),
              VerificationResult::kExpired);
    std::vector<uint8_t> forged = m_authority.Issue(kOtherVm, {0, 1}).certificateDer;
    forged.back() ^= 1;
    EXPECT_EQ(m_verifier.Verify(forged, kVm, kNow_s), VerificationResult::kForged);
}

TEST(IdentityVerifier, TrustRootThatIsNoAuthorityIsRefused)
{
    const CertificateAuthority authority("shop", kSeed);
    const std::vector<std::vector<uint8_t>> vm{authority.RootDer(),
                                               authority.Issue(kVm, kYear2026).certificateDer};
    const std::vector<std::vector<uint8_t>> garbage{{0x30, 0x00}};
    const auto message = [](const std::vector<std::vector<uint8_t>>& roots) -> std::string
    {
        try
        {
            const IdentityVerifier verifier(roots);
        }
        catch (const std::invalid_argument& error)
        {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(message(vm), "trust root 1 is not the certificate of a CA in DER");
    EXPECT_EQ(message(garbage), "trust root 0 is not the certificate of a CA in DER");
}

TEST(VerificationResult, EveryReasonHasItsName)
{
    EXPECT_EQ(ToString(VerificationResult::kAccepted), "accepted");
    EXPECT_EQ(ToString(VerificationResult::kMalformed), "malformed");
    EXPECT_EQ(ToString(VerificationResult::kForeignRoot), "foreign-root");
    EXPECT_EQ(ToString(VerificationResult::kForged), "forged");
    EXPECT_EQ(ToString(VerificationResult::kNotYetValid), "not-yet-valid");
    EXPECT_EQ(ToString(VerificationResult::kExpired), "expired");
    EXPECT_EQ(ToString(VerificationResult::kWrongUuid), "wrong-uuid");
    EXPECT_EQ(ToString(VerificationResult::kNoPossession), "no-possession");
    EXPECT_EQ(ToString(VerificationResult::kRevoked), "revoked");
    EXPECT_EQ(ToString(VerificationResult::kReusedUuid), "reused-uuid");
}

} // namespace

} // namespace ns3::vnlab

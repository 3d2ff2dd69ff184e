// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/certificate-authority.h"
#include "test/identity/identity-fixture.h"

#include <gtest/gtest.h>
#include <set>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

TEST(CertificateAuthority, SameSeedGivesTheSameBytes)
{
    const CertificateAuthority first("shop", kSeed);
    const CertificateAuthority second("shop", kSeed);
    EXPECT_EQ(first.RootDer(), second.RootDer());
    const IssuedIdentity a = first.Issue(kVm, kYear2026);
    const IssuedIdentity b = second.Issue(kVm, kYear2026);
    EXPECT_EQ(a.certificateDer, b.certificateDer);
    EXPECT_EQ(a.key.Public(), b.key.Public());
}

TEST(CertificateAuthority, BytesDoNotChangeBetweenBuilds)
{
    const CertificateAuthority authority("shop", kSeed);
    const auto digest = [](const std::vector<uint8_t>& der) {
        return NameBasedUuid({}, {reinterpret_cast<const char*>(der.data()), der.size()})
            .ToString();
    };
    EXPECT_EQ(digest(authority.RootDer()), "80c52cce-4fdd-5d92-ad26-b20008dcbe67");
    EXPECT_EQ(digest(authority.Issue(kVm, kYear2026).certificateDer),
              "a6dc76bb-3722-5b96-bc5d-caf8ca131f7c");
}

TEST(CertificateAuthority, IssuerOfManyIssuesEachAsIfAlone)
{
    const CertificateAuthority authority("shop", kSeed);
    const CertificateIssuer issuer(authority);
    for (const Uuid& uuid : {kVm, kOtherVm, kVm})
    {
        EXPECT_EQ(issuer.Issue(uuid, kYear2026).certificateDer,
                  authority.Issue(uuid, kYear2026).certificateDer);
    }
}

TEST(CertificateAuthority, NameAndSeedEachChangeTheKey)
{
    const auto key = [](const std::string& name, uint64_t seed)
    { return CertificateAuthority(name, seed).Issue(kVm, kYear2026).key.Public(); };
    const std::set<PublicKey> keys{key("shop", 1), key("shop", 2), key("bank", 1)};
    EXPECT_EQ(keys.size(), 3U);
    EXPECT_NE(CertificateAuthority("shop", 1).RootDer(), CertificateAuthority("shop", 2).RootDer());
}

TEST(CertificateAuthority, EveryVmHasItsOwnKey)
{
    const CertificateAuthority authority("shop", kSeed);
    EXPECT_NE(authority.Issue(kVm, kYear2026).key.Public(),
              authority.Issue(kOtherVm, kYear2026).key.Public());
}

TEST(CertificateAuthority, RenewalKeepsTheKeyAndChangesTheSerial)
{
    const CertificateAuthority authority("shop", kSeed);
    const Validity renewed{kYear2026.notBefore_s, kYear2026.notAfter_s + 1};
    const IssuedIdentity before = authority.Issue(kVm, kYear2026);
    const IssuedIdentity after = authority.Issue(kVm, renewed);
    EXPECT_EQ(before.key.Public(), after.key.Public());
    const auto serial = [](const IssuedIdentity& identity)
    {
        const auto certificate = VmCertificate::Parse(identity.certificateDer);
        std::array<uint8_t, 20> bytes{};
        size_t size = bytes.size();
        EXPECT_EQ(gnutls_x509_crt_get_serial(certificate->Handle(), bytes.data(), &size), 0);
        EXPECT_EQ(size, 16U);
        EXPECT_GT(bytes[0], 0);    // no leading zero, else the encoding would not be minimal
        EXPECT_LT(bytes[0], 0x80); // positive
        return bytes;
    };
    EXPECT_NE(serial(before), serial(after));
}

TEST(CertificateAuthority, CertificateSaysWhatWasAskedFor)
{
    const IssuedIdentity identity = CertificateAuthority("shop", kSeed).Issue(kVm, kYear2026);
    const auto certificate = VmCertificate::Parse(identity.certificateDer);
    ASSERT_TRUE(certificate);
    EXPECT_EQ(identity.uuid, kVm);
    EXPECT_EQ(certificate->Subject(), kVm);
    EXPECT_EQ(certificate->Key(), identity.key.Public());
    EXPECT_EQ(certificate->NotBefore_s(), kYear2026.notBefore_s);
    EXPECT_EQ(certificate->NotAfter_s(), kYear2026.notAfter_s);
}

TEST(CertificateAuthority, TimesFrom1970To9999AreKeptToTheSecond)
{
    const CertificateAuthority authority("shop", kSeed);
    constexpr int64_t lastUtcTime = 2'524'607'999; // 2049-12-31T23:59:59Z, RFC 5280 4.1.2.5
    constexpr int64_t last = 253'402'210'799;      // 9999-12-30T22:59:59Z
    for (const Validity validity : {Validity{0, 0},
                                    Validity{0, last},
                                    Validity{lastUtcTime, lastUtcTime + 1},
                                    Validity{lastUtcTime + 1, last - 1}})
    {
        const auto certificate =
            VmCertificate::Parse(authority.Issue(kVm, validity).certificateDer);
        ASSERT_TRUE(certificate);
        EXPECT_EQ(certificate->NotBefore_s(), validity.notBefore_s);
        EXPECT_EQ(certificate->NotAfter_s(), validity.notAfter_s);
    }
}

TEST(CertificateAuthority, ImpossibleValidityIsRefused)
{
    const CertificateAuthority authority("shop", kSeed);
    EXPECT_THROW(authority.Issue(kVm, {2, 1}), std::invalid_argument);
    EXPECT_THROW(authority.Issue(kVm, {-1, 1}), std::invalid_argument);
    EXPECT_THROW(authority.Issue(kVm, {0, 253'402'210'800}), std::invalid_argument);
}

TEST(CertificateAuthority, EmptyNameIsRefused)
{
    EXPECT_THROW(CertificateAuthority("", kSeed), std::invalid_argument);
}

TEST(CertificateAuthority, AnyOtherNameWorks)
{
    std::string umlauts;
    for (int i = 0; i < 40; ++i)
    {
        umlauts += "ü";
    }
    for (const std::string& name : {std::string("a"),
                                    std::string("`id` $(id) \"'<script>,CN=x\\"),
                                    std::string("two\nlines\t"),
                                    std::string("nul\0byte", 8),
                                    std::string(" "),
                                    std::string("Zürich"),
                                    std::string(64, 'x'),
                                    std::string(65, 'x'),
                                    std::string(100'000, 'x'),
                                    umlauts,
                                    "x" + umlauts})
    {
        const CertificateAuthority authority(name, kSeed);
        EXPECT_EQ(Trusting({&authority})
                      .Verify(authority.Issue(kVm, kYear2026).certificateDer, kVm, kNow_s),
                  VerificationResult::kAccepted)
            << name.substr(0, 80);
    }
}

TEST(CertificateAuthority, LongNamesThatBeginAlikeAreDifferentRoots)
{
    const CertificateAuthority one(std::string(100, 'x') + "1", kSeed);
    const CertificateAuthority two(std::string(100, 'x') + "2", kSeed);
    EXPECT_EQ(Trusting({&one}).Verify(two.Issue(kVm, kYear2026).certificateDer, kVm, kNow_s),
              VerificationResult::kForeignRoot);
}

} // namespace

} // namespace ns3::vnlab

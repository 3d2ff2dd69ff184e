// SPDX-License-Identifier: GPL-2.0-only
//
// Certificates that a CA may issue, but not to a VM. They sign themselves: their form is judged
// before their signature.
#include "model/identity/vm-certificate.h"
#include "test/identity/identity-fixture.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// What to put into a certificate; the defaults make one of a VM.
struct Contents
{
    std::vector<std::string> uris{kVm.ToUrn()};
    bool isAuthority{false};
    unsigned keyUsage{GNUTLS_KEY_DIGITAL_SIGNATURE};
    gnutls_pk_algorithm_t algorithm{GNUTLS_PK_EDDSA_ED25519};
    unsigned bits{0}; ///< of the key; 0 for Ed25519
};

std::vector<uint8_t>
MakeDer(const Contents& contents)
{
    const auto key = MakeHandle<X509KeyHandle>(gnutls_x509_privkey_init, "init");
    CheckGnutls(gnutls_x509_privkey_generate(key.get(), contents.algorithm, contents.bits, 0),
                "generate");
    const auto crt = MakeHandle<CertificateHandle>(gnutls_x509_crt_init, "init");
    gnutls_x509_crt_set_version(crt.get(), 3);
    gnutls_x509_crt_set_serial(crt.get(), "\1", 1);
    gnutls_x509_crt_set_activation_time(crt.get(), kYear2026.notBefore_s);
    gnutls_x509_crt_set_expiration_time(crt.get(), kYear2026.notAfter_s);
    gnutls_x509_crt_set_key(crt.get(), key.get());
    gnutls_x509_crt_set_basic_constraints(crt.get(), contents.isAuthority, -1);
    gnutls_x509_crt_set_key_usage(crt.get(), contents.keyUsage);
    for (const std::string& uri : contents.uris)
    {
        gnutls_x509_crt_set_subject_alt_name(crt.get(),
                                             GNUTLS_SAN_URI,
                                             uri.data(),
                                             static_cast<unsigned>(uri.size()),
                                             GNUTLS_FSAN_APPEND);
    }
    CheckGnutls(gnutls_x509_crt_sign2(crt.get(), crt.get(), key.get(), GNUTLS_DIG_UNKNOWN, 0),
                "sign");
    GnutlsBytes der;
    CheckGnutls(gnutls_x509_crt_export2(crt.get(), GNUTLS_X509_FMT_DER, der.Out()), "export");
    return {der.View().begin(), der.View().end()};
}

bool
IsVmCertificate(const Contents& contents)
{
    return VmCertificate::Parse(MakeDer(contents)).has_value();
}

TEST(VmCertificate, OneUuidAnEd25519KeyAndNoAuthorityMakeAVm)
{
    EXPECT_TRUE(IsVmCertificate({}));
}

TEST(VmCertificate, OtherUrisBesideTheUuidAreFine)
{
    EXPECT_TRUE(
        IsVmCertificate({.uris = {"https://example.com", kVm.ToUrn(), std::string(999, 'x')}}));
}

TEST(VmCertificate, WithoutAUuidItIsNoVms)
{
    EXPECT_FALSE(IsVmCertificate({.uris = {}}));
    EXPECT_FALSE(IsVmCertificate({.uris = {"https://example.com", kVm.ToString()}}));
}

TEST(VmCertificate, WithTwoUuidsItIsNoVms)
{
    EXPECT_FALSE(IsVmCertificate({.uris = {kVm.ToUrn(), kOtherVm.ToUrn()}}));
    EXPECT_FALSE(IsVmCertificate({.uris = {kVm.ToUrn(), kVm.ToUrn()}}));
}

TEST(VmCertificate, OfAnAuthorityItIsNoVms)
{
    EXPECT_FALSE(IsVmCertificate({.isAuthority = true}));
}

TEST(VmCertificate, WithAKeyThatMayNotSignItIsNoVms)
{
    EXPECT_FALSE(IsVmCertificate({.keyUsage = GNUTLS_KEY_KEY_AGREEMENT}));
}

TEST(VmCertificate, WithAnotherKindOfKeyItIsNoVms)
{
    EXPECT_FALSE(IsVmCertificate({.algorithm = GNUTLS_PK_ECDSA, .bits = 256}));
    EXPECT_FALSE(IsVmCertificate({.algorithm = GNUTLS_PK_EDDSA_ED448}));
}

} // namespace

} // namespace ns3::vnlab

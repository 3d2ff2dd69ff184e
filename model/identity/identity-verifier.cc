// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/identity-verifier.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

IdentityVerifier::IdentityVerifier(std::span<const std::vector<uint8_t>> trustRoots)
{
    for (const std::vector<uint8_t>& der : trustRoots)
    {
        CertificateHandle root = ImportCertificate(der);
        if (!root || gnutls_x509_crt_get_ca_status(root.get(), nullptr) <= 0)
        {
            throw std::invalid_argument("trust root " + std::to_string(m_roots.size()) +
                                        " is not the certificate of a CA in DER");
        }
        m_roots.push_back(std::move(root));
    }
}

VerificationResult
IdentityVerifier::Verify(std::span<const uint8_t> certificateDer,
                         const Uuid& claimed,
                         int64_t now_s) const
{
    return Verify(VmCertificate::Parse(certificateDer), claimed, now_s);
}

VerificationResult
IdentityVerifier::Verify(const std::optional<VmCertificate>& certificate,
                         const Uuid& claimed,
                         int64_t now_s) const
{
    if (!certificate)
    {
        return VerificationResult::kMalformed;
    }
    const VerificationResult ofIssuer = VerifyIssuer(*certificate);
    if (ofIssuer != VerificationResult::kAccepted)
    {
        return ofIssuer;
    }
    if (now_s < certificate->NotBefore_s())
    {
        return VerificationResult::kNotYetValid;
    }
    if (now_s > certificate->NotAfter_s())
    {
        return VerificationResult::kExpired;
    }
    return certificate->Subject() == claimed ? VerificationResult::kAccepted
                                             : VerificationResult::kWrongUuid;
}

VerificationResult
IdentityVerifier::VerifyIssuer(const VmCertificate& certificate) const
{
    VerificationResult result = VerificationResult::kForeignRoot;
    for (const CertificateHandle& root : m_roots)
    {
        if (gnutls_x509_crt_check_issuer(certificate.Handle(), root.get()) == 0)
        {
            continue;
        }
        const gnutls_x509_crt_t issuer = root.get();
        unsigned problems = 0;
        CheckGnutls(
            gnutls_x509_crt_verify(
                certificate.Handle(), &issuer, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &problems),
            "gnutls_x509_crt_verify");
        if (problems == 0)
        {
            return VerificationResult::kAccepted;
        }
        result = (problems & GNUTLS_CERT_SIGNATURE_FAILURE) != 0 ? VerificationResult::kForged
                                                                 : VerificationResult::kMalformed;
    }
    return result;
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_VERIFIER_H
#define VNLAB_IDENTITY_VERIFIER_H

#include "model/identity/verification-result.h"
#include "model/identity/vm-certificate.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What a host knows of certificates: whose roots it trusts, and how to verify.
 *
 * A certificate's issuer is the root with its issuer's name and, where both state one, its
 * authority key id. So a certificate of another root that has a trusted root's name is refused as
 * kForeignRoot; one that also copies the key id is refused as kForged. Roots are trust anchors:
 * their own validity does not count (RFC 5280 section 6.1.1).
 */
class IdentityVerifier
{
  public:
    /// @param trustRoots CA certificates, DER: of the tenants, of other sites, of other providers
    /// @throws std::invalid_argument where one is not a CA's certificate, with its index
    explicit IdentityVerifier(std::span<const std::vector<uint8_t>> trustRoots);

    /**
     * @param certificateDer as the VM presented it; any bytes
     * @param claimed the UUID under which the VM wants to attach
     * @param now_s seconds since the Unix epoch; the machine's clock plays no part
     * @return kAccepted or the reason, up to kWrongUuid
     */
    VerificationResult Verify(std::span<const uint8_t> certificateDer,
                              const Uuid& claimed,
                              int64_t now_s) const;

    /// As above, of a certificate that has been read; none is kMalformed.
    VerificationResult Verify(const std::optional<VmCertificate>& certificate,
                              const Uuid& claimed,
                              int64_t now_s) const;

  private:
    VerificationResult VerifyIssuer(const VmCertificate& certificate) const;

    std::vector<CertificateHandle> m_roots;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_VERIFIER_H

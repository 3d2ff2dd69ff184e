// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VERIFICATION_RESULT_H
#define VNLAB_VERIFICATION_RESULT_H

#include <cstdint>
#include <string_view>

namespace ns3::vnlab
{

/// What a host says to a VM that attaches. The first reason that applies, in this order, counts.
enum class VerificationResult : uint8_t
{
    kAccepted,
    kMalformed,    ///< not the DER of a VM's certificate (VmCertificate says what that is)
    kForeignRoot,  ///< no trusted root has the issuer's name and key id
    kForged,       ///< such a root is trusted, but did not sign this
    kNotYetValid,  ///< before the certificate's first second
    kExpired,      ///< after the certificate's last second
    kWrongUuid,    ///< a good certificate, of another UUID than the VM claims
    kNoPossession, ///< the VM does not have the certificate's private key
    kRevoked,      ///< by who issued it
    kReusedUuid,   ///< the UUID is attached now, elsewhere or with another key
};

/// @return "accepted", "malformed", "foreign-root", "forged", "not-yet-valid", "expired",
///         "wrong-uuid", "no-possession", "revoked" or "reused-uuid"
std::string_view ToString(VerificationResult result);

} // namespace ns3::vnlab

#endif // VNLAB_VERIFICATION_RESULT_H

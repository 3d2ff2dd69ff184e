// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_FIXTURE_H
#define VNLAB_IDENTITY_FIXTURE_H

#include "model/identity/certificate-authority.h"
#include "model/identity/identity-verifier.h"

#include <ostream>
#include <vector>

namespace ns3::vnlab
{

inline void
PrintTo(VerificationResult result, std::ostream* out)
{
    *out << ToString(result);
}

inline constexpr uint64_t kSeed = 7;
inline constexpr Validity kYear2026{1'767'225'600, 1'798'761'599}; ///< in UTC, to its last second
inline constexpr int64_t kNow_s = 1'780'000'000;

inline const Uuid kVm = *ParseUuid("2ed6657d-e927-568b-95e1-2665a8aea6a2");
inline const Uuid kOtherVm = *ParseUuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

/// A host that trusts these roots.
inline IdentityVerifier
Trusting(std::initializer_list<const CertificateAuthority*> roots)
{
    std::vector<std::vector<uint8_t>> ders;
    for (const CertificateAuthority* root : roots)
    {
        ders.push_back(root->RootDer());
    }
    return IdentityVerifier(ders);
}

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_FIXTURE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CERTIFICATE_AUTHORITY_H
#define VNLAB_CERTIFICATE_AUTHORITY_H

#include "model/identity/signing-key.h"
#include "model/identity/uuid.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// From when until when a certificate holds, both seconds included (RFC 5280 section 4.1.2.5), in
/// seconds since the Unix epoch.
struct Validity
{
    int64_t notBefore_s{0};
    int64_t notAfter_s{0};
};

/// What a VM has to prove who it is.
struct IssuedIdentity
{
    Uuid uuid;
    std::vector<uint8_t> certificateDer; ///< X.509 v3
    SigningKey key;                      ///< whose public part the certificate has
};

/**
 * @brief The root of a tenant or a provider, which issues the certificates of VMs.
 *
 * Everything that it makes is determined by its name, its seed and the arguments: keys, serial
 * numbers and so every byte of the certificates. A VM's key comes from here too, for the same
 * reason; a real VM would make its own.
 *
 * A VM's certificate (RFC 5280) names the UUID as the URI `urn:uuid:…` in its subject alternative
 * name, is signed with Ed25519 (RFC 8410), is no CA, and its key may make digital signatures only.
 * The root never expires.
 */
class CertificateAuthority
{
  public:
    /**
     * @param name distinguishes roots for people; roots of one name and different seeds have
     *        different keys. Of a name longer than the 64 bytes that X.509 allows the certificate
     *        has the beginning and a hash of the whole.
     * @throws std::invalid_argument where the name is empty
     * @throws GnutlsError
     */
    CertificateAuthority(const std::string& name, uint64_t seed);

    /// @return the self-signed certificate for trust stores, DER
    const std::vector<uint8_t>& RootDer() const
    {
        return m_rootDer;
    }

    /// @throws std::invalid_argument where the validity ends before it begins or leaves the time
    ///         from 1970-01-01T00:00:00Z to 9999-12-30T22:59:59Z
    /// @throws GnutlsError
    IssuedIdentity Issue(const Uuid& uuid, const Validity& validity) const;

  private:
    friend class CertificateIssuer;

    std::vector<uint8_t> MakeRoot(const std::string& name) const;

    // As bytes: GnuTLS's handles take ten times as much, for each of many tenants.
    SigningKey m_key;
    DerivedBytes m_vmSecret; ///< from which the VMs' keys come
    std::vector<uint8_t> m_rootDer;
};

/// An authority that issues many certificates in a row: its root and key as GnuTLS's handles, made
/// once. For one thread.
class CertificateIssuer
{
  public:
    /// @param authority outlives the issuer
    explicit CertificateIssuer(const CertificateAuthority& authority);

    /// As CertificateAuthority::Issue.
    IssuedIdentity Issue(const Uuid& uuid, const Validity& validity) const;

  private:
    const CertificateAuthority& m_authority;
    CertificateHandle m_root;
    PrivateKeyHandle m_key;
};

} // namespace ns3::vnlab

#endif // VNLAB_CERTIFICATE_AUTHORITY_H

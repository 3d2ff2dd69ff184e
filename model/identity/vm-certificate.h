// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_CERTIFICATE_H
#define VNLAB_VM_CERTIFICATE_H

#include "model/identity/signing-key.h"
#include "model/identity/uuid.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief A VM's certificate as it was presented: read, but not verified.
 *
 * It is an X.509 v3 certificate (RFC 5280) in DER, signed with Ed25519 over an Ed25519 key that may
 * make digital signatures, of a subject that is no CA and has exactly one `urn:uuid:…` among the
 * URIs of its subject alternative name.
 */
class VmCertificate
{
  public:
    /// @return the certificate, or nothing where the bytes are not exactly one such certificate
    static std::optional<VmCertificate> Parse(std::span<const uint8_t> der);

    const Uuid& Subject() const
    {
        return m_subject;
    }

    const PublicKey& Key() const
    {
        return m_key;
    }

    /// @return the first second at which it holds, since the Unix epoch
    int64_t NotBefore_s() const;

    /// @return the last second at which it holds, since the Unix epoch
    int64_t NotAfter_s() const;

    /// @return for GnuTLS's functions; belongs to this object
    gnutls_x509_crt_t Handle() const
    {
        return m_handle.get();
    }

  private:
    VmCertificate(CertificateHandle handle, const Uuid& subject, const PublicKey& key);

    CertificateHandle m_handle;
    Uuid m_subject;
    PublicKey m_key;
};

} // namespace ns3::vnlab

#endif // VNLAB_VM_CERTIFICATE_H

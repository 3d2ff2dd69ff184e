// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/vm-certificate.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the one UUID among the URIs of the subject alternative name, or nothing
std::optional<Uuid>
UuidOf(gnutls_x509_crt_t certificate)
{
    std::optional<Uuid> found;
    std::array<char, 256> name;
    for (unsigned i = 0;; ++i)
    {
        size_t size = name.size();
        const int type =
            gnutls_x509_crt_get_subject_alt_name(certificate, i, name.data(), &size, nullptr);
        if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        {
            return found;
        }
        if (type == GNUTLS_E_SHORT_MEMORY_BUFFER)
        {
            continue; // longer than any UUID's URI
        }
        if (type < 0)
        {
            return std::nullopt;
        }
        const auto uuid = type == GNUTLS_SAN_URI ? ParseUuidUrn(std::string_view(name.data(), size))
                                                 : std::nullopt;
        if (uuid && found)
        {
            return std::nullopt;
        }
        found = uuid ? uuid : found;
    }
}

std::optional<PublicKey>
KeyOf(gnutls_x509_crt_t certificate)
{
    gnutls_ecc_curve_t curve{};
    GnutlsBytes point;
    PublicKey key;
    if (gnutls_x509_crt_get_pk_ecc_raw(certificate, &curve, point.Out(), nullptr) < 0 ||
        curve != GNUTLS_ECC_CURVE_ED25519 || point.View().size() != key.size())
    {
        return std::nullopt;
    }
    std::ranges::copy(point.View(), key.begin());
    return key;
}

bool
IsVmProfile(gnutls_x509_crt_t certificate)
{
    unsigned isAuthority = 0;
    unsigned usage = 0;
    return gnutls_x509_crt_get_version(certificate) == 3 &&
           gnutls_x509_crt_get_signature_algorithm(certificate) == GNUTLS_SIGN_EDDSA_ED25519 &&
           gnutls_x509_crt_get_basic_constraints(certificate, nullptr, &isAuthority, nullptr) >=
               0 &&
           isAuthority == 0 && gnutls_x509_crt_get_key_usage(certificate, &usage, nullptr) >= 0 &&
           (usage & GNUTLS_KEY_DIGITAL_SIGNATURE) != 0 &&
           gnutls_x509_crt_get_activation_time(certificate) >= 0 && // else no time at all
           gnutls_x509_crt_get_expiration_time(certificate) >= 0;
}

} // namespace

VmCertificate::VmCertificate(CertificateHandle handle, const Uuid& subject, const PublicKey& key)
    : m_handle(std::move(handle)),
      m_subject(subject),
      m_key(key)
{
}

std::optional<VmCertificate>
VmCertificate::Parse(std::span<const uint8_t> der)
{
    CertificateHandle handle = ImportCertificate(der);
    if (!handle || !IsVmProfile(handle.get()))
    {
        return std::nullopt;
    }
    const std::optional<Uuid> subject = UuidOf(handle.get());
    const std::optional<PublicKey> key = KeyOf(handle.get());
    if (!subject || !key)
    {
        return std::nullopt;
    }
    return VmCertificate(std::move(handle), *subject, *key);
}

int64_t
VmCertificate::NotBefore_s() const
{
    return gnutls_x509_crt_get_activation_time(m_handle.get());
}

int64_t
VmCertificate::NotAfter_s() const
{
    return gnutls_x509_crt_get_expiration_time(m_handle.get());
}

} // namespace ns3::vnlab

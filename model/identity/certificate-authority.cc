// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/certificate-authority.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr int64_t kNever_s = 253'402'300'799;    // 9999-12-31T23:59:59Z: RFC 5280 section 4.1.2.5
constexpr int64_t kLastTime_s = 253'402'210'799; // GnuTLS takes what is later for kNever_s
constexpr size_t kMaxCommonName = 64;            // ub-common-name (RFC 5280 appendix A.1)

/// @return a text that X.509 takes as a common name, different for different names
std::string
CommonName(const std::string& name)
{
    if (name.empty())
    {
        throw std::invalid_argument("the name of a certificate authority is empty");
    }
    if (name.size() <= kMaxCommonName)
    {
        return name;
    }
    Uuid digest;
    const DerivedBytes hash = Derive("vnlab common name", {BytesOf(name)});
    std::copy_n(hash.begin(), digest.bytes.size(), digest.bytes.begin());
    const std::string whole = digest.ToString();
    const auto isContinuation = [](char c) { return (static_cast<uint8_t>(c) & 0xc0) == 0x80; };
    size_t end = kMaxCommonName - 1 - whole.size();
    while (end > 0 && isContinuation(name[end]))
    {
        --end; // never cut a UTF-8 character
    }
    return name.substr(0, end) + ' ' + whole;
}

void
CheckValidity(const Validity& validity)
{
    if (validity.notBefore_s < 0 || validity.notAfter_s < validity.notBefore_s ||
        validity.notAfter_s > kLastTime_s)
    {
        throw std::invalid_argument(
            "a certificate's validity from " + std::to_string(validity.notBefore_s) + " s to " +
            std::to_string(validity.notAfter_s) + " s; accepted are times from 0 to " +
            std::to_string(kLastTime_s) + " s, the first not after the last");
    }
}

/// A certificate before it is signed, step by step in what roots and VMs have in common.
class Draft
{
  public:
    Draft()
        : m_crt(MakeHandle<CertificateHandle>(gnutls_x509_crt_init, "gnutls_x509_crt_init"))
    {
        CheckGnutls(gnutls_x509_crt_set_version(m_crt.get(), 3), "gnutls_x509_crt_set_version");
    }

    /// @param commonName the subject
    void SetSubject(std::string_view commonName, const PublicKey& key)
    {
        CheckGnutls(gnutls_x509_crt_set_dn_by_oid(m_crt.get(),
                                                  GNUTLS_OID_X520_COMMON_NAME,
                                                  0,
                                                  commonName.data(),
                                                  static_cast<unsigned>(commonName.size())),
                    "gnutls_x509_crt_set_dn_by_oid");
        const auto handle = MakeHandle<PublicKeyHandle>(gnutls_pubkey_init, "gnutls_pubkey_init");
        const gnutls_datum_t point = ViewOf(key);
        CheckGnutls(
            gnutls_pubkey_import_ecc_raw(handle.get(), GNUTLS_ECC_CURVE_ED25519, &point, nullptr),
            "gnutls_pubkey_import_ecc_raw");
        CheckGnutls(gnutls_x509_crt_set_pubkey(m_crt.get(), handle.get()),
                    "gnutls_x509_crt_set_pubkey");
        const DerivedBytes id = KeyId(key);
        CheckGnutls(gnutls_x509_crt_set_subject_key_id(m_crt.get(), id.data(), kKeyIdSize),
                    "gnutls_x509_crt_set_subject_key_id");
    }

    void SetIssuerKey(const PublicKey& key)
    {
        const DerivedBytes id = KeyId(key);
        CheckGnutls(gnutls_x509_crt_set_authority_key_id(m_crt.get(), id.data(), kKeyIdSize),
                    "gnutls_x509_crt_set_authority_key_id");
    }

    void SetValidity(const Validity& validity)
    {
        CheckGnutls(gnutls_x509_crt_set_activation_time(m_crt.get(), validity.notBefore_s),
                    "gnutls_x509_crt_set_activation_time");
        CheckGnutls(gnutls_x509_crt_set_expiration_time(m_crt.get(), validity.notAfter_s),
                    "gnutls_x509_crt_set_expiration_time");
    }

    /// @param serial of which 16 bytes serve, as a positive number of fixed size
    void SetSerial(DerivedBytes serial)
    {
        constexpr size_t size = 16;
        serial[0] = (serial[0] & 0x7f) | 0x40;
        CheckGnutls(gnutls_x509_crt_set_serial(m_crt.get(), serial.data(), size),
                    "gnutls_x509_crt_set_serial");
    }

    /// @param pathLength how many CAs may follow; negative: unlimited, or none as it is no CA
    void SetUse(bool isAuthority, int pathLength, unsigned keyUsage)
    {
        CheckGnutls(gnutls_x509_crt_set_basic_constraints(m_crt.get(), isAuthority, pathLength),
                    "gnutls_x509_crt_set_basic_constraints");
        CheckGnutls(gnutls_x509_crt_set_key_usage(m_crt.get(), keyUsage),
                    "gnutls_x509_crt_set_key_usage");
    }

    void SetUri(std::string_view uri)
    {
        CheckGnutls(gnutls_x509_crt_set_subject_alt_name(m_crt.get(),
                                                         GNUTLS_SAN_URI,
                                                         uri.data(),
                                                         static_cast<unsigned>(uri.size()),
                                                         GNUTLS_FSAN_SET),
                    "gnutls_x509_crt_set_subject_alt_name");
    }

    /// @param issuer the issuer's certificate, or null to sign itself
    CertificateHandle Sign(gnutls_x509_crt_t issuer, gnutls_privkey_t key)
    {
        CheckGnutls(gnutls_x509_crt_privkey_sign(
                        m_crt.get(), issuer ? issuer : m_crt.get(), key, GNUTLS_DIG_UNKNOWN, 0),
                    "gnutls_x509_crt_privkey_sign");
        return std::move(m_crt);
    }

  private:
    static constexpr size_t kKeyIdSize = 20; // as long as the SHA-1 of RFC 5280 section 4.2.1.2

    static DerivedBytes KeyId(const PublicKey& key)
    {
        return Derive("vnlab key id", {key});
    }

    CertificateHandle m_crt;
};

std::vector<uint8_t>
ToDer(const CertificateHandle& certificate)
{
    GnutlsBytes der;
    CheckGnutls(gnutls_x509_crt_export2(certificate.get(), GNUTLS_X509_FMT_DER, der.Out()),
                "gnutls_x509_crt_export2");
    return {der.View().begin(), der.View().end()};
}

} // namespace

CertificateAuthority::CertificateAuthority(const std::string& name, uint64_t seed)
    : m_key(Derive("vnlab root key", {BytesOf(name), BytesOf(seed)})),
      m_vmSecret(Derive("vnlab VM secret", {BytesOf(name), BytesOf(seed)})),
      m_rootDer(MakeRoot(name))
{
}

std::vector<uint8_t>
CertificateAuthority::MakeRoot(const std::string& name) const
{
    Draft draft;
    draft.SetSubject(CommonName(name), m_key.Public());
    draft.SetValidity({0, kNever_s});
    draft.SetSerial(Derive("vnlab root serial", {m_key.Public()}));
    draft.SetUse(true, 0, GNUTLS_KEY_KEY_CERT_SIGN);
    return ToDer(draft.Sign(nullptr, m_key.MakePrivateKey().get()));
}

IssuedIdentity
CertificateAuthority::Issue(const Uuid& uuid, const Validity& validity) const
{
    return CertificateIssuer(*this).Issue(uuid, validity);
}

CertificateIssuer::CertificateIssuer(const CertificateAuthority& authority)
    : m_authority(authority),
      m_root(ImportCertificate(authority.m_rootDer)),
      m_key(authority.m_key.MakePrivateKey())
{
}

IssuedIdentity
CertificateIssuer::Issue(const Uuid& uuid, const Validity& validity) const
{
    CheckValidity(validity);
    const PublicKey& root = m_authority.m_key.Public();
    const SigningKey key(Derive("vnlab VM key", {m_authority.m_vmSecret, uuid.bytes}));
    Draft draft;
    draft.SetSubject(uuid.ToString(), key.Public());
    draft.SetIssuerKey(root);
    draft.SetValidity(validity);
    draft.SetSerial(Derive("vnlab VM serial",
                           {root,
                            uuid.bytes,
                            BytesOf(static_cast<uint64_t>(validity.notBefore_s)),
                            BytesOf(static_cast<uint64_t>(validity.notAfter_s))}));
    draft.SetUse(false, -1, GNUTLS_KEY_DIGITAL_SIGNATURE);
    draft.SetUri(uuid.ToUrn());
    return {uuid, ToDer(draft.Sign(m_root.get(), m_key.get())), key};
}

} // namespace ns3::vnlab

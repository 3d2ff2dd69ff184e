// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/signing-key.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// PKCS #8 around an Ed25519 private key, up to the key's bytes (RFC 8410 section 7).
constexpr std::array<uint8_t, 16> kPkcs8Prefix{
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};

/// GnuTLS computes the public key only when it reads a whole PKCS #8 structure.
PublicKey
PublicOf(const DerivedBytes& secret)
{
    std::array<uint8_t, kPkcs8Prefix.size() + std::tuple_size_v<DerivedBytes>> der;
    std::copy(secret.begin(), secret.end(), std::ranges::copy(kPkcs8Prefix, der.begin()).out);
    const gnutls_datum_t view = ViewOf(der);
    const auto key =
        MakeHandle<X509KeyHandle>(gnutls_x509_privkey_init, "gnutls_x509_privkey_init");
    CheckGnutls(gnutls_x509_privkey_import_pkcs8(
                    key.get(), &view, GNUTLS_X509_FMT_DER, nullptr, GNUTLS_PKCS_PLAIN),
                "gnutls_x509_privkey_import_pkcs8");
    gnutls_ecc_curve_t curve{};
    GnutlsBytes point;
    CheckGnutls(
        gnutls_x509_privkey_export_ecc_raw(key.get(), &curve, point.Out(), nullptr, nullptr),
        "gnutls_x509_privkey_export_ecc_raw");
    PublicKey bytes{};
    std::ranges::copy(point.View().first(bytes.size()), bytes.begin());
    return bytes;
}

} // namespace

SigningKey::SigningKey(const DerivedBytes& secret)
    : m_secret(secret),
      m_public(PublicOf(secret))
{
}

PrivateKeyHandle
SigningKey::MakePrivateKey() const
{
    auto key = MakeHandle<PrivateKeyHandle>(gnutls_privkey_init, "gnutls_privkey_init");
    const gnutls_datum_t point = ViewOf(m_public);
    const gnutls_datum_t secret = ViewOf(m_secret);
    CheckGnutls(gnutls_privkey_import_ecc_raw(
                    key.get(), GNUTLS_ECC_CURVE_ED25519, &point, nullptr, &secret),
                "gnutls_privkey_import_ecc_raw");
    return key;
}

Signature
SigningKey::Sign(std::span<const uint8_t> message) const
{
    const PrivateKeyHandle key = MakePrivateKey();
    const gnutls_datum_t text = ViewOf(message);
    GnutlsBytes signature;
    CheckGnutls(
        gnutls_privkey_sign_data2(key.get(), GNUTLS_SIGN_EDDSA_ED25519, 0, &text, signature.Out()),
        "gnutls_privkey_sign_data2");
    Signature bytes{};
    std::ranges::copy(signature.View().first(bytes.size()), bytes.begin());
    return bytes;
}

bool
VerifySignature(const PublicKey& key,
                std::span<const uint8_t> message,
                std::span<const uint8_t> signature)
{
    const auto handle = MakeHandle<PublicKeyHandle>(gnutls_pubkey_init, "gnutls_pubkey_init");
    const gnutls_datum_t point = ViewOf(key);
    CheckGnutls(
        gnutls_pubkey_import_ecc_raw(handle.get(), GNUTLS_ECC_CURVE_ED25519, &point, nullptr),
        "gnutls_pubkey_import_ecc_raw");
    const gnutls_datum_t text = ViewOf(message);
    const gnutls_datum_t seal = ViewOf(signature);
    return gnutls_pubkey_verify_data2(handle.get(), GNUTLS_SIGN_EDDSA_ED25519, 0, &text, &seal) >=
           0;
}

} // namespace ns3::vnlab

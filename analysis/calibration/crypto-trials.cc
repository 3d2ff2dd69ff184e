// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/crypto-trials.h"

#include "analysis/calibration/batch-clock.h"
#include "model/identity/certificate-authority.h"
#include "model/identity/identity-verifier.h"

#include <array>
#include <cstring>
#include <gnutls/crypto.h>
#include <memory>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kTag = 16; // of AES-GCM
constexpr std::array<uint8_t, 64> kMessage{};

/// A key pair as GnuTLS holds it, and a signature.
struct Signer
{
    Signer()
        : secret(SigningKey(DerivedBytes{1}).MakePrivateKey()),
          open(MakeHandle<PublicKeyHandle>(gnutls_pubkey_init, "gnutls_pubkey_init"))
    {
        CheckGnutls(gnutls_pubkey_import_privkey(open.get(), secret.get(), 0, 0),
                    "gnutls_pubkey_import_privkey");
        Sign(signature);
    }

    void Sign(GnutlsBytes& out) const
    {
        const gnutls_datum_t text = ViewOf(kMessage);
        CheckGnutls(
            gnutls_privkey_sign_data2(secret.get(), GNUTLS_SIGN_EDDSA_ED25519, 0, &text, out.Out()),
            "gnutls_privkey_sign_data2");
    }

    void Verify() const
    {
        const gnutls_datum_t text = ViewOf(kMessage);
        const gnutls_datum_t seal = ViewOf(signature.View());
        CheckGnutls(
            gnutls_pubkey_verify_data2(open.get(), GNUTLS_SIGN_EDDSA_ED25519, 0, &text, &seal),
            "gnutls_pubkey_verify_data2");
    }

    PrivateKeyHandle secret;
    PublicKeyHandle open;
    GnutlsBytes signature;
};

Trial
MakeCertificateTrial()
{
    const Uuid uuid{{1}};
    const CertificateAuthority authority("calibration", 1);
    const std::array roots{authority.RootDer()};
    const auto verifier = std::make_shared<IdentityVerifier>(roots);
    return {"X.509 certificate, verify",
            {},
            TimedInBatches(
                [verifier, uuid, der = authority.Issue(uuid, {0, 1}).certificateDer]
                {
                    if (verifier->Verify(der, uuid, 1) != VerificationResult::kAccepted)
                    {
                        throw std::runtime_error("a good certificate is refused");
                    }
                })};
}

/// AES-128-GCM with one key.
class Sealer
{
  public:
    explicit Sealer(size_t length)
        : m_plain(length),
          m_sealed(length + kTag)
    {
        const gnutls_datum_t key = ViewOf(kKey);
        CheckGnutls(gnutls_aead_cipher_init(&m_cipher, GNUTLS_CIPHER_AES_128_GCM, &key),
                    "gnutls_aead_cipher_init");
    }

    ~Sealer()
    {
        gnutls_aead_cipher_deinit(m_cipher);
    }

    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

    void Seal()
    {
        ++m_count;
        std::memcpy(m_nonce.data(), &m_count, sizeof(m_count));
        size_t size = m_sealed.size();
        CheckGnutls(gnutls_aead_cipher_encrypt(m_cipher,
                                               m_nonce.data(),
                                               m_nonce.size(),
                                               nullptr,
                                               0,
                                               kTag,
                                               m_plain.data(),
                                               m_plain.size(),
                                               m_sealed.data(),
                                               &size),
                    "gnutls_aead_cipher_encrypt");
    }

  private:
    static constexpr std::array<uint8_t, 16> kKey{1};

    gnutls_aead_cipher_hd_t m_cipher{};
    std::array<uint8_t, 12> m_nonce{};
    uint64_t m_count{0};
    std::vector<uint8_t> m_plain;
    std::vector<uint8_t> m_sealed;
};

Trial
MakeSealingTrial(size_t length)
{
    const auto sealer = std::make_shared<Sealer>(length);
    return {"AES-128-GCM, " + std::to_string(length) + " bytes",
            {},
            TimedInBatches([sealer] { sealer->Seal(); })};
}

} // namespace

std::vector<Trial>
MakeCryptoTrials()
{
    const auto signer = std::make_shared<Signer>();
    const auto sign = [signer]
    {
        GnutlsBytes signature;
        signer->Sign(signature);
    };
    return {
        {"Ed25519, sign", {"identity_sign"}, TimedInBatches(sign)},
        {"Ed25519, verify", {"identity_verify"}, TimedInBatches([signer] { signer->Verify(); })},
        MakeCertificateTrial(),
        MakeSealingTrial(64),
        MakeSealingTrial(1400)};
}

} // namespace ns3::vnlab

// SPDX-License-Identifier: GPL-2.0-only
#include "model/identity/aes-gcm.h"

#include "model/identity/gnutls-handle.h"

#include <gnutls/crypto.h>
#include <memory>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using CipherHandle =
    std::unique_ptr<api_aead_cipher_hd_st, GnutlsDeleter<gnutls_aead_cipher_deinit>>;

CipherHandle
MakeCipher(const aesgcm::Key& key)
{
    const gnutls_datum_t view = ViewOf(key);
    gnutls_aead_cipher_hd_t cipher = nullptr;
    CheckGnutls(gnutls_aead_cipher_init(&cipher, GNUTLS_CIPHER_AES_128_GCM, &view),
                "gnutls_aead_cipher_init");
    return CipherHandle(cipher);
}

/// @return a view for calls that take vectors, although of what is authenticated they only read
giovec_t
VectorOf(std::span<const uint8_t> bytes)
{
    return {const_cast<uint8_t*>(bytes.data()), bytes.size()};
}

} // namespace

void
AesGcmSeal(std::span<uint8_t> text,
           const aesgcm::Key& key,
           const aesgcm::Nonce& nonce,
           std::span<const uint8_t> associated)
{
    if (text.size() < aesgcm::kTag)
    {
        throw std::logic_error("no room for the tag of AES-GCM");
    }
    const std::span<uint8_t> tag = text.last(aesgcm::kTag);
    const giovec_t plain = VectorOf(text.first(text.size() - tag.size()));
    const giovec_t clear = VectorOf(associated);
    size_t tagSize = tag.size();
    CheckGnutls(gnutls_aead_cipher_encryptv2(MakeCipher(key).get(),
                                             nonce.data(),
                                             nonce.size(),
                                             &clear,
                                             1,
                                             &plain,
                                             1,
                                             tag.data(),
                                             &tagSize),
                "gnutls_aead_cipher_encryptv2");
}

bool
AesGcmOpen(std::span<uint8_t> sealed,
           const aesgcm::Key& key,
           const aesgcm::Nonce& nonce,
           std::span<const uint8_t> associated)
{
    if (sealed.size() < aesgcm::kTag)
    {
        return false;
    }
    const std::span<uint8_t> tag = sealed.last(aesgcm::kTag);
    const giovec_t text = VectorOf(sealed.first(sealed.size() - tag.size()));
    const giovec_t clear = VectorOf(associated);
    const int result = gnutls_aead_cipher_decryptv2(MakeCipher(key).get(),
                                                    nonce.data(),
                                                    nonce.size(),
                                                    &clear,
                                                    1,
                                                    &text,
                                                    1,
                                                    tag.data(),
                                                    tag.size());
    if (result == GNUTLS_E_DECRYPTION_FAILED)
    {
        return false;
    }
    CheckGnutls(result, "gnutls_aead_cipher_decryptv2");
    return true;
}

} // namespace ns3::vnlab

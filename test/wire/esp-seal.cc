// SPDX-License-Identifier: GPL-2.0-only
#include "test/wire/esp-seal.h"

#include "model/wire/tunnel-overhead.h"
#include "test/wire/encapsulation.h"
#include "test/wire/wire-bytes.h"

#include <algorithm>
#include <gnutls/crypto.h>
#include <iomanip>
#include <span>
#include <stdexcept>

namespace ns3::vnlab::test
{

namespace
{

std::string
HexOfBytes(std::span<const uint8_t> bytes)
{
    std::ostringstream text;
    text << "0x" << std::hex << std::setfill('0');
    for (const uint8_t byte : bytes)
    {
        text << std::setw(2) << unsigned{byte};
    }
    return text.str();
}

/// Encrypts in place. @param sealed the plain text, and behind it room for the ICV
void
Seal(std::span<uint8_t> sealed,
     std::span<const uint8_t> nonce,
     std::span<const uint8_t> header,
     const EspKeys& keys)
{
    std::array<uint8_t, 16> keyBytes = keys.key;
    const gnutls_datum_t key{keyBytes.data(), keyBytes.size()};
    gnutls_aead_cipher_hd_t cipher = nullptr;
    const Bytes plain(sealed.begin(), sealed.end() - overhead::kEspGcmIcv);
    size_t size = sealed.size();
    const bool isDone = gnutls_aead_cipher_init(&cipher, GNUTLS_CIPHER_AES_128_GCM, &key) == 0 &&
                        gnutls_aead_cipher_encrypt(cipher,
                                                   nonce.data(),
                                                   nonce.size(),
                                                   header.data(),
                                                   header.size(),
                                                   overhead::kEspGcmIcv,
                                                   plain.data(),
                                                   plain.size(),
                                                   sealed.data(),
                                                   &size) == 0;
    if (cipher)
    {
        gnutls_aead_cipher_deinit(cipher);
    }
    if (!isDone || size != sealed.size())
    {
        throw std::runtime_error("AES-GCM failed");
    }
}

} // namespace

std::vector<std::string>
EspPreferences(uint32_t spi, const EspKeys& keys)
{
    Bytes both(keys.key.begin(), keys.key.end());
    both.insert(both.end(), keys.salt.begin(), keys.salt.end());
    std::ostringstream association;
    association << R"(uat:esp_sa:"IPv4","192.0.2.1","192.0.2.2","0x)" << std::hex << spi
                << R"(","AES-GCM with 16 octet ICV [RFC4106]",")" << HexOfBytes(both)
                << R"(","NULL","","32-bit","0")";
    return {"esp.enable_encryption_decode:TRUE",
            "esp.enable_authentication_check:TRUE",
            association.str()};
}

Ptr<Packet>
InSealedEsp(Ptr<const Packet> frame, uint32_t spi, uint32_t sequence, const EspKeys& keys)
{
    constexpr size_t headerAt = headersize::kEthernet + headersize::kIpv4;
    constexpr size_t ivAt = headerAt + headersize::kEsp;
    constexpr size_t sealedAt = ivAt + overhead::kEspGcmIv;
    Bytes bytes = BytesOf(InEsp(frame, spi, sequence));
    const std::span all(bytes);
    Bytes nonce(keys.salt.begin(), keys.salt.end());
    for (size_t i = 0; i < overhead::kEspGcmIv; ++i) // a counter is enough: never twice
    {
        bytes[ivAt + i] = static_cast<uint8_t>(uint64_t{sequence} >> (56 - 8 * i));
        nonce.push_back(bytes[ivAt + i]);
    }
    Seal(all.subspan(sealedAt), nonce, all.subspan(headerAt, headersize::kEsp), keys);
    return PacketOf(bytes);
}

} // namespace ns3::vnlab::test

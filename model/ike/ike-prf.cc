// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-prf.h"

#include "model/identity/gnutls-handle.h"

#include <gnutls/crypto.h>
#include <stdexcept>

namespace ns3::vnlab::ike
{

PrfBytes
Prf(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts)
{
    ByteWriter text;
    for (const std::span<const uint8_t> part : parts)
    {
        text.Append(part);
    }
    const Bytes& whole = text.Written();
    PrfBytes digest;
    CheckGnutls(
        gnutls_hmac_fast(
            GNUTLS_MAC_SHA256, key.data(), key.size(), whole.data(), whole.size(), digest.data()),
        "gnutls_hmac_fast");
    return digest;
}

Bytes
PrfPlus(std::span<const uint8_t> key, std::span<const uint8_t> seed, size_t size)
{
    if (size > UINT8_MAX * std::tuple_size_v<PrfBytes>)
    {
        throw std::length_error("prf+ gives no more than 255 blocks");
    }
    Bytes stream;
    PrfBytes last;
    std::span<const uint8_t> before; // none at first
    for (uint8_t count = 1; stream.size() < size; ++count)
    {
        last = Prf(key, {before, seed, {&count, 1}});
        before = last;
        stream.insert(stream.end(), last.begin(), last.end());
    }
    stream.resize(size);
    return stream;
}

} // namespace ns3::vnlab::ike
